import type { CaseDraft } from '../../data/format/case.ts';
import { licenceFrom } from '../../data/vocabulary/licences.ts';
import type { FieldFill, ImageOutcome } from '../crawl/source.ts';
import {
  distinctNames,
  endingOf,
  fieldOfCase,
  fieldOfEach,
  fieldOfEncoding,
  fileFacts,
  type Reached,
  sourceOf,
} from '../reading/case-parts.ts';
import { readAge, readSex } from '../reading/demographics.ts';
import { statedModality, statedView } from '../reading/terms.ts';
import type { MedpixEncounter, MedpixImage } from './record.ts';

/** Everything read of one case, and how it was reached. */
export interface MedpixCase {
  encounter: MedpixEncounter;
  reached: Reached;
}

const language = 'en';
const patient = 'p1';
const ofImage = ({ id }: MedpixImage): string => id.replaceAll(/[^\w-]/g, '_');
export const imageId = (image: MedpixImage): string => `image-${ofImage(image)}`;

/** A caption with the title over it, where they differ. */
const captionOf = ({ title, caption }: MedpixImage): string | null =>
  caption === null || title === null || caption.includes(title) ? (caption ?? title) : `${title}\n${caption}`;

const patientData = ({ age, sex, race }: MedpixEncounter): string | null =>
  [
    age === null ? '' : `Age: ${age}`,
    sex === null ? '' : `Gender: ${sex}`,
    race === null ? '' : `Race: ${race}`,
  ]
    .filter(Boolean)
    .join('\n') || null;

const textsOf = (encounter: MedpixEncounter): CaseDraft['texts'] => {
  const texts: CaseDraft['texts'] = [];
  const add = (
    id: string,
    kind: CaseDraft['texts'][number]['kind'],
    text: string | null,
    heading: string | null,
  ): void => {
    if (text !== null) texts.push({ id, kind, heading, language, text });
  };
  add('title', 'title', encounter.diagnosis, null);
  add('patient-data', 'patient-data', patientData(encounter), null);
  add('history', 'history', encounter.history, 'History');
  add('exam', 'presentation', encounter.exam, 'Exam');
  add('findings', 'findings', encounter.findings, 'Findings');
  encounter.differential.forEach((item, index) => {
    add(`differential-${index + 1}`, 'differential', item, 'Differential Diagnosis');
  });
  add('diagnosis', 'diagnosis', encounter.diagnosis, 'Case Diagnosis');
  add('diagnosed-by', 'other', encounter.diagnosedBy, 'Diagnosis By');
  add('follow-up', 'other', encounter.followUp, 'Treatment & Follow Up');
  add('discussion', 'discussion', encounter.discussion, 'Discussion');
  for (const image of encounter.images) {
    const text = captionOf(image);
    if (text !== null)
      texts.push({
        id: `caption-${ofImage(image)}`,
        kind: 'caption',
        language,
        images: [imageId(image)],
        text,
      });
  }
  return texts;
};

const fileNames = (encounter: MedpixEncounter, outcomes: ReadonlyMap<string, ImageOutcome>): string[] =>
  distinctNames(
    encounter.images.map((image) => {
      const file =
        image.url
          .replace(/[?#].*$/s, '')
          .split('/')
          .at(-1) ?? '';
      const name = file.replace(/\.[A-Za-z0-9]{2,5}$/, '').replaceAll(/[^\w.-]/g, '_') || ofImage(image);
      return { stem: `medpix-${name}`, ending: endingOf(outcomes.get(imageId(image)), file) };
    }),
  );

/** The case document of what was read. Pure. */
export const medpixToCase = (
  { encounter, reached }: MedpixCase,
  outcomes: ReadonlyMap<string, ImageOutcome>,
): CaseDraft => {
  const names = fileNames(encounter, outcomes);
  const by = encounter.author ?? 'its author';
  return {
    id: `medpix-${encounter.id.toLowerCase()}`,
    source: sourceOf('medpix', encounter.id, reached),
    document: {
      title: encounter.diagnosis,
      doi: null,
      licence: licenceFrom(null),
      authors: encounter.author === null ? [] : [encounter.author],
      institution: encounter.affiliation,
      citation: null,
      credit: `Case by ${by}, MedPix, National Library of Medicine, ${reached.url}`,
      published: null,
      keywords: {},
    },
    texts: textsOf(encounter),
    patients: [{ id: patient, sex: readSex(encounter.sex), age: readAge(encounter.age), location: null }],
    studies: [],
    images: encounter.images.map((image, order): CaseDraft['images'][number] => {
      const outcome = outcomes.get(imageId(image));
      return {
        id: imageId(image),
        patient,
        study: null,
        order,
        url: outcome?.url ?? null,
        ...fileFacts(outcome),
        file: names[order] ?? '',
        modality: statedModality(image.modality),
        view: statedView(image.plane),
        caption: captionOf(image) === null ? null : `caption-${ofImage(image)}`,
      };
    }),
  };
};

/** How full this case's fields are, beside the keys they are read by. */
export const medpixFills = ({ encounter, reached }: MedpixCase): FieldFill[] => [
  fieldOfEncoding(reached),
  fieldOfCase('history', 'history', encounter.history),
  fieldOfCase('findings', 'findings', encounter.findings),
  fieldOfCase('diagnosis', 'diagnosis', encounter.diagnosis),
  fieldOfCase('discussion', 'discussion', encounter.discussion),
  fieldOfCase('age', 'age', encounter.age),
  fieldOfCase('sex', 'sex', encounter.sex),
  fieldOfCase('author', 'authorName', encounter.author),
  fieldOfCase('images', 'imageList[]', encounter.images),
  fieldOfEach(
    'image.caption',
    'imageList[].imageCaption',
    encounter.images,
    ({ caption }) => caption !== null,
  ),
  fieldOfEach(
    'image.modality',
    'imageList[].modality',
    encounter.images,
    ({ modality }) => modality !== null,
  ),
  fieldOfEach('image.view', 'imageList[].plane', encounter.images, ({ plane }) => plane !== null),
];
