import type { Case, CaseText } from '../../data/format/case.ts';
import type { Quote } from '../../data/format/day.ts';
import { factId, quotableText } from '../../data/format/quotable.ts';
import { clausesOf } from './clauses/cut.ts';
import { subjectsOf, type Told } from './clauses/who.ts';
import { namedIn, partsByPatient, patientCalled, toldByPage } from './headings.ts';
import {
  bracketedLabels,
  type Label,
  labelOfImage,
  leadingLabel,
  namedLabels,
  type PlacedLabels,
  speaksOf,
  titleOfFigure,
} from './labels.ts';
import { splitSentences } from './sentences.ts';
import { inGeneral, tellsOfOne } from './told-of-one.ts';
import { Scanned } from './words/scanned.ts';

/**
 * A case as the rules read it: its sentences in reading order, each with the patient and the images it
 * speaks of. Every text of a case is read, near and far from the images it belongs to.
 */

/** How a sentence stands to an image. `own` speaks of it alone, `shared` of several, `case` of the patient. */
export type Relation = 'own' | 'shared' | 'case' | 'other';

export interface Sentence {
  readonly text: string;
  readonly kind: CaseText['kind'];
  readonly language: string;
  readonly start: number;
  readonly words: string;
  /** Position in the case's reading order. */
  readonly at: number;
  readonly patient: string | null;
  /** Images its text belongs to; empty: the case as a whole. */
  readonly images: readonly string[];
  /** The label that holds for the sentence: its own leading one, or the last one before it. */
  readonly label: Label | null;
  readonly labels: readonly PlacedLabels[];
  /** Names a film or scan, or stands in a caption. */
  readonly film: boolean;
  /** Prose about the disease rather than the patient. */
  readonly literature: boolean;
  /** Who the sentences before it have told of: what its pronouns may mean. */
  readonly told: Told;
}

export interface ImageInReading {
  readonly id: string;
  readonly patient: string | null;
  readonly file: string;
  readonly date: string | null;
  readonly label: Label | null;
  readonly order: number;
  /** Its modality is stated, or its captions speak of a film; a publication's other figures do neither. */
  readonly radiological: boolean;
}

export interface Reading {
  readonly record: Case;
  readonly sentences: readonly Sentence[];
  readonly images: readonly ImageInReading[];
  readonly patients: readonly (string | null)[];
}

const captionKinds: ReadonlySet<CaseText['kind']> = new Set(['caption', 'panel-caption', 'findings']);
/** Whether a sentence stands in a caption. */
export const isCaption = ({ kind }: { readonly kind: CaseText['kind'] }): boolean =>
  kind === 'caption' || kind === 'panel-caption';

const literatureKinds: ReadonlySet<CaseText['kind']> = new Set([
  'discussion',
  'abstract',
  'differential',
  'quiz',
  'table',
]);
const skippedKinds: ReadonlySet<CaseText['kind']> = new Set(['references', 'differential', 'quiz']);

/** Sections of an article that speak of the disease. */
const literatureHeading =
  /\b(?:introduction|background|discussion|conclusions?|methods?|materials|results|limitations|literature|review|guidelines?|references|epidemiology|teaching points?)\b/i;

/** Words for a radiograph, scan or figure, English and the Italian of SIRM. */
export const filmWords = new Scanned(
  /\b(?:[Xx]-?\s?[Rr]ays?|[Xx]ay|[Rr]adiographs?|[Rr]adiograph(?:y|ic)|[Rr]adiograms?|[Rr]adiological|[Rr]oentgenogram|[Ff]ilms?|[Pp]rojections?|CXR|cxr|RX|CT|HRCT|TAC|TC|[Tt]omography|[Ss]cans?|[Ii]maging|[Ii]mages?|[Pp]ictures?|[Ff]igs?\.?|[Ff]igures?|[Pp]anels?|[Rr]adiografia|[Rr]adiogramma|[Ff]ollow-up)\b/,
);

/** Words that only stand with a radiograph or scan. */
const radiologyWords = new Scanned(
  /\b(?:x-?\s?rays?|xay|radiograph\w*|radiogram\w*|radiolog\w*|roentgen\w*|films?|CXR|RX|HRCT|CT|TAC|TC|tomogra\w*|MRI|magnetic resonance|portable|supine|semi-?erect|erect|AP|PA|axial|coronal|sagittal|assiale|ultraso\w*|sonogra\w*|lungs?|chest|thora\w*|radiografia|torace)\b/i,
);

