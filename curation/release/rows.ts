import type { Case, CaseImage, CaseText, Patient } from '../../data/format/case.ts';
import { cellOfDecision, cellOfValue, type Field, fieldNamed } from '../../data/format/fields.ts';
import type { Decision, Value } from '../../data/format/review.ts';
import { UNDECIDED_FINDING } from '../../data/vocabulary/findings.ts';
import { licenceNamed } from '../../data/vocabulary/licences.ts';
import { decidedColumns, type MetadataRow } from '../../data/vocabulary/metadata-columns.ts';
import { decisionFor, patientOf, type ReviewState } from '../review/fold.ts';
import { withCut } from '../review/people-and-images.ts';

/**
 * A case and its review as rows of the reference CSV, one an image. A cell is, in this order: what a person
 * (or an imported table) decided; what follows from the timeline's events; what the source states; blank.
 */

/** Where a cell's value comes from; `none` is a blank nobody has looked at. */
export interface Cell {
  readonly text: string;
  readonly from: 'decision' | 'derived' | 'source' | 'none';
  readonly decision?: Decision;
}

/** Values that follow from the timeline, by field name; null or missing where nothing follows. */
export type Derive = (
  record: Case,
  state: ReviewState,
  patient: string | null,
  image: string,
) => Readonly<Record<string, Value>>;

export interface RowOfImage {
  readonly caseId: string;
  readonly image: CaseImage;
  readonly patient: Patient | null;
  readonly row: MetadataRow;
}

const yearsIn = { years: 1, months: 12, weeks: 365.25 / 7, days: 365.25 } as const;

/** Age in years with at most two decimals: `3 months` is 0.25. */
function ageInYears(patient: Patient | null): number | null {
  if (patient?.age?.value == null) return null;
  return Math.round((patient.age.value / yearsIn[patient.age.unit]) * 100) / 100;
}

/** What the source itself states for a field, in our vocabulary. */
function sourceValue(name: string, image: CaseImage, patient: Patient | null): Value {
  switch (name) {
    case 'sex':
      return patient?.sex?.value ?? null;
    case 'age':
      return ageInYears(patient);
    case 'view':
      return image.view.value;
    case 'modality':
      return image.modality.value;
    case 'date':
      return image.date;
    case 'location':
      return patient?.location ?? null;
    default:
      return null;
  }
}

/** One cell with its origin. */
export function cellOf(
  field: Field,
  state: ReviewState,
  image: CaseImage,
  patient: Patient | null,
  derived: Readonly<Record<string, Value>> = {},
): Cell {
  const decision = decisionFor(state, field.name, { patient: patient?.id ?? null, image: image.id });
  if (decision) return { text: cellOfDecision(field, decision), from: 'decision', decision };
  const followed = derived[field.name] ?? null;
  if (followed !== null) return { text: cellOfValue(field, followed), from: 'derived' };
  const stated = sourceValue(field.name, image, patient);
  return stated === null ? { text: '', from: 'none' } : { text: cellOfValue(field, stated), from: 'source' };
}

const about = (
  texts: readonly CaseText[],
  kind: CaseText['kind'],
  test: (text: CaseText) => boolean,
): string[] => texts.filter((text) => text.kind === kind && test(text)).map((text) => text.text.trim());

/** Texts of the case, of the image's patient or its study, or of the image itself; never another image's. */
function notesOf(record: Case, state: ReviewState, image: CaseImage, patient: string | null): string {
  const imported = about(record.texts, 'clinical-notes', (text) => text.images.includes(image.id));
  if (imported.length > 0) return imported.join('\n');
  const reaches = (text: CaseText): boolean =>
    (text.images.length === 0 || text.images.includes(image.id)) &&
    (text.study === null || text.study === image.study) &&
    (text.patient === null || text.patient === patient);
  const part = state.cuts.find((cut) => cut.image === image.id)?.caption?.words;
  const caption = (part ?? record.texts.find((text) => text.id === image.caption)?.text)?.trim();
  const parts: [string, string[]][] = [
    [
      'Presentation',
      [...about(record.texts, 'presentation', reaches), ...about(record.texts, 'history', reaches)],
    ],
    ['Imaging notes', [...about(record.texts, 'findings', reaches), ...(caption ? [caption] : [])]],
    ['Discussion', about(record.texts, 'discussion', reaches)],
  ];
  return parts
    .filter(([, texts]) => texts.length > 0)
    .map(([name, texts]) => `${name}: ${[...new Set(texts)].join(' ')}`)
    .join('\n');
}

