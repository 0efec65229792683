import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { builtIn } from '../../../data/fields/field-set.ts';
import { jsonSchemaOf } from '../../../data/format/json-schema.ts';
import { fieldsOf } from '../../../data/protocols/fields-of.ts';
import type { ProtocolInput } from '../../../data/protocols/protocol.ts';
import { covid19, parseProtocol, protocolText, readProtocol } from '../../../data/protocols/read-protocol.ts';
import { silicosis } from '../../helpers/silicosis.ts';

const changed = (change: (protocol: ProtocolInput) => void): ProtocolInput => {
  const copy = structuredClone(silicosis);
  change(copy);
  return copy;
};
const ownOf = (protocol: ProtocolInput, name: string): Record<string, unknown> => {
  const found = protocol.fields?.own?.find((own) => own.name === name);
  if (!found) throw new Error(`no field ${name}`);
  return found as unknown as Record<string, unknown>;
};
/** A protocol that is off in one place, and what the reader says of it. */
const refused: readonly (readonly [string, (protocol: ProtocolInput) => void, RegExp])[] = [
  ['a format of the future', (p) => Object.assign(p, { format: 'caseline.protocol/2' }), /update Caseline/],
  ['another document', (p) => Object.assign(p, { format: 'caseline.case/1' }), /protocol new/],
  ['a setting that is none', (p) => Object.assign(p, { tsaks: [] }), /tsaks/],
  ['a version of two numbers', (p) => Object.assign(p, { version: '1.0' }), /version: .*such as 1\.0\.0/],
  [
    'a hidden field that is none',
    (p) => p.fields?.hidden?.push('survivel'),
    /fields\.hidden: 'survivel' .*did you mean 'survival'/,
  ],
  ['the finding hidden', (p) => p.fields?.hidden?.push('finding'), /cannot be hidden/],
  ['a field shown that is none', (p) => p.fields?.shown?.push('smokin'), /did you mean 'smoking'/],
  [
    'an own field with a built-in name',
    (p) => Object.assign(ownOf(p, 'trade'), { name: 'modality' }),
    /'modality' is there already/,
  ],
  [
    'an own field that is built in and off',
    (p) => Object.assign(ownOf(p, 'trade'), { name: 'ethnicity' }),
    /name it in fields\.shown/,
  ],
  [
    'two fields of one name',
    (p) => Object.assign(ownOf(p, 'trade'), { name: 'employer' }),
    /'employer' is there already/,
  ],
  [
    'a column of an image that is there',
    (p) =>
      Object.assign(ownOf(p, 'left_dust'), { event: { image: { name: 'trade', label: 'T', means: 'm' } } }),
    /'trade' is there already/,
  ],
  [
    'a name in capitals',
    (p) => Object.assign(ownOf(p, 'trade'), { name: 'Trade' }),
    /own\.3\.name: a name has/,
  ],
  [
    'a range turned round',
    (p) => Object.assign(ownOf(p, 'fvc_percent'), { range: [160, 5] }),
    /smaller one first/,
  ],
  [
    'a likely range outside',
    (p) => Object.assign(ownOf(p, 'fvc_percent'), { likely: { range: [1, 300], doubt: 'x' } }),
    /reaches outside/,
  ],
  [
    'a phrase with an expression',
    (p) => Object.assign(ownOf(p, 'trade'), { phrases: { said: [], examples: [], denied: ['x'] } }),
    /only an answer is denied/,
  ],
  [
    'a sign no phrase has',
    (p) => Object.assign(ownOf(p, 'respirator_used'), { phrases: { said: ['wore [a] mask'] } }),
    /said\.0: 'wore \[a\] mask' holds a sign/,
  ],
  [
    'brackets left open',
    (p) => Object.assign(ownOf(p, 'respirator_used'), { phrases: { said: ['(wore a mask'] } }),
    /bracket without its partner/,
  ],
  [
    'a slot of another kind',
    (p) => Object.assign(ownOf(p, 'respirator_used'), { phrases: { said: ['wore {words}'] } }),
    /\{words\}, which phrases of this kind/,
  ],
  [
    'a text without what is taken',
    (p) => Object.assign(ownOf(p, 'employer'), { phrases: { said: ['employed'] } }),
    /'worked as a \{words\}'/,
  ],
  [
    'an example no person could decide',
    (p) =>
      Object.assign(ownOf(p, 'respirator_used'), {
        phrases: { said: [], examples: [{ words: 'x', value: 'maybe' }] },
      }),
    /'maybe' is not yes or no/,
  ],
  [
    'a choice of the same cell',
    (p) =>
      Object.assign(ownOf(p, 'trade'), {
        choices: [
          { name: 'a', cell: 'X' },
          { name: 'b', cell: 'X' },
        ],
      }),
    /'X' stands twice/,
  ],
  [
    'an event of an image',
    (p) => Object.assign(ownOf(p, 'left_dust'), { scope: 'image' }),
    /an event is the patient's/,
  ],
  ['a slash in a finding', (p) => p.findings?.own?.push({ name: 'A/B' }), /no \/ in its name/],
  [
    'a code from nowhere',
    (p) => p.findings?.own?.push({ name: 'A', codes: [{ system: 'ICD-10', code: 'J62.8' }] }),
    /codes\.0\.from/,
  ],
  [
    'a rule for no column',
    (p) => Object.assign(p, { include: { field: 'aeg', from: 18 } }),
    /include: there is no column 'aeg', did you mean 'age'/,
  ],
  ['a rule that is none', (p) => Object.assign(p, { include: { field: 'age', atleast: 18 } }), /include/],
  [
    'a task for no column',
    (p) => Object.assign(p.tasks?.[0] ?? {}, { positive: { rule: { field: 'dusty', is: 'Y' } } }),
    /tasks\.0\.positive: there is no column 'dusty'/,
  ],
  ['two tasks of one name', (p) => p.tasks?.push(...(p.tasks ?? [])), /'out-of-dust' stands there twice/],
];