/** What films show: a sentence of findings is about a film that it does not name. */
const shownWords = new Scanned(
  /\b(?:opacit(?:y|ies)|opacification|shadow(?:s|ing)|consolidations?|infiltrat(?:es?|ion)|ground[- ]?glass|GGOs?|haziness|lung fields?|costophrenic|hemithorax|pleural effusion|thickenings?|addensament[oi])\b/i,
);
/** `Day 4: bilateral consolidations`: a note that begins with its day is that day's film. */
const dayFirst =
  /^(?:(?:hospital\s|illness\s|disease\s|symptom\s|admission\s|post-?op(?:erative)?\s)?day\s?#?\s?\d{1,3}\b|(?:HD|POD|D)\s?[#+]?\d{1,2}\b)/i;

/** Sentences about the patient, not the disease, even within a discussion. */
const thisPatient = new Scanned(
  /\b(?:our|this|the|index)\s(?:\w+\s)?(?:patient|case|man|woman|boy|girl|infant|child)\b|\b(?:he|she|his|her)\b|\b(?:presented here|present case|in our case)\b/i,
);

/** A test told as done, in the discussion of a single case. */
const testTold = new Scanned(
  /\b(?:RT-?PCR|PCR|swab)\b[^.;%]{0,40}\b(?:was|came back|returned|turned out)\s(?:positive|negative)\b(?![^.;]{0,30}\b(?:in|of|among)\s(?:\d|the |all |most |some |patients))/i,
);

function imagesOfText(record: Case, text: CaseText): readonly string[] {
  if (text.images.length > 0) return text.images;
  const captioned = record.images.filter((image) => image.caption === text.id);
  if (captioned.length > 0) return captioned.map(({ id }) => id);
  if (text.study !== null)
    return record.images.filter((image) => image.study === text.study).map(({ id }) => id);
  return [];
}

/** Images whose modality is stated, or whose captions, where they have any, name a film or what films show. */
function radiologicalImages(record: Case, texts: readonly CaseText[]): ReadonlySet<string> {
  const captions = new Map<string, string[]>();
  const add = (image: string, text: string) => captions.set(image, [...(captions.get(image) ?? []), text]);
  for (const text of texts)
    if (captionKinds.has(text.kind)) for (const image of imagesOfText(record, text)) add(image, text.text);
  const speaks = (image: Case['images'][number]): boolean => {
    if (image.modality.value !== null || image.view.value !== null) return true;
    const own = [...(captions.get(image.id) ?? []), ...(captions.get(image.parent?.image ?? '') ?? [])];
    return own.length === 0 || own.some((text) => radiologyWords.test(text) || shownWords.test(text));
  };
  return new Set(record.images.filter(speaks).map(({ id }) => id));
}

/** The label that an image's own caption begins with: "Fig. A. Chest radiograph". */
function labelOfCaption(record: Case, image: Case['images'][number]): Label | null {
  const own = record.texts.filter(
    ({ kind, id, images }) =>
      captionKinds.has(kind) && (image.caption === id || (images.length === 1 && images[0] === image.id)),
  );
  const [only] = own;
  const label = own.length === 1 && only ? leadingLabel(only.text.slice(0, 40)) : null;
  if (!only || label?.panel == null) return label;
  // "(A) Chest film and (B) CT": the whole figure, and none of its panels.
  const named = [
    ...bracketedLabels(only.text).flatMap(({ labels }) => labels),
    ...splitSentences(only.text).flatMap(({ start, end }) => leadingLabel(only.text.slice(start, end)) ?? []),
  ];
  const whole = named.some(({ panel }) => panel !== null && panel !== label.panel);
  return !whole ? label : label.figure === null ? null : { ...label, panel: null };
}

/** A case's texts, and before each image's caption what stands in place of its figure's number: "CXR 28/03/2020". */
function withTitles(record: Case): readonly CaseText[] {
  const titles = new Map<string | null, CaseText[]>();
  for (const { id: image, figure, caption, study, patient } of record.images) {
    const text = titleOfFigure(figure);
    if (text === null) continue;
    const language = record.texts[0]?.language ?? 'en';
    const id = factId('image-figure', image);
    const title: CaseText = {
      id,
      kind: 'caption',
      heading: null,
      text,
      images: [image],
      study,
      patient,
      language,
    };
    titles.set(caption, [...(titles.get(caption) ?? []), title]);
  }
  if (titles.size === 0) return record.texts;
  const known = new Set<string | null>(record.texts.map(({ id }) => id));
  return [
    ...record.texts.flatMap((text) => [...(titles.get(text.id) ?? []), text]),
    ...[...titles].flatMap(([caption, list]) => (known.has(caption) ? [] : list)),
  ];
}

/** Reads a case. Time and memory grow linearly with its text. */
export function readTexts(record: Case): Reading {
  const sentences: Sentence[] = [];
  const single = record.patients.length === 1 ? (record.patients[0]?.id ?? null) : null;
  const texts = withTitles(record);
  const radiological = radiologicalImages(record, texts);
  const patientOfImage = new Map(record.images.map((image) => [image.id, image.patient]));
  for (const text of texts) {
    if (skippedKinds.has(text.kind)) continue;
    const images = imagesOfText(record, text);
    const owners = new Set(images.flatMap((id) => patientOfImage.get(id) ?? []));
    const ofText = text.patient ?? (owners.size === 1 ? ([...owners][0] ?? null) : single);
    const literature =
      literatureKinds.has(text.kind) || (text.heading !== null && literatureHeading.test(text.heading));
    const ofOne = tellsOfOne(text);
    const ofFilm = images.length === 0 || images.some((id) => radiological.has(id));
    let label: Label | null = null;
    let patient = ofText;
    let told: Told = toldByPage(record, ofText);
    const spans = splitSentences(text.text).flatMap((span) => partsByPatient(record, text.text, span));
    for (const { start, end } of spans) {
      const words = text.text.slice(start, end);
      const leading = leadingLabel(words);
      if (leading) {
        // "(b)" after "Figure 2" stays within figure 2.
        const figure: number | null = leading.figure ?? (label as Label | null)?.figure ?? null;
        label = { figure, panel: leading.panel };
      }
      const called = namedIn(words);
      if (called && text.patient === null) patient = patientCalled(record, called.name) ?? patient;
      if (called?.heads) told = { ...toldByPage(record, patient), headed: true };
      const before = told;
      told = subjectsOf(words, clausesOf(words), before).told;
      sentences.push({
        text: text.id,
        kind: text.kind,
        language: text.language,
        start,
        words,
        at: sentences.length,
        patient,
        images,
        label,
        // A caption that names another figure compares with it.
        labels: isCaption(text) ? bracketedLabels(words) : namedLabels(words),
        film:
          (captionKinds.has(text.kind) && ofFilm) ||
          leading !== null ||
          filmWords.test(words) ||
          shownWords.test(words) ||
          dayFirst.test(words),
        literature:
          literature &&
          !thisPatient.test(words) &&
          !(ofOne && !inGeneral.test(words)) &&
          !(text.kind === 'discussion' && testTold.test(words)),
        told: before,
      });
    }
  }
  const images = record.images.map((image) => ({
    id: image.id,
    patient: image.patient ?? single,
    file: image.file,
    date: image.date ?? record.studies.find((study) => study.id === image.study)?.date ?? null,
    label: labelOfImage(image) ?? labelOfCaption(record, image),
    order: image.order,
    radiological: radiological.has(image.id),
  }));
  // Images that belong to nobody yet are read as those of one unnamed patient.
  const nobody = images.some(({ patient }) => patient === null) || record.patients.length === 0;
  const patients = [...record.patients.map(({ id }) => id), ...(nobody ? [null] : [])];
  return { record, sentences, images, patients };
}

/**
 * How a sentence stands to an image. A bracketed label ("... (Fig. 1a).") is nearer than the label of the part
 * the sentence stands in.
 */
export function relationOf(sentence: Sentence, image: ImageInReading): Relation {
  if (sentence.images.length > 0 && !sentence.images.includes(image.id)) return 'other';
  if (sentence.patient !== null && image.patient !== null && sentence.patient !== image.patient)
    return 'other';
  const bracketed = sentence.labels.flatMap(({ labels }) => labels);
  const told = bracketed.map((label) => speaksOf(label, image.label)).filter((answer) => answer !== null);
  if (told.includes(true)) return 'own';
  if (told.length > 0 && told.length === bracketed.length) return 'other';
  const held = sentence.label === null ? null : speaksOf(sentence.label, image.label);
  if (held === true) return 'own';
  if (held === false) return 'other';
  if (sentence.images.length === 1) return 'own';
  return sentence.images.length === 0 ? 'case' : 'shared';
}

/** Reads each sentence once, however many images ask for it. */
export function perSentence<T>(read: (sentence: Sentence) => T): (sentence: Sentence) => T {
  const known = new WeakMap<Sentence, { readonly value: T }>();
  return (sentence) => {
    const held = known.get(sentence);
    if (held) return held.value;
    const value = read(sentence);
    known.set(sentence, { value });
    return value;
  };
}

/** Words of a sentence as a quote. */
export const quoteOf = (sentence: Sentence, start: number, end: number): Quote => ({
  text: sentence.text,
  start: sentence.start + start,
  end: sentence.start + end,
  words: sentence.words.slice(start, end),
});

/** A short fact of the case as a quote; null when the case does not state it. */
export function quoteOfFact(
  record: Case,
  kind: Parameters<typeof factId>[0],
  of = '',
  start = 0,
  end?: number,
): Quote | null {
  const id = factId(kind, of);
  const words = quotableText(record, id)?.slice(start, end) ?? '';
  return words === '' ? null : { text: id, start, end: start + words.length, words };
}
