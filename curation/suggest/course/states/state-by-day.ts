import type { Day } from '../../../../data/format/day.ts';
import {
  type EventType,
  type StateName,
  states,
  type TimelineEvent,
} from '../../../../data/format/timeline.ts';
import { convertDay } from '../../../timeline/anchors.ts';
import { isExact, surelyBefore, surelySame } from '../../../timeline/interval.ts';
import { stateOn } from '../../../timeline/states.ts';
import type { Clock } from '../../days/clock/clock.ts';
import { dayExpressions } from '../../days/expressions/expressions.ts';
import type { ResolvedDay } from '../../days/images/resolved-day.ts';
import { type Draft, draft } from '../../rules/draft.ts';
import type { ImageInReading } from '../../texts/reading.ts';

/** The state of an image by its day and those of the events. */

/** A film whose own words are "day 4" and no more counts as the text's other bare days do. */
function bareDay({ quote }: ResolvedDay): Day | null {
  const [only, ...others] = dayExpressions(quote.words);
  return only && others.length === 0 && only.kind === 'number' && only.target === null
    ? { ...only.days, anchor: 'unknown', certainty: only.certainty }
    : null;
}

/** A day in the count of a film; as it stands where nothing connects the two. */
function inCount(event: Day, film: ResolvedDay, clock: Clock): Day {
  const { anchor, from } = film.day;
  const moved = convertDay(event, anchor, clock.distances);
  if (moved) return moved;
  // Both bare days and days of the stay, where no illness before it is told: one count.
  if (anchor === 'unknown' && event.anchor === 'admission' && clock.distances.length === 0)
    return { ...event, anchor };
  if (event.anchor !== 'unknown') return event;
  const bare = bareDay(film);
  if (bare !== null && isExact(bare) && from !== null && bare.from !== null) {
    const apart = from - bare.from;
    const move = (day: number | null) => (day === null ? null : day + apart);
    return { ...event, anchor, from: move(event.from), to: move(event.to) };
  }
  // A film of the admission lies before a "day 3" of what was done in hospital, whichever day it counts from.
  if (anchor === 'admission' && film.day.to === 0 && event.from !== null)
    return event.from >= 2 ? { ...event, anchor } : event;
  return event;
}

/** Days after which a state may have ended untold. */
const LASTS = 10;

/** An image with its day. */
export interface DatedImage {
  readonly image: ImageInReading;
  readonly day: ResolvedDay | undefined;
  /** Taken on arrival: before what was done on the same day. */
  readonly arrives: boolean;
  /** Its caption places it months before or after, or in another year. */
  readonly otherTime: boolean;
}

/** What the dated events say of a film's state; null where its day, or theirs, is not known. */
export function stateByDay(
  name: StateName,
  field: string,
  { image, day, arrives, otherTime }: DatedImage,
  events: readonly TimelineEvent[],
  clock: Clock,
): Draft | null {
  if (!day) return null;
  const placed = withoutUndone(
    name,
    events.map((event) => ({ ...event, day: inCount(event.day, day, clock) })),
  );
  const { answer, because } = stateOn(name, day.day, placed);
  const [event] = because;
  const sure = Math.min(0.88, day.placed ?? day.confidence);
  const found = (value: 'yes' | 'no', of: TimelineEvent | undefined, confidence: number, reason: string) =>
    of?.quote
      ? draft(
          { patient: image.patient, image: image.id },
          field,
          value,
          of.quote,
          `${name}-by-day`,
          confidence,
          reason,
        )
      : null;
  const when = (of: TimelineEvent | undefined, where: string) =>
    `the event (“${of?.quote?.words ?? ''}”) lies ${where} this image`;
  if (answer === 'yes') {
    // Nothing tells when it ended: after some ten days it may have.
    const open =
      otherTime ||
      (because.every(({ type }) => type === states[name].start) &&
        because.every(({ day: { from, to } }) => (day.day.from ?? 0) - (to ?? from ?? 0) > LASTS));
    return found('yes', event, open ? Math.min(0.75, sure) : sure, when(event, 'before'));
  }
  if (answer === 'no')
    return event?.answer === 'no'
      ? found('no', event, otherTime ? 0.75 : 0.9, 'it never happened')
      : found('no', event, sure, when(event, 'after'));
  const gone = placed.find(
    ({ type, answer: told, day: end }) =>
      type === 'discharge' && told === 'yes' && end.anchor === day.day.anchor && surelyBefore(end, day.day),
  );
  if (gone) return found('no', gone, sure, 'the film was taken after the patient had left the hospital');
  const starts = of(placed, states[name].start);
  const [first] = starts;
  // "Left the ICU on day 11": over on day 12, whenever it began.
  const stops = of(placed, states[name].stop).filter(
    ({ day: end }) => isExact(end) && end.anchor === day.day.anchor,
  );
  const begun = of(placed, 'intubation').concat(starts);
  const [stop, ...moreStops] = stops;
  const again = begun.some((one) => stop && surelyBefore(stop.day, one.day)) || starts.length > 1;
  if (stop && moreStops.length === 0 && !again && surelyBefore(stop.day, day.day))
    return found('no', stop, Math.min(0.85, sure), when(stop, 'before'));
  const sameDay =
    starts.length > 0 &&
    starts.every((one) => one.day.anchor === day.day.anchor && surelySame(one.day, day.day));
  return sameDay && arrives ? found('no', first, Math.min(0.82, sure), when(first, 'after')) : null;
}

/** "Extubated, and intubated again within two hours": an end that was undone on its own day ended nothing. */
function withoutUndone(name: StateName, events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  const { start, stop } = states[name];
  return events.filter(
    (end, at) =>
      end.type !== stop ||
      end.answer !== 'yes' ||
      !events.some(
        (again, behind) =>
          behind > at &&
          again.type === start &&
          again.answer === 'yes' &&
          again.day.anchor === end.day.anchor &&
          again.day.from !== null &&
          again.day.from === end.day.from,
      ),
  );
}

const of = (events: readonly TimelineEvent[], type: EventType): TimelineEvent[] =>
  events.filter((event) => event.type === type && event.answer === 'yes');
