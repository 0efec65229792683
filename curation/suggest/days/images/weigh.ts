import { exactly, isExact, mayMeet, plus } from '../../../timeline/interval.ts';
import type { ImageInReading } from '../../texts/reading.ts';
import { dayConfidence } from './day-confidence.ts';
import type { DayContext, ResolvedDay } from './resolved-day.ts';

/**
 * The days of a patient's images beside one another and beside the course: what cannot all be right is not counted
 * on. Dates lie as far apart as days do, and nobody is filmed after death.
 */

/** A day that is not counted on, and why. */
const doubted = (day: ResolvedDay, why: string): ResolvedDay =>
  day.confidence <= dayConfidence.contradicted
    ? day
    : {
        ...day,
        confidence: dayConfidence.contradicted,
        reason: `${day.reason}; ${why}`,
        day: { ...day.day, reason: `${day.day.reason ?? day.reason}; ${why}`.slice(0, 500) },
        ...(day.placed === undefined ? {} : { placed: Math.min(day.placed, dayConfidence.contradicted) }),
      };

const comparable = (left: ResolvedDay, right: ResolvedDay): boolean =>
  left.day.anchor === right.day.anchor && isExact(left.day) && isExact(right.day);

export function weighed(
  images: readonly ImageInReading[],
  days: readonly ResolvedDay[],
  { dates, events }: DayContext,
): ResolvedDay[] {
  const reasons = new Map<ResolvedDay, string>();
  const note = (day: ResolvedDay, why: string) => reasons.set(day, reasons.get(day) ?? why);
  days.forEach((left, at) => {
    for (const right of days.slice(at + 1)) {
      const [from, to] = [dates.get(left.image), dates.get(right.image)];
      if (!from || !to || !comparable(left, right)) continue;
      const apart = to.days - from.days;
      // Of two the surer stands, unless one and the same phrase was taken for both.
      const same = left.quote.text === right.quote.text && left.quote.start === right.quote.start;
      const open = from.ambiguous || to.ambiguous;
      if (open ? apart === 0 || !same : mayMeet(plus(left.day, exactly(apart)), right.day)) continue;
      const why = open
        ? 'the dates of the images differ'
        : `the dates of the images lie ${Math.abs(apart)} days apart`;
      if (same || left.confidence <= right.confidence) note(left, why);
      if (same || right.confidence <= left.confidence) note(right, why);
    }
  });
  for (const { type, day, answer } of events) {
    if (type !== 'death' || answer !== 'yes' || day.to === null || !isExact(day)) continue;
    for (const one of days)
      if (one.day.anchor === day.anchor && (one.day.from ?? 0) > day.to)
        note(one, `it lies after the death on day ${day.to}`);
  }
  const known = new Set(images.map(({ id }) => id));
  return days
    .filter(({ image }) => known.has(image))
    .map((day) => {
      const why = reasons.get(day);
      return why === undefined ? day : doubted(day, why);
    });
}
