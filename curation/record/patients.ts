import type { Case, Patient } from '../../data/format/case.ts';
import { patientOf, type ReviewState } from './fold.ts';
import { everyImage } from './images.ts';

/** A patient of the case or one that a person added. */
export interface ReviewedPatient extends Patient {
  /** For people. */
  readonly label: string;
  /** What the source (or the person who added the patient) calls the patient. */
  readonly called: string | null;
  readonly added: boolean;
}

/** A patient all of whose images were given to another is nobody any more; what was decided stays in the log. */
function mergedAway(record: Case, state: ReviewState): ReadonlySet<string> {
  // Nobody lost an image where none was moved.
  if (state.assigned.size === 0) return new Set();
  const moved = state.standing.flatMap((event) => (event.kind === 'image-assigned' ? [event.patient] : []));
  const had = new Set([...record.images.flatMap(({ patient }) => patient ?? []), ...moved]);
  for (const { id } of everyImage(record, state)) had.delete(patientOf(record, state, id) ?? '');
  return had;
}

/** The case's patients and those a person added, in order; without those merged into another. Pure. */
export function patientsOf(record: Case, state: ReviewState): ReviewedPatient[] {
  const gone = mergedAway(record, state);
  const own = record.patients.map((patient, at) => ({
    ...patient,
    label: patient.label ?? (record.patients.length > 1 ? `Patient ${at + 1}` : 'Patient'),
    called: patient.label,
    added: false,
  }));
  const held = new Set(own.map(({ id }) => id));
  const added = [...state.addedPatients]
    .filter(([id]) => !held.has(id))
    .map(([id, label]) => ({ id, label, called: label, sex: null, age: null, location: null, added: true }));
  return [...own, ...added].filter(({ id }) => !gone.has(id));
}
