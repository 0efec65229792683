import type { Case, CaseText } from '../../../../data/format/case.ts';
import type { Quote } from '../../../../data/format/day.ts';
import { quotableText } from '../../../../data/format/quotable.ts';

/** `patient-age:p1` -> `patient age`: what a fact is, for people. */
const headingOf = (id: string): string => id.slice(0, id.indexOf(':')).replaceAll('-', ' ');

/** Whatever a quote may point into, as a text: one of the case's texts, or a short fact beside them. */
export function quotedText(record: Case, id: string): CaseText | null {
  const own = record.texts.find((text) => text.id === id);
  if (own) return own;
  const text = quotableText(record, id);
  if (text === null || text === '') return null;
  const image = record.images.some((candidate) => candidate.id === id.slice(id.indexOf(':') + 1));
  return {
    id,
    kind: 'other',
    heading: headingOf(id),
    patient: null,
    study: null,
    images: image ? [id.slice(id.indexOf(':') + 1)] : [],
    language: 'en',
    text,
  };
}

/** The texts of a case, and after them the facts that its quotes point into. */
export function textsShown(record: Case, quotes: readonly Quote[]): CaseText[] {
  const own = new Set(record.texts.map(({ id }) => id));
  const facts = [...new Set(quotes.map(({ text }) => text))].filter((id) => !own.has(id)).sort();
  return [...record.texts, ...facts.flatMap((id) => quotedText(record, id) ?? [])];
}
