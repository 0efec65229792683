import type { Anchor, Certainty, Day } from '../../../data/format/day.ts';
import type { EventType, TimelineEvent } from '../../../data/format/timeline.ts';
import type { Interval } from '../../timeline/interval.ts';
import { type Clock, dayOfDate, type ReadSentence } from '../days/clock.ts';
import type { DayExpression } from '../days/expressions.ts';
import { isPlausible } from '../days/plausible.ts';
import type { ResolvedDay } from '../days/resolved-day.ts';
import { eventNamed } from '../days/targets.ts';
import type { RuleMention } from '../mentions.ts';
import { type Reading, relationOf } from '../reading.ts';
import { quoteOfMention } from './course-mentions.ts';
import { narrativeDays } from './narrative-days.ts';

/** Events of a patient with their days, from the words. */

/** How a sentence dates an event: a day of its own, or so many days from another event. */
type Dating = { day: Day } | { from: EventType; days: Interval; certainty: Certainty };

/** "after intubation", "since the extubation": a day is counted from it, it does not happen there. */
const countsFrom = /\b(?:after|following|since|before|prior to|until|post)[ -](?:the |his |her |their )?$/i;

/** Characters between two expressions of the same day: ", ", " (", " i.e. ". */
const BESIDE = 8;

/** Nearer than any other distance. */
const BEHIND = 100;

/** Characters before an expression that still begins its sentence: "On the". */
const LEADING = 6;

/** "Day 18 of admission, one day after extubation": the event lies that much before the day beside it. */
function dayCountedFrom(type: EventType, read: ReadSentence): Dating | null {
  const distance = read.expressions.find(
    ({ kind, target }) => kind === 'from' && eventNamed(target) === type,
  );
  if (!distance) return null;
  const own = read.expressions.find(
    ({ kind, target, end, start }) =>
      kind === 'number' &&
      target !== null &&
      eventNamed(target) === null &&
      Math.max(distance.start - end, start - distance.end) <= BESIDE,
  );
  if (!own || own.target === null) return null;
  const { from, to } = own.days;
  const [near, far] = [distance.days.from, distance.days.to];
  if (from === null || to === null || near === null || far === null) return null;
  const certainty = own.certainty === 'exact' && distance.certainty === 'exact' ? 'exact' : 'range';
  return { day: { from: from - far, to: to - near, anchor: own.target as Anchor, certainty } };
}

/** The nearest expression of its sentence that can date an event. */
function datingOf(
  type: EventType,
  mention: RuleMention,
  sentences: readonly ReadSentence[],
  clock: Clock,
  narrative: ReadonlyMap<DayExpression, Day>,
): Dating | null {
  const read = sentences.find(({ sentence }) => sentence === mention.sentence);
  if (!read) return null;
  if (countsFrom.test(mention.sentence.words.slice(Math.max(0, mention.start - 30), mention.start)))
    return dayCountedFrom(type, read);
  const { words } = mention.sentence;
  // "intubated on day 2, extubated on day 10": what stands right behind an event is its own.
  const distance = (start: number, end: number) =>
    start > mention.end && /^\s(?:(?:on|at|by)\s)?(?:the\s)?$/i.test(words.slice(mention.end, start))
      ? -BEHIND
      : Math.max(0, start - mention.end, mention.start - end);
  const options: { dating: Dating; apart: number }[] = [];
  for (const expression of read.expressions) {
    const { kind, target, start, end, days, certainty } = expression;
    const told = narrative.get(expression);
    if (told && (kind === 'later' || target === null)) {
      // "After four days, the patient's condition ... and he was intubated" dates the whole sentence.
      const leads = kind === 'later' && start <= LEADING;
      options.push({ dating: { day: told }, apart: leads ? 0 : distance(start, end) });
      continue;
    }
    if (kind !== 'number' && kind !== 'from') continue;
    const other = eventNamed(target);
    if (other === type || (other !== null && kind === 'number')) continue;
    const apart = distance(start, end) - (target === null || other !== null ? 0 : 40);
    options.push({
      dating:
        other === null
          ? { day: { ...days, anchor: (target ?? 'unknown') as Anchor, certainty } }
          : { from: other, days, certainty },
      apart,
    });
  }
  for (const date of read.dates) {
    for (const anchor of ['onset', 'admission'] as const) {
      const counted = dayOfDate(clock, date.days, anchor);
      if (!counted || !isPlausible(counted.day)) continue;
      options.push({
        dating: { day: { ...counted.day, anchor, certainty: counted.certainty } },
        apart: distance(date.start, date.end),
      });
      break;
    }
  }
  // Words right behind the event ("extubated 11 days after intubation") are its own, whatever else is dated nearby.
  const adjoining = options.find(({ dating, apart }) => 'from' in dating && apart <= 2);
  const [nearest] = options.sort((a, b) => a.apart - b.apart);
  const taken = adjoining ?? nearest;
  return taken && taken.apart < 80 ? taken.dating : null;
}

