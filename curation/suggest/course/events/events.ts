import type { Day, Quote } from '../../../../data/format/day.ts';
import type { EventType, TimelineEvent } from '../../../../data/format/timeline.ts';
import { isExact } from '../../../timeline/interval.ts';
import type { Clock } from '../../days/clock/clock.ts';
import type { ReadSentence } from '../../days/clock/read-sentence.ts';
import type { ResolvedDay } from '../../days/images/resolved-day.ts';
import type { RuleMention } from '../../rules/mentions.ts';
import { CONFIDENT } from '../../suggestion.ts';
import { quoteOf, type Sentence } from '../../texts/reading.ts';
import { quoteOfMention } from '../rules/course-mentions.ts';
import { anchorEvents } from './anchor-events.ts';
import type { Dated } from './dated.ts';
import { type Mark, marksOf } from './marks.ts';
import { daysFrom, narrate, type ReadPart } from './narrative-days.ts';
import { inOrder } from './order.ts';
import { type StayLength, stayLength } from './stay.ts';
import { type Told, toldBy } from './told-events.ts';
import { whenTold } from './when-told.ts';

/** Events of a patient with their days, from the words. */

/** A day that nothing tells. */
export const unknownDay: Day = { from: null, to: null, anchor: 'unknown', certainty: 'unknown' };
const stopOf: Partial<Record<EventType, EventType>> = {
  admission: 'discharge',
  intubation: 'extubation',
  'icu-in': 'icu-out',
  'oxygen-start': 'oxygen-stop',
};

/** Sentences that say when, or what happened, in reading order. */
function partsOf(told: readonly Told[], sentences: readonly ReadSentence[], clock: Clock): ReadPart[] {
  const bySentence = Map.groupBy(told, ({ sentence }) => sentence);
  const read = new Map<Sentence, ReadSentence>(sentences.map((one) => [one.sentence, one]));
  for (const sentence of bySentence.keys())
    if (!read.has(sentence)) read.set(sentence, { sentence, expressions: [], dates: [] });
  return [...read.values()]
    .sort((a, b) => a.sentence.at - b.sentence.at)
    .map((one) => {
      const marks = marksOf(one, clock);
      return { sentence: one.sentence, marks, events: whenTold(bySentence.get(one.sentence) ?? [], marks) };
    });
}

/** "Ventilated for 9 days" and "until day 8" end what began, where no other words end it. */
function endsOf(
  { told, lasted, until }: Dated,
  days: ReadonlyMap<Told, Day>,
): { type: EventType; day: Day; by: Mark } | null {
  const type = stopOf[told.type];
  const from = days.get(told);
  if (type === undefined || told.answer !== 'yes') return null;
  if (until !== null) {
    if (until.kind === 'day') return { type, day: until.day, by: until };
    if (until.kind === 'number')
      return {
        type,
        day: { ...until.days, anchor: from?.anchor ?? 'unknown', certainty: until.certainty },
        by: until,
      };
  }
  if (lasted === null || !from || !isExact(from)) return null;
  return { type, day: daysFrom(from, lasted.days, lasted.certainty), by: lasted };
}

/** A course as its texts tell it: what happened, and sentence by sentence what says when. */
export interface ReadCourse {
  readonly told: readonly Told[];
  readonly parts: readonly ReadPart[];
  /** How long the stay lasted, where the texts tell. */
  readonly stay: StayLength | null;
}

/**
 * What mentions tell, and what says when, before any day is worked out.
 * @param own all sentences that speak of the patient
 */
export function readCourse(
  mentions: readonly RuleMention[],
  sentences: readonly ReadSentence[],
  clock: Clock,
  own: readonly Sentence[],
): ReadCourse {
  const told = toldBy(mentions, CONFIDENT);
  return { told, parts: partsOf(told, sentences, clock), stay: stayLength(own) };
}

/**
 * Dated events of a patient, as the timeline takes them.
 * @param days days of the patient's images, where they are known: a caption's "the following day" counts from its film
 */
export function eventsOf(
  { told, parts, stay }: ReadCourse,
  clock: Clock,
  patient: string,
  days: readonly ResolvedDay[] = [],
): TimelineEvent[] {
  const films = new Map(
    days
      .filter(({ confidence, placed }) => (placed ?? confidence) >= 0.7)
      .map(({ image, day }) => [image, day]),
  );
  const dated = parts.flatMap(({ events }) => events);
  // Read twice: "extubated after 5 days. Two days later" counts from a day that the first reading finds.
  const first = narrate(parts, films);
  const kept = inOrder(narrate(parts, films, first), clock.distances);
  const events: TimelineEvent[] = [];
  const seen = new Set<string>();
  const add = (type: EventType, day: Day, answer: TimelineEvent['answer'], quote: Quote): void => {
    const key = `${type}:${answer}:${day.from ?? ''}:${day.to ?? ''}:${day.anchor}`;
    if (seen.has(key)) return;
    seen.add(key);
    events.push({ id: '', patient, type, day, image: null, measurement: null, answer, quote });
  };
  for (const { told: one } of dated) {
    if (one.type === 'admission') continue;
    add(one.type, kept.get(one) ?? unknownDay, one.answer, quoteOfMention(one.mention));
  }
  const dies = events.some(({ type }) => type === 'death');
  for (const one of dated) {
    const end = endsOf(one, kept);
    if (
      end &&
      !(dies && one.until === null) &&
      !events.some(({ type, day }) => type === end.type && isExact(day))
    )
      add(end.type, end.day, 'yes', quoteOf(one.told.sentence, end.by.start, end.by.end));
  }
  const left = events.some(({ type, day }) => (type === 'discharge' || type === 'death') && isExact(day));
  if (stay && !left && !dies) add('discharge', stay.day, 'yes', stay.quote);
  return numbered([...anchorEvents(clock, told, patient), ...withoutUndatedDoubles(events)]);
}

/** Events with ids of their place among a patient's. */
export const numbered = (events: readonly TimelineEvent[]): TimelineEvent[] =>
  events.map((event, at) => ({ ...event, id: `suggested-${at + 1}` }));

const precision = ({ day }: TimelineEvent): number =>
  isExact(day) ? 2 : day.from !== null || day.to !== null ? 1 : 0;

/** An event that is dated once, or bounded by a film, needs no double that says less of its day. */
export const withoutUndatedDoubles = (events: readonly TimelineEvent[]): TimelineEvent[] =>
  events.filter(
    (event) =>
      !events.some(
        (other) =>
          other.type === event.type &&
          other.answer === event.answer &&
          (precision(event) === 0 ? precision(other) > 0 : event.day.from === null && isExact(other.day)),
      ),
  );
