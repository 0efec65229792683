import { fields } from '../../data/format/fields.ts';
import { type MetadataColumn, metadataColumns } from '../../data/vocabulary/metadata-columns.ts';

/**
 * The tables of a release: names, types and meaning of their columns in one place, from which the CSVs' headers, the
 * data dictionary, `datapackage.json`, `croissant.json` and the JSON Schemas are made.
 */
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly means: string;
  readonly unit?: string;
  /** Values of the column where it is a closed list. */
  readonly values?: readonly string[];
  readonly required?: boolean;
}

export interface Table {
  readonly path: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  /** Column -> the table and column whose values it repeats. */
  readonly refers?: readonly { column: string; table: string; to: string }[];
}

const text = (name: string, means: string, extra: Partial<Column> = {}): Column => ({
  name,
  type: 'string',
  means,
  ...extra,
});
const whole = (name: string, means: string, extra: Partial<Column> = {}): Column => ({
  name,
  type: 'integer',
  means,
  ...extra,
});
const number = (name: string, means: string, extra: Partial<Column> = {}): Column => ({
  name,
  type: 'number',
  means,
  ...extra,
});

const meanings: Record<MetadataColumn, string> = {
  patientid: 'patient; the same person keeps it over all releases',
  offset:
    'days since day 0 of the patient (see day_zero in patients.csv); one number for an interval of days',
  sex: 'M, F, O or blank',
  age: 'age of the patient; months and weeks as fractions of a year',
  finding: 'path in the hierarchy of findings; todo: nobody has decided it',
  RT_PCR_positive: 'RT-PCR for SARS-CoV-2 positive: Y, N, Unclear or blank for not stated',
  survival: 'survived this illness: Y, N or blank for not stated',
  intubated: 'intubated at any time of this illness: Y, N or blank for not stated',
  intubation_present: 'a tube was in place when the image was taken: Y, N or blank',
  went_icu: 'in intensive care at any time of this illness: Y, N or blank',
  in_icu: 'in intensive care when the image was taken: Y, N or blank',
  needed_supplemental_O2: 'was given oxygen at any time of this illness: Y, N or blank',
  extubated: 'was successfully extubated: Y, N or blank',
  temperature: 'measured on the day of the image',
  pO2_saturation: 'oxygen saturation measured on the day of the image',
  leukocyte_count: 'measured on the day of the image',
  neutrophil_count: 'measured on the day of the image',
  lymphocyte_count: 'measured on the day of the image',
  view: 'projection or plane: PA, AP, AP Supine, AP Erect, L, Axial, Coronal, Sagittal',
  modality: 'X-ray, CT or another modality',
  date: 'date of the image as the source states it',
  location: 'hospital, city, country as the source states them',
  folder: 'images, or volumes',
  filename: 'name of the file in that folder; unique',
  doi: 'DOI of the document the image was published in',
  url: 'address of that document',
  license: 'licence of the image',
  clinical_notes: 'what the source says of the patient and the image',
  other_notes: 'credit and other remarks',
};

const metadata: Table = {
  path: 'metadata.csv',
  title: 'One row an image, in the columns of the COVID-19 Image Data Collection',
  columns: metadataColumns.map((name) => {
    const field = fields.find((known) => known.name === name);
    const numeric = field?.kind === 'number' || field?.kind === 'day';
    return {
      name,
      // An imported `0.0` stays as it stood: days are numbers here, whole ones in images.csv.
      type: numeric ? 'number' : 'string',
      means: meanings[name],
      ...(field?.unit ? { unit: field.unit } : {}),
      ...(['patientid', 'finding', 'folder', 'filename'].includes(name) ? { required: true } : {}),
    };
  }),
  key: ['filename'],
  refers: [{ column: 'patientid', table: 'patients.csv', to: 'patientid' }],
};

const answer = (name: MetadataColumn): Column =>
  text(name, meanings[name], { values: ['Y', 'N', 'Unclear'] });

