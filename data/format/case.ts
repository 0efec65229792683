import { z } from 'zod';
import { tableDatasetSchema } from './patient-name.ts';

/**
 * What a case is: one published document (a web case, an article, a table's patient) as it was read.
 * Nothing in here was decided by a person: re-reading the source replaces a case and leaves its review alone.
 */

export const CASE_FORMAT = 'caseline.case/1';

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/, {
  error: 'an id is letters, digits, dot, dash and underscore, at most 200, starting with a letter or digit',
});
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: 'a SHA-256 is 64 lower-case hex digits' });
const line = z.string().max(2_000);
/** Written as read, at most 16 MB: longer is a bomb, not a case. */
const prose = z.string().max(16_000_000);
const pixels = z.int().min(1).max(1_000_000);

/** Case ids are `<site>-<key>`, e.g. `radiopaedia-75037`, `eurorad-16745`, `paper-10.1056-nejmc2001272`. */
export const caseIdSchema = id;

export const sourceSchema = z.strictObject({
  /** Name of the source; also the folder its cases are kept in. */
  site: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'a site is lower-case letters, digits and dashes' }),
  /** The source's own stable key (rID, case number, DOI, patient id of a table). */
  key: z.string().min(1).max(500),
  /** Table collection that `key` counts its patients in; left out for the reference's (`patient-name.ts`). */
  dataset: tableDatasetSchema.optional(),
  url: line.nullable(),
  /** Other addresses under which the source gave the same case (renumbered slugs). */
  aliases: z.array(line).default([]),
  /** ISO 8601, UTC. */
  retrievedAt: z.iso.datetime(),
  /** Name and version of the parser, e.g. `radiopaedia/3`. */
  parser: z.string().min(1).max(80),
  /** Hash of the raw page (or file) in the archive. */
  pageSha256: sha256.nullable(),
});

export const licenceSchema = z.strictObject({
  /** Code of `vocabulary/licences.json` (SPDX-like, e.g. `CC-BY-NC-SA-4.0`), null when not known. */
  code: z.string().max(80).nullable(),
  /** The source's own words, null when it states nothing. */
  stated: z.string().max(5_000).nullable(),
});
export type Licence = z.infer<typeof licenceSchema>;

export const documentSchema = z.strictObject({
  title: line.nullable(),
  /** Bare DOI, as read apart from a leading resolver address: `10.53347/rID-75037`. */
  doi: z.string().max(300).nullable(),
  licence: licenceSchema,
  authors: z.array(line).default([]),
  institution: line.nullable(),
  journal: line.nullable().default(null),
  citation: z.string().max(5_000).nullable(),
  /** The line that must stand beside every image, e.g. "Case courtesy of Dr X, Radiopaedia.org, rID: 75037". */
  credit: z.string().max(5_000).nullable(),
  /** Date of publication as stated, and its ISO form where it could be read. */
  published: z.strictObject({ stated: line, iso: z.string().max(30).nullable() }).nullable(),
  /** Sections, tags, areas of interest, technique lists: the source's own words, by its own headings. */
  keywords: z.record(z.string().max(100), z.array(line)).default({}),
});

export const textKinds = [
  'title',
  'presentation',
  'history',
  'findings',
  'discussion',
  'diagnosis',
  'differential',
  'caption',
  'panel-caption',
  'abstract',
  'body',
  'table',
  'clinical-notes',
  'other-notes',
  'patient-data',
  'quiz',
  'references',
  'other',
] as const;

export const textSchema = z.strictObject({
  id,
  kind: z.enum(textKinds),
  /** Heading it stood under, as stated. */
  heading: line.nullable().default(null),
  /** What it speaks of. All empty: the case as a whole. */
  patient: id.nullable().default(null),
  study: id.nullable().default(null),
  images: z.array(id).default([]),
  /** BCP 47, e.g. `en`, `it`. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  /** Exactly as read (entities decoded, Unicode NFC, nothing trimmed inside). Quotes point in here. */
  text: prose,
});
export type CaseText = z.infer<typeof textSchema>;

export const ageUnits = ['years', 'months', 'weeks', 'days'] as const;

export const patientSchema = z.strictObject({
  id,
  /** How the source names the patient ("Case 2", "Patient A"), or the patient id of an imported table. */
  label: line.nullable().default(null),
  sex: z.strictObject({ value: z.enum(['male', 'female', 'other']).nullable(), stated: line }).nullable(),
  age: z
    .strictObject({ value: z.number().min(0).max(1_500).nullable(), unit: z.enum(ageUnits), stated: line })
    .nullable(),
  location: line.nullable(),
});
export type Patient = z.infer<typeof patientSchema>;

export const modalities = [
  'X-ray',
  'CT',
  'MRI',
  'Ultrasound',
  'Mammography',
  'DSA',
  'Fluoroscopy',
  'Nuclear medicine',
  'PET',
  'Annotated image',
  'Illustration',
  'Pathology',
  'Photograph',
  'Endoscopy',
  'ECG',
  'Table',
  'Other',
] as const;

/** A term as the source states it and as ours; `reason` says why ours, when it was inferred. */
const term = <T extends z.ZodType>(value: T) =>
  z.strictObject({ stated: line.nullable(), value: value.nullable(), reason: line.optional() });

export const modalitySchema = term(z.enum(modalities));

