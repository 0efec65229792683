import type { Day } from '../../../../data/format/day.ts';
import type { EventType } from '../../../../data/format/timeline.ts';
import { type Interval, isExact, plus } from '../../../timeline/interval.ts';
import { presents } from '../../days/clock/anchor-dates.ts';
import type { Sentence } from '../../texts/reading.ts';
import type { Dated } from './dated.ts';
import type { Mark } from './marks.ts';
import { isBefore, type Told } from './told-events.ts';

/**
 * The days a narrative comes to: a history begins with the presentation, and each "three days later" or "the
 * following day" counts from the day, or the event, that the text has last named. After an event without a day ("was
 * admitted to intensive care. 24 hours later ...") nothing is known to count from. A caption begins with the day of its
 * own film.
 */

/** A sentence with its marks and events, in reading order. */
export interface ReadPart {
  readonly sentence: Sentence;
  readonly marks: readonly Mark[];
  readonly events: readonly Dated[];
}

/** Events that a narrative goes on from. */
const milestones = new Set<EventType>([
  'intubation',
  'extubation',
  'icu-in',
  'icu-out',
  'discharge',
  'death',
]);
const startOf: Partial<Record<EventType, EventType>> = {
  extubation: 'intubation',
  'icu-out': 'icu-in',
  'oxygen-stop': 'oxygen-start',
  discharge: 'admission',
};

export const daysFrom = (day: Day, days: Interval, certainty: Day['certainty']): Day => ({
  ...plus(day, days),
  anchor: day.anchor,
  certainty: day.certainty === 'exact' ? certainty : day.certainty,
});

const isCaption = ({ kind }: Sentence): boolean => kind === 'caption' || kind === 'panel-caption';

/**
 * Days of events by kind, asked for in reading order: the last one before a place of the text, and the first of all
 * where none stands before.
 */
function lookUp(known: ReadonlyMap<Told, Day>): (type: EventType, place: Told) => Day | null {
  const dated = [...known].filter(([, day]) => day.from !== null);
  const lists = Map.groupBy(dated, ([{ type }]) => type);
  const reached = new Map<EventType, number>();
  return (type, place) => {
    if (type === 'admission') return { from: 0, to: 0, anchor: 'admission', certainty: 'exact' };
    const list = lists.get(type) ?? [];
    let at = reached.get(type) ?? 0;
    for (let next = list[at + 1]; next && isBefore(next[0], place); next = list[at + 1]) at += 1;
    reached.set(type, at);
    return list[at]?.[1] ?? null;
  };
}

/** "Discharged from hospital after 20 days", "after 20 days in hospital": as long as the stay. */
const ofStay = ({ words }: Sentence, by: Told, mark: Mark): boolean =>
  /^[^.;,]{0,6}\b(?:in|of) (?:the )?hospital/i.test(words.slice(mark.end)) ||
  /\bhospital\b/i.test(words.slice(by.start, mark.start));

/**
 * Days of events of a patient's texts.
 * @param filmDays days of images, where they are known: a caption's "the following day" counts from its own film
 * @param known days found by a reading before this one, that events may be counted from
 */
