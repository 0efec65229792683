import type { Field } from '../../data/fields/field.ts';
import type { Day } from '../../data/format/day.ts';
import type { Value } from '../../data/format/review.ts';
import { sameValue } from './proposals.ts';
import { bareWords } from './same-words.ts';

/** A value with, for a day, its whole interval. */
export interface GivenAnswer {
  readonly value: Value;
  readonly day: Day | null;
}

/** Whether two days are the same interval, counted from the same event and with the same certainty. */
export const isSameDay = (left: Day | null, right: Day | null): boolean =>
  left === right ||
  (left !== null &&
    right !== null &&
    left.from === right.from &&
    left.to === right.to &&
    left.anchor === right.anchor &&
    left.certainty === right.certainty);

/** Whether a day says no more than another: it lies within it, and both count from the same event as far as is known. */
export function dayWithin(answered: Day, told: Day): boolean {
  if (told.from === null && told.to === null) return true;
  const anchored =
    answered.anchor === told.anchor || answered.anchor === 'unknown' || told.anchor === 'unknown';
  const starts = told.from === null || (answered.from !== null && answered.from >= told.from);
  const ends = told.to === null || (answered.to !== null && answered.to <= told.to);
  return anchored && starts && ends;
}

/** Whether a person's answer says what words say, or says it more closely. */
export function agrees(field: Field, answer: GivenAnswer, told: GivenAnswer): boolean {
  if (field.kind === 'day') {
    if (answer.day && told.day) return dayWithin(answer.day, told.day);
    return sameValue(field, answer.value, told.value);
  }
  if (sameValue(field, answer.value, told.value)) return true;
  if (typeof answer.value !== 'string' || typeof told.value !== 'string') return false;
  if (field.kind === 'text') {
    const [ours, theirs] = [` ${bareWords(answer.value)} `, ` ${bareWords(told.value)} `];
    return ours.includes(theirs) || theirs.includes(ours);
  }
  // `Pneumonia/Viral/COVID-19` is a `Pneumonia/Viral`, `AP Supine` an `AP`.
  const narrower = field.kind === 'finding' ? '/' : ' ';
  return field.kind !== 'answer' && answer.value.startsWith(`${told.value}${narrower}`);
}

/** Answers that leave a field open: a person looked, and found nothing that settles it. */
export const leavesOpen = (value: Value): boolean =>
  value === null || value === 'not-stated' || value === 'unclear' || value === 'unknown' || value === '';
