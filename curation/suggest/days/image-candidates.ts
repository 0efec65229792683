import type { Anchor, Certainty, Day, Quote } from '../../../data/format/day.ts';
import type { EventType } from '../../../data/format/timeline.ts';
import type { Interval } from '../../timeline/interval.ts';
import { bracketedLabels, speaksOf } from '../labels.ts';
import {
  type ImageInReading,
  isCaption,
  quoteOf,
  type Relation,
  relationOf,
  type Sentence,
} from '../reading.ts';
import { headsOf, hostOf } from './clause-heads.ts';
import type { ReadSentence } from './clock.ts';
import { dayConfidence } from './confidence.ts';
import type { StatedDate } from './dates.ts';
import type { DayExpression } from './expressions.ts';
import { itemsOfReferences, refersTo } from './figure-days.ts';
import type { SectionsOfFilms } from './film-sections.ts';
import type { FilmTraits } from './film-traits.ts';
import { saidOfFilm, saidOfScan } from './said-of-film.ts';
import type { Moment, Story } from './story.ts';
import { eventNamed, isEvent } from './targets.ts';

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

/** What is known of a patient's films before the days of one are looked for. */
export interface FilmContext {
  readonly story: Story;
  readonly sections: SectionsOfFilms;
  readonly traits: ReadonlyMap<string, FilmTraits>;
  /** Some image of the patient is known to be radiological. */
  readonly radiological: boolean;
  /** Texts that tell of films and of scans. */
  readonly mixed: ReadonlySet<string>;
  /** The patient's first image in reading order. */
  readonly first: string | null;
}

/** The labels that stand right behind an expression: "at day 4 (b) and day 5 (c)". */
function labelBehind(
  words: string,
  expression: { end: number },
): ReturnType<typeof bracketedLabels>[number] | null {
  return (
    bracketedLabels(words).find(({ start }) => start >= expression.end && start - expression.end <= 3) ?? null
  );
}

function relationHere(
  sentence: Sentence,
  image: ImageInReading,
  item: { start: number; end: number },
  sections: SectionsOfFilms,
): Relation {
  const behind = labelBehind(sentence.words, item);
  if (behind) {
    const told = behind.labels.map((label) => speaksOf(label, image.label));
    if (told.includes(true)) return 'own';
    if (told.length > 0 && told.every((answer) => answer === false)) return 'other';
  }
  const films = sections.of(sentence, item.start);
  if (films) return films.has(image.id) ? 'own' : 'other';
  return relationOf(sentence, image);
}

