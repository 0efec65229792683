import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decisionFor, foldReview, patientOf } from '../../../curation/record/fold.ts';
import type { MetadataRow } from '../../../data/fields/columns.ts';
import { builtIn } from '../../../data/fields/field-set.ts';
import type { Workspace } from '../../../data/ports/workspace.ts';
import { decide, undo } from '../../helpers/drafts.ts';
import { importRows, revisionsOf, rowsOf } from '../../helpers/import-rounds.ts';
import { temporaryWorkspace } from '../../helpers/temporary.ts';

/** Six images of three patients; a step of a run changes what is stored. */
const owners = { a: '1', b: '1', c: '1', d: '2', e: '2', f: '3' } as const;
const names = Object.keys(owners) as (keyof typeof owners)[];

const columns = [
  'survival',
  'finding',
  'offset',
  'view',
  'location',
  'clinical_notes',
  'other_notes',
  'doi',
] as const;
const values: Readonly<Record<(typeof columns)[number], readonly string[]>> = {
  survival: ['', 'Y', 'N', ' Y'],
  finding: ['', 'Pneumonia', 'No Finding'],
  offset: ['', '3', '3.0', 'soon'],
  view: ['', 'PA', 'AP'],
  location: ['', 'Rome, Italy', 'Porto'],
  clinical_notes: ['', 'Fever.', 'Cough.'],
  other_notes: ['', 'Credit A', 'Credit B'],
  doi: ['10.1/x', '10.1/X'],
};

const cells = fc.record(
  Object.fromEntries(columns.map((column) => [column, fc.constantFrom(...values[column])])) as Record<
    (typeof columns)[number],
    fc.Arbitrary<string>
  >,
);
const table = fc.record({
  kind: fc.constant('import' as const),
  rows: fc.uniqueArray(fc.tuple(fc.constantFrom(...names), cells), {
    minLength: 1,
    maxLength: 6,
    selector: ([name]) => name,
  }),
  files: fc.dictionary(fc.constantFrom(...names), fc.constantFrom('one', 'two')),
});
const answer = fc.record({
  kind: fc.constant('answer' as const),
  image: fc.constantFrom(...names),
  wide: fc.boolean(),
  said: fc.constantFrom<[string, string | number | null]>(
    ['survival', 'no'],
    ['survival', null],
    ['view', 'L'],
    ['finding', 'Tuberculosis'],
    ['offset', 9],
    ['location', 'Lyon'],
  ),
});
const takeBack = fc.record({
  kind: fc.constant('undo' as const),
  image: fc.constantFrom(...names),
  at: fc.nat(40),
});
type Generated<A> = A extends fc.Arbitrary<infer Value> ? Value : never;
type Table = Generated<typeof table>;
type Act = Generated<typeof answer> | Generated<typeof takeBack>;

/** Cells that a person's decision or undo holds, as `file column`. */
async function heldByPeople(workspace: Workspace): Promise<Map<string, string>> {
  const held = new Map<string, string>();
  const rows = await rowsOf(workspace);
  for await (const record of workspace.cases.all()) {
    const state = foldReview(await workspace.reviews.get(record.id));
    for (const { id, file } of record.images) {
      const target = { patient: patientOf(record, state, id), image: id };
      for (const column of [...builtIn.decided.map(({ name }) => name), 'location']) {
        const decision = decisionFor(state, column, target);
        if (decision && decision.basis.kind !== 'import')
          held.set(`${file} ${column}`, rows.get(file)?.[column] ?? '');
      }
    }
  }
  return held;
}

async function act(workspace: Workspace, step: Act): Promise<void> {
  const id = `collection-${owners[step.image]}`;
  const record = await workspace.cases.get(id);
  const image = record?.images.find(({ file }) => file === `${step.image}.png`);
  if (!image) return;
  if (step.kind === 'answer')
    await workspace.reviews.append(id, [decide(step.said[0], step.said[1], step.wide ? null : image.id)]);
  else {
    const { standing } = foldReview(await workspace.reviews.get(id));
    const event = standing[step.at % Math.max(1, standing.length)];
    if (event) await workspace.reviews.append(id, [undo(event)]);
  }
}

