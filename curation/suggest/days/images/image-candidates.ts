import { isCaption } from '../../texts/captions.ts';
import { bracketedLabels, speaksOf } from '../../texts/labels.ts';
import { type ImageInReading, type Relation, relationOf, type Sentence } from '../../texts/reading.ts';
import { headsOf, hostOf } from '../clock/clause-heads.ts';
import type { ReadSentence } from '../clock/read-sentence.ts';
import type { Moment, Story } from '../clock/story.ts';
import { namesOtherTime } from '../expressions/another-time.ts';
import type { DayExpression } from '../expressions/expressions.ts';
import { eventNamed } from '../expressions/targets.ts';
import { type Candidate, candidateOf, confidenceOf, isDate, narrated } from './candidate.ts';
import { dayConfidence } from './day-confidence.ts';
import { itemsOfReferences, refersTo } from './figure-days.ts';
import type { SectionsOfFilms } from './film-sections.ts';
import type { FilmTraits } from './film-traits.ts';
import { saidOfFilm, saidOfScan } from './said-of-film.ts';

/** Where the words that date an image stand: in its caption, behind its figure's number, in the part that describes it. */

/** What is known of a patient's films before the days of one are looked for. */
export interface FilmContext {
  readonly story: Story;
  readonly sections: SectionsOfFilms;
  readonly traits: ReadonlyMap<string, FilmTraits>;
  /** Some image of the patient is known to be radiological. */
  readonly radiological: boolean;
  /** Texts that tell of films and of scans. */
  readonly mixed: ReadonlySet<string>;
  /** Images whose own captions name a time that counts no days: "before discharge". */
  readonly otherwise: ReadonlySet<string>;
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
/** What the clauses that refer to an image's figure say of its day. */
function referred(read: ReadSentence, image: ImageInReading, { story, otherwise }: FilmContext): Candidate[] {
  return itemsOfReferences(read, image).flatMap(({ at, item, inherits }) => {
    if (item === null && (!inherits || otherwise.has(image.id))) return [];
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
    const films =
      caption || dated || context.otherwise.has(image.id) || namesOtherTime(sentence.words, expressions)
        ? null
        : sections.of(sentence, 0);
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
  return withSoleShared(isComposite(image, sentences) ? found.map(ofSomePanel) : found);
}

const ofSomePanel = (one: Candidate): Candidate => ({
  ...one,
  confidence: Math.min(one.confidence, dayConfidence.eitherDay),
});

/** "(A,B) CT of 22 October; (C,D) CT of 3 November": one image of several panels has no day of its own. */
export function isComposite(image: ImageInReading, sentences: readonly ReadSentence[]): boolean {
  if (image.label !== null && image.label.panel !== null) return false;
  const panels = new Set<string>();
  const days = new Set<string>();
  for (const { sentence, expressions, dates } of sentences) {
    if (!isCaption(sentence) || sentence.images.length !== 1 || sentence.images[0] !== image.id) continue;
    for (const { panel } of [
      ...sentence.labels.flatMap(({ labels }) => labels),
      ...(sentence.label ? [sentence.label] : []),
    ])
      if (panel !== null) panels.add(panel);
    for (const { days: date } of dates) days.add(`date ${date}`);
    for (const { kind, target, days: said } of expressions)
      if (kind === 'number' || kind === 'from') days.add(`${target} ${said.from}`);
  }
  return panels.size > 1 && days.size > 1;
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