function confidenceOf(expression: DayExpression, relation: Relation, film: boolean): number {
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

/**
 * Whether a day told of the patient is likely that of the film the text is about: "Four days following
 * admission, the patient developed ..." as the text's first words.
 */
function besideFilm(sentence: Sentence, expression: DayExpression): boolean {
  if (expression.kind === 'same' || expression.kind === 'earlier' || expression.certainty === 'vague')
    return false;
  if ((expression.days.from ?? 0) < 0) return false;
  const [nearest] = headsOf(hostOf(sentence.words, expression.start, expression.end));
  if (nearest && notOfFilm.has(nearest.kind)) return false;
  return sentence.start === 0 || (expression.kind === 'number' && expression.start === 0);
}
const notOfFilm = new Set<string>(['happens', 'tests', 'elsewhere', 'notAdmitted']);

/** "The next day.", "Control after 3 days.": captions that say no more than when. */
const headsCaption =
  /^\W*(?:(?:control|follow-?up|repeat(?:ed)?|controllo|second|third|secondo|terzo)\s?)?(?:on|at|the|of|al)?\W*$/i;
/** Letters before a day that heads its sentence: "(B) ". */
const HEADING = 4;

const isDate = (item: DayExpression | StatedDate): item is StatedDate => 'yearAssumed' in item;

function candidateOf(
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
function narrated(read: ReadSentence, moment: Moment): Candidate {
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

/** What the clauses that refer to an image's figure say of its day. */
function referred(read: ReadSentence, image: ImageInReading, { story }: FilmContext): Candidate[] {
  return itemsOfReferences(read, image).flatMap(({ at, item, ofBefore }) => {
    if (item === null && ofBefore) return [];
    if (item === null) {
      const moment = story.before(read.sentence, at);
      return moment ? [narrated(read, moment)] : [];
    }
    const told = story.dayOf(item);
    const confidence = isDate(item)
      ? dayConfidence.dates
      : confidenceOf(item, 'own', true) -
        (told !== null && item.kind === 'later' && told.day.certainty !== 'exact' ? 0.25 : 0);
    return [candidateOf(item, read, { relation: 'own', film: true, confidence, told })];
  });
}

/**
 * The day of an expression as the texts count it. A caption, and a text of one image alone, count from the image
 * before; a caption may name a day in the words of the text: "Film the next morning".
 */
function toldDay(
  { sentence }: ReadSentence,
  expression: DayExpression,
  image: ImageInReading,
  { story, first: firstImage }: FilmContext,
): Moment | null {
  const first = image.id === firstImage;
  if (isCaption(sentence)) {
    return expression.kind === 'later'
      ? story.said(sentence.words.slice(expression.start, expression.end))
      : null;
  }
  const ofOne = sentence.images.length === 1 && sentence.images[0] === image.id;
  return ofOne && !first ? null : story.dayOf(expression);
}

/** Candidates of an image in reading order. Sentences about other images are passed over. */
export function candidatesFor(
  image: ImageInReading,
  sentences: readonly ReadSentence[],
  context: FilmContext,
): Candidate[] {
  const found: Candidate[] = [];
  const { story, sections, traits } = context;
  const kind = traits.get(image.id)?.kind ?? null;
  for (const read of sentences) {
    const { sentence, expressions, dates } = read;
    const base = relationOf(sentence, image);
    const caption = isCaption(sentence);
    if (!caption && refersTo(sentence, image) && base !== 'other') {
      found.push(...referred(read, image, context));
      continue;
    }
    // A sentence of another panel may still hold this one's day behind its own label.
    if (base === 'other' && !(sentence.images.includes(image.id) && sentence.labels.length > 1)) continue;
    let dated = false;
    /** A day of a scan, where the image may be a film as well. */
    const either = (item: { start: number; end: number }): boolean =>
      kind === null && context.mixed.has(sentence.text) && saidOfScan(sentence, item);
    for (const expression of expressions) {
      if (expression.kind === 'duration' || (expression.kind === 'earlier' && !caption)) continue;
      const relation = relationHere(sentence, image, expression, sections);
      if (relation === 'other' || relation === 'case') continue;
      const event = eventNamed(expression.target);
      // "The next day." as a caption among those of films.
      const film =
        (sentence.film ||
          (caption &&
            context.radiological &&
            headsCaption.test(sentence.words.slice(0, expression.start)))) &&
        saidOfFilm(sentence, expression, kind);
      const told = toldDay(read, expression, image, context);
      if (!film) {
        if (sentence.film || event !== null || relation !== 'own' || !besideFilm(sentence, expression))
          continue;
      }
      dated = true;
      const sure = confidenceOf(expression, relation, film);
      const confidence = either(expression) ? Math.min(sure, dayConfidence.eitherFilm) : sure;
      found.push(candidateOf(expression, read, { relation, film, confidence, told }));
    }
    if (!sentence.film) continue;
    for (const date of dates) {
      const relation = relationHere(sentence, image, date, sections);
      if (relation === 'other' || relation === 'case') continue;
      if (!saidOfFilm(sentence, date, kind)) continue;
      dated = true;
      const sure = relation === 'own' ? dayConfidence.dates : dayConfidence.dates - 0.25;
      const confidence = either(date) ? Math.min(sure, dayConfidence.eitherFilm) : sure;
      found.push(candidateOf(date, read, { relation, film: true, confidence, told: null }));
    }
    // "On day 7 he got worse. CTPA: ...": the one film that the text describes, on the day it has come to.
    const films = caption || dated ? null : sections.of(sentence, 0);
    const moment = films?.has(image.id) ? story.before(sentence, 0) : null;
    // The day of a sentence about another film is that film's.
    const ofOther = moment !== null && sections.of(moment.sentence, 0)?.has(image.id) === false;
    if (
      moment?.explicit &&
      !moment.event &&
      !ofOther &&
      moment.day.anchor !== 'unknown' &&
      (moment.day.from ?? -1) >= 0
    )
      found.push(narrated(read, moment));
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
