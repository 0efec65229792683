import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { checkWorkspace } from '../../curation/checks/check-workspace.ts';
import { foldReview } from '../../curation/record/fold.ts';
import { exportCollection } from '../../curation/release/export.ts';
import { releaseWorkspace } from '../../curation/release/release.ts';
import { allCells, cellGroups } from '../../curation/review/cells.ts';
import { cohortTerms, countedCells } from '../../curation/review/cohort-terms.ts';
import { rowsToExport } from '../../curation/timeline/derive.ts';
import type { Field } from '../../data/fields/field.ts';
import { builtIn, fieldSet } from '../../data/fields/field-set.ts';
import { answer } from '../../data/fields/kinds.ts';
import { parseFieldValue } from '../../data/fields/value.ts';
import { readMetadataTable } from '../../scrapers/collection/read-table.ts';
import { casesOfTable } from '../../scrapers/collection/rows-to-cases.ts';
import { decide } from '../helpers/drafts.ts';
import { workspaceOfRows } from '../helpers/metadata-workspace.ts';
import { film } from '../helpers/pictures.ts';
import { releaseSource } from '../helpers/release-source.ts';
import { temporaryFolder, temporaryWorkspace } from '../helpers/temporary.ts';

/** A made-up field of every kind: an entry each, and nothing else. */
const own: readonly Field[] = [
  {
    ...answer,
    name: 'keeps_birds',
    label: 'Keeps birds',
    scope: 'patient',
    asked: ['patient'],
    once: 'always',
    mayBeUnclear: true,
    column: { place: null, means: 'keeps birds at home' },
    tables: ['patients'],
  },
  {
    name: 'creatinine',
    label: 'Creatinine',
    kind: 'number',
    scope: 'image',
    asked: ['image-when-said'],
    unit: 'mg/dL',
    range: [0, 30],
    likely: { range: [0.2, 12], doubt: 'in µmol/L?' },
    column: { place: null, means: 'measured on the day of the image' },
    tables: ['images'],
  },
  {
    name: 'exposure_kind',
    label: 'Exposure',
    kind: 'choice',
    scope: 'patient',
    asked: ['patient'],
    choices: ['household', 'work', 'not-stated'],
    cells: { household: 'H', work: 'W', 'not-stated': '' },
    silence: 'not-stated',
    column: { place: null, means: 'where the patient was exposed' },
    tables: ['patients'],
  },
  {
    name: 'vaccinated_day',
    label: 'Vaccinated on day',
    kind: 'day',
    scope: 'patient',
    asked: ['patient'],
    unit: 'days',
    column: { place: null, means: 'day of the vaccination' },
  },
  {
    name: 'occupation',
    label: 'Occupation',
    kind: 'text',
    scope: 'patient',
    asked: ['patient'],
    column: { place: null, means: 'as the source states it' },
    tables: ['patients'],
  },
];
const fields = fieldSet(own);
const names = own.map(({ name }) => name);
const decided = {
  keeps_birds: 'yes',
  creatinine: '1.4',
  exposure_kind: 'work',
  vaccinated_day: '-20',
  occupation: 'welder',
};
const cells = {
  keeps_birds: 'Y',
  creatinine: '1.4',
  exposure_kind: 'W',
  vaccinated_day: '-20',
  occupation: 'welder',
};

async function reviewed(values: Readonly<Record<string, string>> = decided) {
  const bytes = await film(41);
  const workspace = await workspaceOfRows([{ patientid: '7', filename: 'a.png' }], { 'a.png': bytes });
  const record = await workspace.cases.get('collection-7');
  const [image] = record?.images ?? [];
  if (!record || !image) throw new Error('no case');
  const events = Object.entries(values).map(([name, typed]) => {
    const field = fields.named(name);
    return decide(name, parseFieldValue(field, typed), field.scope === 'image' ? image.id : null);
  });
  await workspace.reviews.append(record.id, events);
  const source = { ...releaseSource(workspace), fields };
  return { workspace, record, source };
}
const tableOf = (folder: string, path: string): Record<string, string>[] =>
  parse(readFileSync(join(folder, path)), { columns: true });
const picked = (row: Readonly<Record<string, string | undefined>> | undefined) =>
  Object.fromEntries(names.flatMap((name) => (row && name in row ? [[name, row[name]]] : [])));

