import type { CaseDraft } from '../../data/format/case.ts';
import type { DatasetDraft } from '../../data/format/dataset.ts';
import type { ReviewEventInput } from '../../data/format/review.ts';

/** A small whole case: one patient, two texts, two images without files. */
export const draftOf = (id: string, change: Partial<CaseDraft> = {}): CaseDraft => ({
  id,
  source: {
    site: id.slice(0, id.indexOf('-')),
    key: id.slice(id.indexOf('-') + 1),
    url: `https://example.org/${id}`,
    retrievedAt: '2026-01-02T03:04:05.000Z',
    parser: 'test/1',
    pageSha256: null,
  },
  document: {
    title: `Pneumonia in ${id}`,
    doi: null,
    licence: { code: 'CC-BY-4.0', stated: 'CC BY 4.0' },
    institution: null,
    citation: null,
    credit: null,
    published: null,
  },
  texts: [
    {
      id: 't1',
      kind: 'presentation',
      language: 'en',
      text: 'Fever for 3 days. He did not require intubation.',
    },
    { id: 't2', kind: 'caption', language: 'en', text: 'Chest radiograph on day 7', images: ['i2'] },
  ],
  patients: [
    {
      id: 'p1',
      sex: { value: 'male', stated: 'man' },
      age: { value: 61, unit: 'years', stated: '61 years' },
      location: 'Porto, Portugal',
    },
  ],
  studies: [],
  images: [imageDraft('i1', 0), { ...imageDraft('i2', 1), caption: 't2' }],
  ...change,
});

/** A private dataset of the cases of one site. */
export const datasetDraft = (id: string, change: Partial<DatasetDraft> = {}): DatasetDraft => ({
  id,
  title: id,
  description: '',
  contact: '',
  licence: null,
  access: 'on-request',
  owner: 'ana',
  members: { rule: { site: 'eurorad' } },
  ...change,
});

export const imageDraft = (id: string, order: number): CaseDraft['images'][number] => ({
  id,
  patient: 'p1',
  study: null,
  order,
  url: null,
  sha256: null,
  file: `${id}.png`,
  width: 20,
  height: 10,
  mime: 'image/png',
  modality: { stated: 'X-ray', value: 'X-ray' },
  view: { stated: 'Frontal', value: null },
  caption: null,
});

let counter = 0;

/** A decision by a person; the whole patient unless an image is named. */
export const decide = (
  field: string,
  value: string | number | null,
  image: string | null = null,
  by = 'ana',
): ReviewEventInput => {
  counter += 1;
  return {
    id: `e${counter}-${process.pid}`,
    at: '2026-01-03T00:00:00.000Z',
    by,
    kind: 'decide',
    target: { patient: 'p1', image },
    field,
    value,
    basis: { kind: 'person' },
  };
};

export const undo = (of: ReviewEventInput): ReviewEventInput => {
  counter += 1;
  return {
    id: `u${counter}-${process.pid}`,
    at: '2026-01-03T00:00:01.000Z',
    by: 'ana',
    kind: 'undo',
    of: of.id,
  };
};
