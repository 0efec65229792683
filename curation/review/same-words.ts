import type { Case } from '../../data/format/case.ts';
import type { Quote } from '../../data/format/day.ts';
import { quotableText } from '../../data/format/quotable.ts';
import { splitSentences } from '../suggest/texts/sentences.ts';

/**
 * Whether words of a case stood in an earlier state of it. Texts are compared word by word: blanks, line ends,
 * punctuation, capitals and how a character is encoded do not count, so that a page set anew says nothing new.
 */

interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** Begins, or ends, a sentence. */
  readonly first: boolean;
  readonly last: boolean;
}

/** Words, a sign before a number, and the marks that change what a number says. */
const pieces = /(?<![\p{L}\p{N}])[-−–](?=\p{N})|[\p{L}\p{M}\p{N}\u00ad\u200b-\u200d\u2060\ufeff]+|[<>≤≥±%]/gu;
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

const plain = (piece: string): string =>
  /^[−–]$/.test(piece) ? '-' : piece.replace(invisible, '').normalize('NFKC').toLowerCase();

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { start, end } of splitSentences(text)) {
    const own: { word: string; start: number; end: number }[] = [];
    for (const match of text.slice(start, end).matchAll(pieces)) {
      const word = plain(match[0]);
      if (word !== '')
        own.push({ word, start: start + match.index, end: start + match.index + match[0].length });
    }
    own.forEach((token, at) => {
      tokens.push({ ...token, first: at === 0, last: at === own.length - 1 });
    });
  }
  return tokens;
}

/** A text's words and where each of them stands. */
class Words {
  readonly tokens: readonly Token[];
  readonly #places = new Map<string, number[]>();

  constructor(text: string) {
    this.tokens = tokensOf(text);
    this.tokens.forEach(({ word }, at) => {
      const places = this.#places.get(word);
      if (places) places.push(at);
      else this.#places.set(word, [at]);
    });
  }

  /** Places where these words follow each other. */
  placesOf(words: readonly string[]): number[] {
    const [first] = words;
    if (first === undefined) return [];
    return (this.#places.get(first) ?? []).filter((at) =>
      words.every((word, further) => this.tokens[at + further]?.word === word),
    );
  }
}

const read = new WeakMap<Case, Map<string, Words>>();

function wordsOf(record: Case, id: string): Words | null {
  const known = read.get(record) ?? new Map<string, Words>();
  read.set(record, known);
  const held = known.get(id);
  if (held) return held;
  const text = quotableText(record, id);
  if (text === null) return null;
  const words = new Words(text);
  known.set(id, words);
  return words;
}

/** The words alone: equal where two quotes say the same, however they are set. */
export const bareWords = (text: string): string =>
  tokensOf(text)
    .map(({ word }) => word)
    .join(' ');

/** Whom a text speaks of: words that moved from one image's caption to another's are new to that image. */
function scopeOf(record: Case, id: string): string {
  const text = record.texts.find((candidate) => candidate.id === id);
  if (!text) return `fact ${id}`;
  const captioned = record.images.flatMap((image) => (image.caption === id ? [image.id] : []));
  const images = [...new Set([...text.images, ...captioned])].sort();
  return JSON.stringify([record.patients.length > 1 ? text.patient : null, text.study, images]);
}

const textsLike = (record: Case, scope: string, id: string): string[] =>
  id.includes(':')
    ? [id]
    : record.texts.flatMap((text) => (scopeOf(record, text.id) === scope ? [text.id] : []));

/** Words beside a quote that decide what it says: "no", "not", "until". */
const BESIDE = 4;

/**
 * Whether a quote of `now` stood in `was`, in a text about the same: with its whole sentence, or (`near`) with the few
 * words beside it. Words that only lost a "no" before them did not stand.
 */
export function stoodBefore(was: Case, now: Case, quote: Quote, reach: 'sentence' | 'near'): boolean {
  const { tokens } = wordsOf(now, quote.text) ?? { tokens: [] };
  let from = tokens.findIndex(({ end }) => end > quote.start);
  let to = tokens.findLastIndex(({ start }) => start < quote.end);
  if (from < 0 || to < from) return quotableText(was, quote.text)?.includes(quote.words) ?? false;
  const most = reach === 'near' ? BESIDE : Number.POSITIVE_INFINITY;
  for (let step = 0; step < most && tokens[from]?.first === false; step += 1) from -= 1;
  for (let step = 0; step < most && tokens[to]?.last === false; step += 1) to += 1;
  const words = tokens.slice(from, to + 1).map(({ word }) => word);
  const [before, after] = [tokens[from - 1]?.word, tokens[to + 1]?.word];
  return textsLike(was, scopeOf(now, quote.text), quote.text).some((id) => {
    const old = wordsOf(was, id);
    return old?.placesOf(words).some((at) => {
      const end = at + words.length - 1;
      const begins = tokens[from]?.first !== true || old.tokens[at]?.first === true;
      const ends = tokens[to]?.last !== true || old.tokens[end]?.last === true;
      // Where sentences were cut otherwise, the word next to it is the same.
      return (
        (begins || (before !== undefined && old.tokens[at - 1]?.word === before)) &&
        (ends || (after !== undefined && old.tokens[end + 1]?.word === after))
      );
    });
  });
}

