import { exactly, plus, surelySame } from '../../../timeline/interval.ts';
import { CONFIDENT } from '../../suggestion.ts';
import { type ImageInReading, quoteOfFact } from '../../texts/reading.ts';
import { dayConfidence } from './day-confidence.ts';
import { type DayContext, type ResolvedDay, resolved } from './resolved-day.ts';

/**
 * Films of a dated series beside one whose day is known: their dates tell how many days lie between. With no day
 * known at all the series counts from its own first film.
 */
export function withDatedNeighbours(
  images: readonly ImageInReading[],
  days: readonly ResolvedDay[],
  { dates, reading }: DayContext,
): ResolvedDay[] {
  const dated = images.filter(({ id }) => dates.get(id)?.ambiguous === false);
  if (dated.length < 2) return [...days];
  const known = new Map(days.map((day) => [day.image, day]));
  const base = days
    .filter(
      ({ image, day, rule, confidence }) =>
        day.certainty === 'exact' &&
        rule !== 'image-date' &&
        confidence >= CONFIDENT &&
        dates.get(image)?.ambiguous === false,
    )
    .sort((a, b) => b.confidence - a.confidence)[0];
  const first = [...dated].sort((a, b) => (dates.get(a.id)?.days ?? 0) - (dates.get(b.id)?.days ?? 0))[0];
  const zero = dates.get(base?.image ?? first?.id ?? '')?.days;
  if (zero === undefined) return [...days];
  return images.flatMap((image) => {
    const held = known.get(image.id);
    const own = dates.get(image.id);
    const quote = quoteOfFact(reading.record, 'image-date', image.id);
    if (!own || own.ambiguous || !quote || (held && held.confidence >= dayConfidence.firstImage))
      return held ? [held] : [];
    const apart = own.days - zero;
    const day = base
      ? { ...plus(base.day, exactly(apart)), anchor: base.day.anchor, certainty: 'exact' as const }
      : { ...exactly(apart), anchor: 'first-image' as const, certainty: 'exact' as const };
    const confidence = base ? dayConfidence.besideDated : dayConfidence.firstImage;
    const reason = base
      ? `${apart} days from the film dated by “${base.quote.words}”`
      : 'counted from the first film of the series; nothing tells what day that was';
    return [
      resolved(image, day, { quote, rule: 'date-in-series', confidence, zero: base?.zero ?? null }, reason),
    ].flatMap((one) => one ?? []);
  });
}

/**
 * Days that the words and the date beside an image both give are sure; where one image of a patient has such a day,
 * the count is known, and the dates of the others tell theirs in it.
 * @param byDates the day of each image by its own date
 */
export function confirmedByDates(
  days: readonly ResolvedDay[],
  byDates: ReadonlyMap<string, ResolvedDay>,
): ResolvedDay[] {
  const agrees = (day: ResolvedDay): boolean => {
    const dated = byDates.get(day.image);
    return (
      dated !== undefined &&
      dated.rule !== day.rule &&
      dated.day.anchor === day.day.anchor &&
      surelySame(dated.day, day.day)
    );
  };
  const counts = new Set(days.filter(agrees).map(({ day }) => day.anchor));
  return days.map((day) => {
    if (agrees(day)) return { ...day, confidence: Math.max(day.confidence, dayConfidence.agreedDate) };
    const dated = byDates.get(day.image);
    // A date that the words give the film otherwise stays in dispute.
    if (
      !dated ||
      day.rule === 'film-date' ||
      !counts.has(dated.day.anchor) ||
      dated.confidence >= dayConfidence.imageDate
    )
      return day;
    return { ...dated, confidence: Math.max(dated.confidence, dayConfidence.imageDate) };
  });
}
