import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PublishedTableCounter } from '../../../../curation/release/statistics/published-tables.ts';
import { workspaceStatistics } from '../../../../curation/release/statistics/workspace.ts';
import { importTable, loadTable } from '../../../../scrapers/collection/import.ts';
import {
  hasRealCollection,
  realCollection,
  realRows,
  regionOfLocation,
} from '../../../helpers/real-collection.ts';
import { releaseRowWith } from '../../../helpers/release-row.ts';
import { releaseSource } from '../../../helpers/release-source.ts';
import { temporaryFolder, temporaryWorkspace } from '../../../helpers/temporary.ts';

function counted(rows: readonly Parameters<typeof releaseRowWith>[0][]) {
  const counter = new PublishedTableCounter();
  for (const row of rows) counter.add(releaseRowWith(row));
  return counter.result();
}

describe("the paper's tables", () => {
  test('count patients with a frontal film, by the first of them; images a view', () => {
    const { table3, table3Totals, table4, undecided } = counted([
      { patientid: '1', view: 'L', frontal: false, sex: 'M', age: 40 },
      { patientid: '1', sex: 'M', age: null },
      { patientid: '1', view: 'AP', sex: 'M', age: 40, survival: 'N' },
      {
        patientid: '2',
        view: 'AP Supine',
        finding: 'Pneumonia/Fungal',
        sex: '',
        age: 45,
        RT_PCR_positive: '',
      },
      { patientid: '3', view: 'Axial', frontal: false },
      { patientid: '4', view: 'AP Erect' },
      { patientid: '5', finding: 'Unknown' },
      { patientid: '6', finding: 'todo' },
      { patientid: '7', country: null, subRegion: null, region: null, went_icu: 'N', intubated: 'Y' },
    ]);
    const cohort = { survivalYes: 2, survivalNo: 0, icuYes: 2, icuNo: 0, intubatedYes: 0, intubatedNo: 2 };
    expect(table3).toEqual([
      {
        region: 'Europe',
        subRegion: 'Southern Europe',
        patients: 2,
        frontalImages: 3,
        ageMean: 42.5,
        ...cohort,
        covid19: 1,
        rtPcrPositive: 1,
        maleRatio: 0.5,
      },
      {
        region: 'Unknown',
        subRegion: 'Unknown',
        patients: 1,
        frontalImages: 1,
        ageMean: 61,
        survivalYes: 1,
        survivalNo: 0,
        icuYes: 0,
        icuNo: 1,
        intubatedYes: 1,
        intubatedNo: 0,
        covid19: 1,
        rtPcrPositive: 1,
        maleRatio: 0,
      },
    ]);
    expect(table3Totals).toMatchObject({ patients: 3, frontalImages: 4, ageMean: 48.67, maleRatio: 0.33 });
    expect(table4.map(({ view, images }) => [view, images])).toEqual([
      ['PA', 2],
      ['AP', 1],
      ['AP Supine', 1],
      ['L', 1],
      ['AP Erect', 1],
      ['Axial', 1],
    ]);
    expect(table4[1]).toMatchObject({ survivalYes: 0, survivalNo: 1, maleRatio: 1, ageMean: 40 });
    expect(undecided).toBe(2);
  });

  test('Table 1: frontal films of pneumonia, with the names as printed', () => {
    const { table1 } = counted(
      [
        'Pneumonia',
        'Pneumonia/Lipoid',
        'Pneumonia/Bacterial',
        'Pneumonia/Bacterial/E.Coli',
        'Pneumonia/Viral/Herpes ',
        'Pneumonia/Viral/Influenza/H1N1',
        'Pneumonia/Viral/COVID-19',
        'Pneumonia/Viral/COVID-19',
        'Pneumonia/Fungal/Aspergillosis',
        'Tuberculosis',
        'No Finding',
      ].map((finding) => ({ finding })),
    );
    expect(table1).toEqual([
      { type: 'Viral', genus: 'COVID-19', name: 'COVID-19 (SARSr-CoV-2)', count: 2 },
      { type: 'Viral', genus: 'Herpes', name: 'Herpes', count: 1 },
      { type: 'Viral', genus: 'Influenza', name: 'Influenza', count: 1 },
      { type: 'Bacterial', genus: 'E.Coli', name: 'Escherichia coli', count: 1 },
      { type: 'Bacterial', genus: 'Unknown', name: 'Unknown', count: 1 },
      { type: 'Fungal', genus: 'Aspergillosis', name: 'Aspergillosis spp.', count: 1 },
      { type: 'Lipoid', genus: 'Not applicable', name: 'Not applicable', count: 1 },
      { type: 'Unknown', genus: 'Unknown', name: 'Unknown', count: 1 },
    ]);
  });
});

type Cells = Record<string, string>;

/** Mean to two decimals in whole hundredths, null for none. */
const mean = (values: readonly number[]): number | null =>
  values.length === 0
    ? null
    : Math.round((100 * values.reduce((sum, value) => sum + value, 0)) / values.length) / 100;

