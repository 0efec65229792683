import { clausesOf } from '../../clauses/cut.ts';
import { assertionOf } from '../../clauses/whether.ts';
import { allMatches } from '../../patterns/all-matches.ts';
import { isCaption } from '../../texts/captions.ts';
import { type ImageInReading, type Reading, relationOf, type Sentence } from '../../texts/reading.ts';
import { dayWords } from '../../words/days.ts';
import { anyOf } from '../../words/languages.ts';
import type { ReadSentence } from '../clock/read-sentence.ts';
import { agreement, type FilmTraits, traitsOf } from './film-traits.ts';

/**
 * Which film a part of a text speaks of, where the text belongs to the whole case and no label tells: "Chest x-ray 1
 * (day of admission): ... Chest x-ray 2 (day 8): ...". Parts are matched with images by what tells films apart, else
 * in their order where there are as many of one as of the other.
 */

interface Section {
  readonly sentence: Sentence;
  readonly start: number;
  /** Letters of the sentence at which the next film begins. */
  readonly end: number;
  readonly traits: FilmTraits;
  readonly dated: boolean;
  /** Sentences that go on about the same film. */
  readonly following: Sentence[];
}

export interface SectionsOfFilms {
  /** Which images a place of a sentence speaks of: those of its film, or null where nothing tells. */
  readonly of: (sentence: Sentence, place: number) => ReadonlySet<string> | null;
  /** Whether one description speaks of both images: the views of one examination. */
  readonly together: (left: string, right: string) => boolean;
}

const filmHead = anyOf([...dayWords.films, ...dayWords.scans], 'giu');
const notShown = /\bnot shown\b|\bnot available\b/i;
/** Letters within which a line of findings names its film or its day. */
const LEADING = 60;

const lineStart = (reading: Reading, { text, start }: Sentence): boolean => {
  if (start === 0) return true;
  const whole = reading.record.texts.find(({ id }) => id === text)?.text ?? '';
  return /\n\s{0,20}$/.test(whole.slice(Math.max(0, start - 8), start));
};

/** Places of a sentence at which it begins to speak of a film. */
function beginnings(reading: Reading, read: ReadSentence): number[] {
  const { sentence, expressions, dates } = read;
  const { words, told } = sentence;
  if (notShown.test(words)) return [];
  const items = [...expressions.filter(({ kind }) => kind !== 'duration'), ...dates];
  const heads = allMatches(words, filmHead).filter(({ index, 0: found }) => {
    const { negated, hypothetical, other, general } = assertionOf(words, index, index + found.length, told);
    return !negated && !hypothetical && !other && !general;
  });
  if (sentence.kind === 'findings' && lineStart(reading, sentence)) {
    const leads = heads.some(({ index }) => index <= LEADING) || items.some(({ start }) => start <= LEADING);
    return leads ? [0] : [];
  }
  // Within a line of findings only a dated film begins anew.
  const [head] = heads;
  if (!head) return [];
  if (sentence.kind === 'findings') return head.index <= LEADING && items.length > 0 ? [0] : [];
  const clauses = clausesOf(words).filter(({ kind }) => kind !== 'bracket');
  const found = new Set<number>();
  for (const { index } of heads) {
    const clause = clauses.findLast(({ start }) => start <= index);
    found.add(found.size === 0 ? 0 : (clause?.start ?? 0));
  }
  return [...found];
}

function sectionsOf(
  reading: Reading,
  sentences: readonly ReadSentence[],
  images: readonly ImageInReading[],
): Section[] {
  const sections: Section[] = [];
  let open = null as Section | null;
  for (const read of sentences) {
    const { sentence } = read;
    if (isCaption(sentence) || sentence.kind === 'discussion' || sentence.kind === 'abstract') {
      open = null;
      continue;
    }
    const labelled = images.some(
      (image) => relationOf(sentence, image) === 'own' || relationOf(sentence, image) === 'other',
    );
    if (labelled) {
      open = null;
      continue;
    }
    const starts = beginnings(reading, read);
    if (starts.length === 0) {
      if (open && open.sentence.text === sentence.text && sentence.kind === 'findings')
        open.following.push(sentence);
      continue;
    }
    starts.forEach((start, at) => {
      const end = starts[at + 1] ?? sentence.words.length;
      const items = [...read.expressions.filter(({ kind }) => kind !== 'duration'), ...read.dates];
      open = {
        sentence,
        start,
        end,
        traits: traitsOf(sentence.words.slice(start, Math.min(end, start + 120))),
        dated: items.some((item) => item.start >= start && item.start < end),
        following: [],
      };
      sections.push(open);
    });
  }
  return sections;
}

/** The images that each section speaks of. */
function matched(
  sections: readonly Section[],
  images: readonly ImageInReading[],
  traits: ReadonlyMap<string, FilmTraits>,
): Map<Section, Set<string>> {
  const found = new Map<Section, Set<string>>(sections.map((section) => [section, new Set<string>()]));
  const give = (section: Section | undefined, image: ImageInReading) =>
    section && found.get(section)?.add(image.id);
  const scored = images.map((image) => ({
    image,
    fits: sections.flatMap((section) => {
      const own = traits.get(image.id);
      const shared = own ? agreement(section.traits, own) : null;
      return shared === null ? [] : [{ section, shared }];
    }),
  }));
  const [only] = sections;
  if (sections.length === 1) {
    // One film is described: every view of it, where nothing speaks against.
    for (const { image, fits } of scored)
      if (fits.length === 1 && traits.get(image.id)?.time !== 'prior') give(only, image);
    return found;
  }
  const open = scored.filter(({ image, fits }) => {
    const best = Math.max(-1, ...fits.map(({ shared }) => shared));
    const [first, second] = fits.filter(({ shared }) => shared === best);
    if (best < 1 || second) return true;
    give(first?.section, image);
    return false;
  });
  const left = sections.filter((section) => (found.get(section)?.size ?? 0) === 0);
  if (
    open.length > 0 &&
    open.length === left.length &&
    open.every(({ fits }, at) => fits.some(({ section }) => section === left[at]))
  )
    open.forEach(({ image }, at) => {
      give(left[at], image);
    });
  return found;
}

/** Which images each place of a patient's texts speaks of, as far as films can be told apart. */
export function filmSections(
  reading: Reading,
  images: readonly ImageInReading[],
  sentences: readonly ReadSentence[],
  traits: ReadonlyMap<string, FilmTraits>,
): SectionsOfFilms {
  const sections = sectionsOf(reading, sentences, images);
  const owners = matched(sections, images, traits);
  const bySentence = new Map<Sentence, Section[]>();
  for (const section of sections)
    for (const sentence of [section.sentence, ...section.following])
      bySentence.set(sentence, [...(bySentence.get(sentence) ?? []), section]);
  const [sole] = images;
  const alone: ReadonlySet<string> | null = images.length === 1 && sole ? new Set([sole.id]) : null;
  const together = (left: string, right: string) =>
    [...owners.values()].some((own) => own.has(left) && own.has(right));
  const of = (sentence: Sentence, place: number): ReadonlySet<string> | null => {
    // No film is described as such: what is said of one is said of the only image.
    if (sections.length === 0) return isCaption(sentence) || !sentence.film ? null : alone;
    const here = bySentence.get(sentence);
    const section = here?.find((one) => one.sentence !== sentence || (one.start <= place && place < one.end));
    const own = section && owners.get(section);
    return own && own.size > 0 ? own : null;
  };
  return { of, together };
}