const patients: Table = {
  path: 'patients.csv',
  title: 'One row a patient',
  columns: [
    text('patientid', meanings.patientid, { required: true }),
    text('case', 'case of the source that tells of the patient', { required: true }),
    text('source', 'site the case was read from', { required: true }),
    text('sex', meanings.sex, { values: ['M', 'F', 'O'] }),
    number('age', meanings.age, { unit: 'years' }),
    text('location', meanings.location),
    text('country', 'country of the location, everyday English name'),
    text('sub_region', 'sub-region of the country (UN M49)'),
    text('region', 'region (continent) of the country (UN M49)'),
    ...(
      ['RT_PCR_positive', 'survival', 'intubated', 'went_icu', 'needed_supplemental_O2', 'extubated'] as const
    ).map(answer),
    text('day_zero', 'what the patient’s days count from; unknown: the source does not say', {
      values: ['onset', 'admission', 'exposure', 'first-image', 'procedure', 'unknown'],
      required: true,
    }),
    whole('images', 'images of the patient in this release', { required: true }),
  ],
  key: ['patientid'],
};

const dayColumns: readonly Column[] = [
  whole('day_from', 'first day of the interval; blank: open or unknown', { unit: 'days' }),
  whole('day_to', 'last day of the interval; blank: open or unknown', { unit: 'days' }),
  text('day_anchor', 'what the days count from', {
    values: ['onset', 'admission', 'exposure', 'first-image', 'procedure', 'unknown'],
  }),
  text('day_certainty', 'how well the day is known', { values: ['exact', 'range', 'vague', 'unknown'] }),
];

const images: Table = {
  path: 'images.csv',
  title: 'One row an image file',
  columns: [
    text('filename', meanings.filename, { required: true }),
    text('patientid', meanings.patientid, { required: true }),
    text('case', 'case of the source', { required: true }),
    text('folder', meanings.folder, { required: true }),
    text('finding', meanings.finding, { required: true }),
    text('view', meanings.view),
    text('modality', meanings.modality),
    ...dayColumns,
    answer('intubation_present'),
    answer('in_icu'),
    text('date', meanings.date),
    whole('width', 'of the original', { unit: 'pixels' }),
    whole('height', 'of the original', { unit: 'pixels' }),
    text('mime', 'media type of the original', { required: true }),
    text('sha256', 'hash of the file in this release', { required: true }),
    text('original', 'path of the original in this release, where readers get a converted file'),
    text('original_sha256', 'hash of the original', { required: true }),
    text('quality', 'judged by a reviewer', { values: ['good', 'questionable', 'poor'] }),
    text('cut_from', 'file name of the image that this one was cut from'),
    text('cut_rectangle', 'x, y, width, height in pixels of that image'),
    text('licence_code', 'code of the licence (SPDX-like)', { required: true }),
    text('licence_stated', 'the source’s own words'),
    text('credit', 'who is to be named beside the image'),
    text('doi', meanings.doi),
    text('url', meanings.url),
  ],
  key: ['filename'],
  refers: [
    { column: 'filename', table: 'metadata.csv', to: 'filename' },
    { column: 'patientid', table: 'patients.csv', to: 'patientid' },
  ],
};

const events: Table = {
  path: 'events.csv',
  title: 'One row an event of a patient’s course',
  columns: [
    text('event', 'id within the case', { required: true }),
    text('patientid', meanings.patientid, { required: true }),
    text('type', 'onset, admission, icu-in, intubation, rt-pcr and so on', { required: true }),
    ...dayColumns,
    text('answer', 'for rt-pcr the result, for others whether it happened', {
      values: ['yes', 'no', 'not-stated', 'unclear'],
      required: true,
    }),
    text('quote', 'words of the source it rests on'),
  ],
  key: ['patientid', 'event'],
  refers: [{ column: 'patientid', table: 'patients.csv', to: 'patientid' }],
};

const measurements: Table = {
  path: 'measurements.csv',
  title: 'One row a measurement',
  columns: [
    text('patientid', meanings.patientid, { required: true }),
    text('filename', 'image in whose row it stands: it was taken on the same day'),
    text('quantity', 'temperature, spo2, po2, leukocytes, neutrophils, lymphocytes', { required: true }),
    number('value', 'in the unit beside it', { required: true }),
    text('unit', 'one unit a quantity', { required: true }),
    text('stated', 'as the source writes it'),
    ...dayColumns,
    text('from', 'timeline: an event of the course; row: a cell of the image', {
      values: ['timeline', 'row'],
      required: true,
    }),
  ],
  key: [],
  refers: [{ column: 'patientid', table: 'patients.csv', to: 'patientid' }],
};

const idMap: Table = {
  path: 'id-map.csv',
  title: 'Names of patients and files in the previous release and in this one',
  columns: [
    text('filename', 'in this release; blank: the image is no longer in it'),
    text('patientid', 'in this release'),
    text('previous_filename', 'in the previous release; blank: the image is new'),
    text('previous_patientid', 'in the previous release'),
    text('case', 'case of the source'),
    text('url', 'address of the document'),
  ],
  key: [],
};