describe('a protocol is read', () => {
  test('as it was written, and again as it is written out', () => {
    const read = readProtocol(silicosis, 'silicosis.json');
    expect(parseProtocol(protocolText(read), 'again')).toEqual(read);
    expect(fieldsOf(read).columnNames.slice(0, 29)).toEqual(builtIn.columnNames);
    expect(fieldsOf(read).columnNames.slice(29)).toEqual([
      'smoking',
      'respirator_used',
      'left_dust',
      'out_of_dust',
      'fvc_percent',
      'trade',
      'dust_years',
      'lavage_day',
      'employer',
    ]);
  });

  test('the built-in one asks for the built-in fields and nothing else', () => {
    expect(fieldsOf(covid19)).toBe(builtIn);
    expect(covid19.tasks.map(({ id }) => id)).toHaveLength(13);
  });

  test.each(refused)('and refused: %s', (_, change, message) => {
    expect(() => readProtocol(changed(change), 'mine.json')).toThrow(message);
    expect(() => readProtocol(changed(change), 'mine.json')).toThrow(/^mine\.json/);
  });

  test('no JSON is refused with the place', () => {
    expect(() => parseProtocol('{"format": ', 'mine.json')).toThrow(/mine\.json is no JSON/);
    expect(() => parseProtocol('[]', 'mine.json')).toThrow(/mine\.json/);
    expect(() => parseProtocol('null', 'mine.json')).toThrow(/mine\.json/);
  });

  test('its JSON Schema holds for what is read, and refuses a field without its meaning', () => {
    const schema = z.fromJSONSchema(jsonSchemaOf('protocol') as Parameters<typeof z.fromJSONSchema>[0]);
    expect(schema.safeParse(structuredClone(silicosis)).success).toBe(true);
    const without = changed((p) => Object.assign(ownOf(p, 'trade'), { means: undefined }));
    expect(schema.safeParse(JSON.parse(JSON.stringify(without))).success).toBe(false);
  });
});

describe('the fields of a protocol', () => {
  const fields = fieldsOf(readProtocol(silicosis, 'silicosis.json'));
  test('hidden ones are asked of nobody and keep their column', () => {
    expect(fields.askedOf('patient').map(({ name }) => name)).not.toContain('RT_PCR_positive');
    expect(fields.columnNames).toContain('RT_PCR_positive');
    expect(fields.named('survival').label).toBe('Alive at the end');
  });
  test('own findings stand beside the built-in ones, by their synonyms too', () => {
    expect(fields.findings.isKnown('Pneumoconiosis/Silicosis')).toBe(true);
    expect(fields.findings.meant('PMF')).toBe('Pneumoconiosis/Silicosis/Progressive massive fibrosis');
    expect(fields.findings.meant('covid19')).toBe('Pneumonia/Viral/COVID-19');
  });
  test('day 0 may be an own anchor, and own events have names', () => {
    expect(fields.named('day_zero').choices).toEqual([
      'onset',
      'admission',
      'exposure',
      'first-image',
      'procedure',
      'own:diagnosis',
      'unknown',
    ]);
    expect(fields.called.get('own:left_dust_ended')).toBe('end of Left dusty work');
    expect(fields.ownEvents).toEqual(['own:left_dust', 'own:left_dust_ended', 'own:diagnosis']);
  });
});
