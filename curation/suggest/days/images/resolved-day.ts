import type { Anchor, Day, Quote } from '../../../../data/format/day.ts';
import type { TimelineEvent } from '../../../../data/format/timeline.ts';
import type { ImageInReading, Reading } from '../../texts/reading.ts';
import type { Clock } from '../clock/clock.ts';
import { implausible, isPlausible, plausibleDays } from '../clock/plausible.ts';

/** The day of an image, once it is found, and what finding it rests on. */

export interface ResolvedDay {
  readonly image: string;
  readonly day: Day;
  readonly quote: Quote;
  readonly rule: string;
  readonly confidence: number;
  /** How sure the film's place among the events is, where that is surer than the number. */
  readonly placed?: number;
  readonly reason: string;
  /** Words that name what the day counts from; null where it is counted on from a day that others name. */
  readonly zero: Quote | null;
}

export interface DayContext {
  readonly reading: Reading;
  readonly clock: Clock;
  /** What this patient's days count from where the words leave it open. */
  readonly anchor: Anchor;
  /** The anchor that films of this patient name themselves, where all that do name one. */
  readonly voted: Anchor | null;
  /** Events of the patient's course as the texts date them. */
  readonly events: readonly TimelineEvent[];
  readonly dates: ReadonlyMap<string, { readonly days: number; readonly ambiguous: boolean }>;
  /** Images of several panels with days of their own. */
  readonly composites: ReadonlySet<string>;
  /** Whether two images are views of one examination, by the description that speaks of both. */
  readonly together: (left: string, right: string) => boolean;
  /** Images whose own captions name a time that counts no days. */
  readonly otherwise: ReadonlySet<string>;
}

/** A found day with its confidence in hundredths; one beyond any illness is shown, not counted on, and says so. */
export function resolved(
  image: ImageInReading,
  day: Day,
  from: { quote: Quote; rule: string; confidence: number; placed?: number; zero: Quote | null },
  found: string,
): ResolvedDay {
  const plausible = isPlausible(day);
  const reason = plausible
    ? found
    : `${found}; before day ${plausibleDays.from} or after day ${plausibleDays.to}: look whether a date is of something else`;
  const most = plausible ? 0.99 : implausible;
  return {
    image: image.id,
    day: { ...day, reason: reason.slice(0, 500) },
    quote: from.quote,
    rule: from.rule,
    confidence: Math.min(most, Math.max(0.05, Math.round(from.confidence * 100) / 100)),
    ...(from.placed === undefined ? {} : { placed: Math.min(most, from.placed) }),
    reason,
    zero: from.zero,
  };
}