const trimmed = (row: MetadataRow): Record<string, string> =>
  Object.fromEntries(columns.map((column) => [column, row[column].trim()]));

async function importAndCompare(workspace: Workspace, { rows, files }: Table): Promise<void> {
  const table = rows.map(([name, given]) => ({ ...given, patientid: owners[name], filename: `${name}.png` }));
  const brought = Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [`${name}.png`, `${name} ${bytes}`]),
  );
  const [before, people] = [await rowsOf(workspace), await heldByPeople(workspace)];
  const result = await importRows(workspace, table, { files: brought });
  const after = await rowsOf(workspace);
  const peopleNow = await heldByPeople(workspace);
  const inTable = new Map(table.map((row) => [row.filename, row]));
  expect(result.clashes).toEqual([]);
  for (const [file, row] of before) {
    const now = after.get(file);
    expect(now, file).toBeDefined();
    // No image goes unless the table brings another file for it; a row that did not come stays cell for cell.
    if (row.sha256 !== undefined && !(inTable.has(file) && file in brought))
      expect(now?.sha256).toBe(row.sha256);
    if (!inTable.has(file)) expect(now).toEqual(row);
  }
  for (const [cell, text] of people) {
    const [file = '', column = ''] = cell.split(' ');
    expect(`${cell}: ${after.get(file)?.[column as keyof MetadataRow]}`).toBe(`${cell}: ${text}`);
  }
  // Every cell of the table is there, or is named as one that a person decided.
  const kept = new Set(
    result.keptDecisions.flatMap(({ patient, image, field }) =>
      image
        ? [`${image} ${field}`]
        : names.filter((name) => owners[name] === patient).map((name) => `${name}.png ${field}`),
    ),
  );
  for (const [file, row] of inTable) {
    for (const column of columns) {
      const now = after.get(file)?.[column].trim();
      const wanted = column === 'finding' && row[column] === '' ? 'todo' : row[column].trim();
      if (now === wanted || kept.has(`${file} ${column}`)) continue;
      // A blank cell that a person filled is no contradiction.
      expect(`${file} ${column} is ${now}`).toBe(
        row[column] === '' && peopleNow.has(`${file} ${column}`)
          ? `${file} ${column} is ${now}`
          : `${file} ${column} is ${wanted}`,
      );
    }
  }
  const namedGone = new Set(result.vanishes.map(({ image }) => image));
  const patients = new Set(table.map(({ patientid }) => patientid));
  for (const [file, { patientid }] of before) {
    if (inTable.has(file)) expect(namedGone).not.toContain(file);
    else if (patients.has(patientid as (typeof owners)[keyof typeof owners]))
      expect(namedGone).toContain(file);
  }
  expect(result.unanswered).toBe(namedGone.size > 0);
  for (const { image, field, before: was, now } of result.changes) {
    if (image === null || !columns.some((column) => column === field)) continue;
    expect(was).not.toBe(now);
    expect(trimmed(after.get(image) as MetadataRow)[field]).toBe(
      field === 'finding' && now === '' ? 'todo' : now.trim(),
    );
  }
  // The same once more: nothing at all.
  const revisions = await revisionsOf(workspace);
  const again = await importRows(workspace, table, { files: brought });
  expect(await revisionsOf(workspace)).toEqual(revisions);
  expect(again).toMatchObject({ changes: [], appears: [], moved: 0, keptDecisions: result.keptDecisions });
}

test('imports of any tables, with answers between, take no image, row or decision away', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(table, answer, takeBack), { minLength: 2, maxLength: 7 }),
      async (steps) => {
        const workspace = temporaryWorkspace();
        for (const step of steps) {
          if (step.kind === 'import') await importAndCompare(workspace, step);
          else await act(workspace, step);
        }
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);
