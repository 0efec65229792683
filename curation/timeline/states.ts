import type { Day } from '../../data/format/day.ts';
import { isOwnMark, type OwnMark } from '../../data/format/own.ts';
import {
  type Answer,
  type EventType,
  type StateName,
  spanOf,
  type TimelineEvent,
} from '../../data/format/timeline.ts';
import { isExact, surelyBefore, surelyNotAfter, surelySame } from './interval.ts';

/**
 * States that run from one event to another (tube in place, in intensive care, on oxygen), asked for a day.
 * Only what surely holds is answered: an overlap of intervals is `unclear`, silence is `not-stated`.
 */

export interface StateAnswer {
  readonly answer: Answer;
  /** Events it follows from. */
  readonly because: readonly TimelineEvent[];
}

const silent: StateAnswer = { answer: 'not-stated', because: [] };
const happened = (event: TimelineEvent): boolean => event.answer === 'yes';
const isKnown = (day: Day): boolean => day.from !== null || day.to !== null;

/**
 * Whether a state held on a day. Events and the day must count from the same anchor; those that do not are
 * taken as undated.
 * @param name which state; @param day of the image; @param events of one patient, days in the same anchor
 */
export function stateOn(name: StateName | OwnMark, day: Day, events: readonly TimelineEvent[]): StateAnswer {
  const { start, stop } = spanOf(name);
  const of = (type: EventType) => events.filter((event) => event.type === type);
  const starts = of(start).filter(happened);
  if (starts.length === 0) {
    const denied = of(start).filter((event) => event.answer === 'no');
    return denied.length > 0 ? { answer: 'no', because: denied } : silent;
  }
  if (!isKnown(day)) return silent;
  // A start without a day says that it happened, not whether before or after this day.
  const open = starts.filter((event) => !dated(event, day));
  if (open.length > 0) return { answer: 'not-stated', because: open };
  const before = starts.filter((event) => surelyBefore(event.day, day) || surelySame(event.day, day));
  if (starts.every((event) => surelyBefore(day, event.day))) return { answer: 'no', because: starts };
  const last = latest(before);
  if (last === null || before.length < starts.filter((event) => !surelyBefore(day, event.day)).length)
    return { answer: 'unclear', because: starts };
  if (surelySame(last.day, day)) return { answer: 'unclear', because: [last] };
  const ends = [
    ...of(stop).filter(happened),
    // What the collection asks of its own (an exposure, a treatment) goes on at home.
    ...(isOwnMark(name) ? [] : [...of('death'), ...of('discharge')].filter(happened)),
  ];
  // An end counts for this stretch unless it surely lies before its start.
  const own = ends.filter((event) => !dated(event, day) || !surelyBefore(event.day, last.day));
  if (own.length === 0) return { answer: 'yes', because: [last] };
  const undatedStops = own.filter((event) => !dated(event, day) && event.type === stop);
  if (undatedStops.length > 0) return { answer: 'unclear', because: [last, ...undatedStops] };
  // Death or discharge without a day cannot lie before an image that was taken; a dated end before it stands.
  const stops = own.filter((event) => dated(event, day));
  const over = stops.filter((event) => surelyBefore(event.day, day));
  if (over.length > 0) return { answer: 'no', because: [last, ...over] };
  if (stops.every((event) => surelyBefore(day, event.day)))
    return { answer: 'yes', because: [last, ...stops] };
  return { answer: 'unclear', because: [last, ...stops] };
}

const dated = (event: TimelineEvent, day: Day): boolean =>
  isKnown(event.day) && event.day.anchor === day.anchor;

function latest(events: readonly TimelineEvent[]): TimelineEvent | null {
  let last: TimelineEvent | null = null;
  for (const event of events) {
    if (last === null || !surelyNotAfter(event.day, last.day)) last = event;
  }
  return last;
}

/** Measurements taken surely on the day of an image; a row shows no other day's. */
export function measuredOn(day: Day, events: readonly TimelineEvent[]): TimelineEvent[] {
  if (!isExact(day)) return [];
  return events.filter(
    (event) =>
      event.type === 'measurement' &&
      event.measurement !== null &&
      event.answer === 'yes' &&
      event.day.anchor === day.anchor &&
      surelySame(event.day, day),
  );
}