const unknownDay: Day = { from: null, to: null, anchor: 'unknown', certainty: 'unknown' };

/** Counts a day on from the event it is counted from, where that one is dated. */
function resolved(
  dating: Dating | null,
  events: readonly { type: EventType; dating: Dating | null }[],
): Day | null {
  if (dating === null || 'day' in dating) return dating?.day ?? null;
  const base = events.find(
    (event) => event.type === dating.from && event.dating !== null && 'day' in event.dating,
  )?.dating;
  if (!base || !('day' in base)) return null;
  const { from, to, anchor, certainty } = base.day;
  const { days } = dating;
  if (from === null || to === null || days.from === null || days.to === null) return null;
  return {
    from: from + days.from,
    to: to + days.to,
    anchor,
    certainty: certainty === 'exact' && dating.certainty === 'exact' ? 'exact' : 'range',
  };
}

/** Dated events of a patient, as the timeline takes them. */
export function eventsOf(
  mentions: readonly RuleMention[],
  sentences: readonly ReadSentence[],
  clock: Clock,
  patient: string,
): TimelineEvent[] {
  const narrative = narrativeDays(sentences, mentions);
  const told = mentions.flatMap((mention) => {
    const type = mention.rule.event;
    if (type === undefined || mention.rule.scope === 'image' || mention.confidence < 0.8) return [];
    const happened = mention.rule.field === 'survival' || mention.value === 'yes';
    return [
      {
        mention,
        type,
        happened,
        dating: happened ? datingOf(type, mention, sentences, clock, narrative) : null,
      },
    ];
  });
  const seen = new Set<string>();
  const events: TimelineEvent[] = [];
  for (const { mention, type, happened, dating } of told) {
    const day = resolved(dating, told);
    const key = `${type}:${happened}:${day?.from ?? ''}:${day?.anchor ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    events.push({
      id: `suggested-${events.length + 1}`,
      patient,
      type,
      day: day ?? unknownDay,
      image: null,
      measurement: null,
      answer: happened ? 'yes' : 'no',
      quote: quoteOfMention(mention),
    });
  }
  return withoutUndatedDoubles(events);
}

/** An event that is dated once, or bounded by a film, needs no undated double. */
export const withoutUndatedDoubles = (events: readonly TimelineEvent[]): TimelineEvent[] =>
  events.filter(
    (event) =>
      event.day.certainty !== 'unknown' ||
      !events.some(
        (other) =>
          other.type === event.type && other.answer === event.answer && other.day.certainty !== 'unknown',
      ),
  );

/** A tube seen on a dated film: the patient was intubated on that day at the latest. */
export function tubesSeen(
  reading: Reading,
  mentions: readonly RuleMention[],
  days: readonly ResolvedDay[],
  patient: string,
): TimelineEvent[] {
  return reading.images.flatMap((image, at) => {
    const day = days.find((one) => one.image === image.id)?.day;
    const seen = mentions.find(
      ({ rule, value, sentence }) =>
        rule.field === 'intubation_present' && value === 'yes' && relationOf(sentence, image) === 'own',
    );
    if (!day || day.to === null || !seen) return [];
    return [
      {
        id: `seen-${at + 1}`,
        patient,
        type: 'intubation' as const,
        day: { from: null, to: day.to, anchor: day.anchor, certainty: 'range' as const },
        image: null,
        measurement: null,
        answer: 'yes' as const,
        quote: quoteOfMention(seen),
      },
    ];
  });
}
