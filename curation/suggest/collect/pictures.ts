import { isFrontal } from '../../../data/vocabulary/views.ts';
import { speaksOf } from '../labels.ts';
import {
  type ImageInReading,
  perSentence,
  quoteOf,
  quoteOfFact,
  type Reading,
  relationOf,
  type Sentence,
} from '../reading.ts';
import { modalityOfSource, modalityRules } from '../rules/modalities.ts';
import { viewOfFile, viewsIn } from '../rules/views.ts';
import { type Draft, draft } from './draft.ts';

/** View and modality of each image. */

const best = (drafts: readonly Draft[]): Draft | null =>
  drafts.reduce<Draft | null>(
    (top, one) => (top === null || one.confidence > top.confidence ? one : top),
    null,
  );

function viewOf(reading: Reading, image: ImageInReading): Draft[] {
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
  const told = new Set<string>();
  for (const sentence of reading.sentences) {
    const relation = relationOf(sentence, image);
    // "(d)" of another figure's text is another image.
    if (sentence.images.length > 0 && !sentence.images.includes(image.id)) continue;
    const views = viewsOfSentence(sentence);
    for (const view of views) {
      if (view.labels.length > 0) {
        const answers = view.labels.map((label) => speaksOf(label, image.label));
        if (!answers.includes(true)) continue;
      } else if (relation === 'other' || relation === 'case' || !sentence.film) continue;
      // "axial and coronal images": which of them this is, nobody says.
      const others = views.filter((one) => one.labels.length === 0 && one.view !== view.view);
      // "PA and lateral radiographs": the frontal one comes first.
      const pair = view.view !== 'L' && others.every((one) => one.view === 'L' && one.start > view.end);
      const several = view.labels.length === 0 && others.length > 0 ? (pair ? 0.1 : 0.2) : 0;
      // The first of "PA and lateral radiographs" is the frontal one, the other has no words of its own.
      const shared = relation === 'shared' && view.labels.length === 0;
      const confidence = view.confidence - several - (shared ? 0.12 : 0);
      if (!(view.view === 'L' && others.some((one) => one.end < view.start))) told.add(view.view);
      found.push(
        draft(
          target,
          'view',
          view.view,
          quoteOf(sentence, view.start, view.end),
          view.rule,
          confidence,
          'the words of this image say so',
        ),
      );
    }
  }
  // Words and file name for different views: two films in one note.
  const disputed = told.size > 1 && !named;
  const top = best(found);
  if (!top) return [];
  return [disputed && top.confidence >= 0.8 ? { ...top, confidence: 0.75 } : top];
}

/** A CT that "was performed" or "was normal" is told of the course; the picture at hand may be the radiograph. */
const toldOnly = /^\s?(?:scans?|of the chest|chest)?\s?(?:was|were)\s/i;
const confidenceOfWords = (own: boolean, modality: string, after: string): number =>
  !own
    ? modality === 'X-ray'
      ? 0.85
      : 0.75
    : modality === 'X-ray'
      ? 0.95
      : toldOnly.test(after)
        ? 0.7
        : 0.92;

const fileModality = /\.nii(?:\.gz)?$|(?:^|[-_.\s])(?:CT|TC|TAC|HRCT)(?=$|[-_.\s\d])/;
const fileRadiograph = /(?:^|[-_.\s])(?:CXR|RX|Xray|x-ray|rx-?torace)(?=$|[-_.\s\d])/i;

const matchesOf = perSentence(
  (sentence) => new Map(modalityRules.map((rule) => [rule.id, [...sentence.words.matchAll(rule.pattern)]])),
);
const viewsOfSentence = perSentence((sentence) => viewsIn(sentence.words));

