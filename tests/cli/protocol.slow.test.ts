import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { builtIn } from '../../data/fields/field-set.ts';
import { startSampleSite } from '../../samples/site.ts';
import { caseline } from '../helpers/command.ts';
import { startLocal } from '../helpers/serving.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

/** The made-up disease of docs/protocols.md. */
const file = join(import.meta.dirname, '../../docs/protocols/adriatic-lung.json');

interface Line {
  readonly case: string;
  readonly patient: string | null;
  readonly image: string | null;
  readonly field: string;
  readonly value: string | number;
  readonly quote: string;
  readonly rule: string;
  readonly confidence: number;
}

/** Runs a command that must succeed; its lines of JSON. */
async function told<T>(args: readonly string[]): Promise<T[]> {
  const { code, stdout, stderr } = await caseline(args);
  expect([args.join(' '), code, stderr]).toEqual([args.join(' '), 0, expect.any(String)]);
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{') || line.startsWith('['))
    .map((line) => JSON.parse(line) as T);
}
const tableOf = (folder: string, path: string): Record<string, string>[] =>
  parse(readFileSync(join(folder, path)), { columns: true });

const asked = ['sex', 'age', 'finding', 'survival', 'left_ward', 'rusty_sputum', 'day_zero'];
const askedOfImage = ['offset', 'view', 'modality'];

test('from an empty workspace to a release of a made-up disease', { timeout: 240_000 }, async () => {
  const folder = temporaryFolder();
  const at = join(folder, 'workspace');
  await told(['init', '-w', at]);
  const [checked] = await told<{ examples: number; faults: string[] }>(['protocol', 'check', file, '--json']);
  expect(checked).toMatchObject({ faults: [], examples: 12 });
  const [imported] = await told<{ changes: { how: string; name: string }[] }>([
    ...['protocol', 'import', file, '-w', at, '--json'],
  ]);
  expect(imported?.changes).toContainEqual(expect.objectContaining({ how: 'added', name: 'left_ward' }));
  expect(imported?.changes).toContainEqual(
    expect.objectContaining({ how: 'hidden', name: 'RT_PCR_positive' }),
  );

  // No words are given: those of the protocol are searched for.
  const site = await startSampleSite();
  onTestFinished(() => site.close());
  const [crawled] = await told<{ query: string; new: number }>([
    ...['crawl', 'radiopaedia', '--base-url', site.origin, '--delay', '0', '-w', at, '--json'],
  ]);
  expect(crawled).toMatchObject({ query: 'pneumonia', new: 7 });

  // Two own fields are read out of the texts, each with its words, held back until they are measured.
  const lines = await told<Line>(['suggest', '-w', at, '--json']);
  const own = lines.filter(({ rule }) => rule.startsWith('own/'));
  expect(own.map(({ case: id, field, value, quote }) => [id, field, value, quote])).toEqual([
    ['radiopaedia-990101', 'left_ward', 'Y', 'transferred to the intensive care unit'],
    ['radiopaedia-990101', 'rusty_sputum', 'N', 'dry cough'],
    ['radiopaedia-990107', 'rusty_sputum', 'Y', 'rusty sputum'],
  ]);
  expect(own.every(({ confidence }) => confidence < 0.8)).toBe(true);

  // A person takes what is suggested, in the workbench.
  const workspace = openWorkspace(at, {
    summarise: (await import('../../curation/review/summary.ts')).summariseReview,
  });
  onTestFinished(() => workspace.close());
  const { url } = await startLocal(workspace);
  for (const [id, suggested] of Map.groupBy(lines, (line) => line.case)) {
    const record = await workspace.cases.get(id);
    const best = new Map<string, Line>();
    for (const line of suggested) {
      const key = `${line.image} ${line.field}`;
      if (line.confidence > (best.get(key)?.confidence ?? 0)) best.set(key, line);
    }
    for (const { field: name, image: shown, patient, value } of best.values()) {
      const field = workspace.protocol && (await fieldNamed(at, name));
      const isOfImage = askedOfImage.includes(name);
      if (!field || (!isOfImage && !asked.includes(name)) || isOfImage !== (shown !== null)) continue;
      const image = record?.images.find((one) => one.file === shown)?.id ?? '';
      const typed =
        Object.entries(field.cells ?? {}).find(([, cell]) => cell === value)?.[0] ?? String(value);
      const { rev } = await workspace.reviews.get(id);
      const answer = await fetch(new URL(`cases/${id}/decisions`, url), {
        method: 'POST',
        headers: { 'if-match': `"${rev}"`, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ field: name, patient: patient ?? '', image, value: typed }).toString(),
      });
      expect([id, name, answer.status, answer.ok ? '' : await answer.text()]).toEqual([id, name, 200, '']);
    }
  }

  // The answer put its event on the timeline, on the day that the text tells.
  const { events } = await workspace.reviews.get('radiopaedia-990101');
  const left = events.flatMap((event) => (event.kind === 'event' ? [event.event] : []));
  expect(left.find(({ type }) => type === 'own:left_ward')).toMatchObject({
    answer: 'yes',
    day: { from: 3, to: 3, anchor: 'admission' },
    quote: { words: 'transferred to the intensive care unit' },
  });
  const basis = events.find((event) => event.kind === 'decide' && event.field === 'left_ward');
  expect(basis).toMatchObject({ basis: { rule: 'own/left_ward', ruleSet: 'adriatic-lung/1.0.0' } });

  const page = await (await fetch(new URL('cases/radiopaedia-990101', url))).text();
  expect(page).toContain('Rusty sputum');
  expect(page).toContain('Left the ward');
  expect(page).toContain('Alive at the end');
  expect(page).not.toContain('RT-PCR positive');

  // Nothing stands in the way of a release.
  const found = await caseline(['check', '-w', at, '--json']);
  const rules = (JSON.parse(found.stdout) as { rule: string; severity: string; message: string }[]).filter(
    ({ severity }) => severity === 'error',
  );
  expect(rules.map(({ message }) => message)).toEqual([]);

  const out = join(folder, 'release');
  await told(['release', out, '-w', at, '--json']);
  const rows = tableOf(out, 'metadata.csv');
  expect(Object.keys(rows[0] ?? {})).toEqual([
    ...builtIn.columnNames,
    ...['smoking', 'rusty_sputum', 'left_ward', 'off_ward', 'effusion_depth'],
  ]);
  const serial = rows.filter(({ patientid }) => patientid === 'radiopaedia-990101-p1');
  expect(serial.map((row) => [row['left_ward'], row['off_ward']])).toEqual([
    ['Y', 'N'],
    ['Y', 'Y'],
    ['Y', 'Y'],
  ]);
  const { protocol } = JSON.parse(readFileSync(join(out, 'release.json'), 'utf8')) as { protocol: unknown };
  expect(protocol).toEqual({ name: 'adriatic-lung', title: 'Adriatic lung', version: '1.0.0' });
  const { tasks } = JSON.parse(readFileSync(join(out, 'tasks/tasks.json'), 'utf8')) as {
    tasks: { id: string; rows: number; positive: number; sets: object }[];
  };
  expect(tasks).toMatchObject([{ id: 'off-ward', rows: 3, positive: 2, sets: { train: expect.anything() } }]);
  expect(tableOf(out, 'splits/train-validation-test.csv')).toHaveLength(rows.length);
  expect(readFileSync(join(out, 'data-dictionary.md'), 'utf8')).toContain('brought up rusty sputum');
  expect(tableOf(out, 'events.csv')).toContainEqual(expect.objectContaining({ type: 'own:left_ward' }));
});

async function fieldNamed(at: string, name: string) {
  const { fieldsOf } = await import('../../data/protocols/fields-of.ts');
  const { parseProtocol } = await import('../../data/protocols/read-protocol.ts');
  return fieldsOf(parseProtocol(readFileSync(join(at, 'protocol.json'), 'utf8'), at)).find(name);
}
