import type { MetadataColumn } from '../../data/fields/columns.ts';
import type { Field } from '../../data/fields/field.ts';
import { nearestName } from '../../data/nearest-name.ts';
import { builtInFindings, type Findings } from '../../data/vocabulary/finding-meant.ts';
import { isDecidedFinding } from '../../data/vocabulary/findings.ts';
import { viewOf } from '../../data/vocabulary/view-words.ts';

/**
 * How tables of other collections call the reference's columns and cells: its own older versions, Figure 1, Actualmed, and
 * tables in the manner of BIDS (BIMCV). Compared by letters and digits alone.
 */
const columnWords: Readonly<Partial<Record<MetadataColumn, readonly string[]>>> = {
  patientid: ['patient', 'participant', 'participant_id', 'subject', 'subject_id', 'sub', 'patient_number'],
  offset: ['offset_days', 'days', 'day', 'days_from_onset', 'days_since_onset'],
  sex: ['gender', 'patient_sex'],
  age: ['patient_age', 'age_years'],
  finding: ['findings', 'label', 'labels', 'diagnosis', 'class', 'pathology'],
  RT_PCR_positive: ['rtpcr', 'pcr', 'pcr_result', 'pcr_positive', 'covid_test', 'test_result'],
  survival: ['survived', 'outcome'],
  temperature: ['temp', 'body_temperature'],
  pO2_saturation: ['spo2', 'o2_saturation', 'oxygen_saturation', 'saturation'],
  leukocyte_count: ['leukocytes', 'wbc', 'white_blood_cells'],
  neutrophil_count: ['neutrophils'],
  lymphocyte_count: ['lymphocytes'],
  view: ['projection', 'view_position', 'position'],
  modality: ['modality_dicom', 'modality_type'],
  date: ['study_date', 'acquisition_date', 'exam_date', 'startdate'],
  location: ['country', 'hospital', 'institution', 'place'],
  filename: [
    'image',
    'imagename',
    'image_name',
    'image_file',
    'file',
    'filepath',
    'path',
    'image_path',
    'img',
  ],
  url: ['source', 'link', 'address', 'source_url'],
  license: ['licence', 'licenses'],
  clinical_notes: ['notes', 'clinical', 'report', 'history', 'clinical_information'],
  other_notes: ['artifacts/distortion', 'comments', 'remarks', 'other', 'session', 'session_id'],
};

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '');

const columnByWord = new Map(
  Object.entries(columnWords).flatMap(([column, words]) =>
    [column, ...words].map((word) => [plain(word), column as MetadataColumn] as const),
  ),
);

/** The reference's column that a column of another table is; null where its name does not say. Pure. */
export const columnMeant = (name: string, columns: readonly string[]): string | null =>
  columns.find((column) => plain(column) === plain(name)) ?? columnByWord.get(plain(name)) ?? null;

/** The known column that a name may stand for, also where it is only near. */
export const nearestColumn = (name: string, columns: readonly string[]): string | null =>
  columnMeant(name, columns) ?? nearestName(name, columns);

const cellWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sex: { man: 'M', woman: 'F', boy: 'M', girl: 'F', w: 'F', h: 'M', v: 'M' },
  modality: {
    cr: 'X-ray',
    dx: 'X-ray',
    rx: 'X-ray',
    cxr: 'X-ray',
    xray: 'X-ray',
    radiograph: 'X-ray',
    mr: 'MRI',
    us: 'Ultrasound',
  },
  view: {
    lat: 'L',
    ll: 'L',
    lateral: 'L',
    vppa: 'PA',
    vpap: 'AP',
    vplateral: 'L',
    apsupine: 'AP Supine',
    aperect: 'AP Erect',
  },
};
const answerWords: Readonly<Record<string, string>> = {
  yes: 'Y',
  true: 'Y',
  1: 'Y',
  positive: 'Y',
  no: 'N',
  false: 'N',
  0: 'N',
  negative: 'N',
  unknown: '',
};
const outcomeWords: Readonly<Record<string, string>> = {
  alive: 'Y',
  survived: 'Y',
  discharged: 'Y',
  recovered: 'Y',
  dead: 'N',
  died: 'N',
  deceased: 'N',
  death: 'N',
};

const findingsIn = ({ findings }: Field): Findings => findings ?? builtInFindings;

/** Cells of a field with a vocabulary, as the CSV spells them; null for a field without one. */
export const cellsOf = (field: Field): readonly string[] | null =>
  field.kind === 'finding'
    ? findingsIn(field).paths
    : (field.choices?.map((choice) => field.cells?.[choice] ?? choice).filter((cell) => cell !== '') ?? null);

/** Whether a cell is one that the field knows. */
export const isKnownCell = (field: Field, cell: string): boolean =>
  field.kind === 'finding'
    ? findingsIn(field).isKnown(cell) || !isDecidedFinding(cell)
    : (cellsOf(field)?.includes(cell) ?? true);

/** The cell of the reference that a cell of another table means; null where it does not say. Pure. */
export function cellMeant(field: Field, cell: string): string | null {
  if (field.kind === 'finding') return findingsIn(field).meant(cell);
  const word = plain(cell);
  const same = cellsOf(field)?.find((known) => plain(known) === word);
  if (same !== undefined) return same;
  const named = field.choices?.find((choice) => plain(choice) === word);
  if (named !== undefined) return field.cells?.[named] ?? named;
  const own = cellWords[field.name]?.[word] ?? (field.name === 'survival' ? outcomeWords[word] : undefined);
  if (own !== undefined) return own;
  if (field.name === 'view') return viewOf(cell);
  return field.kind === 'answer' ? (answerWords[word] ?? null) : null;
}

/** The known cell that one may stand for, also where it is only near. */
export const nearestCell = (field: Field, cell: string): string | null =>
  cellMeant(field, cell) ?? nearestName(cell, cellsOf(field) ?? []);