function modalityByWords(sentences: readonly Sentence[], image: ImageInReading): Draft[] {
  const target = { patient: image.patient, image: image.id };
  const found: (Draft & { at: number; own: boolean })[] = [];
  for (const sentence of sentences) {
    const relation = relationOf(sentence, image);
    if (relation === 'other' || relation === 'case') continue;
    for (const rule of modalityRules) {
      for (const match of matchesOf(sentence).get(rule.id) ?? []) {
        // "as demonstrated on the recent CT", "compared with the CT": another examination.
        const before = sentence.words.slice(Math.max(0, match.index - 45), match.index);
        if (
          /\b(?:recent|previous|prior|before the|compared (?:with|to)|no|further|indication for|suggests?|recommended|without|worthy of|examination by|usefulness of)\s(?:\w+\s){0,2}$/i.test(
            before,
          )
        )
          continue;
        const end = match.index + match[0].length;
        const quote = quoteOf(sentence, match.index, end);
        const own =
          relation === 'own' &&
          (sentence.kind === 'caption' || sentence.kind === 'panel-caption' || sentence.label !== null);
        found.push({
          ...draft(
            target,
            'modality',
            rule.modality,
            quote,
            rule.id,
            confidenceOfWords(relation === 'own', rule.modality, sentence.words.slice(end, end + 30)),
            'the words of this image name it',
          ),
          at: sentence.at,
          own,
        });
      }
    }
  }
  const captions = found.filter(({ own }) => own);
  const telling = captions.length > 0 ? captions : found;
  const kinds = new Set(telling.map(({ value }) => value));
  // Two kinds of picture in one note: the last one named is the film the note ends with, usually.
  const last = telling.at(-1);
  if (!last) return [];
  const { at: _at, own: _own, ...top } = kinds.size === 1 ? (telling[0] ?? last) : last;
  return [
    {
      ...top,
      confidence:
        kinds.size === 1 ? top.confidence : Math.min(top.value === 'X-ray' ? 0.55 : 0.3, top.confidence),
    },
  ];
}

function modalityOf(reading: Reading, image: ImageInReading, view: Draft | undefined): Draft[] {
  const target = { patient: image.patient, image: image.id };
  const record = reading.record.images.find(({ id }) => id === image.id);
  const stated = quoteOfFact(reading.record, 'image-modality', image.id);
  if (record?.modality.value && stated)
    return [
      draft(target, 'modality', record.modality.value, stated, 'stated-modality', 0.95, 'the page states it'),
    ];
  const found = modalityByWords(reading.sentences, image);
  for (const [pattern, modality] of [
    [fileModality, 'CT'],
    [fileRadiograph, 'X-ray'],
  ] as const) {
    const match = pattern.exec(image.file);
    const quote =
      match && quoteOfFact(reading.record, 'file-name', image.id, match.index, match.index + match[0].length);
    if (quote)
      found.push(
        draft(target, 'modality', modality, quote, 'file-name-modality', 0.93, 'the file name says so'),
      );
  }
  if (view && view.confidence >= 0.8) {
    const projection = isFrontal(String(view.value)) || view.value === 'L';
    const tomographic = found.find(({ value }) => value === 'MRI');
    if (!tomographic)
      found.push(
        draft(
          target,
          'modality',
          projection ? 'X-ray' : 'CT',
          view.quote,
          'modality-of-view',
          projection ? 0.96 : 0.9,
          `${view.value} is a view of ${projection ? 'a radiograph' : 'a scan'}`,
        ),
      );
  }
  const address =
    quoteOfFact(reading.record, 'image-url', image.id) ?? quoteOfFact(reading.record, 'source-url');
  for (const [pattern, modality, reason] of modalityOfSource) {
    if (address && pattern.test(address.words))
      found.push(draft(target, 'modality', modality, address, 'modality-of-source', 0.92, reason));
  }
  const top = best(found);
  return top ? [top] : [];
}

export function picturesOf(reading: Reading): Draft[] {
  return reading.images.flatMap((image) => {
    const views = viewOf(reading, image);
    return [...views, ...modalityOf(reading, image, views[0])];
  });
}
