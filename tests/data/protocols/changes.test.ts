import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changesBetween, succeeding } from '../../../data/protocols/changes.ts';
import { ownFieldSchema } from '../../../data/protocols/own-field.ts';
import { type Protocol, taskSchema } from '../../../data/protocols/protocol.ts';
import { covid19, readProtocol } from '../../../data/protocols/read-protocol.ts';
import { starterProtocol } from '../../../data/protocols/starter.ts';
import { silicosis } from '../../helpers/silicosis.ts';

const held = readProtocol(silicosis, 'held');
const other = (change: (protocol: Protocol) => void): Protocol => {
  const next = structuredClone(held);
  next.version = '1.1.0';
  change(next);
  return readProtocol(next, 'next');
};
const told = (next: Protocol) => changesBetween(held, next).map(({ how, name }) => `${how} ${name}`);

describe('what another protocol changes', () => {
  test('nothing, where it says the same', () => {
    expect(told(other(() => undefined))).toEqual([]);
  });
  test.each<[string, (protocol: Protocol) => void, readonly string[]]>([
    ['a field goes', (p) => p.fields.own.splice(6, 1), ['removed employer']],
    ['a field comes', (p) => p.fields.shown.push('ethnicity'), ['added ethnicity']],
    ['a label', (p) => Object.assign(p.fields.own[3] ?? {}, { label: 'Work' }), ['renamed trade']],
    ['a range', (p) => Object.assign(p.fields.own[4] ?? {}, { range: [0, 60] }), ['changed dust_years']],
    ['hidden', (p) => p.fields.hidden.push('went_icu'), ['hidden went_icu']],
    ['asked again', (p) => p.fields.hidden.splice(0), ['asked again RT_PCR_positive']],
    ['a built-in label', (p) => Object.assign(p.fields, { labels: {} }), ['renamed survival']],
    ['inclusion', (p) => Object.assign(p, { include: undefined }), ['changed include']],
    ['a task', (p) => p.tasks.splice(0), ['removed out-of-dust']],
    ['an anchor', (p) => p.anchors.splice(0), ['removed diagnosis']],
    ['findings', (p) => Object.assign(p.findings, { builtIn: false }), ['removed built-in findings']],
  ])('%s', (_, change, changes) => {
    expect(told(other(change))).toEqual(changes);
  });

  test('one of the same name needs a later version; another name, and the same again, do not', () => {
    const changed = other((p) => p.tasks.splice(0));
    expect(succeeding(held, changed)).toBe(changed);
    expect(() => succeeding(changed, held)).toThrow(/held as 1\.1\.0.*make it 1\.2\.0/);
    expect(succeeding(held, structuredClone(held))).toBe(held);
    expect(succeeding(held, covid19)).toBe(covid19);
  });
});

describe('the guide', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../docs/protocols.md'), 'utf8');
  const snippets = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => json.trim());

  test('shows fields and tasks that a protocol may hold', () => {
    const [field, event, task, published] = snippets;
    expect(snippets).toHaveLength(4);
    expect(ownFieldSchema.parse(JSON.parse(field ?? '')).name).toBe('rusty_sputum');
    expect(JSON.parse(`{${event}}`)).toHaveProperty('event.image.name', 'off_ward');
    expect(taskSchema.parse(JSON.parse(task ?? '')).id).toBe('off-ward');
    const [first] = covid19.tasks;
    if (first?.kind !== 'classes') throw new Error('no task');
    expect(taskSchema.parse(JSON.parse(published ?? ''))).toMatchObject({
      include: first.include,
      positive: { rule: first.positive.rule },
      negative: { rule: first.negative.rule },
    });
  });

  test('and what protocol new writes can be read', () => {
    expect(readProtocol(starterProtocol('dust', 'Dust'), 'starter').fields.own).toHaveLength(3);
  });
});
