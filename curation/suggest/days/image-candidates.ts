import type { Anchor, Certainty, Quote } from '../../../data/format/day.ts';
import type { EventType } from '../../../data/format/timeline.ts';
import type { Interval } from '../../timeline/interval.ts';
import { bracketedLabels, speaksOf } from '../labels.ts';
import { type ImageInReading, isCaption, quoteOf, type Relation, relationOf, type Sentence } from '../reading.ts';
import type { ReadSentence } from './clock.ts';
import { dayConfidence } from './confidence.ts';
import type { DayExpression } from './expressions.ts';
import { eventNamed, isEvent } from './targets.ts';

/** What the words say about the day of one image, before anything is converted or compared. */

export interface Candidate {
  readonly kind: 'number' | 'from' | 'later' | 'same' | 'date';
  readonly rule: string;
  readonly days: Interval;
  readonly certainty: Certainty;
  /** Null: the text does not say what it counts from (or from the image before, for `later`). */
  readonly anchor: Anchor | null;
  /** The event that the words count from, where it is no anchor: "2 days after intubation". */
  readonly event: EventType | null;
  /** Calendar day, for `date`. */
  readonly date: number | null;
  readonly quote: Quote;
  readonly confidence: number;
  readonly at: number;
  readonly relation: Relation;
  readonly film: boolean;
  /** Said in the image's own caption. */
  readonly caption: boolean;
}

/** Words behind which a day of a film is somebody else's business: "(not shown)", "compared with". */
const notThis = /\bnot shown\b|\bcompared (?:with|to)\b[^.;]{0,40}$|\bprevious(?:ly)?\b[^.;]{0,20}$/i;
/** What happened to the patient on that day, in a sentence that also names a film. */
const otherEvent =
  /\b(?:died|discharged|intubated|extubated|transferred|passed away|swab|RT-?PCR|treatment|therapy|levofloxacin|antibiotics?)\b[^.;,]{0,25}$|\b(?:intubation|extubation|tracheos?tomy|surgery|operation)\b[^.;]{0,10}\bwas (?:\w+ ){0,2}(?:on|at)\s?$/i;

/** "Film on admission; 4 days later intubated": the day of what comes behind it. */
const eventBehind =
  /^\s(?:(?:he|she|the patient)\s)?(?:was\s|and\s)?(?:intubated|extubated|died|discharged|transferred)\b/i;

/** The labels that stand right behind an expression: "at day 4 (b) and day 5 (c)". */
function labelBehind(
  words: string,
  expression: { end: number },
): ReturnType<typeof bracketedLabels>[number] | null {
  return (
    bracketedLabels(words).find(({ start }) => start >= expression.end && start - expression.end <= 3) ?? null
  );
}

function relationHere(sentence: Sentence, image: ImageInReading, expression: { end: number }): Relation {
  const behind = labelBehind(sentence.words, expression);
  if (behind) {
    const told = behind.labels.map((label) => speaksOf(label, image.label));
    if (told.includes(true)) return 'own';
    if (told.length > 0 && told.every((answer) => answer === false)) return 'other';
  }
  return relationOf(sentence, image);
}

function confidenceOf(expression: DayExpression, relation: Relation, film: boolean): number {
  if (!film) return dayConfidence.beside;
  const own = relation === 'own';
  // "Within 48 h of admission" bounds the day from above, and says it no more than "a few days" does.
  const { from, to } = expression.days;
  const bounded = expression.certainty === 'range' && from === 0 && (to ?? 0) > 1;
  const vague = expression.certainty === 'vague' || bounded ? 0.25 : 0;
  if (expression.kind === 'same') return own ? dayConfidence.ownSame : dayConfidence.sharedSame;
  if (!own) return dayConfidence.sharedExplicit - vague;
  if (expression.kind === 'later') return dayConfidence.chained - vague;
  return (expression.target === null ? dayConfidence.ownPlain : dayConfidence.ownExplicit) - vague;
}

const anchorOf = (target: DayExpression['target']): Anchor | null =>
  target === null || isEvent(target) ? null : target;

/**
 * Whether a day told of the patient is likely that of the film the text is about: "Four days following
 * admission, the patient developed ..." as the text's first words.
 */
function besideFilm(sentence: Sentence, expression: DayExpression): boolean {
  if (expression.kind === 'same' || expression.certainty === 'vague') return false;
  if ((expression.days.from ?? 0) < 0) return false;
  return sentence.start === 0 || (expression.kind === 'number' && expression.start === 0);
}

