import type { CaseText } from '../../../data/format/case.ts';
import { allMatches } from '../patterns/all-matches.ts';
import {
  type ImageInReading,
  perSentence,
  type Reading,
  type Relation,
  relationOf,
  type Sentence,
} from '../texts/reading.ts';

/**
 * Which picture a text is about that is kept for the case as a whole: its only one, or the one that a paragraph of
 * findings is headed like ("Day 5", "CT", the first of as many paragraphs as pictures).
 */

/** Texts whose films are those of the case; articles tell of many more. */
const ofThisCase: ReadonlySet<CaseText['kind']> = new Set([
  'findings',
  'clinical-notes',
  'other-notes',
  'presentation',
  'history',
]);
const isCaption = ({ kind }: { readonly kind: CaseText['kind'] }): boolean =>
  kind === 'caption' || kind === 'panel-caption';

/** A caption that long tells for itself. */
const LONGEST_HEAD = 90;

const sameWord: readonly (readonly [RegExp, string])[] = [
  [/^(?:x-?rays?|cxr|rx|radiographs?|films?|xr)$/, 'film'],
  [/^(?:hrct|ctpa|cect|nect|tc|tac)$/, 'ct'],
  [/^(?:presentation|arrival|initial|baseline|admitted)$/, 'admission'],
];
const empty =
  /^(?:the|an?|of|on|in|at|and|after|chest|view|image|scan|window|lung|axial|coronal|sagittal|c)$/;

/** What a heading says, word by word, in one spelling. */
const keysOf = (head: string): ReadonlySet<string> =>
  new Set(
    (head.toLowerCase().match(/[\p{L}\d]+(?:-[\p{L}\d]+)*/gu) ?? [])
      .filter((word) => !empty.test(word))
      .map((word) => sameWord.find(([pattern]) => pattern.test(word))?.[1] ?? word),
  );

interface Paragraph {
  readonly start: number;
  readonly keys: ReadonlySet<string>;
}

/** Paragraphs of a text: parted by empty lines, else its lines. */
function paragraphsOf(text: string): Paragraph[] {
  const parted = /\n[ \t]*\n/.test(text) ? /\n[ \t]*\n\s*/g : /\n\s*/g;
  const starts = [0, ...allMatches(text, parted).map((match) => match.index + match[0].length)];
  return starts
    .filter((start) => start < text.length)
    .map((start) => {
      const head = /^[^:.\n]{0,200}/.exec(text.slice(start, start + 200))?.[0] ?? '';
      return { start, keys: keysOf(head.slice(0, LONGEST_HEAD)) };
    });
}

/** Which paragraph each picture is told of in; those that nothing assigns are left out. */
function assigned(
  paragraphs: readonly Paragraph[],
  images: readonly ImageInReading[],
  captionOf: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  if (paragraphs.length === 1) return new Map(images.map(({ id }) => [id, 0]));
  for (const { id } of images) {
    const keys = keysOf(captionOf.get(id) ?? '');
    if (keys.size === 0) continue;
    const fitting = paragraphs.flatMap((one, at) =>
      [...keys].every((key) => one.keys.has(key)) ? [at] : [],
    );
    if (fitting.length === 1) found.set(id, fitting[0] ?? 0);
  }
  // As many paragraphs as pictures are left: they follow in the same order.
  const taken = new Set(found.values());
  const rest = paragraphs.flatMap((_, at) => (taken.has(at) ? [] : [at]));
  const open = images.filter(({ id }) => !found.has(id));
  if (rest.length === open.length)
    open.forEach(({ id }, at) => {
      found.set(id, rest[at] ?? 0);
    });
  return found;
}

/** How sentences stand to images where pictures are concerned; made once a case. */
export function pictureRelations(reading: Reading): (sentence: Sentence, image: ImageInReading) => Relation {
  const captionOf = new Map<string, string>();
  for (const sentence of reading.sentences) {
    const [image] = sentence.images;
    if (isCaption(sentence) && image !== undefined && sentence.images.length === 1 && !captionOf.has(image))
      captionOf.set(image, sentence.words.length <= LONGEST_HEAD ? sentence.words : '');
  }
  const shares = new Map<string, { paragraphs: Paragraph[]; of: ReadonlyMap<string, number> }>();
  const sharesOf = (sentence: Sentence, images: readonly ImageInReading[]) => {
    const held = shares.get(sentence.text);
    if (held) return held;
    const text = reading.record.texts.find(({ id }) => id === sentence.text)?.text ?? '';
    const paragraphs = paragraphsOf(text);
    const made = { paragraphs, of: assigned(paragraphs, images, captionOf) };
    shares.set(sentence.text, made);
    return made;
  };
  const mine = new Map(
    reading.patients.map((patient) => [patient, reading.images.filter((one) => one.patient === patient)]),
  );
  /** Pictures of a caption that a sentence says again: "Chest X-ray of 11 March". */
  const namedIn = perSentence(({ words, film }) =>
    film ? [...captionOf].filter(([, caption]) => isNamed(words, caption)).map(([id]) => id) : [],
  );
  const paragraphOf = perSentence((sentence) =>
    sharesOf(sentence, mine.get(sentence.patient) ?? reading.images).paragraphs.findLastIndex(
      ({ start }) => start <= sentence.start,
    ),
  );
  return (sentence, image) => {
    const relation = relationOf(sentence, image);
    if (relation !== 'case' || !ofThisCase.has(sentence.kind) || sentence.literature) return relation;
    const images = mine.get(image.patient) ?? [];
    if (images.length === 1)
      return reading.images.length === 1 || sentence.patient !== null ? 'own' : relation;
    const [named, ...others] = namedIn(sentence);
    if (named !== undefined && others.length === 0) return named === image.id ? 'own' : 'other';
    if (sentence.kind !== 'findings') return relation;
    const at = paragraphOf(sentence);
    const { of } = sharesOf(sentence, images);
    const place = of.get(image.id);
    if (place === undefined) return relation;
    if (place !== at) return 'other';
    return [...of.values()].filter((one) => one === at).length === 1 ? 'own' : 'shared';
  };
}

/** Whether a sentence says a short caption with a number again. */
const isNamed = (words: string, caption: string): boolean =>
  caption.length <= 20 && /\d/.test(caption) && words.includes(caption.replace(/\.$/, ''));
