import type { MetadataRow } from '../../data/fields/columns.ts';
import { builtIn, type FieldSet, fieldNamed } from '../../data/fields/field-set.ts';
import { cellOfDecision } from '../../data/fields/value.ts';
import type { Case, CaseImage } from '../../data/format/case.ts';
import { isByImport } from '../../data/format/decisions.ts';
import { qualifiedPatient } from '../../data/format/patient-name.ts';
import type { Decision } from '../../data/format/review.ts';
import { UNDECIDED_FINDING } from '../../data/vocabulary/findings.ts';
import { licenceNamed } from '../../data/vocabulary/licences.ts';
import { cellOfRow, type DerivedValues } from './cell.ts';
import { fileNamesOf } from './file-names.ts';
import { decisionFor, patientOf, type ReviewState } from './fold.ts';
import { outgoingImages } from './images.ts';
import { clinicalNotes, otherNotes } from './notes.ts';
import { patientsOf, type ReviewedPatient } from './patients.ts';

/** A case and its review as rows of the reference CSV, one an image. */

/** Values that follow from the timeline for an image. */
export type Derive = (
  record: Case,
  state: ReviewState,
  patient: string | null,
  image: string,
  fields: FieldSet,
) => DerivedValues;

export interface RowOfImage {
  readonly caseId: string;
  readonly image: CaseImage;
  readonly patient: ReviewedPatient | null;
  readonly row: MetadataRow;
}

const licenceField = fieldNamed('license');

function licenceOf(record: Case, image: CaseImage, decision: Decision | null): string {
  if (decision) return cellOfDecision(licenceField, decision);
  const licence = image.origin?.licence ?? record.document.licence;
  if (image.imported) return licence.stated ?? '';
  return (licence.code && licenceNamed(licence.code)?.name) || (licence.stated ?? '');
}

/** An image's own address; where it has none the document's, but for a table, whose blank cells are blank. */
const addressOf = (image: CaseImage, own: string | null | undefined, document: string | null): string =>
  own ?? (image.imported && image.origin ? '' : (document ?? ''));

/** The name a file would have: `eurorad-16745_16745_1_1.png`. Imported names stay as they are stated, safe or not. */
export function exportName(record: Case, image: CaseImage): string {
  if (image.imported) return image.file;
  const safe = image.file
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+/, '');
  return safe.startsWith(`${record.id}-`) ? safe : `${record.id}_${safe || image.id}`;
}

/** Stable for ever: an imported table's own id (qualified by its dataset, where that is not the reference), else case and patient. */
export const exportPatientId = (record: Case, patient: ReviewedPatient | null): string =>
  patient === null
    ? `${record.id}-unassigned`
    : record.source.site === 'collection' && patient.called
      ? qualifiedPatient(record.source.dataset, patient.called)
      : `${record.id}-${patient.id}`;

/** Columns that files and rows are joined by: without white space at their ends, whatever the table has. */
const keys: ReadonlySet<string> = new Set(['patientid', 'folder', 'filename']);

/** An imported cell with the white space it stood in, until a person decides it. */
function asItStood(
  state: ReviewState,
  image: CaseImage,
  own: { patient: string | null; image: string },
  column: string,
  cell: string,
): string {
  const stated = image.imported?.cells?.[column];
  if (stated === undefined || keys.has(column) || stated.trim() !== cell) return cell;
  const decision = decisionFor(state, column, own);
  return decision && !isByImport(decision) ? cell : stated;
}

const nothing: DerivedValues = new Map();

/** Rows of one case, in its images' order. Pure. */
export function rowsOfCase(
  record: Case,
  state: ReviewState,
  derive?: Derive,
  fields: FieldSet = builtIn,
): RowOfImage[] {
  const patients = new Map(patientsOf(record, state).map((patient) => [patient.id, patient]));
  const images = outgoingImages(record, state);
  const names = fileNamesOf(record, images, (image) => exportName(record, image));
  return images.map((image) => {
    const patient = patients.get(patientOf(record, state, image.id) ?? '') ?? null;
    const own = { patient: patient?.id ?? null, image: image.id };
    const derived = derive?.(record, state, own.patient, image.id, fields) ?? nothing;
    const cells = new Map(
      fields.shown.map((field) => [field.name, cellOfRow(field, state, image, patient, derived).text]),
    );
    const facts: ReadonlyMap<string, string> = new Map([
      ['patientid', exportPatientId(record, patient)],
      ['finding', cells.get('finding') || UNDECIDED_FINDING],
      ['folder', image.imported?.folder ?? 'images'],
      ['filename', names.get(image.id) ?? exportName(record, image)],
      ['doi', addressOf(image, image.origin?.doi, record.document.doi)],
      ['url', addressOf(image, image.origin?.url, record.source.url)],
      ['license', licenceOf(record, image, decisionFor(state, 'license', own))],
      ['clinical_notes', clinicalNotes(record, state, image, own.patient)],
      ['other_notes', otherNotes(record, image)],
    ]);
    return {
      caseId: record.id,
      image,
      patient,
      row: fields.row((column) =>
        asItStood(state, image, own, column, facts.get(column) ?? cells.get(column) ?? ''),
      ),
    };
  });
}
