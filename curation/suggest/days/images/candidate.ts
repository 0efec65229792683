import type { Anchor, Certainty, Day, Quote } from '../../../../data/format/day.ts';
import type { EventType } from '../../../../data/format/timeline.ts';
import type { Interval } from '../../../timeline/interval.ts';
import { isCaption } from '../../texts/captions.ts';
import { quoteOf, type Relation } from '../../texts/reading.ts';
import type { ReadSentence } from '../clock/read-sentence.ts';
import type { Moment } from '../clock/story.ts';
import type { StatedDate } from '../expressions/dates.ts';
import type { DayExpression } from '../expressions/expressions.ts';
import { eventNamed, isEvent } from '../expressions/targets.ts';
import { dayConfidence } from './day-confidence.ts';

/** What the words say about the day of one image, before anything is converted or compared. */

export interface Candidate {
  /** `told`: no day of its own, the one the text has come to. */
  readonly kind: 'number' | 'from' | 'later' | 'earlier' | 'same' | 'date' | 'told';
  readonly rule: string;
  readonly days: Interval;
  readonly certainty: Certainty;
  /** Null: the text does not say what it counts from (or from the image before, for `later`). */
  readonly anchor: Anchor | null;
  /** The event that the words count from, where it is no anchor: "2 days after intubation". */
  readonly event: EventType | null;
  /** The label of the image that `later` counts from, where the words name one. */
  readonly of: string | null;
  /** Calendar day, for `date`. */
  readonly date: number | null;
  /** The day as the story of the texts counts it; captions count from the image before. */
  readonly told: Day | null;
  readonly quote: Quote;
  /** The words that name what is counted from; null where none of the film's own do. */
  readonly zero: Quote | null;
  readonly confidence: number;
  readonly at: number;
  readonly relation: Relation;
  readonly film: boolean;
  /** Said in the image's own caption. */
  readonly caption: boolean;
  /** Heads the film: "Day 4: ...". */
  readonly heads: boolean;
}

export function confidenceOf(expression: DayExpression, relation: Relation, film: boolean): number {
  if (!film) return dayConfidence.beside;
  const own = relation === 'own';
  const vague = unsure(expression) ? 0.25 : 0;
  if (expression.kind === 'same') return own ? dayConfidence.ownSame : dayConfidence.sharedSame;
  if (!own) return dayConfidence.sharedExplicit - vague;
  if (expression.kind === 'later' || expression.kind === 'earlier') return dayConfidence.chained - vague;
  return (expression.target === null ? dayConfidence.ownPlain : dayConfidence.ownExplicit) - vague;
}

/** "A few days" is vague; "within 48 h of admission" bounds the day from above and says it no more than that. */
function unsure({ certainty, days: { from, to } }: { certainty: Certainty; days: Interval }): boolean {
  return (
    certainty === 'vague' || from === null || to === null || (certainty === 'range' && from === 0 && to > 0)
  );
}

const anchorOf = (target: DayExpression['target']): Anchor | null =>
  target === null || isEvent(target) ? null : target;

/** Letters before a day that heads its sentence: "(B) ". */
const HEADING = 4;

export const isDate = (item: DayExpression | StatedDate): item is StatedDate => 'yearAssumed' in item;

export function candidateOf(
  item: DayExpression | StatedDate,
  { sentence }: ReadSentence,
  from: { relation: Relation; film: boolean; confidence: number; told: Moment | null },
): Candidate {
  const said = {
    told: from.told?.day ?? null,
    quote: quoteOf(sentence, item.start, item.end),
    confidence: from.confidence,
    at: sentence.at,
    relation: from.relation,
    film: from.film,
    caption: isCaption(sentence),
    heads: item.start <= HEADING,
  };
  if (isDate(item))
    return {
      ...said,
      // Day and month may be the other way round.
      confidence: from.confidence - (item.ambiguous ? 0.25 : 0),
      kind: 'date',
      zero: null,
      rule: 'film-date',
      days: { from: null, to: null },
      certainty: 'exact',
      anchor: null,
      event: null,
      of: null,
      date: item.days,
    };
  return {
    ...said,
    kind: item.kind as Candidate['kind'],
    rule: item.rule,
    days: item.days,
    certainty: item.certainty,
    anchor: item.kind === 'later' || item.kind === 'earlier' ? null : anchorOf(item.target),
    zero: anchorOf(item.target) === null ? (from.told?.zero ?? null) : said.quote,
    event: eventNamed(item.target),
    of: item.of ?? null,
    date: null,
  };
}

/** A film without a day of its own takes the day that its text has come to. */
export function narrated(read: ReadSentence, moment: Moment): Candidate {
  const vague = unsure({ certainty: moment.day.certainty, days: moment.day });
  return {
    kind: 'told',
    rule: 'narrative-day',
    days: moment.day,
    certainty: moment.day.certainty,
    anchor: moment.day.anchor,
    event: null,
    of: null,
    date: null,
    told: moment.day,
    zero: moment.zero,
    quote: moment.quote,
    confidence: dayConfidence.narrative - (vague ? 0.25 : 0),
    at: read.sentence.at,
    relation: 'own',
    film: true,
    caption: false,
    heads: false,
  };
}
