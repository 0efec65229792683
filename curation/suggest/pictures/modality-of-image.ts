import { isFrontal } from '../../../data/vocabulary/views.ts';
import { type Draft, draft } from '../rules/draft.ts';
import {
  type ImageInReading,
  quoteOfFact,
  type Reading,
  type Relation,
  type Sentence,
} from '../texts/reading.ts';
import { isCaption, type Mention, mentionsOf, radiological, saying } from './modality-mentions.ts';
import { byCompany, soleKind } from './modality-of-company.ts';
import { isToldOf, modalityOfSource } from './modality-rules.ts';
import { isOfSomePanels } from './panels.ts';

/**
 * How a picture was made: as its own caption says, its file name, its view, the paragraph of the findings that is about
 * it, or the only kind of picture that its case has. A CT that is merely told of is not the picture at hand.
 */

function confidenceOf(mention: Mention, relation: Relation): number {
  const { sentence, modality, head, end } = mention;
  const own = relation === 'own';
  if (isCaption(sentence) && own) return modality === 'X-ray' ? 0.95 : head ? 0.92 : 0.75;
  if (modality === 'X-ray') return own ? 0.9 : 0.85;
  if (!head || !radiological(mention)) return 0.6;
  // A CT that was done is told of the course; the picture at hand may be the radiograph.
  if (isToldOf(sentence.words, end)) return 0.7;
  return own && sentence.kind !== 'presentation' && sentence.kind !== 'history' ? 0.88 : 0.75;
}

/** The one kind that mentions agree on: what parts of sentences are about counts before what they name. */
function agreed(mentions: readonly Mention[]): Mention | null {
  const heads = mentions.filter(({ head }) => head);
  const telling = heads.length > 0 ? heads : mentions;
  return new Set(telling.map(({ modality }) => modality)).size === 1 ? (telling[0] ?? null) : null;
}

type Relations = (sentence: Sentence, image: ImageInReading) => Relation;

/** What the words about an image say: its captions first, then the texts about it; `several` for a composite. */
function byWords(reading: Reading, image: ImageInReading, relationTo: Relations): Draft | 'several' | null {
  const about: { readonly mention: Mention; readonly relation: Relation }[] = [];
  for (const sentence of reading.sentences) {
    const relation = relationTo(sentence, image);
    if (relation === 'other' || relation === 'case') continue;
    for (const mention of mentionsOf(sentence)) if (!mention.elsewhere) about.push({ mention, relation });
  }
  const captions = about.filter(({ mention, relation }) => relation === 'own' && isCaption(mention.sentence));
  // "(A) Chest film. (B) CT.": no kind of the whole figure, whatever is said of it elsewhere.
  const named = captions.map(({ mention: { sentence, modality } }) => ({ sentence, value: modality }));
  if (new Set(named.map(({ value }) => value)).size > 1) {
    if (
      isOfSomePanels(
        named,
        captions.map(({ mention }) => mention.sentence),
        image,
      )
    )
      return 'several';
  }
  const telling =
    captions.length > 0 ? captions : about.filter(({ mention }) => mention.head || radiological(mention));
  const mentions = telling.map(({ mention }) => mention);
  const top = captions.length > 0 ? agreed(mentions) : agreed(mentions.filter(radiological));
  if (top) {
    const best = telling
      .filter(({ mention }) => mention.modality === top.modality)
      .reduce((most, { mention, relation }) => Math.max(most, confidenceOf(mention, relation)), 0);
    const others = mentions.some(({ modality }) => modality !== top.modality && modality !== 'Illustration');
    return saying(top, image, others ? Math.min(best, 0.88) : best, 'the words of this image name it');
  }
  // Two kinds of picture in one note: the last one named is the film the note ends with, usually.
  const last = mentions.at(-1);
  return last
    ? saying(
        last,
        image,
        last.modality === 'X-ray' ? 0.55 : 0.3,
        'the last of several kinds of picture named',
      )
    : null;
}

const fileModality = /\.nii(?:\.gz)?$|(?:^|[-_.\s])(?:CT|TC|TAC|HRCT)(?=$|[-_.\s\d])/;
const fileRadiograph = /(?:^|[-_.\s])(?:CXR|RX|Xray|x-ray|rx-?torace)(?=$|[-_.\s\d])/i;

function byFileName(reading: Reading, image: ImageInReading): Draft[] {
  const target = { patient: image.patient, image: image.id };
  return (
    [
      [fileModality, 'CT'],
      [fileRadiograph, 'X-ray'],
    ] as const
  ).flatMap(([pattern, modality]) => {
    const match = pattern.exec(image.file);
    const quote =
      match && quoteOfFact(reading.record, 'file-name', image.id, match.index, match.index + match[0].length);
    return quote
      ? [draft(target, 'modality', modality, quote, 'file-name-modality', 0.93, 'the file name says so')]
      : [];
  });
}

function byView(image: ImageInReading, view: Draft): Draft {
  const projection = isFrontal(String(view.value)) || view.value === 'L';
  return draft(
    { patient: image.patient, image: image.id },
    'modality',
    projection ? 'X-ray' : 'CT',
    view.quote,
    'modality-of-view',
    projection ? 0.96 : 0.9,
    `${view.value} is a view of ${projection ? 'a radiograph' : 'a scan'}`,
  );
}

const surest = (drafts: readonly Draft[]): Draft | null =>
  drafts.reduce<Draft | null>((top, one) => (top && top.confidence >= one.confidence ? top : one), null);

function ofImage(
  reading: Reading,
  image: ImageInReading,
  view: Draft | undefined,
  relationTo: Relations,
): Draft | null {
  const record = reading.record.images.find(({ id }) => id === image.id);
  const stated = quoteOfFact(reading.record, 'image-modality', image.id);
  if (record?.modality.value && stated)
    return draft(
      { patient: image.patient, image: image.id },
      'modality',
      record.modality.value,
      stated,
      'stated-modality',
      0.95,
      'the page states it',
    );
  const words = byWords(reading, image, relationTo);
  if (words === 'several') return null;
  const found = [...(words ? [words] : []), ...byFileName(reading, image)];
  const counted = view && view.confidence >= 0.8 ? byView(image, view) : null;
  // A plane may be of another kind of scan that the words name.
  if (counted && !(counted.value === 'CT' && words && words.value !== 'X-ray' && words.value !== 'CT'))
    found.push(counted);
  const address =
    quoteOfFact(reading.record, 'image-url', image.id) ?? quoteOfFact(reading.record, 'source-url');
  for (const [pattern, modality, reason] of modalityOfSource)
    if (address && pattern.test(address.words))
      found.push(
        draft(
          { patient: image.patient, image: image.id },
          'modality',
          modality,
          address,
          'modality-of-source',
          0.92,
          reason,
        ),
      );
  return surest(found);
}

/**
 * Modalities of all images.
 * @param views the view of each image, where one was found
 */
export function modalitiesOf(
  reading: Reading,
  views: ReadonlyMap<string, Draft>,
  relationTo: Relations,
): Draft[] {
  const known = new Map<string, Draft>();
  for (const image of reading.images) {
    const found = ofImage(reading, image, views.get(image.id), relationTo);
    if (found) known.set(image.id, found);
  }
  const sure = new Map([...known].filter(([, { confidence }]) => confidence >= 0.8));
  const sole = soleKind(reading);
  return reading.images.flatMap((image) => {
    // What its own words leave open is not settled by other pictures.
    return known.get(image.id) ?? byCompany(reading, image, sure, sole) ?? [];
  });
}
