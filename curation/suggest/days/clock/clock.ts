import type { Anchor, Certainty, Quote } from '../../../../data/format/day.ts';
import { convertDay, type Distance } from '../../../timeline/anchors.ts';
import { exactly, type Interval } from '../../../timeline/interval.ts';
import { assertionOf } from '../../clauses/whether.ts';
import { isCaption } from '../../texts/captions.ts';
import type { Sentence } from '../../texts/reading.ts';
import { datesIn, orderOfNumbers } from '../expressions/dates.ts';
import { type DayExpression, dayExpressions } from '../expressions/expressions.ts';
import { daysOfMonth, noWeek, type WeekOfCase, weekdaysOf } from '../expressions/partial-dates.ts';
import { type DatedAnchor, type Evidence, noteDate, presents } from './anchor-dates.ts';
import { headsOf, hostOf } from './clause-heads.ts';
import { besideAdmission, distanceIn, durationIn } from './clock-facts.ts';
import { isPlausible } from './plausible.ts';
import type { ReadSentence, StatedDuration } from './read-sentence.ts';

/**
 * What a patient's texts say about days as such: distances between anchors, the calendar dates of anchors,
 * and the duration of complaints at presentation.
 */

export interface Clock {
  readonly distances: readonly Distance[];
  readonly dates: ReadonlyMap<Anchor, DatedAnchor>;
  /** The anchor that the text itself counts from: "presented 17 days after exposure". */
  readonly declared: ({ readonly anchor: Anchor } & Evidence) | null;
  /** Complaints had lasted this long at presentation; the longest one stated. */
  readonly duration: StatedDuration | null;
  /** The earliest date that a caption names: what dates count from where no anchor has one. */
  readonly firstFilm: number | null;
}

/** "Hospital day 6" where the day of admission is called 1: five days after it. "Day 0" is taken at its word. */
export const fromFirstDay = (expression: DayExpression): DayExpression => {
  const { kind, target, days } = expression;
  if (kind !== 'number' || target !== 'admission' || (days.from ?? 0) < 1) return expression;
  const less = (day: number | null) => (day === null ? null : day - 1);
  return { ...expression, days: { from: less(days.from), to: less(days.to) } };
};

/** Sentences with what they say of days; those that say nothing of them or of a presentation are left out. */
export function readDays(
  sentences: readonly Sentence[],
  year: number,
  firstHospitalDay: 0 | 1 = 0,
): ReadSentence[] {
  const order = orderOfNumbers(sentences.map(({ words }) => words));
  const own = sentences.filter(({ literature }) => !literature);
  const calendar = own.map(({ words }) => datesIn(words, year, order));
  const weeks = calendar.every(({ length }) => length === 0);
  let lastDate: number | null = null;
  let week: WeekOfCase = noWeek;
  const known = new Set<number>();
  return own.flatMap((sentence, at) => {
    const { words } = sentence;
    // "Her sister tested positive 2 days later" is nobody's day here.
    const mine = ({ start, end }: { start: number; end: number }) =>
      !assertionOf(words, start, end, sentence.told).other;
    const stated = dayExpressions(words).filter(mine);
    const expressions = firstHospitalDay === 1 ? stated.map(fromFirstDay) : stated;
    let dates = calendar[at] ?? [];
    if (weeks) {
      const read = weekdaysOf(words, week, isCaption(sentence));
      [dates, week] = [[...read.dates], read.week];
    } else {
      dates = [...dates, ...daysOfMonth(words, dates, lastDate, known)].sort((a, b) => a.start - b.start);
      lastDate = dates.at(-1)?.days ?? lastDate;
      for (const { days } of dates) known.add(days);
    }
    dates = dates.filter(mine);
    // A labelled film without a day of its own may stand in a narrative that has one.
    const labelled = sentence.film && sentence.labels.length > 0;
    const told = expressions.length > 0 || dates.length > 0 || labelled || presents.test(words);
    return told ? [{ sentence, expressions, dates }] : [];
  });
}

const because = (quote: Quote): string => `“${quote.words}”`;

/** The longest duration stated. */
function longerOf(held: Clock['duration'], next: StatedDuration, stated: boolean): StatedDuration {
  if (held === null) return next;
  return stated && (next.days.from ?? 0) > (held.days.from ?? 0) ? next : held;
}
/**
 * The clock of one patient from the sentences that speak of them.
 * @param several whether the texts tell of more than one patient, so that a duration may be another's
 * @param parted whether every sentence of the case that names one of them is known to be theirs
 */
