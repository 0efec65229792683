import { isFrontal } from '../../../data/vocabulary/views.ts';
import { type Draft, draft } from '../rules/draft.ts';
import { isCaption } from '../texts/captions.ts';
import { speaksOf } from '../texts/labels.ts';
import {
  type ImageInReading,
  perSentence,
  quoteOf,
  quoteOfFact,
  type Reading,
  type Relation,
  type Sentence,
} from '../texts/reading.ts';
import { modalitiesOf } from './modality-of-image.ts';
import { isElsewhere } from './modality-rules.ts';
import { isOfPanels, isOfSomePanels } from './panels.ts';
import { pictureRelations } from './picture-texts.ts';
import { viewOfFile } from './view-of-file.ts';
import { type StatedView, viewsIn } from './views.ts';

/** View and modality of each image. */

const best = (drafts: readonly Draft[]): Draft | null =>
  drafts.reduce<Draft | null>(
    (top, one) => (top === null || one.confidence > top.confidence ? one : top),
    null,
  );

const viewsOfSentence = perSentence((sentence) =>
  viewsIn(sentence.words, isCaption(sentence)).filter(
    ({ start, end }) => !isElsewhere(sentence.words, start, end),
  ),
);

interface Told {
  readonly sentence: Sentence;
  readonly view: StatedView;
  readonly confidence: number;
}

type Relations = (sentence: Sentence, image: ImageInReading) => Relation;

/** What of a sentence's views is said of an image. */
function toldBy(sentence: Sentence, image: ImageInReading, relation: Relation): Told[] {
  const views = viewsOfSentence(sentence);
  const plain = views.filter(({ labels }) => labels.length === 0);
  return views.flatMap((view) => {
    if (view.labels.length > 0) {
      const answers = view.labels.map((label) => speaksOf(label, image.label));
      if (answers.includes(true)) return [{ sentence, view, confidence: view.confidence }];
      // "(A) axial, (B) coronal" beside a figure that is not cut up: it is known to be of panels.
      return isOfPanels(sentence, image) && relation !== 'other' && relation !== 'case'
        ? [{ sentence, view, confidence: view.confidence }]
        : [];
    }
    if (relation === 'other' || relation === 'case') return [];
    // "PA and lateral radiographs", "axial and coronal images": which of them this is, nobody says.
    const others = plain.some((one) => one.view !== view.view);
    const confidence = view.confidence - (others ? 0.2 : 0) - (relation === 'shared' ? 0.12 : 0);
    return [{ sentence, view, confidence }];
  });
}

function viewByWords(
  reading: Reading,
  image: ImageInReading,
  relationTo: Relations,
  named: boolean,
): Draft | null {
  const told: Told[] = [];
  const captions: Sentence[] = [];
  let captioned = false;
  for (const sentence of reading.sentences) {
    // "(d)" of another figure's text is another image.
    if (sentence.images.length > 0 && !sentence.images.includes(image.id)) continue;
    const relation = relationTo(sentence, image);
    const own = toldBy(sentence, image, relation);
    const caption = isCaption(sentence);
    if (relation === 'own' || relation === 'shared') captions.push(sentence);
    if (own.length > 0 && caption && !captioned) {
      // Its own caption tells before any other text.
      captioned = true;
      told.length = 0;
    }
    if (caption || !captioned) told.push(...own);
  }
  const said = told.map(({ sentence, view }) => ({ sentence, labels: view.labels, value: view.view }));
  if (isOfSomePanels(said, captions, image)) return null;
  const top = told.reduce<Told | null>(
    (most, one) => (most && most.confidence >= one.confidence ? most : one),
    null,
  );
  if (!top) return null;
  // Words and file name for different views: two films in one note.
  const disputed = new Set(told.map(({ view }) => view.view)).size > 1 && !named;
  const { sentence, view } = top;
  return draft(
    { patient: image.patient, image: image.id },
    'view',
    view.view,
    quoteOf(sentence, view.start, view.end),
    view.rule,
    disputed ? Math.min(0.75, top.confidence) : top.confidence,
    disputed ? 'the first of several views named' : 'the words of this image say so',
  );
}

function viewOf(reading: Reading, image: ImageInReading, relationTo: Relations): Draft | null {
  const target = { patient: image.patient, image: image.id };
  const found: Draft[] = [];
  const record = reading.record.images.find(({ id }) => id === image.id);
  const stated = quoteOfFact(reading.record, 'image-view', image.id);
  if (record?.view.value && stated)
    found.push(draft(target, 'view', record.view.value, stated, 'stated-view', 0.96, 'the page states it'));
  const brother = reading.images.some(
    (other) => other.id !== image.id && isFrontal(viewOfFile(other.file, false)?.view ?? ''),
  );
  const named = viewOfFile(image.file, brother);
  const quote = named && quoteOfFact(reading.record, 'file-name', image.id, named.start, named.end);
  if (named && quote)
    found.push(
      draft(target, 'view', named.view, quote, 'file-name-view', named.confidence, 'the file name says so'),
    );
  const words = viewByWords(reading, image, relationTo, named !== null);
  if (words) found.push(words);
  return best(found);
}

export function picturesOf(reading: Reading): Draft[] {
  const relationTo = pictureRelations(reading);
  const views = new Map<string, Draft>();
  for (const image of reading.images) {
    const view = viewOf(reading, image, relationTo);
    if (view) views.set(image.id, view);
  }
  return [...views.values(), ...modalitiesOf(reading, views, relationTo)];
}
