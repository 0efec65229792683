import type { Case, CaseText } from '../../../data/format/case.ts';
import type { Quote } from '../../../data/format/day.ts';
import { factId, quotableText } from '../../../data/format/quotable.ts';
import type { Told } from '../clauses/who.ts';
import { type Label, type PlacedLabels, speaksOf } from './labels.ts';

/**
 * A case as the rules read it: its sentences in reading order, each with the patient and the images it
 * speaks of. Every text of a case is read, near and far from the images it belongs to.
 */

/** How a sentence stands to an image. `own` speaks of it alone, `shared` of several, `case` of the patient. */
export type Relation = 'own' | 'shared' | 'case' | 'other';

export interface Sentence {
  readonly text: string;
  readonly kind: CaseText['kind'];
  readonly language: string;
  readonly start: number;
  readonly words: string;
  /** Position in the case's reading order. */
  readonly at: number;
  readonly patient: string | null;
  /** Images its text belongs to; empty: the case as a whole. */
  readonly images: readonly string[];
  /** The label that holds for the sentence: its own leading one, or the last one before it. */
  readonly label: Label | null;
  readonly labels: readonly PlacedLabels[];
  /** Names a film or scan, or stands in a caption. */
  readonly film: boolean;
  /** Prose about the disease rather than the patient. */
  readonly literature: boolean;
  /** Who the sentences before it have told of: what its pronouns may mean. */
  readonly told: Told;
}

export interface ImageInReading {
  readonly id: string;
  readonly patient: string | null;
  readonly file: string;
  readonly date: string | null;
  readonly label: Label | null;
  readonly order: number;
  /** Its modality is stated, or its captions speak of a film; a publication's other figures do neither. */
  readonly radiological: boolean;
}

export interface Reading {
  readonly record: Case;
  readonly sentences: readonly Sentence[];
  readonly images: readonly ImageInReading[];
  readonly patients: readonly (string | null)[];
}

/**
 * How a sentence stands to an image. A bracketed label ("... (Fig. 1a).") is nearer than the label of the part
 * the sentence stands in.
 */
export function relationOf(sentence: Sentence, image: ImageInReading): Relation {
  if (sentence.images.length > 0 && !sentence.images.includes(image.id)) return 'other';
  if (sentence.patient !== null && image.patient !== null && sentence.patient !== image.patient)
    return 'other';
  const bracketed = sentence.labels.flatMap(({ labels }) => labels);
  const told = bracketed.map((label) => speaksOf(label, image.label)).filter((answer) => answer !== null);
  if (told.includes(true)) return 'own';
  if (told.length > 0 && told.length === bracketed.length) return 'other';
  const held = sentence.label === null ? null : speaksOf(sentence.label, image.label);
  if (held === true) return 'own';
  if (held === false) return 'other';
  if (sentence.images.length === 1) return 'own';
  return sentence.images.length === 0 ? 'case' : 'shared';
}

/** Reads each sentence once, however many images ask for it. */
export function perSentence<T>(read: (sentence: Sentence) => T): (sentence: Sentence) => T {
  const known = new WeakMap<Sentence, { readonly value: T }>();
  return (sentence) => {
    const held = known.get(sentence);
    if (held) return held.value;
    const value = read(sentence);
    known.set(sentence, { value });
    return value;
  };
}

/** Words of a sentence as a quote. */
export const quoteOf = (sentence: Sentence, start: number, end: number): Quote => ({
  text: sentence.text,
  start: sentence.start + start,
  end: sentence.start + end,
  words: sentence.words.slice(start, end),
});

/** A short fact of the case as a quote; null when the case does not state it. */
export function quoteOfFact(
  record: Case,
  kind: Parameters<typeof factId>[0],
  of = '',
  start = 0,
  end?: number,
): Quote | null {
  const id = factId(kind, of);
  const words = quotableText(record, id)?.slice(start, end) ?? '';
  return words === '' ? null : { text: id, start, end: start + words.length, words };
}