const leftOut: Table = {
  path: 'left-out.csv',
  title: 'Rows of the workspace that are not in this release, and why',
  columns: [
    text('filename', 'name the image would have had', { required: true }),
    text('patientid', meanings.patientid, { required: true }),
    text('case', 'case of the source', { required: true }),
    text('reason', 'no-file, no-licence, unknown-licence, licence-not-allowed, no-derivatives', {
      required: true,
    }),
    text('licence', 'licence as stated'),
  ],
  key: [],
};

const credits: Table = {
  path: 'credits.csv',
  title: 'Licence and credit of every image',
  columns: [
    text('filename', meanings.filename, { required: true }),
    text('licence_code', 'code of the licence (SPDX-like)', { required: true }),
    text('licence_name', 'its name', { required: true }),
    text('licence_url', 'its text'),
    text('licence_stated', 'the source’s own words'),
    text('credit', 'who is to be named beside the image'),
    text('title', 'of the document'),
    text('authors', 'of the document'),
    text('doi', meanings.doi),
    text('url', meanings.url),
  ],
  key: ['filename'],
  refers: [{ column: 'filename', table: 'metadata.csv', to: 'filename' }],
};

const split = (path: string, place: string): Table => ({
  path,
  title: `Leave-one-out by ${place}: fold is the test set of the row, also_in the folds whose test set its group reaches into`,
  columns: [
    text('filename', meanings.filename, { required: true }),
    text('patientid', meanings.patientid, { required: true }),
    whole('group', 'rows of one group never stand on both sides', { required: true }),
    text('fold', `${place} whose fold tests on this row; blank: not known, the row is in no set`),
    text('also_in', 'folds, separated by semicolons, in which the row is in no set'),
  ],
  key: ['filename'],
  refers: [{ column: 'filename', table: 'metadata.csv', to: 'filename' }],
});

export const splitPlaces = [
  { id: 'leave-one-country-out', place: 'country', of: 'country' },
  { id: 'leave-one-subregion-out', place: 'UN sub-region', of: 'subRegion' },
  { id: 'leave-one-continent-out', place: 'UN region', of: 'region' },
] as const;

const task = (id: string, columns: readonly Column[]): Table => ({
  path: `tasks/${id}.csv`,
  title: `Rows of the task ${id}`,
  columns: [
    text('filename', meanings.filename, { required: true }),
    text('patientid', meanings.patientid, { required: true }),
    whole('group', 'rows of one group never stand on both sides', { required: true }),
    text('country', 'fold of leave-one-country-out'),
    text('sub_region', 'fold of leave-one-subregion-out'),
    text('region', 'fold of leave-one-continent-out'),
    ...columns,
  ],
  key: ['filename'],
  refers: [{ column: 'filename', table: 'metadata.csv', to: 'filename' }],
});

const folds: Table = {
  path: 'tasks/folds.csv',
  title: 'Counts and prevalence of every fold of every task',
  columns: [
    text('task', 'task', { required: true }),
    text('split', 'split', { required: true }),
    text('fold', 'place that is left out', { required: true }),
    whole('train', 'training images', { required: true }),
    whole('train_positive', 'positive ones among them', { required: true }),
    whole('test', 'test images', { required: true }),
    whole('test_positive', 'positive ones among them', { required: true }),
    number('prevalence', 'positive part of the test images'),
    text('left_out', 'why the fold is not used; blank: it is'),
  ],
  key: ['task', 'split', 'fold'],
};

const label = whole('label', '1 positive, 0 negative (tasks/tasks.json says what they are)', {
  required: true,
});

/** Every table of a release, in the order they are described in. */
export const tables = {
  metadata,
  patients,
  images,
  events,
  measurements,
  credits,
  idMap,
  leftOut,
  folds,
  severity: task('severity', [
    number('geographic_mean', 'extent of lung involvement, 0 to 8', { required: true }),
    number('opacity_mean', 'degree of opacity, 0 to 6', { required: true }),
  ]),
} as const satisfies Record<string, Table>;

export const taskTable = (id: string): Table => task(id, [label]);
export const splitTable = (id: string, place: string): Table => split(`splits/${id}.csv`, place);
export const columnNames = (table: Table): string[] => table.columns.map(({ name }) => name);
