import type { Anchor, Day, Quote } from '../../../../data/format/day.ts';
import type { EventType, TimelineEvent } from '../../../../data/format/timeline.ts';
import { opposite, plus } from '../../../timeline/interval.ts';
import { asserted, assertionOf } from '../../clauses/whether.ts';
import { allMatches } from '../../patterns/all-matches.ts';
import { Scanned } from '../../patterns/scanned.ts';
import { isCaption } from '../../texts/captions.ts';
import { quoteOf, type Sentence } from '../../texts/reading.ts';
import type { StatedDate } from '../expressions/dates.ts';
import type { DayExpression } from '../expressions/expressions.ts';
import { eventNamed, isEvent } from '../expressions/targets.ts';
import { presents } from './anchor-dates.ts';
import { headsOf, hostOf } from './clause-heads.ts';
import { type Clock, dayOfDate } from './clock.ts';
import { isPlausible } from './plausible.ts';
import type { ReadSentence } from './read-sentence.ts';

/**
 * The days a patient's texts come to, clause by clause: "three days later" counts from the day the text has come to,
 * and what is told without a day of its own happened on that day. Captions stand beside the text, not in it.
 */

export interface Moment {
  readonly day: Day;
  readonly quote: Quote;
  /** Words that name what the day counts from; null where none do. */
  readonly zero: Quote | null;
  /** The text says so; false where it only tells that the patient came. */
  readonly explicit: boolean;
  /** What happened then is an event of the course: "was intubated on day 4". */
  readonly event: boolean;
  readonly sentence: Sentence;
}

export interface Story {
  /** The day of one expression or date, as its text counts. */
  readonly dayOf: (item: DayExpression | StatedDate) => Moment | null;
  /** The day the text has come to before a place of a sentence. */
  readonly before: (sentence: Sentence, place: number) => Moment | null;
  /** The day of an expression in the same words as a caption's; null where none or several say them. */
  readonly said: (words: string) => Moment | null;
}

/** Sentences after one that names a day that still tell of it. */
const NEAR = 4;

type Item = { readonly place: number } & (
  | { readonly expression: DayExpression }
  | { readonly date: StatedDate }
  | { readonly milestone: true }
  | { readonly comes: true; readonly end: number }
);

/** Events after which a text that names no day goes on from nobody knows when. */
const milestone = new Scanned(
  /\b(?:(?:re)?intubat|extubat|mechanical(?:ly)? ventilat|intensive care|ICU|ITU|transferred|operated|surgery|discharged|readmitted|tracheostom|went home|sent home|underwent|during the (?:procedure|operation)|relapsed?)/gi,
);

const tellsMilestone = (words: string): boolean => words.search(milestone) >= 0;

const anchorsOfFormat = new Set<string | null>(['admission', 'onset', 'exposure', 'procedure']);
const exactOf = (day: Day, certainty: Day['certainty']): Day['certainty'] =>
  day.certainty === 'exact' ? certainty : day.certainty;