describe('a collection’s own field', () => {
  test('is asked of the patient or the image, and its answer stands', async () => {
    const { record, workspace } = await reviewed();
    const state = foldReview(await workspace.reviews.get(record.id));
    const shown = allCells(cellGroups(record, state, [], new Map(), new Set(), fields));
    const of = (name: string) => shown.filter(({ field }) => field.name === name);
    expect(names.map((name) => of(name).map(({ decision, open }) => [decision?.value, open]))).toEqual([
      [['yes', false]],
      [[1.4, false]],
      [['work', false]],
      [[-20, false]],
      [['welder', false]],
    ]);
    const untouched = foldReview(await temporaryWorkspace().reviews.get(record.id));
    const open = allCells(cellGroups(record, untouched, [], new Map(), new Set(), fields));
    expect(open.find(({ field }) => field.name === 'keeps_birds')).toMatchObject({
      open: true,
      proposals: [{ kind: 'silence', value: 'not-stated' }],
    });
  });

  test('goes out behind the reference’s columns, and comes back by import', async () => {
    const { source } = await reviewed();
    const folder = join(temporaryFolder(), 'out');
    await exportCollection(source, folder);
    const bytes = readFileSync(join(folder, 'metadata.csv'));
    expect(bytes.toString().split('\n')[0]).toBe([...builtIn.columnNames, ...names].join());
    expect(tableOf(folder, 'metadata.csv').map(picked)).toEqual([cells]);

    const [again] = casesOfTable(readMetadataTable(bytes, 'metadata.csv', fields), 'metadata.csv', {
      fields,
    });
    if (!again) throw new Error('nothing came back');
    const second = temporaryWorkspace();
    await second.cases.put(again.draft);
    await second.reviews.append(again.draft.id, again.events);
    await second.index.ready();
    const back = join(temporaryFolder(), 'out');
    await exportCollection({ ...releaseSource(second), fields }, back);
    expect(readFileSync(join(back, 'metadata.csv')).toString()).toBe(bytes.toString());
  });

  test('is checked by its range, its likely range and its choices', async () => {
    const found = async (values: Readonly<Record<string, string | number>>) => {
      const { source, workspace, record } = await reviewed({});
      const [image] = record.images;
      const events = Object.entries(values).map(([name, value]) =>
        decide(name, value, fields.named(name).scope === 'image' ? (image?.id ?? null) : null),
      );
      await workspace.reviews.append(record.id, events);
      const { findings } = await checkWorkspace(source);
      return findings
        .filter(({ field }) => field !== null && names.includes(field))
        .map(({ rule, field }) => [rule, field]);
    };
    expect(await found({ creatinine: 1.4, exposure_kind: 'work' })).toEqual([]);
    expect(await found({ creatinine: 124 })).toEqual([['out-of-range', 'creatinine']]);
    expect(await found({ creatinine: 20 })).toEqual([['unlikely-value', 'creatinine']]);
    expect(await found({ exposure_kind: 'bat cave' })).toEqual([['unknown-value', 'exposure_kind']]);
    expect(await found({ vaccinated_day: 1.5 })).toEqual([['not-a-number', 'vaccinated_day']]);
  });

  test('stands in the tables, the dictionary, the statistics and the provenance of a release', async () => {
    const { source } = await reviewed();
    const folder = join(temporaryFolder(), 'release');
    await releaseWorkspace(source, folder, { version: '1.0.0', title: 'Own fields' });
    expect(tableOf(folder, 'metadata.csv').map(picked)).toEqual([cells]);
    const { creatinine, vaccinated_day: _, ...ofPatient } = cells;
    expect(tableOf(folder, 'patients.csv').map(picked)).toEqual([ofPatient]);
    expect(tableOf(folder, 'images.csv').map(picked)).toEqual([{ creatinine }]);
    const told = JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8')) as {
      resources: {
        path: string;
        schema?: { fields: { name: string; type: string; description: string }[] };
      }[];
    };
    const described = told.resources.find(({ path }) => path === 'metadata.csv')?.schema?.fields ?? [];
    expect(described.map(({ name }) => name)).toEqual([...fields.columnNames]);
    expect(described.find(({ name }) => name === 'creatinine')).toMatchObject({ type: 'number' });
    const statistics = JSON.parse(readFileSync(join(folder, 'statistics.json'), 'utf8')) as {
      missing: { field: string; blank: number; of: number }[];
    };
    expect(statistics.missing.filter(({ field }) => names.includes(field))).toEqual(
      names.map((field) => ({ field, blank: 0, of: 1 })),
    );
    const provenance = readFileSync(join(folder, 'provenance.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { field: string; by?: string; value: string })
      .filter(({ field }) => names.includes(field));
    expect(provenance.map(({ field, value, by }) => [field, value, by])).toEqual(
      Object.entries(cells).map(([field, value]) => [field, value, 'ana']),
    );
  });

  test('is what a cohort is counted by, where it has few values', async () => {
    const { record, workspace } = await reviewed();
    const state = foldReview(await workspace.reviews.get(record.id));
    const own = names.map((name) => name.replaceAll('_', '-'));
    const termsBy = (set: typeof fields) =>
      cohortTerms(rowsToExport(record, state, set), set).filter(({ kind }) => own.includes(kind));
    expect(termsBy(fields)).toEqual([
      { kind: 'keeps-birds', term: 'Y' },
      { kind: 'exposure-kind', term: 'W' },
    ]);
    expect(termsBy(builtIn)).toEqual([]);
    expect(countedCells(fields).map(({ kind }) => kind)).toContain('keeps-birds');
  });

  test('with the name of another is refused', () => {
    const [keeps_birds] = own;
    if (!keeps_birds) throw new Error('no field');
    for (const name of ['survival', 'filename', 'day_zero'])
      expect(() => fieldSet([{ ...keeps_birds, name }])).toThrow(`the field '${name}' is there already`);
    expect(() => fieldSet([keeps_birds, keeps_birds])).toThrow(/'keeps_birds' is there already/);
  });
});
