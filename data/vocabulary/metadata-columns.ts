/** Columns of the reference collection's metadata.csv whose cells are decisions; the others are facts of the source. */
export const decidedColumns = [
  'offset',
  'sex',
  'age',
  'finding',
  'RT_PCR_positive',
  'survival',
  'intubated',
  'intubation_present',
  'went_icu',
  'in_icu',
  'needed_supplemental_O2',
  'extubated',
  'temperature',
  'pO2_saturation',
  'leukocyte_count',
  'neutrophil_count',
  'lymphocyte_count',
  'view',
  'modality',
] as const;

/** All its columns, in its order. Its readers go by these names. */
export const metadataColumns = [
  'patientid',
  ...decidedColumns,
  'date',
  'location',
  'folder',
  'filename',
  'doi',
  'url',
  'license',
  'clinical_notes',
  'other_notes',
] as const;

export type MetadataColumn = (typeof metadataColumns)[number];
export type MetadataRow = Record<MetadataColumn, string>;