export const studySchema = z.strictObject({
  id,
  patient: id.nullable(),
  order: z.int().min(0),
  title: line.nullable(),
  modality: modalitySchema,
  /** Date or day of the study as stated. */
  date: line.nullable().default(null),
  url: line.nullable().default(null),
});

/** Pixels of the parent, origin at its top left corner. */
export const rectangleSchema = z.strictObject({
  x: z.int().min(0),
  y: z.int().min(0),
  width: pixels,
  height: pixels,
});

export const imageSchema = z.strictObject({
  id,
  /** Null: nobody knows yet whose image it is. */
  patient: id.nullable(),
  study: id.nullable(),
  /** Position within its study (or case): display order. */
  order: z.int().min(0),
  /** Series (stack) within the study and frame within the stack, where there are several. */
  series: z.string().max(200).nullable().default(null),
  frame: z.int().min(0).nullable().default(null),
  url: line.nullable(),
  /** Content address of the original in the image store; null when the file is not at hand. */
  sha256: sha256.nullable(),
  /** File name for people, unique in its case; the CSV's `filename`. */
  file: z.string().min(1).max(300),
  width: pixels.nullable(),
  height: pixels.nullable(),
  mime: z.string().max(100).nullable(),
  modality: modalitySchema,
  /** Projection or plane: stated ("Frontal") and of our vocabulary (`vocabulary/views.json`). */
  view: term(z.string().max(40)),
  /** The text that is this image's caption. */
  caption: id.nullable(),
  figure: line.nullable().default(null),
  panel: line.nullable().default(null),
  /** A crop or panel: which image it was cut from and where. */
  parent: z.strictObject({ image: id, rectangle: rectangleSchema }).nullable().default(null),
  /** Viewable 8-bit PNG in the image store, for an original that browsers cannot show. */
  viewSha256: sha256.nullable().default(null),
  /** Calendar date as stated. */
  date: line.nullable().default(null),
  /** The source's own marking of its most telling image. */
  key: z.boolean().default(false),
  /** Where it differs from the document's: page, DOI, licence, credit of this one image. */
  origin: z
    .strictObject({
      url: line.nullable(),
      doi: z.string().max(300).nullable(),
      licence: licenceSchema,
      credit: z.string().max(5_000).nullable(),
    })
    .nullable()
    .default(null),
  /**
   * Row (1-based, header not counted) of the table it was imported from, and the table's folder cell. `cells`: cells of
   * that row, by column, that have white space at their ends, as they stood; all else of them is held without it.
   */
  imported: z
    .strictObject({
      table: line,
      row: z.int().min(1),
      folder: z.string().max(200),
      cells: z.record(z.string().max(100), z.string().max(100_000)).optional(),
    })
    .nullable()
    .default(null),
});
export type CaseImage = z.infer<typeof imageSchema>;

const caseShape = z.strictObject({
  id: caseIdSchema,
  format: z.literal(CASE_FORMAT),
  /** Counts the writes of this document; the store's compare-and-set. */
  rev: z.int().min(0),
  source: sourceSchema,
  document: documentSchema,
  texts: z.array(textSchema),
  patients: z.array(patientSchema),
  studies: z.array(studySchema),
  images: z.array(imageSchema),
});

type Shape = z.infer<typeof caseShape>;

/** Every reference inside a case must lead somewhere, and ids are unique in their list. */
function reportBrokenReferences(
  record: Shape,
  report: (message: string, path: (string | number)[]) => void,
): void {
  const known = (list: readonly { id: string }[], name: string): Set<string> => {
    const seen = new Set<string>();
    list.forEach((item, at) => {
      if (seen.has(item.id)) report(`id ${item.id} stands twice`, [name, at, 'id']);
      seen.add(item.id);
    });
    return seen;
  };
  const texts = known(record.texts, 'texts');
  const patients = known(record.patients, 'patients');
  const studies = known(record.studies, 'studies');
  const images = known(record.images, 'images');
  const need = (value: string | null, where: Set<string>, path: (string | number)[]) => {
    if (value !== null && !where.has(value)) report(`${value} is not in this case`, path);
  };
  record.texts.forEach((text, at) => {
    need(text.patient, patients, ['texts', at, 'patient']);
    need(text.study, studies, ['texts', at, 'study']);
    text.images.forEach((image, index) => {
      need(image, images, ['texts', at, 'images', index]);
    });
  });
  record.studies.forEach((study, at) => {
    need(study.patient, patients, ['studies', at, 'patient']);
  });
  const files = new Set<string>();
  record.images.forEach((image, at) => {
    need(image.patient, patients, ['images', at, 'patient']);
    need(image.study, studies, ['images', at, 'study']);
    need(image.caption, texts, ['images', at, 'caption']);
    need(image.parent?.image ?? null, images, ['images', at, 'parent', 'image']);
    if (files.has(image.file)) report(`file name ${image.file} stands twice`, ['images', at, 'file']);
    files.add(image.file);
  });
}

export const caseSchema = caseShape.check((context) => {
  reportBrokenReferences(context.value, (message, path) => {
    context.issues.push({ code: 'custom', message, path, input: context.value });
  });
});
export type Case = z.infer<typeof caseSchema>;
/** What a source hands over: `rev` and defaults may be left out. */
export type CaseDraft = Omit<z.input<typeof caseSchema>, 'rev' | 'format'>;
