import type { Case, CaseText } from '../../../../data/format/case.ts';
import type { Quote } from '../../../../data/format/day.ts';
import { quotableText } from '../../../../data/format/quotable.ts';
import { markedText } from './marked-text.ts';

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

/** A fact of the page that stands beside its prose: once, however many images or patients it is said of. */
export interface Fact {
  readonly heading: string;
  readonly text: CaseText;
  /** Ids of all facts of the kind that say the same; quotes point into each of them. */
  readonly ids: readonly string[];
}

/** What a page shows of a case's words: its texts, then the facts that quotes point into, both with the quotes marked. */
export const wordsShown = (record: Case, quotes: readonly Quote[]) => ({
  texts: record.texts,
  facts: factsShown(record, quotes),
  marked: (text: CaseText): string => markedText(text, quotes),
  markedFact: ({ text, ids }: Fact): string =>
    markedText(
      text,
      quotes.flatMap((quote) => (ids.includes(quote.text) ? { ...quote, text: text.id } : [])),
    ),
});

/** The facts that quotes point into, of one kind and the same words as one. */
export function factsShown(record: Case, quotes: readonly Quote[]): Fact[] {
  const own = new Set(record.texts.map(({ id }) => id));
  const facts = [...new Set(quotes.map(({ text }) => text))].filter((id) => !own.has(id)).sort();
  const same = new Map<string, { heading: string; text: CaseText; ids: string[] }>();
  for (const id of facts) {
    const text = quotedText(record, id);
    if (!text) continue;
    const heading = headingOf(id);
    const key = JSON.stringify([heading, text.text]);
    const held = same.get(key);
    if (held) held.ids.push(id);
    else same.set(key, { heading, text, ids: [id] });
  }
  return [...same.values()];
}
