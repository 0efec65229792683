import type { Anchor, Day } from '../../../../data/format/day.ts';
import { convertDay } from '../../../timeline/anchors.ts';
import { intervalWords, isExact, opposite, plus } from '../../../timeline/interval.ts';
import type { ImageInReading } from '../../texts/reading.ts';
import type { Clock } from '../clock/clock.ts';
import type { Candidate } from './candidate.ts';
import { dayConfidence } from './day-confidence.ts';
import { byDate } from './day-of-date.ts';
import { type DayContext, type ResolvedDay, resolved } from './resolved-day.ts';

/** A day said in the patient's own count, where a distance leads there; a declared count is always taken. */
function inCount(day: Day, { clock }: DayContext): Day {
  const target = clock.declared?.anchor;
  if (target === undefined || day.anchor === 'unknown') return day;
  const moved = convertDay(day, target, clock.distances);
  if (moved) return moved;
  // "Initial radiograph" of "developed symptoms 4 days after exposure": taken at the onset, or soon after.
  const onset =
    day.anchor === 'admission' ? convertDay({ ...day, anchor: 'onset' }, target, clock.distances) : null;
  return onset ?? day;
}

/**
 * The day of an image from its own words.
 * @param before the last dated image, which "later" counts from; the first for "days after the first film"
 */
export function byWords(
  image: ImageInReading,
  candidate: Candidate,
  before: ResolvedDay | null,
  context: DayContext,
): ResolvedDay | null {
  const said = `“${candidate.quote.words}”`;
  if (candidate.kind === 'same' && candidate.relation !== 'own' && isLater(image, context)) return null;
  if (candidate.kind === 'date') {
    const stated = context.dates.get(image.id)?.days;
    const disputed = stated !== undefined && stated !== candidate.date;
    const confidence = disputed ? dayConfidence.disputedDate : candidate.confidence;
    return byDate(image, candidate.date ?? 0, { ...candidate, confidence }, context);
  }
  if (candidate.kind === 'told')
    return resolved(
      image,
      inCount(
        { ...candidate.days, anchor: candidate.anchor ?? 'unknown', certainty: candidate.certainty },
        context,
      ),
      candidate,
      `the text has come to ${intervalWords(candidate.days)} (${said})`,
    );
  if (candidate.kind === 'later' && candidate.told !== null)
    return resolved(
      image,
      inCount(candidate.told, context),
      candidate,
      `${said} counts from the day that the text has come to`,
    );
  if (candidate.kind === 'later' || candidate.kind === 'earlier' || candidate.anchor === 'first-image') {
    if (before === null)
      return resolved(
        image,
        { ...candidate.days, anchor: 'first-image', certainty: candidate.certainty },
        { ...candidate, confidence: dayConfidence.chainedUndated },
        `${said} counts from the image before, whose day is not known`,
      );
    const days = plus(before.day, candidate.kind === 'earlier' ? opposite(candidate.days) : candidate.days);
    const certainty = before.day.certainty === 'exact' ? candidate.certainty : before.day.certainty;
    return resolved(
      image,
      { ...days, anchor: before.day.anchor, certainty },
      { ...candidate, confidence: Math.min(candidate.confidence, before.confidence), zero: before.zero },
      `${said} counts from ${intervalWords(before.day)} of the image before`,
    );
  }
  if (candidate.event !== null) return fromEvent(image, candidate, context);
  // "day 9" of a series of which another film says "day 7 after the onset of symptoms".
  const counted =
    candidate.kind === 'number' && candidate.anchor === null ? (context.voted ?? countedOn(before)) : null;
  const anchor = candidate.anchor ?? counted ?? 'unknown';
  const day = inCount({ ...candidate.days, anchor, certainty: candidate.certainty }, context);
  // A bare day number, or "on admission", beside complaints of some days: curators counted from either.
  const lasted = illBefore(context.clock);
  const open =
    candidate.film &&
    lasted !== null &&
    ((candidate.rule === 'day-number' && anchor === 'unknown') || (candidate.kind === 'same' && lasted > 1));
  const confidence = open
    ? Math.min(
        candidate.kind === 'same' || candidate.caption || candidate.heads
          ? dayConfidence.namedAnchor
          : dayConfidence.eitherAnchor,
        candidate.confidence,
      )
    : ofTwoVisits(candidate, context)
      ? dayConfidence.firstOfTwo
      : candidate.confidence;
  // Which count the table uses is open, not when the film was taken.
  const from = { ...candidate, confidence, ...(open ? { placed: candidate.confidence } : {}) };
  return resolved(image, day, from, `${said} dates this image`);
}

/** Days of complaints before the admission, as far as the texts tell of any. */
const illBefore = ({ duration, distances }: Clock): number | null => {
  if (duration !== null) return duration.days.from ?? 0;
  const apart = distances.find(
    ({ from, to }) => (from === 'onset' && to === 'admission') || (from === 'admission' && to === 'onset'),
  );
  return apart ? Math.abs(apart.days.from ?? 0) : null;
};

/** "Two days after intubation", where the texts say on which day that was; null where they do not. */
function fromEvent(image: ImageInReading, candidate: Candidate, context: DayContext): ResolvedDay | null {
  const dated = context.events.filter(({ type, day }) => type === candidate.event && isExact(day));
  const [event] = dated;
  if (!event || dated.length > 1) return null;
  const { anchor } = event.day;
  const day = inCount(
    { ...plus(event.day, candidate.days), anchor, certainty: candidate.certainty },
    context,
  );
  return resolved(
    image,
    day,
    { ...candidate, confidence: Math.min(candidate.confidence, dayConfidence.chained) },
    `“${candidate.quote.words}” counts from ${intervalWords(event.day)}, the day of the ${candidate.event}`,
  );
}

/** Ways of dating a film by its own words; a bare day number of the next film goes on in their count. */
const byOwnWords = new Set(['same-time', 'day-number', 'day-ordinal', 'days-later', 'days-from-event']);
/** "On admission (a) and on day 4 (b)": day 4 of admission. */
const countedOn = (before: ResolvedDay | null): Anchor | null =>
  before !== null && byOwnWords.has(before.rule) && before.day.anchor !== 'unknown'
    ? before.day.anchor
    : null;

const secondVisit =
  /\b(?:second presentation|re-?presented|re-?presentation|returned (?:\w+ ){0,6}(?:days?|weeks?) later)\b/i;
/** "Initial presentation" where the texts tell of a second one. */
const ofTwoVisits = (candidate: Candidate, { reading }: DayContext): boolean =>
  candidate.kind === 'same' &&
  /initial|first/i.test(candidate.quote.words) &&
  reading.sentences.some(({ words }) => secondVisit.test(words));

/** Whether the image is dated after the patient's first one. */
function isLater(image: ImageInReading, { dates, reading }: DayContext): boolean {
  const own = dates.get(image.id)?.days;
  return (
    own !== undefined &&
    reading.images.some(
      (other) => other.patient === image.patient && (dates.get(other.id)?.days ?? own) < own,
    )
  );
}
