import type { ReleaseRow } from '../../curation/release/release-row.ts';

/** A row that is in every task; tests change what they are about. */
export const releaseRowWith = (change: Partial<ReleaseRow> = {}): ReleaseRow => ({
  filename: 'a.png',
  patientid: '1',
  caseId: 'collection-1',
  site: 'collection',
  documents: ['d'],
  country: 'Italy',
  subRegion: 'Southern Europe',
  region: 'Europe',
  finding: 'Pneumonia/Viral/COVID-19',
  view: 'PA',
  modality: 'X-ray',
  frontal: true,
  offset: 3,
  sex: 'F',
  age: 61,
  RT_PCR_positive: 'Y',
  survival: 'Y',
  intubated: 'N',
  intubation_present: '',
  went_icu: 'Y',
  in_icu: 'N',
  licence: 'CC-BY-4.0',
  cells: {},
  ...change,
});
