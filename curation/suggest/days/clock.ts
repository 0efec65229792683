import type { Anchor, Certainty, Quote } from '../../../data/format/day.ts';
import { convertDay, type Distance } from '../../timeline/anchors.ts';
import { exactly, type Interval } from '../../timeline/interval.ts';
import { assertionOf } from '../clauses/whether.ts';
import { filmWords, quoteOf, type Sentence } from '../reading.ts';
import { type Evidence, noteDate, presents } from './anchor-dates.ts';
import { datesIn, type StatedDate, writesMonthFirst } from './dates.ts';
import { type DayExpression, dayExpressions } from './expressions.ts';
import { isPlausible } from './plausible.ts';
import { symptomWords } from './targets.ts';

/**
 * What a patient's texts say about days as such: distances between anchors, the calendar dates of anchors,
 * and the duration of complaints at presentation.
 */

export interface ReadSentence {
  readonly sentence: Sentence;
  readonly expressions: readonly DayExpression[];
  readonly dates: readonly StatedDate[];
}

export interface Clock {
  readonly distances: readonly Distance[];
  readonly dates: ReadonlyMap<Anchor, { readonly days: number } & Evidence>;
  /** The anchor that the text itself counts from: "presented 17 days after exposure". */
  readonly declared: ({ readonly anchor: Anchor } & Evidence) | null;
  /** Complaints had lasted this long at presentation; the longest one stated. */
  readonly duration:
    | ({ readonly days: Interval; readonly certainty: Certainty; readonly sentence: Sentence } & Evidence)
    | null;
}

const develops =
  /\b(?:developed?|developing|started|began|begun|appeared|onset|became ill|fell ill|first symptoms?|occurred|reported|complained of|had (?:a )?(?:fever|cough)|suffer(?:ed|ing)|with fever|since|esordio|comparsa)\b/i;
const symptom = new RegExp(`\\b(?:${symptomWords})\\b`, 'i');
/** "two days earlier" of an earlier visit is no onset. */
const visit =
  /\b(?:presented|admitted|discharged|visited|seen|hospital|clinic|emergency|GP|practitioner|surgery)\b/i;

/** "Hospital day 6" where the day of admission is called 1: five days after it. "Day 0" is taken at its word. */
const fromFirstDay = (expression: DayExpression): DayExpression => {
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
  const monthFirst = writesMonthFirst(sentences.map(({ words }) => words));
  return sentences.flatMap((sentence) => {
    if (sentence.literature) return [];
    // "Her sister tested positive 2 days later" is nobody's day here.
    const mine = ({ start, end }: { start: number; end: number }) =>
      !assertionOf(sentence.words, start, end, sentence.told).other;
    const stated = dayExpressions(sentence.words).filter(mine);
    const expressions = firstHospitalDay === 1 ? stated.map(fromFirstDay) : stated;
    const dates = datesIn(sentence.words, year, monthFirst).filter(mine);
    // A labelled film without a day of its own may stand in a narrative that has one.
    const labelled = sentence.film && sentence.labels.length > 0;
    const told = expressions.length > 0 || dates.length > 0 || labelled || presents.test(sentence.words);
    return told ? [{ sentence, expressions, dates }] : [];
  });
}

const asAnchor = (target: DayExpression['target']): Anchor | null =>
  target === 'onset' || target === 'admission' || target === 'exposure' || target === 'procedure'
    ? target
    : null;

const because = (quote: Quote): string => `“${quote.words}”`;

/**
 * The clock of one patient from the sentences that speak of them.
 * @param several whether the texts tell of more than one patient, so that a duration may be another's
 */
