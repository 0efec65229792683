import { type CaseDraft, textKinds } from '../../../data/format/case.ts';
import type { FieldFill, ImageOutcome } from '../source.ts';

/** Begins the names of fields that are watched of every source alike, beside those that a source names. */
export const UNNAMED = 'document:';

const isFilled = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** @param path of a draft's JSON */
const fill = <Part>(path: string, parts: readonly Part[], value: (part: Part) => unknown): FieldFill => ({
  field: `${UNNAMED}${path}`,
  selector: `whatever fills ${path} of the case`,
  filled: parts.filter((part) => isFilled(value(part))).length,
  of: parts.length,
});

/** How full a document is, field by field, so that one which no source thought of does not fall away unnoticed. */
export const documentFills = ({
  document,
  texts,
  patients,
  studies = [],
  images,
}: CaseDraft): FieldFill[] => [
  ...(['title', 'doi', 'institution', 'citation', 'credit', 'published', 'authors'] as const).map((name) =>
    fill(`document.${name}`, [document], (one) => one[name]),
  ),
  fill('document.licence', [document], ({ licence }) => licence.stated ?? licence.code),
  ...textKinds.map((kind) =>
    fill(`texts.${kind}`, [texts], (all) => all.some((text) => text.kind === kind) || null),
  ),
  ...(['sex', 'age', 'location'] as const).map((name) =>
    fill(`patients[].${name}`, patients, (patient) => patient[name]),
  ),
  fill('studies', [studies], (all) => all),
  fill('images', [images], (all) => all),
  fill('images[].caption', images, ({ caption }) => caption),
  fill('images[].view', images, ({ view }) => view?.stated),
  fill('images[].modality', images, ({ modality }) => modality?.stated),
];

/** The field of images whose files came, and how often to expect them before there is history. */
export const IMAGE_FILES = 'image.file';
export const EXPECTED_IMAGE_FILES = 0.9;

export const imageFills = (outcomes: ReadonlyMap<string, ImageOutcome>): FieldFill => ({
  field: IMAGE_FILES,
  selector: 'the addresses of images',
  filled: [...outcomes.values()].filter(({ held }) => held).length,
  of: outcomes.size,
});