/** @param anchor what the patient's days count from where a date may be counted from several */
export function storyOf(
  sentences: readonly ReadSentence[],
  clock: Clock,
  events: readonly TimelineEvent[],
  anchor: Anchor,
): Story {
  const days = new Map<DayExpression | StatedDate, Moment>();
  /** Moments of a sentence by place, the first at 0 being what the sentence begins with. */
  const places = new Map<Sentence, { readonly place: number; readonly moment: Moment | null }[]>();
  let now: Moment | null = null;
  let [text, moved]: [Sentence | null, number] = [null, 0];

  const eventDay = (type: EventType): Day | null => {
    const dated = events.filter(
      ({ type: one, day }) => one === type && day.from !== null && day.from === day.to,
    );
    return dated.length === 1 ? (dated[0]?.day ?? null) : null;
  };
  const ofDate = ({ days: date }: StatedDate): Day | null => {
    for (const target of [anchor, 'onset', 'admission', 'exposure'] as const) {
      const counted = dayOfDate(clock, date, target);
      if (counted && isPlausible(counted.day))
        return { ...counted.day, anchor: target, certainty: counted.certainty };
    }
    return null;
  };
  const zeroOf = (stated: DayExpression | StatedDate, quote: Quote, counted: Anchor): Quote | null => {
    if ('yearAssumed' in stated) return clock.dates.get(counted)?.quote ?? null;
    if (stated.kind === 'later' || stated.kind === 'earlier') return now?.zero ?? null;
    return anchorsOfFormat.has(stated.target) ? quote : null;
  };
  /** The day an expression says, and whether the text goes on from it. */
  function ofExpression(expression: DayExpression): { day: Day; goesOn: boolean } | null {
    const { kind, target, days: said, certainty } = expression;
    if (kind === 'later' || kind === 'earlier') {
      if (now === null) return null;
      const apart = kind === 'later' ? said : opposite(said);
      const day = { ...plus(now.day, apart), anchor: now.day.anchor, certainty: exactOf(now.day, certainty) };
      return { day, goesOn: kind === 'later' };
    }
    if (target !== null && isEvent(target)) {
      const type = eventNamed(target);
      const base = type === null ? null : eventDay(type);
      if (base === null) return null;
      return { day: { ...plus(base, said), anchor: base.anchor, certainty }, goesOn: true };
    }
    if (target === null)
      return kind === 'number'
        ? { day: { ...said, anchor: now?.explicit ? now.day.anchor : 'unknown', certainty }, goesOn: true }
        : null;
    if (!anchorsOfFormat.has(target)) return null;
    return { day: { ...said, anchor: target as Anchor, certainty }, goesOn: (said.from ?? 0) >= 0 };
  }

  for (const read of sentences) {
    const { sentence } = read;
    if (isCaption(sentence)) continue;
    if (text !== null && text.text !== sentence.text) {
      // Findings follow what led to the examination, where that is one day and no event of the later course.
      const leadsOn =
        sentence.kind === 'body' || (sentence.kind === 'findings' && moved <= 1 && now?.event !== true);
      if (!leadsOn) now = null;
      moved = 0;
    }
    text = sentence;
    const held: { place: number; moment: Moment | null }[] = [{ place: 0, moment: now }];
    places.set(sentence, held);
    for (const item of itemsOf(read)) {
      if ('comes' in item) {
        if (now === null)
          now = {
            day: { from: 0, to: 0, anchor: 'admission', certainty: 'exact' },
            quote: quoteOf(sentence, item.place, item.end),
            zero: quoteOf(sentence, item.place, item.end),
            explicit: false,
            event: false,
            sentence,
          };
      } else if ('milestone' in item) {
        const told = events.find(
          ({ quote, day }) =>
            quote?.text === sentence.text &&
            Math.abs(quote.start - sentence.start - item.place) < 40 &&
            day.from !== null,
        );
        now =
          told?.quote && told.day.anchor !== 'unknown'
            ? { day: told.day, quote: told.quote, zero: null, explicit: true, event: true, sentence }
            : null;
      } else {
        const stated = 'date' in item ? item.date : item.expression;
        const { start, end } = stated;
        const counted = 'date' in item ? ofDate(item.date) : ofExpression(item.expression);
        const day = counted === null ? null : 'day' in counted ? counted.day : counted;
        const goesOn = counted !== null && 'goesOn' in counted ? counted.goesOn : true;
        if (day === null) {
          // "Two days after an operation" that nothing dates: what follows has no known day.
          if ('expression' in item && item.expression.kind === 'from') now = null;
        } else {
          const [head] = headsOf(hostOf(sentence.words, start, end)).filter(
            ({ kind }) => kind !== 'develops',
          );
          const moment: Moment = {
            day,
            quote: quoteOf(sentence, start, end),
            zero: zeroOf(stated, quoteOf(sentence, start, end), day.anchor),
            explicit: true,
            event: head?.kind === 'happens' || head?.kind === 'notAdmitted' || tellsMilestone(sentence.words),
            sentence,
          };
          days.set(stated, moment);
          if (goesOn) {
            now = moment;
            moved += 1;
          }
        }
      }
      held.push({ place: item.place, moment: now });
    }
  }
  return {
    dayOf: (item) => days.get(item) ?? null,
    before: (sentence, place) => {
      const moment = places.get(sentence)?.findLast((one) => one.place <= place)?.moment ?? null;
      // What is told long after a day has been named may be of any day.
      const near = moment === null || sentence.at - moment.sentence.at <= NEAR;
      return near ? moment : null;
    },
    said: (words) => {
      const wanted = words.toLowerCase();
      const found = [...days.values()].filter(({ quote }) => quote.words.toLowerCase() === wanted);
      return found.length === 1 ? (found[0] ?? null) : null;
    },
  };
}

/** "Nine days before admission" tells of no coming. */
const onlyCounted =
  /\b(?:before|prior to|after|following|since|until|preceding)\s(?:the\s|his\s|her\s|this\s)?(?:\w+\s)?$/i;

/** What moves a text on, in reading order; of a sentence that dates something no undated event is asked for. */
function itemsOf({ sentence, expressions, dates }: ReadSentence): Item[] {
  const { words, told } = sentence;
  const open = (start: number, end: number): boolean => {
    const { other, general, hypothetical } = assertionOf(words, start, end, told);
    return !other && !general && !hypothetical;
  };
  const items: Item[] = [
    ...expressions
      .filter(({ kind, start, end }) => kind !== 'duration' && open(start, end))
      .map((expression) => ({ place: expression.start, expression })),
    ...dates.filter(({ start, end }) => open(start, end)).map((date) => ({ place: date.start, date })),
  ];
  const comes = presents.exec(words);
  const counted = comes !== null && onlyCounted.test(words.slice(Math.max(0, comes.index - 30), comes.index));
  if (comes && !counted && asserted(assertionOf(words, comes.index, comes.index + comes[0].length, told)))
    items.push({ place: comes.index, comes: true, end: comes.index + comes[0].length });
  if (expressions.length === 0 && dates.length === 0)
    for (const { index, 0: found } of allMatches(words, milestone))
      if (asserted(assertionOf(words, index, index + found.length, told)))
        items.push({ place: index, milestone: true });
  return items.sort((a, b) => a.place - b.place);
}
