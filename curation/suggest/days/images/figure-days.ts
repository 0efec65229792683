import { clauseAt, clausesOf } from '../../clauses/cut.ts';
import { speaksOf } from '../../texts/labels.ts';
import type { ImageInReading, Sentence } from '../../texts/reading.ts';
import { dayWords } from '../../words/days.ts';
import { anyOf } from '../../words/languages.ts';
import type { ReadSentence } from '../clock/read-sentence.ts';
import { namesOtherTime, tellsOfBefore } from '../expressions/another-time.ts';
import type { StatedDate } from '../expressions/dates.ts';
import type { DayExpression } from '../expressions/expressions.ts';

/**
 * The day of the clause that refers to a figure: "He was extubated on hospital day 13 (Figure 3) and sent home on
 * hospital day 20". Without a day of its own the clause goes on from the one before it in its sentence.
 */

type Item = DayExpression | StatedDate;

/** Places at which a sentence refers to an image, and at which to another. */
function references(sentence: Sentence, image: ImageInReading): { own: Reference[]; other: number[] } {
  const own: Reference[] = [];
  const other: number[] = [];
  for (const { labels, start } of sentence.labels) {
    const place = labels.findIndex((label) => speaksOf(label, image.label) === true);
    if (place < 0) other.push(start);
    else own.push({ at: start, place, of: labels.length, bracketed: sentence.words.charAt(start) === '(' });
  }
  return { own, other };
}
interface Reference {
  readonly at: number;
  /** The image's own label among those that stand there. */
  readonly place: number;
  readonly of: number;
  readonly bracketed: boolean;
}

const namesFilm = anyOf([...dayWords.films, ...dayWords.scans], 'iu');

/** Whether a text refers to an image in a sentence. */
export const refersTo = (sentence: Sentence, image: ImageInReading): boolean =>
  references(sentence, image).own.length > 0;

/** What dates the clause of each reference; null where its sentence names no day for it. */
export function itemsOfReferences(
  { sentence, expressions, dates }: ReadSentence,
  image: ImageInReading,
): { readonly at: number; readonly item: Item | null; readonly inherits: boolean }[] {
  const { own, other } = references(sentence, image);
  const { words } = sentence;
  const clauses = clausesOf(words);
  /** The clause of a place; a bracket belongs to the clause around it. */
  const mainAt = (place: number): number => {
    let at = clauseAt(clauses, place);
    for (let turns = 0; turns < 3 && clauses[at]?.kind === 'bracket'; turns += 1) at = clauses[at]?.of ?? 0;
    return at;
  };
  const items: Item[] = [
    ...expressions.filter(({ kind }) => kind !== 'duration' && kind !== 'earlier'),
    ...dates,
  ].sort((a, b) => a.start - b.start);
  const marks = [...own.map(({ at }) => at), ...other];
  const between = (from: number, to: number): boolean => marks.some((mark) => mark > from && mark < to);
  return own.map(({ at, place, of, bracketed }) => {
    const clause = mainAt(at);
    const here = items.filter(({ start }) => mainAt(start) === clause);
    // "Films of days 2, 5 and 9 (a-c)": as many days as labels.
    const listed = here.filter(({ end }) => end <= at + 1 && !between(end, at));
    if (of > 1 && listed.length === of) return { at, item: listed[place] ?? null, inherits: false };
    // What another reference stands right behind is that figure's.
    const free = ({ end }: Item): boolean =>
      !other.some((mark) => mark >= end && mark - end <= 3 && words.charAt(mark) === '(');
    const before = listed.at(-1);
    const behind = here.find((item) => item.start > at && !between(at, item.start) && free(item));
    const own = clauses[clause];
    // "The first one had been clear (Fig. 1A)", "CT before discharge (Fig. 3)".
    const said = own === undefined ? '' : words.slice(own.start, own.end);
    const ofBefore =
      tellsOfBefore(said) || namesOtherTime(said.slice(0, Math.max(0, at - (own?.start ?? 0))));
    const earlier = ofBefore
      ? undefined
      : items.findLast(({ start }) => mainAt(start) < clause && start < at);
    const next = items.find(
      (item) => mainAt(item.start) === clause + 1 && !between(at, item.start) && free(item),
    );
    // "Film C on 25 March" goes before its day, "(Figure 2)" behind it.
    const nearest = bracketed ? (before ?? behind) : (behind ?? before);
    // "The timeline is shown in Figure 4" is no film of the day that the text has come to.
    const inherits = !ofBefore && (bracketed || namesFilm.test(words));
    return { at, item: nearest ?? earlier ?? next ?? null, inherits };
  });
}
