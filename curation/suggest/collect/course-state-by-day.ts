import type { Day } from '../../../data/format/day.ts';
import { type EventType, type StateName, states, type TimelineEvent } from '../../../data/format/timeline.ts';
import { convertDay } from '../../timeline/anchors.ts';
import { isExact, surelyBefore, surelySame } from '../../timeline/interval.ts';
import { stateOn } from '../../timeline/states.ts';
import type { Clock } from '../days/clock.ts';
import { dayExpressions } from '../days/expressions.ts';
import type { ResolvedDay } from '../days/resolved-day.ts';
import type { ImageInReading } from '../reading.ts';
import { type Draft, draft } from './draft.ts';

/** The state of an image by its day and those of the events. */

/** A film whose own words are "day 4" and no more counts as the text's other bare days do. */
function bareDay({ quote }: ResolvedDay): Day | null {
  const [only, ...others] = dayExpressions(quote.words);
  return only && others.length === 0 && only.kind === 'number' && only.target === null
    ? { ...only.days, anchor: 'unknown', certainty: only.certainty }
    : null;
}

/** "On arrival": before anything that was done on the same day. */
const arrival = /\b(?:arrival|presentation|emergency|ED|ER|arrivo)\b/i;
const isArrival = (day: ResolvedDay): boolean => day.rule === 'same-time' && arrival.test(day.quote.words);

/** A day in the count of a film; as it stands where nothing connects the two. */
function inCount(event: Day, film: ResolvedDay, clock: Clock): Day {
  const { anchor, from } = film.day;
  const moved = convertDay(event, anchor, clock.distances);
  if (moved) return moved;
  if (event.anchor !== 'unknown') return event;
  const bare = bareDay(film);
  if (bare !== null && isExact(bare) && from !== null && bare.from !== null) {
    const apart = from - bare.from;
    const move = (day: number | null) => (day === null ? null : day + apart);
    return { ...event, anchor, from: move(event.from), to: move(event.to) };
  }
  // A film of the admission lies before a "day 3", from whichever day of the stay or the illness it counts: unless the
  // illness had lasted so long.
  if (anchor === 'admission' && film.day.to === 0 && event.from !== null && clock.distances.length === 0)
    return event.from >= 2 ? { ...event, anchor } : event;
  return event;
}

export function stateByDay(
  name: StateName,
  field: string,
  image: ImageInReading,
  day: ResolvedDay | undefined,
  events: readonly TimelineEvent[],
  clock: Clock,
): Draft | null {
  if (!day) return null;
  const placed = events.map((event) => ({ ...event, day: inCount(event.day, day, clock) }));
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
  if (answer === 'yes') return found('yes', event, sure, when(event, 'before'));
  if (answer === 'no')
    return event?.answer === 'no'
      ? found('no', event, 0.9, 'it never happened')
      : found('no', event, sure, when(event, 'after'));
  const gone = placed.find(
    ({ type, answer: told, day: end }) =>
      type === 'discharge' && told === 'yes' && end.anchor === day.day.anchor && surelyBefore(end, day.day),
  );
  if (gone) return found('no', gone, sure, 'the film was taken after the patient had left the hospital');
  const starts = of(placed, states[name].start);
  const [first] = starts;
  const sameDay =
    starts.length > 0 &&
    starts.every((one) => one.day.anchor === day.day.anchor && surelySame(one.day, day.day));
  return sameDay && isArrival(day) ? found('no', first, Math.min(0.82, sure), when(first, 'after')) : null;
}

const of = (events: readonly TimelineEvent[], type: EventType): TimelineEvent[] =>
  events.filter((event) => event.type === type && event.answer === 'yes');
