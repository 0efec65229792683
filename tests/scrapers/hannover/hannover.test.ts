import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completeCase } from '../../../data/format/read.ts';
import { reviewEventSchema } from '../../../data/format/review.ts';
import { hannoverPatients, inIcuOn } from '../../../scrapers/hannover/course.ts';
import { loadHannover } from '../../../scrapers/hannover/import.ts';
import { parseHannover } from '../../../scrapers/hannover/table.ts';
import { casesOfHannover } from '../../../scrapers/hannover/to-cases.ts';

const header =
  'patient_id,image_id,sex,age,size,weight,admission_offset,icu_admission_offset,icu_release_offset,death_offset,modality,projection,crp_offset,crp_val,lymphocytes_offset,lymphocytes_val,neutrophils_offset,neutrophils_val,po2_offset,po2_val';
const table = (...rows: string[]): string => [header, ...rows].join('\n');

const serial = table(
  'aa01,09258248,m,,,,0,2.0,8.0,,CR,ap,0.0,12.0,0.0,0.9,1.0,4.0,0.0,70.0',
  'aa01,341e2287,m,,,,-4,-2.0,4.0,,CR,ap,0.0,inf,-4.0,0.9,0.0,5.5,0.0,-inf',
  'aa01,563118e4,m,,,,-12,-10.0,-4.0,,DX,pa,,,,,,,,',
  'bb02,ffff0001,f,,,,3,,,10.0,DX,pa,,,,,,,,',
);

test('ids that look like numbers stay as they are', () => {
  expect(parseHannover(serial).map((row) => row.image)).toEqual([
    '09258248',
    '341e2287',
    '563118e4',
    'ffff0001',
  ]);
});

test('offsets from the image become days from admission', () => {
  const [first, second] = hannoverPatients(parseHannover(serial));
  expect(first?.images.map((image) => image.day)).toEqual([0, 4, 12]);
  expect(first?.icuIn).toEqual({ from: 2, to: 2, anchor: 'admission', certainty: 'exact' });
  expect(first?.icuOut).toMatchObject({ from: 8, to: 8 });
  expect(first?.images.map((image) => inIcuOn(first, image.day))).toEqual([false, true, false]);
  expect(second?.images[0]?.day).toBe(-3);
  expect(second?.death).toMatchObject({ from: 7, to: 7 });
});

test('a value counts for an image of the same day only, once for the patient, and never beyond the limits', () => {
  const [first] = hannoverPatients(parseHannover(serial));
  expect(
    first?.images.map((image) =>
      Object.fromEntries(Object.entries(image.sameDay).map(([name, lab]) => [name, lab.value])),
    ),
  ).toEqual([{ lymphocytes: 0.9, po2: 70 }, { neutrophils: 5.5 }, {}]);
  expect(first?.measurements.map(({ quantity, day, value }) => [quantity, day, value])).toEqual([
    ['lymphocytes', 0, 0.9],
    ['po2', 0, 70],
    ['neutrophils', 1, 4],
    ['neutrophils', 4, 5.5],
  ]);
});

test('rows that disagree give an interval with its reason', () => {
  const [patient] = hannoverPatients(
    parseHannover(table('aa01,a1,m,,,,0,2,,,CR,ap,,,,,,,,', 'aa01,a2,m,,,,-4,-1,,,CR,ap,,,,,,,,')),
  );
  expect(patient?.icuIn).toMatchObject({
    from: 2,
    to: 3,
    certainty: 'range',
    reason: expect.stringContaining('2 to 3'),
  });
});

test('what cannot be read is refused with row, column and remedy', () => {
  expect(() => parseHannover('a,b\n1,2')).toThrow(/not the Hannover table: column patient_id/);
  expect(() => parseHannover(table('aa01,a1,m,,,,soon,,,,CR,ap,,,,,,,,'))).toThrow(
    /row 1: admission_offset is 'soon'/,
  );
  expect(() => parseHannover(table('aa01,a1,m,,,,0,,,,CR,ap,0,much,,,,,,'))).toThrow(
    /row 1: crp_val is 'much'/,
  );
  expect(() =>
    parseHannover(table('aa01,a1,m,,,,0,,,,CR,ap,,,,,,,,', 'bb,a1,m,,,,0,,,,CR,ap,,,,,,,,')),
  ).toThrow(/rows 1 and 2/);
});

test('cases and events are valid, the same table gives the same events, and every cell is kept', () => {
  const at = '2026-01-01T00:00:00.000Z';
  const imported = casesOfHannover(parseHannover(serial), { at });
  const [first] = imported.map(({ draft }) => completeCase(draft));
  expect(first).toMatchObject({
    id: 'hannover-aa01',
    document: { licence: { code: 'CC-BY-3.0' }, doi: '10.6084/m9.figshare.12275009' },
    patients: [{ sex: { value: 'male', stated: 'm' }, age: null }],
  });
  expect(first?.images.map((image) => [image.file, image.view.stated, image.view.value])).toEqual([
    ['09258248.png', 'ap', 'AP Supine'],
    ['341e2287.png', 'ap', 'AP Supine'],
    ['563118e4.png', 'pa', 'PA'],
  ]);
  expect(first?.texts[1]?.text).toContain('crp_val: inf');
  const events = imported.flatMap((entry) => entry.events).map((event) => reviewEventSchema.parse(event));
  expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
  expect(casesOfHannover(parseHannover(serial), { at })).toEqual(imported);
});

