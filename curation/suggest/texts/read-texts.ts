import type { Case, CaseText } from '../../../data/format/case.ts';
import { clausesOf } from '../clauses/cut.ts';
import { subjectsOf, type Told } from '../clauses/who.ts';
import { Scanned } from '../patterns/scanned.ts';
import {
  captionKinds,
  imagesOfText,
  isCaption,
  labelOfCaption,
  radiologicalImages,
  withTitles,
} from './captions.ts';
import { dayFirst, filmWords, shownWords } from './film-words.ts';
import { namedIn, partsByPatient, patientCalled, toldByPage } from './headings.ts';
import { bracketedLabels, type Label, labelOfImage, leadingLabel, namedLabels } from './labels.ts';
import type { Reading, Sentence } from './reading.ts';
import { splitSentences } from './sentences.ts';
import { inGeneral, tellsOfOne } from './told-of-one.ts';

/** Reads the texts of a case, near and far from the images they belong to, into sentences. */

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

/** Sentences about the patient, not the disease, even within a discussion. */
const thisPatient = new Scanned(
  /\b(?:our|this|the|index)\s(?:\w+\s)?(?:patient|case|man|woman|boy|girl|infant|child)\b|\b(?:he|she|his|her)\b|\b(?:presented here|present case|in our case)\b/i,
);

/** A test told as done, in the discussion of a single case. */
const testTold = new Scanned(
  /\b(?:RT-?PCR|PCR|swab)\b[^.;%]{0,40}\b(?:was|came back|returned|turned out)\s(?:positive|negative)\b(?![^.;]{0,30}\b(?:in|of|among)\s(?:\d|the |all |most |some |patients))/i,
);

/** "Discharge took place on day 13": a turn of one course on its day, and nobody cited or counted. */
const turnTold = new Scanned(
  /\b(?:discharge[d]?|(?:re|ex)?-?(?:in|ex)tubat\w+|intensive care|ICU|ITU|oxygen|transfer\w*|swabs?|PCR|died|death|tracheostomy|went home|weaned)\b/i,
);
const onOneDay =
  /\b(?:on|until|from|by|after|since)\s(?:the\s)?(?:(?:hospital\s|illness\s|post-?operative\s)?day\s\d|\w+(?:st|nd|rd|th|ond|ird)\s(?:\w+\s)?(?:day|night|morning|evening)\b|\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}\b|[A-Z][a-z]{2,8}\s\d{1,2}\b|\d{1,2}[./]\d{1,2})/;
const notOne =
  /%|\[\d|\bet al\b|\b(?:cohort|series|patients|cases|survivors|children|women|men|adults|studies)\b/i;
const tellsTurn = (words: string): boolean =>
  turnTold.test(words) && onOneDay.test(words) && !notOne.test(words) && !inGeneral.test(words);

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
          !(text.kind === 'discussion' && (testTold.test(words) || tellsTurn(words))),
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
