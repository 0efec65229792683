import type { Anchor, Quote } from '../../../../data/format/day.ts';
import { exactly } from '../../../timeline/interval.ts';
import type { ImageInReading } from '../../texts/reading.ts';
import { type Clock, dayOfDate } from '../clock/clock.ts';
import { isPlausible } from '../clock/plausible.ts';
import { dayConfidence } from './day-confidence.ts';
import { type DayContext, type ResolvedDay, resolved } from './resolved-day.ts';

/** Whether days from an anchor rest on a stated date of onset, which may be day 0 or day 1 of an illness. */
const onsetDated = (clock: Clock, anchor: Anchor): boolean =>
  anchor === 'onset' && clock.dates.get('onset')?.sure === true;

/** The day of an image from a calendar date, counted from the first anchor whose own date is stated. */
export function byDate(
  image: ImageInReading,
  days: number,
  from: { quote: Quote; rule: string; confidence: number },
  { clock, anchor }: DayContext,
): ResolvedDay | null {
  // The date of an admission is sure to be day 0, where that of an onset may be day 1.
  const admitted = clock.declared === null && onsetDated(clock, anchor) && clock.dates.has('admission');
  const order: readonly Anchor[] = [admitted ? 'admission' : anchor, 'onset', 'admission', 'exposure'];
  const found = order.flatMap((target) => {
    const counted = dayOfDate(clock, days, target);
    return counted && (counted.day.from ?? 0) >= -30 ? [{ target, counted }] : [];
  });
  const taken = found.find(({ counted }) => isPlausible(counted.day)) ?? found[0];
  // Nothing tells what day the first film was of; among the events the dates place each all the same.
  if (!taken && clock.firstFilm !== null)
    return resolved(
      image,
      { ...exactly(days - clock.firstFilm), anchor: 'first-image', certainty: 'exact' },
      { ...from, zero: null, placed: from.confidence, confidence: dayConfidence.firstImage },
      'counted from the first dated film; nothing tells what day that was',
    );
  if (!taken) return null;
  const { target, counted } = taken;
  return resolved(
    image,
    { ...counted.day, anchor: target, certainty: counted.certainty },
    {
      ...from,
      zero: counted.quote,
      // Day 0 or day 1 of an illness: the dates place the film among the events all the same.
      placed: Math.min(from.confidence, counted.confidence),
      confidence: Math.min(
        from.confidence,
        counted.confidence,
        onsetDated(clock, target) && from.rule === 'image-date' ? dayConfidence.fromOnsetDate : 1,
      ),
    },
    `the date counts from ${target} (“${counted.quote.words}”)`,
  );
}
