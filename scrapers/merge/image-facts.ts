import type { Case, CaseImage, CaseText } from '../../data/format/case.ts';

/**
 * What a source says of one image outside the cells that somebody may decide, named as the columns of the reference
 * table; `image` is the SHA-256 of its file.
 */
export type ImageFacts = Readonly<Record<string, string>>;

/** The address, DOI, licence and credit that hold for an image: its own, else the document's. */
export const originOf = (record: Case, image: CaseImage): NonNullable<CaseImage['origin']> =>
  image.origin ?? {
    url: record.source.url,
    doi: record.document.doi,
    licence: record.document.licence,
    credit: record.document.credit,
  };

const wordsOf = (texts: readonly CaseText[], image: string, kind: CaseText['kind']): string =>
  texts
    .filter((text) => text.kind === kind && text.images.includes(image))
    .map(({ text }) => text)
    .join('\n');

export function factsOf(record: Case, image: CaseImage): ImageFacts {
  const { url, doi } = originOf(record, image);
  return {
    folder: image.imported?.folder ?? '',
    doi: image.imported?.cells?.['doi'] ?? doi ?? '',
    url: image.imported?.cells?.['url'] ?? url ?? '',
    clinical_notes: wordsOf(record.texts, image.id, 'clinical-notes'),
    other_notes: wordsOf(record.texts, image.id, 'other-notes'),
    table: wordsOf(record.texts, image.id, 'table'),
    caption: record.texts.find(({ id }) => id === image.caption)?.text ?? '',
    image: image.sha256 ?? '',
  };
}