test('any offsets turn and come back', () => {
  const day = fc.integer({ min: -300, max: 300 });
  fc.assert(
    fc.property(day, day, fc.nat(60), day, (admission, icu, stay, lab) => {
      const [patient] = hannoverPatients(
        parseHannover(table(`p,i,f,,,,${admission},${icu},${icu + stay}.0,,CR,pa,,,${lab},1.5,,,,`)),
      );
      const image = patient?.images[0]?.day ?? Number.NaN;
      expect(0 - image).toBe(0 - (0 - admission));
      expect((patient?.icuIn?.from ?? Number.NaN) - image).toBe(icu);
      expect((patient?.icuOut?.from ?? Number.NaN) - image).toBe(icu + stay);
      expect((patient?.measurements[0]?.day ?? Number.NaN) - image).toBe(lab);
      expect(patient && inIcuOn(patient, image)).toBe(icu <= 0 && icu + stay >= 0);
    }),
  );
});

test('survival is decided where the table decides it', () => {
  const rows = parseHannover(`${serial}\ncc03,ffff0002,f,,,,0,,,,DX,pa,,,,,,,,`);
  const decided = casesOfHannover(rows).map(({ draft, events }) => [
    draft.id,
    events.flatMap((event) => (event.kind === 'decide' && event.field === 'survival' ? [event.value] : [])),
  ]);
  expect(decided).toEqual([
    ['hannover-aa01', ['yes']],
    ['hannover-bb02', ['no']],
    ['hannover-cc03', []],
  ]);
});

test('images beside the table are found by their id', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hannover-'));
  try {
    writeFileSync(join(folder, 'data.csv'), serial);
    expect(loadHannover(join(folder, 'data.csv')).files.size).toBe(0);
    expect(() => loadHannover(join(folder, 'data.csv'), join(folder, 'nowhere'))).toThrow(/--images/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const real = new URL('../../../../shared/real/', import.meta.url).pathname;
const files = {
  table: join(real, 'sites/hannover/data.csv'),
  reference: join(real, 'collection/metadata.csv'),
};

describe.skipIf(!existsSync(files.table) || !existsSync(files.reference))(
  'the real table (skipped without ../shared/real)',
  () => {
    const patients = existsSync(files.table)
      ? hannoverPatients(parseHannover(readFileSync(files.table, 'utf8')))
      : [];
    const images = new Map(
      patients.flatMap((patient) => patient.images.map((image) => [image.id, { patient, image }])),
    );
    const reference = existsSync(files.reference)
      ? (parse(readFileSync(files.reference, 'utf8'), {
          columns: true,
          relax_column_count: true,
          bom: true,
        }) as Record<string, string>[])
      : [];
    const shared = reference.flatMap((row) => {
      const found = images.get((row['filename'] ?? '').trim().replace(/\.\w+$/, ''));
      return found ? [{ row, ...found }] : [];
    });

    test('every row is read', () => {
      expect(patients.flatMap((patient) => patient.images)).toHaveLength(243);
      for (const { draft } of casesOfHannover(parseHannover(readFileSync(files.table, 'utf8'))))
        completeCase(draft);
    });

    test('days, ICU, death, sex, view and same-day labs equal the curated rows', () => {
      expect(shared.length).toBeGreaterThan(25);
      const yesNo = { true: 'Y', false: 'N' } as const;
      for (const { row, patient, image } of shared) {
        const ours = {
          offset: String(image.day),
          sex: patient.sex.toUpperCase(),
          went_icu: patient.icuIn ? 'Y' : 'N',
          in_icu: yesNo[String(inIcuOn(patient, image.day)) as 'true' | 'false'],
          survival: patient.death ? 'N' : patient.icuOut ? 'Y' : '',
          neutrophils: image.sameDay.neutrophils?.value ?? null,
          lymphocytes: image.sameDay.lymphocytes?.value ?? null,
          oxygen: image.sameDay.po2?.value ?? null,
          view: image.row.projection === 'ap' ? 'AP Supine' : 'PA',
        };
        const number = (cell: string | undefined): number | null => (cell ? Number(cell) : null);
        expect({ id: image.id, ...ours }).toEqual({
          id: image.id,
          offset: row['offset'],
          sex: row['sex'],
          went_icu: row['went_icu'],
          in_icu: row['in_icu'],
          survival: row['survival'],
          neutrophils: number(row['neutrophil_count']),
          lymphocytes: number(row['lymphocyte_count']),
          // The reference keeps this partial pressure (mmHg) in its saturation column.
          oxygen: number(row['pO2_saturation']),
          view: row['view'],
        });
      }
    });
  },
);