export function clockOf(sentences: readonly ReadSentence[], several = false): Clock {
  const distances: Distance[] = [];
  const dates = new Map<Anchor, { days: number } & Evidence>();
  let declared: Clock['declared'] = null;
  let duration: Clock['duration'] = null;
  const add = (from: Anchor, to: Anchor, days: Interval, certainty: Certainty, quote: Quote) =>
    distances.push({ from, to, days, certainty, because: because(quote), quote });

  for (const { sentence, expressions, dates: stated } of sentences) {
    const { words } = sentence;
    for (const expression of expressions) {
      const { other, general } = assertionOf(words, expression.start, expression.end, sentence.told);
      if (other || general) continue;
      const before = words.slice(Math.max(0, expression.start - 90), expression.start);
      const around = words.slice(Math.max(0, expression.start - 110), expression.end + 90);
      const quote = quoteOf(sentence, expression.start, expression.end);
      const anchor = asAnchor(expression.target);
      if (expression.kind === 'from' && anchor !== null && !filmWords.test(before)) {
        const back = (expression.days.from ?? 0) < 0;
        if (!back && anchor !== 'admission' && presents.test(before)) {
          add(anchor, 'admission', expression.days, expression.certainty, quote);
          declared ??= { anchor, quote, confidence: 0.9 };
        } else if (!back && anchor === 'exposure' && develops.test(before)) {
          add('exposure', 'onset', expression.days, expression.certainty, quote);
          declared ??= { anchor, quote, confidence: 0.9 };
        } else if (back && anchor === 'admission' && develops.test(around) && symptom.test(around)) {
          add('admission', 'onset', expression.days, expression.certainty, quote);
        }
      }
      // "performed on the day of admission (one day after the onset of fever)"
      if (
        (expression.kind === 'from' || expression.kind === 'number') &&
        anchor === 'onset' &&
        /\bday of (?:admission|presentation)\b|\b(?:at|on|upon) (?:hospital )?(?:admission|presentation|arrival)\s?[(,]\s?$/i.test(
          before,
        )
      )
        add('onset', 'admission', expression.days, expression.certainty, quote);
      // "Presented on day 5 of symptoms", "on day 10 of illness when he was admitted".
      if (
        expression.kind === 'number' &&
        anchor === 'onset' &&
        !sentence.film &&
        presents.test(words.slice(Math.max(0, expression.start - 60), expression.end + 50))
      )
        add('onset', 'admission', expression.days, expression.certainty, quote);
      if (expression.kind === 'duration') {
        const longer = duration === null || (expression.days.from ?? 0) > (duration.days.from ?? 0);
        if (longer)
          duration = {
            days: expression.days,
            certainty: expression.certainty,
            sentence,
            quote,
            confidence: partial(words, expression) ? 0.6 : expression.certainty === 'vague' ? 0.5 : 0.82,
          };
      }
      if (expression.kind === 'earlier' && duration === null && symptom.test(around)) {
        const clause = words.slice(Math.max(0, expression.start - 40), expression.end + 40);
        if (!visit.test(clause) && !/travel|return|contact|exposed|flown|trip/i.test(around))
          duration = {
            ...expression,
            sentence,
            quote,
            confidence: develops.test(clause) && /start|began|onset/i.test(clause) ? 0.82 : 0.7,
          };
      }
    }
    for (const date of stated) noteDate(sentence, date, dates);
  }
  if (duration !== null && several)
    duration = { ...(duration as NonNullable<Clock['duration']>), confidence: 0.6 };
  const [onset, admission] = [dates.get('onset'), dates.get('admission')];
  if (onset && admission && isPlausible(exactly(admission.days - onset.days)))
    add('onset', 'admission', exactly(admission.days - onset.days), 'exact', onset.quote);
  if (duration !== null && !distances.some(({ from, to }) => from === 'onset' && to === 'admission'))
    add('onset', 'admission', duration.days, duration.certainty, duration.quote);
  return { distances, dates, declared, duration };
}

/** "Fever and two days of odynophagia": the duration holds for the last complaint only. */
function partial(words: string, expression: DayExpression): boolean {
  const before = words.slice(Math.max(0, expression.start - 50), expression.start);
  const of = /\bof\s?$|^\s?of\b/i.test(words.slice(expression.end - 3, expression.end + 4));
  return of && symptom.test(before) && /\band\s(?:an?\s)?$/i.test(before);
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