export function narrate(
  parts: readonly ReadPart[],
  filmDays: ReadonlyMap<string, Day>,
  known: ReadonlyMap<Told, Day> = new Map(),
): Map<Told, Day> {
  const events = new Map<Told, Day>();
  const dayOf = lookUp(known);
  const dated = new Set([...known.keys()].map(({ type }) => type));
  let base: Day | null = null;
  /** A day has been said, so that a bare "day 4" goes on in its count; after "was admitted" alone it may be any. */
  let counting = false;
  let text: string | null = null;
  /** Where the text last said that the patient came. */
  let came: number | null = null;
  /** The day that the text has come to is that of the admission, in whatever count. */
  let atAdmission = false;
  for (const { sentence, marks, events: told } of parts) {
    const caption = isCaption(sentence);
    if (sentence.text !== text && sentence.kind !== 'body') {
      const [only, ...others] = sentence.images;
      base = (caption && only !== undefined && others.length === 0 && filmDays.get(only)) || null;
      counting = base !== null && base.anchor !== 'unknown';
    }
    text = sentence.text;
    const arrives = base === null && !caption ? presents.exec(sentence.words) : null;
    if (arrives) came = sentence.at;
    if (
      arrives &&
      !told.some(
        ({ told: { type, start, end } }) =>
          type === 'icu-in' && arrives.index < end && start < arrives.index + arrives[0].length,
      )
    )
      base = { from: 0, to: 0, anchor: 'admission', certainty: 'exact' };
    const marked = new Map<Mark, Day>();
    /** "Extubated after 5 days" counts from the intubation, wherever that is told. */
    const ofMark = (mark: Mark, by: Told | null): Day | null => {
      const start =
        by === null
          ? undefined
          : mark.kind === 'lasted'
            ? startOf[by.type]
            : mark.kind === 'from'
              ? mark.event
              : undefined;
      if (by && start !== undefined) {
        const from = dayOf(start, by);
        // "Extubated on day 8; discharged after 6 days": from either.
        const open =
          start === 'admission' &&
          base !== null &&
          base.from !== 0 &&
          !atAdmission &&
          !ofStay(sentence, by, mark);
        return from && !open && mark.kind !== 'day' && mark.kind !== 'number'
          ? daysFrom(from, mark.days, mark.certainty)
          : null;
      }
      if (mark.kind === 'day') return mark.day;
      if (mark.kind === 'number')
        return {
          ...mark.days,
          anchor: counting && base ? base.anchor : 'unknown',
          certainty: mark.certainty,
        };
      if (mark.kind === 'from' || (mark.kind === 'lasted' && mark.said === 'for')) return null;
      return base && daysFrom(base, mark.days, mark.certainty);
    };
    /** The day that the text had come to at each event. */
    const before = new Map<Told, Day | null>();
    const items: { at: number; mark: Mark | null; event: Dated | null }[] = [
      ...marks.map((mark) => ({ at: mark.start, mark, event: null })),
      ...told.map((event) => ({ at: event.told.start, mark: null, event })),
    ].sort((a, b) => a.at - b.at);
    for (const { mark, event } of items) {
      if (mark) {
        const owner = told.find(({ by }) => by === mark)?.told ?? null;
        const day: Day | null = ofMark(mark, owner);
        if (mark.kind === 'lasted' && (owner === null || mark.said === 'for')) continue;
        if (day) {
          marked.set(mark, day);
          // "The rash had begun three days prior to admission": told back, and the text goes on from where it was.
          const back = mark.kind === 'day' ? owner === null && (day.from ?? 0) < 0 : isBack(mark);
          if (back) continue;
          base = day;
          counting = true;
          atAdmission = told.some(({ told: one }) => one.type === 'admission' && isRightBehind(mark, one));
        } else if (owner) base = null;
      } else if (event) {
        const { told: one, by } = event;
        before.set(one, base);
        const held = known.get(one);
        const waits =
          by === null && one.role === 'happens' && one.answer === 'yes' && milestones.has(one.type);
        if (waits && held) base = held;
        else if (waits && !dated.has(one.type)) {
          base = null;
          counting = false;
        }
      }
    }
    for (const one of told) {
      const arrived = before.get(one.told) ?? null;
      const atOnce =
        one.by === null &&
        one.link === null &&
        arrived !== null &&
        came !== null &&
        isAtOnce(one.told, sentence, arrived, came);
      const day = atOnce ? arrived : dayOfEvent(one, marked, marks, told, sentence, filmDays);
      if (!day) continue;
      dated.add(one.told.type);
      // A stay begins with its admission: oxygen on arrival began then.
      const arrives = one.told.type === 'oxygen-start' && day.anchor === 'admission' && day.from === 0;
      const since = one.told.role === 'state' && !arrives;
      events.set(one.told, since ? { ...day, from: null, certainty: 'range' } : day);
    }
  }
  return events;
}

const straightThere = /^(?:admitted|brought|ricoverat[oa]|accolt[oa])\b/i;
/** Sentences behind the coming that still tell of it. */
const ON_ARRIVAL = 3;
const later =
  /\b(?:later|then|subsequent\w*|after\w*|deteriorat\w*|worse\w*|progress\w*|despite|eventual\w*|transfer\w*|overnight|during|from|poi|successiv\w*|peggior\w*|home|domicil\w*|discharge\w*|previous\w*|earlier|usual|chronic)\b/i;
/** "He was hypoxic and was given oxygen", told of the coming, with no word of time between. */
const isAtOnce = (
  { type, role, answer, start, end }: Told,
  { words, at }: Sentence,
  base: Day,
  came: number,
): boolean =>
  (type === 'oxygen-start' || (type === 'icu-in' && straightThere.test(words.slice(start, end)))) &&
  role !== 'reference' &&
  answer === 'yes' &&
  base.anchor === 'admission' &&
  base.from === 0 &&
  base.to === 0 &&
  at - came <= ON_ARRIVAL &&
  !later.test(words.slice(0, start + 40));

/** "Three days ago", "the evening before". */
const isBack = (mark: Mark): boolean => mark.kind === 'later' && (mark.days.to ?? 0) < 0;

/** "Hospitalised on day 7": the mark is that of the event, with nothing else between. */
const isRightBehind = (mark: Mark, { end, sentence }: Told): boolean =>
  mark.start >= end &&
  /^\s(?:(?:on|at|in|by|the|to|our|hospital|ward|il|al|in)\s){0,4}$/i.test(
    sentence.words.slice(end, mark.start),
  );

/** The day of one event from the marks of its sentence. */
function dayOfEvent(
  { told, by, link }: Dated,
  marked: ReadonlyMap<Mark, Day>,
  marks: readonly Mark[],
  all: readonly Dated[],
  sentence: Sentence,
  filmDays: ReadonlyMap<string, Day>,
): Day | null {
  if (by) return marked.get(by) ?? (by.kind === 'day' ? by.day : null);
  if (!link) return null;
  // "He was extubated 11 days after intubation" dates the extubation.
  if (all.some((other) => other.by !== null && other.by.start < link.end && link.start < other.by.end))
    return null;
  const free = marks.filter(
    (mark) => mark.kind !== 'from' && mark.kind !== 'lasted' && !all.some((other) => other.by === mark),
  );
  const beside =
    free.findLast((mark) => mark.end <= link.start) ?? free.find((mark) => mark.start >= told.end);
  const [only, ...others] = sentence.images;
  const day =
    (beside && marked.get(beside)) ??
    (isCaption(sentence) && only !== undefined && others.length === 0 ? filmDays.get(only) : undefined);
  if (!day || day.from === null) return null;
  const { from, to } = link.days;
  const turned = { from: to === null ? null : -to, to: from === null ? null : -from };
  const found = daysFrom(day, turned, link.certainty);
  return isExact(found) || found.certainty !== 'exact' ? found : { ...found, certainty: 'range' };
}
