import type { Decision, ReviewEvent, Target } from './review.ts';

/** What the events of a review add up to: which of them stand, and which decision holds for a cell. Pure. */

/** Ids of events that an undo took away, undos among them: an undo of an undo gives back what that took. */
export function undoneEvents(events: readonly ReviewEvent[]): ReadonlySet<string> {
  const undone = new Set<string>();
  const known = new Set(events.map(({ id }) => id));
  // Newest first: whether an undo itself stands is known before what it undoes is reached.
  for (const event of [...events].reverse())
    if (event.kind === 'undo' && !undone.has(event.id) && known.has(event.of)) undone.add(event.of);
  return undone;
}

/** Events that stand: an undo takes one away, an undo of an undo gives it back. */
export function standingEvents(events: readonly ReviewEvent[]): readonly ReviewEvent[] {
  // Most reviews hold no undo, and every reader of a case comes through here.
  if (!events.some(({ kind }) => kind === 'undo')) return events;
  const undone = undoneEvents(events);
  return events.filter((event) => event.kind !== 'undo' && !undone.has(event.id));
}

/** As much of a decision as says what it covers. */
export type Covering = Pick<Decision, 'field' | 'target'>;

/** The newest decision on one field by what it covers, each with its place in the list: a later one wins. */
interface Newest {
  readonly byImage: Map<string, number>;
  readonly byPatient: Map<string, number>;
  /** On the whole case. */
  general: number;
}

const newestOf = new WeakMap<readonly Covering[], Map<string, Newest>>();

/** Decisions by field; sorted once a list, so that a cell costs the same in a case of any size. */
function newestByField(decisions: readonly Covering[]): ReadonlyMap<string, Newest> {
  const held = newestOf.get(decisions);
  if (held) return held;
  const byField = new Map<string, Newest>();
  decisions.forEach(({ field, target }, at) => {
    let newest = byField.get(field);
    if (!newest) {
      newest = { byImage: new Map(), byPatient: new Map(), general: -1 };
      byField.set(field, newest);
    }
    if (target.image !== null) newest.byImage.set(target.image, at);
    else if (target.patient !== null) newest.byPatient.set(target.patient, at);
    else newest.general = at;
  });
  newestOf.set(decisions, byField);
  return byField;
}

/**
 * The newest of a list of decisions that covers a cell: one on an image covers that image, one on a patient the patient
 * and all of the patient's images, one on the case everything. With `image: null` only the patient's own answer counts.
 * @param decisions oldest first; the list is taken as it is when it is first asked, so it must not grow afterwards
 */
export function newestDecision<One extends Covering>(
  decisions: readonly One[],
  field: string,
  cell: Target,
): One | null {
  const newest = newestByField(decisions).get(field);
  if (!newest) return null;
  const ofImage = cell.image === null ? -1 : (newest.byImage.get(cell.image) ?? -1);
  const ofPatient = cell.patient === null ? -1 : (newest.byPatient.get(cell.patient) ?? -1);
  return decisions[Math.max(ofImage, ofPatient, newest.general)] ?? null;
}

/** Who an import of a table writes its events as. */
export const importAuthor = (table: string): string => `import of ${table}`;

/** Whether an event was written by an import, not by a person. */
export const isByImport = (event: ReviewEvent): boolean =>
  event.kind === 'decide' ? event.basis.kind === 'import' : event.by.startsWith(importAuthor(''));
