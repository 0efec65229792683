import { suggest } from '../../../curation/suggest/suggest.ts';
import type { Case, CaseDraft } from '../../../data/format/case.ts';
import { completeCase } from '../../../data/format/read.ts';

type ImageInput = Partial<CaseDraft['images'][number]> & { file: string };
type TextInput = Partial<CaseDraft['texts'][number]> & { text: string };

/** A small case: images p1 unless said otherwise, texts of kind clinical-notes for all images. */
export function caseOf({
  images = [{ file: 'film.png' }],
  texts = [],
  patients = [{ id: 'p1' }],
  url = null,
  title = null,
}: {
  images?: readonly ImageInput[];
  texts?: readonly TextInput[];
  patients?: readonly (Partial<CaseDraft['patients'][number]> & { id: string })[];
  url?: string | null;
  title?: string | null;
}): Case {
  const ids = images.map((image, at) => image.id ?? `i${at + 1}`);
  return completeCase({
    id: 'local-test',
    source: {
      site: 'local',
      key: 'test',
      url,
      retrievedAt: '2026-01-01T00:00:00Z',
      parser: 'test/1',
      pageSha256: null,
    },
    document: {
      title,
      doi: null,
      licence: { code: null, stated: null },
      institution: null,
      citation: null,
      credit: null,
      published: null,
    },
    texts: texts.map((text, at) => ({
      id: `t${at + 1}`,
      kind: 'clinical-notes' as const,
      language: 'en',
      images: text.images ?? ids,
      ...text,
    })),
    patients: patients.map((patient) => ({ label: null, sex: null, age: null, location: null, ...patient })),
    studies: [],
    images: images.map((image, at) => ({
      id: ids[at] ?? '',
      patient: patients.length === 1 ? 'p1' : null,
      study: null,
      order: at,
      url: null,
      sha256: null,
      width: null,
      height: null,
      mime: null,
      modality: { stated: null, value: null },
      view: { stated: null, value: null },
      caption: null,
      ...image,
    })),
  });
}

/** Values of a field, by image or patient; of several for one, the surest. */
export const values = (record: Case, field: string) =>
  Object.fromEntries(
    suggest(record)
      .filter((one) => one.field === field)
      .reverse()
      .map((one) => [one.image ?? one.patient, one.value]),
  );
