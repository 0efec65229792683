import type { Case } from './case.ts';

/**
 * What a quote may point into: the texts of a case, and the short facts that a case holds outside its texts
 * (file names, addresses, dates, stated sex and age). A fact's id holds a colon, which no text id may.
 */

export const factKinds = [
  'file-name',
  'image-date',
  'image-figure',
  'image-url',
  'image-view',
  'image-modality',
  'study-title',
  'study-date',
  'study-modality',
  'patient-label',
  'patient-sex',
  'patient-age',
  'patient-location',
  'document-title',
  'document-institution',
  'document-credit',
  'source-url',
] as const;
export type FactKind = (typeof factKinds)[number];

/** Id of a fact: `file-name:<image id>`, `patient-sex:<patient id>`, `source-url:` (of the case itself). */
export const factId = (kind: FactKind, of = ''): string => `${kind}:${of}`;

const factPattern = /^([a-z]{4,10}-[a-z]{3,12}):(.{0,200})$/;

function fact(record: Case, kind: string, of: string): string | null {
  const image = record.images.find((candidate) => candidate.id === of);
  const study = record.studies.find((candidate) => candidate.id === of);
  const patient = record.patients.find((candidate) => candidate.id === of);
  switch (kind as FactKind) {
    case 'file-name':
      return image?.file ?? null;
    case 'image-date':
      return image?.date ?? null;
    case 'image-figure':
      return image?.figure ?? null;
    case 'image-url':
      return image?.origin?.url ?? image?.url ?? null;
    case 'image-view':
      return image?.view.stated ?? null;
    case 'image-modality':
      return image?.modality.stated ?? null;
    case 'study-title':
      return study?.title ?? null;
    case 'study-date':
      return study?.date ?? null;
    case 'study-modality':
      return study?.modality.stated ?? null;
    case 'patient-label':
      return patient?.label ?? null;
    case 'patient-sex':
      return patient?.sex?.stated ?? null;
    case 'patient-age':
      return patient?.age?.stated ?? null;
    case 'patient-location':
      return patient?.location ?? null;
    case 'document-title':
      return record.document.title;
    case 'document-institution':
      return record.document.institution;
    case 'document-credit':
      return record.document.credit;
    case 'source-url':
      return record.source.url;
    default:
      return null;
  }
}

/** The words a quote's `text` names, exactly as `start` and `end` count in them; null when it is not in the case. */
export function quotableText(record: Case, id: string): string | null {
  const text = record.texts.find((candidate) => candidate.id === id);
  if (text) return text.text;
  const parts = factPattern.exec(id);
  return parts?.[1] === undefined ? null : fact(record, parts[1], parts[2] ?? '');
}

/** Whether the quoted words still stand where the quote says. */
export const quoteStands = (
  record: Case,
  quote: { readonly text: string; readonly start: number; readonly end: number; readonly words: string },
): boolean => quotableText(record, quote.text)?.slice(quote.start, quote.end) === quote.words;