describe.skipIf(!hasRealCollection)('the real table (skipped where ../shared/real is not at hand)', () => {
  test('has in every cell what an independent count gives', async () => {
    const workspace = temporaryWorkspace();
    const table = join(temporaryFolder(), 'metadata.csv');
    copyFileSync(join(realCollection, 'metadata.csv'), table);
    await importTable(workspace, loadTable(table));
    await workspace.index.ready();
    const { table1, table3, table3Totals, table4, undecided } = await workspaceStatistics(
      releaseSource(workspace),
    );
    const all = realRows();
    const rows = all.filter(({ finding }) => finding !== 'todo' && finding !== 'Unknown');
    expect(undecided).toBe(all.length - rows.length);
    const films = rows.filter(({ view = '' }) => /^(?:PA|AP|AP Supine)$/.test(view));

    const findings = films.map(({ finding = '' }) => finding.trim());
    expect(table1.reduce((sum, { count }) => sum + count, 0)).toBe(
      findings.filter((finding) => /^Pneumonia\b/.test(finding)).length,
    );
    for (const { type, genus, count } of table1) {
      const path = ['Pneumonia', type, genus].filter((part) => !/^(?:Unknown|Not applicable)$/.test(part));
      const whole = path.length === 3;
      const own = findings.filter((finding) =>
        whole ? `${finding}/`.startsWith(`${path.join('/')}/`) : finding === path.join('/'),
      );
      expect([type, genus, count]).toEqual([type, genus, own.length]);
    }

    /** What each answer column says, cell by cell. */
    const cohort = (own: readonly Cells[]) => ({
      ageMean: mean(own.flatMap(({ age = '' }) => (age === '' ? [] : [Number(age)]))),
      survivalYes: own.filter((row) => row['survival'] === 'Y').length,
      survivalNo: own.filter((row) => row['survival'] === 'N').length,
      icuYes: own.filter((row) => row['went_icu'] === 'Y').length,
      icuNo: own.filter((row) => row['went_icu'] === 'N').length,
      intubatedYes: own.filter((row) => row['intubated'] === 'Y').length,
      intubatedNo: own.filter((row) => row['intubated'] === 'N').length,
      covid19: own.filter(({ finding = '' }) => /COVID-19/.test(finding)).length,
      rtPcrPositive: own.filter((row) => row['RT_PCR_positive'] === 'Y').length,
      maleRatio: mean(own.map(({ sex }) => Number(sex === 'M'))),
    });
    // Written over from the last film to the first, so that the first of each patient stays.
    const people = new Map(films.toReversed().map((row) => [row['patientid'], row]));
    for (const { region, subRegion, patients, frontalImages, ...counts } of table3) {
      const isHere = ({ location = '' }: Cells): boolean =>
        (subRegions[location.split(',').at(-1)?.trim() ?? ''] ?? 'Unknown') === subRegion;
      const own = [...people.values()].filter(isHere);
      expect([subRegion, patients, counts]).toEqual([subRegion, own.length, cohort(own)]);
      const ids = new Set(own.map(({ patientid }) => patientid));
      expect(frontalImages).toBe(films.filter(({ patientid }) => ids.has(patientid)).length);
      expect(own.every(({ location = '' }) => (regionOfLocation(location) ?? 'Unknown') === region)).toBe(
        true,
      );
    }
    expect(table3Totals).toMatchObject({
      patients: people.size,
      frontalImages: films.length,
      ...cohort([...people.values()]),
    });
    expect(table3.reduce((sum, { patients }) => sum + patients, 0)).toBe(people.size);
    expect(table4.reduce((sum, { images }) => sum + images, 0)).toBe(rows.length);
    for (const { view, images, ...counts } of table4) {
      const own = rows.filter((row) => row['view'] === view);
      expect([view, images, counts]).toEqual([view, own.length, cohort(own)]);
    }
  }, 60_000);
});

const subRegions: Readonly<Record<string, string>> = {
  Egypt: 'Northern Africa',
  Argentina: 'Latin America and the Caribbean',
  'United States': 'Northern America',
  Canada: 'Northern America',
  China: 'Eastern Asia',
  Taiwan: 'Eastern Asia',
  'Hong Kong': 'Eastern Asia',
  'South Korea': 'Eastern Asia',
  Japan: 'Eastern Asia',
  Vietnam: 'South-eastern Asia',
  Philippines: 'South-eastern Asia',
  Iran: 'Southern Asia',
  Pakistan: 'Southern Asia',
  Israel: 'Western Asia',
  Turkey: 'Western Asia',
  Ukraine: 'Eastern Europe',
  'United Kingdom': 'Northern Europe',
  Sweden: 'Northern Europe',
  Italy: 'Southern Europe',
  Spain: 'Southern Europe',
  Portugal: 'Southern Europe',
  Greece: 'Southern Europe',
  Germany: 'Western Europe',
  Austria: 'Western Europe',
  Belgium: 'Western Europe',
  Australia: 'Australia and New Zealand',
};