function otherNotesOf(record: Case, image: CaseImage): string {
  const imported = about(
    record.texts,
    'other-notes',
    (text) => text.images.length === 0 || text.images.includes(image.id),
  );
  const credit = image.origin?.credit ?? record.document.credit;
  return [...imported, ...(credit && !imported.some((text) => text.includes(credit)) ? [credit] : [])].join(
    ' ',
  );
}

function licenceOf(record: Case, image: CaseImage, decision: Decision | null): string {
  if (decision) return cellOfDecision(fieldNamed('license'), decision);
  const licence = image.origin?.licence ?? record.document.licence;
  if (image.imported) return licence.stated ?? '';
  return (licence.code && licenceNamed(licence.code)?.name) || (licence.stated ?? '');
}

/** An image's own address; where it has none the document's, but for a table, whose blank cells are blank. */
const addressOf = (image: CaseImage, own: string | null | undefined, document: string | null): string =>
  own ?? (image.imported && image.origin ? '' : (document ?? ''));

/** Path-safe name, unique over the whole export: `eurorad-16745_16745_1_1.png`. Imported names stay as they are. */
export function exportName(record: Case, image: CaseImage): string {
  if (image.imported) return image.file;
  const safe = image.file
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+/, '');
  return safe.startsWith(`${record.id}-`) ? safe : `${record.id}_${safe || image.id}`;
}

/** Stable for ever: an imported table's own id, else case and patient. */
export const exportPatientId = (record: Case, patient: Patient | null): string =>
  patient === null
    ? `${record.id}-unassigned`
    : record.source.site === 'collection' && patient.label
      ? patient.label
      : `${record.id}-${patient.id}`;

/**
 * Images that go out, in display order: with those a person cut from them, without the excluded ones. An image
 * of which parts go out (panels of a figure, a crop) is represented by them and does not go out itself.
 */
export function imagesOf(record: Case, state: ReviewState): CaseImage[] {
  const all: CaseImage[] = [];
  const held = new Set(record.images.map(({ id }) => id));
  const add = (image: CaseImage): void => {
    all.push(image);
    for (const cut of state.cuts) {
      if (cut.parent !== image.id || held.has(cut.image)) continue;
      const { rectangle } = cut;
      add({
        ...image,
        id: cut.image,
        file: cut.file,
        sha256: cut.sha256,
        viewSha256: null,
        width: rectangle.width,
        height: rectangle.height,
        panel: cut.panel,
        parent: { image: image.id, rectangle },
        imported: null,
      });
    }
  };
  const cutAs = new Map(state.cuts.map((cut) => [cut.image, cut]));
  for (const image of [...record.images].sort((a, b) => a.order - b.order))
    add(withCut(image, cutAs.get(image.id)));
  const standing = all.filter((image) => !state.excluded.has(image.id));
  const cutUp = new Set(standing.map((image) => image.parent?.image));
  return standing.filter((image) => !cutUp.has(image.id));
}

/** Patients of the case with those a person added. */
export function patientsOf(record: Case, state: ReviewState): Patient[] {
  const added = [...state.addedPatients].map(([id, label]) => ({
    id,
    label,
    sex: null,
    age: null,
    location: null,
  }));
  return [
    ...record.patients,
    ...added.filter(({ id }) => !record.patients.some((patient) => patient.id === id)),
  ];
}

/** Fields whose cells may be decided, derived or stated, in the order of the columns. */
const rowFields: readonly Field[] = [...decidedColumns, 'date' as const, 'location' as const].map(fieldNamed);
const nothingDerived: Readonly<Record<string, Value>> = {};

/** Rows of one case, in its images' order. Pure. */
export function rowsOfCase(record: Case, state: ReviewState, derive?: Derive): RowOfImage[] {
  const patients = new Map(patientsOf(record, state).map((patient) => [patient.id, patient]));
  return imagesOf(record, state).map((image) => {
    const patient = patients.get(patientOf(record, state, image.id) ?? '') ?? null;
    const derived = derive?.(record, state, patient?.id ?? null, image.id) ?? nothingDerived;
    const own = { patient: patient?.id ?? null, image: image.id };
    const cells: Record<string, string> = {};
    for (const field of rowFields) cells[field.name] = cellOf(field, state, image, patient, derived).text;
    const row = {
      ...cells,
      patientid: exportPatientId(record, patient),
      finding: cells['finding'] || UNDECIDED_FINDING,
      folder: image.imported?.folder ?? 'images',
      filename: exportName(record, image),
      doi: addressOf(image, image.origin?.doi, record.document.doi),
      url: addressOf(image, image.origin?.url, record.source.url),
      license: licenceOf(record, image, decisionFor(state, 'license', own)),
      clinical_notes: notesOf(record, state, image, patient?.id ?? null),
      other_notes: otherNotesOf(record, image),
    } as MetadataRow;
    return { caseId: record.id, image, patient, row };
  });
}
