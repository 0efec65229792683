import { legacyOffset } from '../../../record/day-input.ts';
import { type Draft, draft } from '../../rules/draft.ts';
import type { Clock } from '../clock/clock.ts';
import type { ResolvedDay } from './resolved-day.ts';

/** The offset of each image, and what the patient's days count from. */
export function offsetsOf(patient: string | null, days: readonly ResolvedDay[], clock: Clock): Draft[] {
  const found = days.map(({ image, day, quote, rule, confidence, reason }) =>
    draft({ patient, image }, 'offset', legacyOffset(day), quote, rule, confidence, reason, day),
  );
  const named = days.filter(({ day }) => day.anchor !== 'unknown');
  // "Day 35" alone is no word of an admission: the quote names what is counted from.
  const [first] = named
    .flatMap((day) => (day.zero === null ? [] : [{ ...day, zero: day.zero }]))
    .sort((a, b) => b.confidence - a.confidence);
  const anchors = new Set(named.map(({ day }) => day.anchor));
  if (clock.declared)
    found.push(
      draft(
        { patient },
        'day_zero',
        clock.declared.anchor,
        clock.declared.quote,
        'declared-anchor',
        clock.declared.confidence,
        'the text itself counts from there',
      ),
    );
  else if (first)
    found.push(
      draft(
        { patient },
        'day_zero',
        first.day.anchor,
        first.zero,
        'anchor-of-days',
        anchors.size === 1 ? first.confidence : 0.6,
        anchors.size === 1 ? 'every dated image counts from there' : 'the images count from several anchors',
      ),
    );
  return found;
}
