import { allMatches } from '../patterns/all-matches.ts';
import type { Draft } from '../rules/draft.ts';
import type { ImageInReading, Reading } from '../texts/reading.ts';
import { isCaption, type Mention, mentionsOf, radiological, saying } from './modality-mentions.ts';

/** How a picture is made whose own words do not say it: as those it stands beside. */

/** "Six hours after image 1": a caption that goes on from another picture. */
const anotherPicture = /\b(?:image|figure|fig\.?|panel)\s(\d{1,2})\b/gi;

/** Pictures of its own figure, or those that its caption goes on from. */
function companyOf(reading: Reading, image: ImageInReading): ImageInReading[] {
  const figure = image.label?.figure ?? null;
  if (figure === null) return [];
  const referred = reading.sentences
    .filter(
      (sentence) => sentence.images.includes(image.id) && sentence.images.length === 1 && isCaption(sentence),
    )
    .flatMap(({ words }) => allMatches(words, anotherPicture).map((match) => Number(match[1])));
  const figures = new Set([figure, ...referred]);
  return reading.images.filter(
    ({ id, patient, label }) =>
      id !== image.id && patient === image.patient && label !== null && figures.has(label.figure ?? -1),
  );
}

/** A caption of so few letters tells when ("7 March"), not what is seen. */
const LONGEST_HEAD = 25;

const hasOnlyHeads = (reading: Reading, image: ImageInReading): boolean =>
  reading.sentences
    .filter((sentence) => isCaption(sentence) && sentence.images.includes(image.id))
    .every(({ words }) => words.length <= LONGEST_HEAD);

/** The kind of the other pictures of its figure, or of all pictures that the case tells of. */
export function byCompany(
  reading: Reading,
  image: ImageInReading,
  known: ReadonlyMap<string, Draft>,
  sole: Mention | null,
): Draft | null {
  const kinds = companyOf(reading, image).flatMap(({ id }) => known.get(id) ?? []);
  const [brother] = kinds;
  if (brother && new Set(kinds.map(({ value }) => value)).size === 1)
    return {
      ...brother,
      image: image.id,
      rule: 'modality-of-figure',
      confidence: Math.min(0.85, brother.confidence),
      reason: 'as the pictures it stands beside',
    };
  if (!sole || !(image.radiological || hasOnlyHeads(reading, image))) return null;
  const confidence = sole.modality === 'X-ray' || sole.sentence.kind === 'title' ? 0.82 : 0.6;
  return saying(sole, image, confidence, 'the only kind of picture that this case tells of');
}

/** The one kind of radiological picture that the texts of a case name at all; null when there are more, or none. */
export function soleKind(reading: Reading): Mention | null {
  const named = reading.sentences
    .filter(({ literature, kind }) => !literature || kind === 'title')
    .flatMap((sentence) => mentionsOf(sentence).filter(radiological));
  const first = named.find(({ elsewhere }) => !elsewhere) ?? null;
  return first && named.every(({ modality }) => modality === first.modality) ? first : null;
}
