import { isFrontal } from '../../../data/vocabulary/views.ts';
import {
  type ImageInReading,
  perSentence,
  quoteOf,
  quoteOfFact,
  type Reading,
  type Relation,
  type Sentence,
} from '../reading.ts';
import {
  isElsewhere,
  isHead,
  isOfAnotherDay,
  isToldOf,
  type Modality,
  modalityOfSource,
  modalityRules,
} from '../rules/modalities.ts';
import { type Draft, draft } from './draft.ts';
import { isOfSomePanels } from './panels.ts';

/**
 * How a picture was made: as its own caption says, its file name, its view, the paragraph of the findings that is about
 * it, or the only kind of picture that its case has. A CT that is merely told of is not the picture at hand.
 */

interface Mention {
  readonly modality: Modality;
  readonly sentence: Sentence;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  /** What its part of the sentence is about. */
  readonly head: boolean;
  readonly elsewhere: boolean;
}

const isCaption = (sentence: Sentence): boolean =>
  sentence.kind === 'caption' || sentence.kind === 'panel-caption' || sentence.label !== null;

const mentionsOf = perSentence((sentence): readonly Mention[] =>
  modalityRules.flatMap(({ id, modality, pattern }) =>
    [...sentence.words.matchAll(pattern)].map((match): Mention => {
      const [start, end] = [match.index, match.index + match[0].length];
      const { words } = sentence;
      const another =
        isElsewhere(words, start, end) ||
        (modality !== 'X-ray' && !isCaption(sentence) && isOfAnotherDay(words, start));
      return { modality, sentence, start, end, rule: id, head: isHead(words, start), elsewhere: another };
    }),
  ),
);

/** Kinds of picture that a case may have beside each other; the others stand in captions of their own. */
const radiological = ({ modality }: Mention): boolean => modality === 'X-ray' || modality === 'CT';

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

const saying = (mention: Mention, image: ImageInReading, confidence: number, reason: string): Draft =>
  draft(
    { patient: image.patient, image: image.id },
    'modality',
    mention.modality,
    quoteOf(mention.sentence, mention.start, mention.end),
    mention.rule,
    confidence,
    reason,
  );

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
    if (isOfSomePanels(named, captions.map(({ mention }) => mention.sentence), image)) return 'several';
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
    ? saying(last, image, last.modality === 'X-ray' ? 0.55 : 0.3, 'the last of several kinds of picture named')
    : null;
}

const fileModality = /\.nii(?:\.gz)?$|(?:^|[-_.\s])(?:CT|TC|TAC|HRCT)(?=$|[-_.\s\d])/;
const fileRadiograph = /(?:^|[-_.\s])(?:CXR|RX|Xray|x-ray|rx-?torace)(?=$|[-_.\s\d])/i;

function byFileName(reading: Reading, image: ImageInReading): Draft[] {
  const target = { patient: image.patient, image: image.id };
  return ([[fileModality, 'CT'], [fileRadiograph, 'X-ray']] as const).flatMap(([pattern, modality]) => {
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

/** "Six hours after image 1": a caption that goes on from another picture. */
const anotherPicture = /\b(?:image|figure|fig\.?|panel)\s(\d{1,2})\b/gi;

/** Pictures of its own figure, or those that its caption goes on from. */
function companyOf(reading: Reading, image: ImageInReading): ImageInReading[] {
  const figure = image.label?.figure ?? null;
  if (figure === null) return [];
  const referred = reading.sentences
    .filter((sentence) => sentence.images.includes(image.id) && sentence.images.length === 1 && isCaption(sentence))
    .flatMap(({ words }) => [...words.matchAll(anotherPicture)].map((match) => Number(match[1])));
  const figures = new Set([figure, ...referred]);
  return reading.images.filter(
    ({ id, patient, label }) =>
      id !== image.id && patient === image.patient && label !== null && figures.has(label.figure ?? -1),
  );
}

/** The kind of the other pictures of its figure, or of all pictures that the case tells of. */
function byCompany(
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
  if (!sole || !image.radiological) return null;
  const confidence = sole.modality === 'X-ray' || sole.sentence.kind === 'title' ? 0.82 : 0.6;
  return saying(sole, image, confidence, 'the only kind of picture that this case tells of');
}

/** The one kind of radiological picture that the texts of a case name at all; null when there are more, or none. */
function soleKind(reading: Reading): Mention | null {
  const named = reading.sentences
    .filter(({ literature, kind }) => !literature || kind === 'title')
    .flatMap((sentence) => mentionsOf(sentence).filter(radiological));
  const first = named.find(({ elsewhere }) => !elsewhere) ?? null;
  return first && named.every(({ modality }) => modality === first.modality) ? first : null;
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