/** Where the words of a quote stand in a case now: at their place, elsewhere in it, set otherwise, or nowhere. */
export function findQuote(record: Case, quote: Quote): Quote | null {
  if (quotableText(record, quote.text)?.slice(quote.start, quote.end) === quote.words) return quote;
  const own = record.texts.find((text) => text.id === quote.text);
  const texts = own ? [own, ...record.texts.filter((other) => other !== own)] : record.texts;
  for (const text of texts) {
    const start = text.text.indexOf(quote.words);
    if (start >= 0) return { text: text.id, start, end: start + quote.words.length, words: quote.words };
  }
  const words = tokensOf(quote.words).map(({ word }) => word);
  for (const id of [quote.text, ...texts.map((text) => text.id)]) {
    const held = wordsOf(record, id);
    const [at] = held?.placesOf(words) ?? [];
    const [first, last] = at === undefined ? [] : [held?.tokens[at], held?.tokens[at + words.length - 1]];
    if (!first || !last) continue;
    const text = quotableText(record, id) ?? '';
    return { text: id, start: first.start, end: last.end, words: text.slice(first.start, last.end) };
  }
  return null;
}

interface Occurrence {
  /** The words with the few beside them in their sentence. */
  readonly beside: string;
  /** The other words of that sentence. */
  readonly others: ReadonlySet<string>;
}

/** The words from one token to another as they stand in their sentence. */
function occurrence({ tokens }: Words, from: number, to: number): Occurrence {
  let [first, last] = [from, to];
  while (tokens[first]?.first === false) first -= 1;
  while (tokens[last]?.last === false) last += 1;
  const wordsOf = (start: number, end: number) => tokens.slice(start, end).map(({ word }) => word);
  return {
    beside: wordsOf(Math.max(first, from - BESIDE), Math.min(last, to + BESIDE) + 1).join(' '),
    others: new Set([...wordsOf(first, from), ...wordsOf(to + 1, last + 1)]),
  };
}

/** Everywhere in the texts of a case that the words of a quote stand, but for its own place. */
function occurrencesOf(record: Case, quote: Quote): { own: Occurrence | null; elsewhere: Occurrence[] } {
  const words = tokensOf(quote.words).map(({ word }) => word);
  const found = { own: null as Occurrence | null, elsewhere: [] as Occurrence[] };
  for (const { id } of record.texts) {
    const held = wordsOf(record, id);
    for (const at of held?.placesOf(words) ?? []) {
      if (!held) continue;
      const one = occurrence(held, at, at + words.length - 1);
      const isOwn = id === quote.text && (held.tokens[at]?.end ?? 0) > quote.start && found.own === null;
      if (isOwn) found.own = one;
      else found.elsewhere.push(one);
    }
  }
  return found;
}

/** Whether a sentence is another wording of the one that was: half of its other words, or more, are the same. */
const isEdited = (was: Occurrence, now: Occurrence): boolean =>
  [...was.others].filter((word) => now.others.has(word)).length * 2 >= was.others.size;

/**
 * Whether the words that an answer rests on still stand. The same words that stood elsewhere all along ("his father
 * died") are not theirs.
 * @param was the case that the answer was given on
 */
export function stillStands(was: Case, now: Case, quote: Quote): boolean {
  if (findQuote(now, quote) === null) return false;
  const then = findQuote(was, quote);
  const { own, elsewhere } = then ? occurrencesOf(was, then) : { own: null, elsewhere: [] };
  // Facts of the case stand in one place only.
  if (was === now || own === null || elsewhere.length === 0) return true;
  const today = occurrencesOf(now, { ...quote, text: '' }).elsewhere;
  if (today.some(({ beside }) => beside === own.beside)) return true;
  const others = elsewhere.map(({ beside }) => beside);
  return today.some((one) => {
    const place = others.indexOf(one.beside);
    if (place >= 0) others.splice(place, 1);
    return place < 0 && isEdited(own, one);
  });
}

const loose = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{1,60}/gu) ?? []);

/** The sentence of a case that says most of what a quote said; null where nothing does. */
export function mostSimilarSentence(record: Case, quote: Quote): string | null {
  const wanted = loose(quote.words);
  let best: { score: number; sentence: string } | null = null;
  for (const text of record.texts) {
    for (const { start, end } of splitSentences(text.text)) {
      const sentence = text.text.slice(start, end);
      const words = loose(sentence);
      if (words.size === 0) continue;
      const shared = [...wanted].filter((word) => words.has(word)).length;
      const score = shared / (wanted.size + words.size - shared) + (text.id === quote.text ? 0.05 : 0);
      if (shared > 0 && (best === null || score > best.score)) best = { score, sentence };
    }
  }
  return best?.sentence ?? quotableText(record, quote.text);
}
