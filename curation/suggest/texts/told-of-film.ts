import { allMatches } from '../patterns/all-matches.ts';
import type { ImageInReading, Reading, Sentence } from './reading.ts';
import { relationOf } from './reading.ts';

/**
 * Which image a sentence of a shared text describes: a report of three films has three parts, each under the caption of
 * its film ("Day 4: ...") or in the order of the films.
 */

/** What a sentence must tell to describe the one film of a case: a device in its place, or the film itself. */
const ofFilm =
  /\b(?:in (?:situ|place|good position|position)|tip\b|noted|visible|seen|above the carina|projected)\b/i;

const plain = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** "Day 4: tube in place", "Post intubation\\nTip above the carina": the words a part begins with. */
const heading = (part: string): string | null => {
  const match = /^\s*([^:\n.;]{2,60})(?:[:\n]|\.\s|\s[-–]\s)/.exec(part);
  return match?.[1] ? plain(match[1]) : null;
};

/** Parts of a text: paragraphs, or lines where there are no paragraphs. */
function partsOf(text: string): { start: number; words: string }[] {
  const cut = (by: RegExp) => {
    const found: { start: number; words: string }[] = [];
    let start = 0;
    for (const match of allMatches(text, by)) {
      found.push({ start, words: text.slice(start, match.index) });
      start = match.index + match[0].length;
    }
    found.push({ start, words: text.slice(start) });
    return found.filter(({ words }) => words.trim() !== '');
  };
  const paragraphs = cut(/\n\s*\n/g);
  return paragraphs.length > 1 ? paragraphs : cut(/\n/g);
}

/** The image that each part of a text is about, in reading order; null where nobody says. */
function ownersOf(
  parts: readonly { words: string }[],
  images: readonly ImageInReading[],
  captions: ReadonlyMap<string, string>,
): (string | null)[] {
  const named = parts.map(({ words }) => {
    const own = heading(words);
    const same = own === null ? [] : images.filter(({ id }) => captions.get(id) === own);
    return same.length === 1 ? (same[0]?.id ?? null) : null;
  });
  if (named.some((id) => id !== null)) return named;
  const inOrder = parts.length === images.length && images.length > 1;
  return inOrder ? images.map(({ id }) => id) : named;
}

/** Words of a heading that every film has. */
const generic = new Set(
  'film image figure panel radiograph xray chest case the of and on day scan'.split(' '),
);

/** "Lower film: ..." of `case-lower.png`; null where no file, or more than one, is called so. */
function byFileName(title: string | null, images: readonly ImageInReading[]): ImageInReading | null {
  const words = new Set(
    (title ?? '').split(' ').filter((word) => /^[a-z]{4,}$/.test(word) && !generic.has(word)),
  );
  if (words.size === 0) return null;
  const called = images.filter(({ file }) =>
    file
      .toLowerCase()
      .split(/[^a-z]+/)
      .some((token) => words.has(token)),
  );
  return called.length === 1 ? (called[0] ?? null) : null;
}

/** Sentences of texts that belong to the case as a whole, with the images that they describe. */
export type Described = ReadonlyMap<Sentence, ReadonlySet<string>>;

/** What parts of a text describe by their heading, or by their place among the others. */
export function describedBy(reading: Reading): Described {
  const found = new Map<Sentence, ReadonlySet<string>>();
  const { record, images, sentences } = reading;
  const ordered = [...images].sort((a, b) => a.order - b.order);
  const texts = new Map(record.texts.map(({ id, text }) => [id, text]));
  const captions = new Map(
    record.images.flatMap(({ id, caption }) => {
      const text = caption === null ? undefined : texts.get(caption);
      return text === undefined ? [] : [[id, plain(text)] as const];
    }),
  );
  const [only, ...others] = ordered;
  const bySentence = Map.groupBy(sentences, ({ text }) => text);
  for (const text of record.texts) {
    if (text.kind !== 'findings' && text.kind !== 'clinical-notes') continue;
    const own = bySentence.get(text.id) ?? [];
    if (own.some(({ images: of }) => of.length > 0 && of.length < ordered.length)) continue;
    if (only && others.length === 0) {
      for (const sentence of own)
        if (sentence.film || ofFilm.test(sentence.words)) found.set(sentence, new Set([only.id]));
      continue;
    }
    for (const sentence of own) {
      const named = byFileName(heading(sentence.words), ordered);
      if (named) found.set(sentence, new Set([named.id]));
    }
    if (text.kind !== 'findings') continue;
    const parts = partsOf(text.text);
    const owners = ownersOf(parts, ordered, captions);
    let at = 0;
    for (const sentence of own) {
      while ((parts[at + 1]?.start ?? Number.POSITIVE_INFINITY) <= sentence.start) at += 1;
      const owner = owners[at];
      if (owner) found.set(sentence, new Set([owner]));
    }
  }
  return found;
}

/** Whether a sentence speaks of an image alone. */
export const isOwn = (sentence: Sentence, image: ImageInReading, described: Described): boolean => {
  const relation = relationOf(sentence, image);
  return relation === 'own' || (relation !== 'other' && described.get(sentence)?.has(image.id) === true);
};