export function clockOf(sentences: readonly ReadSentence[], several = false, parted = false): Clock {
  const distances: Distance[] = [];
  const dates = new Map<Anchor, DatedAnchor>();
  let declared: Clock['declared'] = null;
  let duration: Clock['duration'] = null;
  /** Distances noted: said twice, one tells no more, and a long text says it often. */
  const noted = new Set<string>();
  const add = (found: Omit<Distance, 'because'>) => {
    const { from, to, days, certainty } = found;
    const key = `${from} ${to} ${days.from} ${days.to} ${certainty}`;
    if (noted.has(key)) return;
    noted.add(key);
    distances.push({ ...found, because: found.quote === null ? '' : because(found.quote) });
  };

  for (const read of sentences) {
    const { sentence, expressions, dates: stated } = read;
    for (const expression of expressions) {
      const { other, general } = assertionOf(sentence.words, expression.start, expression.end, sentence.told);
      if (other || general) continue;
      const distance = distanceIn(read, expression);
      if (distance) {
        add(distance);
        const counts = distance.from !== 'admission' && expression.kind === 'from';
        if (counts && distance.quote && !besideAdmission(read, expression))
          declared ??= { anchor: distance.from, quote: distance.quote, confidence: 0.9 };
      }
      const lasted = durationIn(read, expression);
      if (lasted) duration = longerOf(duration, lasted, expression.kind === 'duration');
    }
    for (const date of stated)
      if (!assertionOf(sentence.words, date.start, date.end, sentence.told).general)
        noteDate(sentence, date, dates);
    noteComingLater(read, dates);
  }
  const lasted = duration as Clock['duration'];
  const anyones = several && !(parted && lasted !== null && lasted.sentence.patient !== null);
  if (lasted !== null && anyones) duration = { ...lasted, confidence: 0.6 };
  if (lasted !== null && !anyones) noteOnsetOf(lasted, sentences, dates);
  const [onset, admission] = [dates.get('onset'), dates.get('admission')];
  if (onset && admission && isPlausible(exactly(admission.days - onset.days)))
    add({
      from: 'onset',
      to: 'admission',
      days: exactly(admission.days - onset.days),
      certainty: 'exact',
      quote: onset.quote,
    });
  if (lasted !== null && !distances.some(({ from, to }) => from === 'onset' && to === 'admission'))
    add({
      from: 'onset',
      to: 'admission',
      days: lasted.days,
      certainty: lasted.certainty,
      quote: lasted.quote,
    });
  // Who came so many days after contact and fell ill between counts from the illness, as the films then do.
  if (
    declared?.anchor === 'exposure' &&
    distances.some(({ from, to }) => from === 'onset' && to === 'admission')
  )
    declared = null;
  const ofFilms = sentences
    .filter(({ sentence }) => isCaption(sentence))
    .flatMap(({ dates: stated }) => stated.map(({ days }) => days));
  const firstFilm = ofFilms.length > 0 && dates.size === 0 ? Math.min(...ofFilms) : null;
  return { distances, dates, declared, duration, firstFilm };
}

/** "Fever on 8 May; he was admitted two days later": counted from the date before it in its sentence. */
function noteComingLater(
  { sentence, expressions, dates: stated }: ReadSentence,
  dates: Map<Anchor, DatedAnchor>,
): void {
  const onset = dates.get('onset');
  if (dates.has('admission') || onset === undefined || onset.quote.text !== sentence.text) return;
  for (const { kind, days, start, end } of expressions) {
    if (kind !== 'later' || days.from === null || days.from !== days.to) continue;
    const before = stated.filter((date) => date.end <= start).at(-1);
    const [head] = headsOf(hostOf(sentence.words, start, end));
    if (before?.days !== onset.days || (head?.kind !== 'admitted' && head?.kind !== 'comes')) continue;
    const quote = {
      ...onset.quote,
      start: sentence.start + start,
      end: sentence.start + end,
      words: sentence.words.slice(start, end),
    };
    dates.set('admission', { days: onset.days + days.from, quote, confidence: 0.82, sure: true });
    return;
  }
}

/** "He presented on 2 July after two days of cough": the date of the onset, whenever he was admitted. */
function noteOnsetOf(
  { sentence, days, quote, certainty }: StatedDuration,
  sentences: readonly ReadSentence[],
  dates: Map<Anchor, DatedAnchor>,
): void {
  if (dates.has('onset') || certainty !== 'exact' || days.from === null) return;
  const stated = sentences.find((read) => read.sentence === sentence)?.dates ?? [];
  const came = stated.find(({ start, end }) => {
    const [head] = headsOf(hostOf(sentence.words, start, end));
    return head?.kind === 'comes' || head?.kind === 'admitted';
  });
  if (came) dates.set('onset', { days: came.days - days.from, quote, confidence: 0.82, sure: false });
}

/** A calendar day counted from an anchor whose own date is stated, else over a distance; null when neither helps. */
export function dayOfDate(
  clock: Clock,
  days: number,
  anchor: Anchor,
): ({ readonly day: Interval; readonly certainty: Certainty } & Evidence) | null {
  const own = clock.dates.get(anchor);
  if (own)
    return {
      day: exactly(days - own.days),
      certainty: 'exact',
      quote: own.quote,
      confidence: own.confidence,
    };
  for (const [other, held] of clock.dates) {
    const day = convertDay(
      { ...exactly(days - held.days), anchor: other, certainty: 'exact' },
      anchor,
      clock.distances,
    );
    if (day) return { day, certainty: day.certainty, quote: held.quote, confidence: held.confidence - 0.02 };
  }
  return null;
}
