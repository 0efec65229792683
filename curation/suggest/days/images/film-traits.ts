import type { Case } from '../../../../data/format/case.ts';
import { allMatches } from '../../patterns/all-matches.ts';
import { isCaption } from '../../texts/captions.ts';
import type { ImageInReading, Reading } from '../../texts/reading.ts';
import { dayWords } from '../../words/days.ts';
import { anyOf } from '../../words/languages.ts';

/** What tells one film of a case from another: kind, time, place on the page, number in a series, view. */

export interface FilmTraits {
  readonly kind: 'film' | 'scan' | null;
  readonly time: 'first' | 'prior' | 'later' | null;
  readonly ordinal: number | null;
  readonly place: string | null;
  readonly views: readonly string[];
}

const film = anyOf(dayWords.films, 'iu');
const scan = anyOf(dayWords.scans, 'iu');
const prior =
  /(?<![a-z])(?:prior|previous|old|earlier|precedente)(?![a-z])(?!\s(?:film|radiograph|x-ray|CT)\s(?:was|is|showed)\s(?:not|un))/i;
const later =
  /(?<![a-z])(?:follow-?\s?up|fu|control(?:lo)?|repeat(?:ed)?|later|second|third|subsequent|serial|next|progress)(?![a-z])/i;
const first =
  /(?<![a-z])(?:initial|first|admission|baseline|presentation|arrival|presenting|ingresso|ricovero|primo|prima)(?![a-z])/i;
const places =
  /(?<![a-z])(upper|lower|left|right|top|bottom|middle)(?=[\s-](?:film|image|panel|radiograph|picture|x-?ray|CXR|frame)\b)/i;
const placeInName = /(?:^|[-_. ])(upper|lower|left|right|top|bottom|middle)(?=[-_. ]|$)/i;
const views =
  /(?<![a-z])(PA|AP|lateral|axial|coronal|sagittal|frontal|postero-?anterior|antero-?posterior)(?![a-z])/gi;
const numbers: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, fifth: 5 };
const numbered =
  /(?<![a-z])(?:(first|second|third|fourth|fifth)\s(?:[\w-]+\s){0,4}?(?:film|radiograph|x-?ray|CXR|image|CT|scan)|(?:film|radiograph|x-?ray|CXR|image|CT|scan)\s#?(\d)(?![\d/.]))/i;

/** Traits that words name: a phrase of a text, a caption, a file name with its parts apart. */
export function traitsOf(words: string): FilmTraits {
  const [isFilm, isScan] = [film.test(words), scan.test(words)];
  const number = numbered.exec(words);
  return {
    kind: isFilm === isScan ? null : isFilm ? 'film' : 'scan',
    time: prior.test(words) ? 'prior' : later.test(words) ? 'later' : first.test(words) ? 'first' : null,
    ordinal: number ? (numbers[number[1]?.toLowerCase() ?? ''] ?? Number(number[2] ?? Number.NaN)) : null,
    place: places.exec(words)?.[1]?.toLowerCase() ?? null,
    views: allMatches(words, views).map(([view]) => view.toLowerCase()),
  };
}

/** Traits of an image by its modality, its own captions and its file name. */
export function traitsOfImage(reading: Reading, image: ImageInReading): FilmTraits {
  const captions = reading.sentences
    .filter(
      (sentence) => isCaption(sentence) && sentence.images.length === 1 && sentence.images[0] === image.id,
    )
    .map(({ words }) => words)
    .join(' ');
  const name = image.file.replace(/\.\w{2,5}$/, '').replace(/[-_.]+/g, ' ');
  const [said, named] = [traitsOf(captions), traitsOf(name)];
  return {
    kind: modalityOf(reading.record, image.id) ?? said.kind ?? named.kind,
    time: said.time ?? named.time,
    ordinal: said.ordinal ?? named.ordinal,
    place: said.place ?? placeInName.exec(name)?.[1]?.toLowerCase() ?? null,
    views: said.views.length > 0 ? said.views : named.views,
  };
}

/** Texts that tell of films and of scans: which of them an image is, they leave open. */
export function mixedTexts(reading: Reading): ReadonlySet<string> {
  const seen = new Map<string, Set<string>>();
  for (const { text, words } of reading.sentences) {
    const kinds = seen.get(text) ?? new Set<string>();
    if (film.test(words)) kinds.add('film');
    if (scan.test(words)) kinds.add('scan');
    seen.set(text, kinds);
  }
  return new Set([...seen].flatMap(([text, kinds]) => (kinds.size > 1 ? [text] : [])));
}

function modalityOf(record: Case, image: string): FilmTraits['kind'] {
  const value = record.images.find(({ id }) => id === image)?.modality.value ?? null;
  return value === null ? null : value === 'X-ray' ? 'film' : 'scan';
}

/** How many traits two descriptions share; null where one speaks against the other. */
export function agreement(left: FilmTraits, right: FilmTraits): number | null {
  let shared = 0;
  for (const trait of ['kind', 'time', 'ordinal', 'place'] as const) {
    const [a, b] = [left[trait], right[trait]];
    if (a === null || b === null) continue;
    if (a !== b) return null;
    shared += trait === 'kind' ? 1 : 2;
  }
  if (left.views.length > 0 && right.views.length > 0)
    if (left.views.some((view) => right.views.includes(view))) shared += 1;
  return shared;
}
