import type { Suggestion } from '../suggest/suggestion.ts';
import { isSameDay } from './agreeing.ts';
import type { Cell, CellGroup } from './cells.ts';
import { sameValue } from './proposals.ts';
import type { Reopened } from './reopened.ts';

/**
 * Whether a field may be taken together with others once it was seen: words were found for it, the measured confidence
 * reaches the project's threshold, nobody has decided it, and whatever else is proposed says the same. What a page states
 * in its own fields has no measure, and is left to a person.
 */
function isSure({ open, decision, field, proposals }: Cell, sureFrom: number): boolean {
  const [first, ...others] = proposals;
  if (!open || decision !== null || first?.kind !== 'suggestion') return false;
  return (
    (first.confidence ?? 0) >= sureFrom &&
    others.every(({ value, day }) => sameValue(field, value, first.value) && isSameDay(day, first.day))
  );
}

/** What a field may rest on beside its own words. */
interface Grounds {
  readonly suggestions: readonly Suggestion[];
  /** Image id -> patient id, where a person said so. */
  readonly assigned: ReadonlyMap<string, string>;
  /** What the source asks again. */
  readonly reopened: readonly Pick<Reopened, 'key'>[];
}

/** Whether words give an image to another patient than it stands with, and nobody has said whose it is. */
const isOwnerDoubted = ({ suggestions, assigned }: Grounds, { image, patient }: CellGroup): boolean =>
  image !== null &&
  !assigned.has(image) &&
  suggestions.some((one) => one.field === 'patientid' && one.image === image && one.value !== patient);

/** The fields of a case that may be taken together, by key. Of an image it must be settled whose it is. Pure. */
export function sureCells(groups: readonly CellGroup[], grounds: Grounds, sureFrom: number): string[] {
  const again = new Set(grounds.reopened.map(({ key }) => key));
  return groups
    .filter((group) => group.patient !== null && !isOwnerDoubted(grounds, group))
    .flatMap(({ cells }) => cells.filter((cell) => isSure(cell, sureFrom) && !again.has(cell.key)))
    .map(({ key }) => key);
}