/** Expressions that take the reader to another day: "at admission time", "after four days", "on day 6". */
const movesOn = (expression: DayExpression): boolean =>
  expression.certainty !== 'vague' && expression.kind !== 'duration' && expression.kind !== 'earlier';

/** Candidates of an image in reading order. Sentences about other images are passed over. */
export function candidatesFor(image: ImageInReading, sentences: readonly ReadSentence[]): Candidate[] {
  const found: Candidate[] = [];
  /** The day the text has come to, by the last sentence that moved it. */
  let narrative: { sentence: Sentence; expression: DayExpression } | null = null;
  for (const { sentence, expressions, dates } of sentences) {
    const base = relationOf(sentence, image);
    // A sentence of another panel may still hold this one's day behind its own label.
    if (base === 'other' && !(sentence.images.includes(image.id) && sentence.labels.length > 1)) continue;
    for (const expression of expressions) {
      if (expression.kind === 'duration' || expression.kind === 'earlier') continue;
      // "2 days after intubation", "day 6 post intubation": counted from an event that is no anchor.
      const event = eventNamed(expression.target);
      const relation = relationHere(sentence, image, expression);
      if (relation === 'other' || relation === 'case') continue;
      if (!sentence.film && event === null && movesOn(expression)) narrative = { sentence, expression };
      const before = sentence.words.slice(Math.max(0, expression.start - 60), expression.start);
      const after = sentence.words.slice(expression.end, expression.end + 40);
      if (notThis.test(before) || /\(not shown\)/i.test(after) || otherEvent.test(before)) continue;
      if (expression.kind === 'later' && eventBehind.test(after)) continue;
      // "performed on the day of admission (one day after the onset of fever)": the bracket explains.
      if (/\b(?:admission|presentation)\s?\($/i.test(before)) continue;
      if (!sentence.film && (event !== null || relation !== 'own' || !besideFilm(sentence, expression)))
        continue;
      found.push({
        kind: expression.kind as Candidate['kind'],
        rule: expression.rule,
        days: expression.days,
        certainty: expression.certainty,
        anchor: expression.kind === 'later' ? null : anchorOf(expression.target),
        event,
        date: null,
        quote: quoteOf(sentence, expression.start, expression.end),
        confidence: confidenceOf(expression, relation, sentence.film),
        at: sentence.at,
        relation,
        film: sentence.film,
        caption: isCaption(sentence),
      });
    }
    if (!sentence.film) continue;
    const told = narrative as { sentence: Sentence; expression: DayExpression } | null;
    const near = told !== null && told.sentence.text === sentence.text && sentence.at - told.sentence.at <= 3;
    if (
      base === 'own' &&
      sentence.labels.length > 0 &&
      near &&
      expressions.length === 0 &&
      dates.length === 0
    )
      found.push({
        kind: told.expression.kind as Candidate['kind'],
        rule: 'narrative-day',
        days: told.expression.days,
        certainty: told.expression.certainty,
        anchor: told.expression.kind === 'later' ? null : anchorOf(told.expression.target),
        event: null,
        date: null,
        quote: quoteOf(told.sentence, told.expression.start, told.expression.end),
        confidence: dayConfidence.narrative,
        at: sentence.at,
        relation: 'own',
        film: true,
        caption: isCaption(sentence),
      });
    for (const date of dates) {
      const relation = relationHere(sentence, image, date);
      if (relation === 'other' || relation === 'case') continue;
      const before = sentence.words.slice(Math.max(0, date.start - 60), date.start);
      if (notThis.test(before) || otherEvent.test(before) || /\bonset\b[^.;]{0,40}$/i.test(before)) continue;
      found.push({
        kind: 'date',
        rule: 'film-date',
        days: { from: null, to: null },
        certainty: 'exact',
        anchor: null,
        event: null,
        date: date.days,
        quote: quoteOf(sentence, date.start, date.end),
        confidence: relation === 'own' ? dayConfidence.dates : dayConfidence.dates - 0.25,
        at: sentence.at,
        relation,
        film: true,
        caption: isCaption(sentence),
      });
    }
  }
  return withSoleShared(found);
}

/** One day, and no other, named for the few images of one figure or examination. */
function withSoleShared(found: Candidate[]): Candidate[] {
  const named = found.filter(({ kind }) => kind !== 'same');
  const [sole] = named;
  const counts =
    sole !== undefined &&
    named.length === 1 &&
    sole.relation === 'shared' &&
    sole.film &&
    sole.certainty === 'exact' &&
    sole.anchor !== null &&
    (sole.kind === 'number' || sole.kind === 'from');
  return counts
    ? found.map((one) => (one === sole ? { ...one, confidence: dayConfidence.soleShared } : one))
    : found;
}
