import type { Anchor, Certainty, Quote } from '../../../data/format/day.ts';
import type { Interval } from '../../timeline/interval.ts';
import { bracketedLabels, speaksOf } from '../labels.ts';
import { type ImageInReading, quoteOf, type Relation, relationOf, type Sentence } from '../reading.ts';
import type { ReadSentence } from './clock.ts';
import { dayConfidence } from './confidence.ts';
import type { DayExpression } from './expressions.ts';

/** What the words say about the day of one image, before anything is converted or compared. */

export interface Candidate {
  readonly kind: 'number' | 'from' | 'later' | 'same' | 'date';
  readonly rule: string;
  readonly days: Interval;
  readonly certainty: Certainty;
  /** Null: the text does not say what it counts from (or from the image before, for `later`). */
  readonly anchor: Anchor | null;
  /** Calendar day, for `date`. */
  readonly date: number | null;
  readonly quote: Quote;
  readonly confidence: number;
  readonly at: number;
  readonly relation: Relation;
  readonly film: boolean;
}

/** Words behind which a day of a film is somebody else's business: "(not shown)", "compared with". */
const notThis = /\bnot shown\b|\bcompared (?:with|to)\b[^.;]{0,40}$|\bprevious(?:ly)?\b[^.;]{0,20}$/i;
/** What happened to the patient on that day, in a sentence that also names a film. */
const otherEvent =
  /\b(?:died|discharged|intubated|extubated|transferred|passed away|swab|RT-?PCR|treatment|therapy|levofloxacin|antibiotics?)\b[^.;,]{0,25}$/i;

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
  const vague = expression.certainty === 'vague' ? 0.25 : 0;
  if (expression.kind === 'same') return own ? dayConfidence.ownSame : dayConfidence.sharedSame;
  if (!own) return dayConfidence.sharedExplicit - vague;
  if (expression.kind === 'later') return dayConfidence.chained - vague;
  return (expression.target === null ? dayConfidence.ownPlain : dayConfidence.ownExplicit) - vague;
}

const anchorOf = (target: DayExpression['target']): Anchor | null =>
  target === null ||
  target === 'intubation' ||
  target === 'extubation' ||
  target === 'icu' ||
  target === 'discharge'
    ? null
    : target;

/** Candidates of an image in reading order. Sentences about other images are passed over. */
export function candidatesFor(image: ImageInReading, sentences: readonly ReadSentence[]): Candidate[] {
  const found: Candidate[] = [];
  for (const { sentence, expressions, dates } of sentences) {
    const base = relationOf(sentence, image);
    // A sentence of another panel may still hold this one's day behind its own label.
    if (base === 'other' && !(sentence.images.includes(image.id) && sentence.labels.length > 1)) continue;
    for (const expression of expressions) {
      if (expression.kind === 'duration' || expression.kind === 'earlier') continue;
      const relation = relationHere(sentence, image, expression);
      if (relation === 'other' || relation === 'case') continue;
      const before = sentence.words.slice(Math.max(0, expression.start - 60), expression.start);
      const after = sentence.words.slice(expression.end, expression.end + 40);
      if (notThis.test(before) || /\(not shown\)/i.test(after) || otherEvent.test(before)) continue;
      // "two days before admission" and the like, told of the patient, date no film.
      if (!sentence.film && (relation !== 'own' || expression.kind === 'same')) continue;
      found.push({
        kind: expression.kind as Candidate['kind'],
        rule: expression.rule,
        days: expression.days,
        certainty: expression.certainty,
        anchor: expression.kind === 'later' ? null : anchorOf(expression.target),
        date: null,
        quote: quoteOf(sentence, expression.start, expression.end),
        confidence: confidenceOf(expression, relation, sentence.film),
        at: sentence.at,
        relation,
        film: sentence.film,
      });
    }
    if (!sentence.film) continue;
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
        date: date.days,
        quote: quoteOf(sentence, date.start, date.end),
        confidence: relation === 'own' ? dayConfidence.dates : dayConfidence.dates - 0.25,
        at: sentence.at,
        relation,
        film: true,
      });
    }
  }
  return found;
}
