import type { Field } from '../../data/fields/field.ts';
import type { FieldName } from '../../data/fields/table.ts';
import type { CaseText } from '../../data/format/case.ts';
import type { Quote } from '../../data/format/day.ts';
import { builtInFindings } from '../../data/vocabulary/finding-meant.ts';
import { viewOf } from '../../data/vocabulary/view-words.ts';
import type { Cell } from './cells.ts';

/** A field that selected words could fill, with the value they would give it. */
export interface Offer {
  readonly cell: Cell;
  /** As it would be typed. */
  readonly value: string;
  /** The better it fits the words, the higher. */
  readonly fit: number;
}

const number = /[-+]?\d{1,6}(?:[.,]\d{1,4})?/;
const dayWords = /\b(?:day|days|d|week|weeks|POD|HD)\b/i;
const weeks = /\bweeks?\b/i;
const negation = /\b(?:no|not|without|never|denied|negative|did not)\b/i;

const death = /\b(?:died|death|deceased|fatal)/i;

const sexes: readonly [RegExp, string][] = [
  [/\b(?:woman|female|girl|lady)\b/i, 'female'],
  [/\b(?:man|male|boy|gentleman)\b/i, 'male'],
];
const readers: Readonly<Partial<Record<FieldName, (words: string) => string | null>>> = {
  sex: (words) => sexes.find(([pattern]) => pattern.test(words))?.[1] ?? null,
  view: viewOf,
};
/** What selected words choose, where the field's own words are known. */
const chosen: ReadonlyMap<string, (words: string) => string | null> = new Map(Object.entries(readers));

/** The answer that fits what the words say; of an outcome that comes with a death the other way round. */
const answerOf = ({ follows }: Field, words: string): string => {
  const denied = negation.test(words);
  const ofDeath = follows?.some(
    ({ means, events }) => means === 'no' && events.some(([type]) => type === 'death'),
  );
  if (ofDeath) return death.test(words) !== denied ? 'no' : 'yes';
  return denied ? 'no' : 'yes';
};

function numberOffer(cell: Cell, words: string, context: string): Omit<Offer, 'cell'> | null {
  const found = number.exec(words)?.[0]?.replace(',', '.');
  if (found === undefined) return null;
  const value = Number(found);
  const { range } = cell.field;
  if (range && (value < range[0] || value > range[1])) return null;
  const { named } = cell.field;
  return { value: found, fit: named?.test(words) ? 3 : named?.test(context) ? 2 : 0.5 };
}

function dayOffer(words: string): Omit<Offer, 'cell'> | null {
  const found = /[-+]?\d{1,4}/.exec(words)?.[0];
  if (found === undefined) return null;
  const days = Number(found) * (weeks.test(words) ? 7 : 1);
  return { value: String(days), fit: dayWords.test(words) ? 3 : 0.4 };
}

function offerFor(cell: Cell, words: string, context: string): Omit<Offer, 'cell'> | null {
  const { field } = cell;
  if (field.kind === 'number') return numberOffer(cell, words, context);
  if (field.kind === 'day') return dayOffer(words);
  if (field.kind === 'answer') {
    return field.named?.test(context) ? { value: answerOf(field, context), fit: 2 } : null;
  }
  const choice = chosen.get(field.name)?.(words);
  if (choice) return { value: choice, fit: 3 };
  if (field.kind === 'finding') {
    const path = (field.findings ?? builtInFindings).paths.find((one) =>
      words.toLowerCase().includes((one.split('/').at(-1) ?? '').toLowerCase()),
    );
    return path ? { value: path, fit: 2 } : null;
  }
  if (field.kind === 'text' && field.named) {
    const text = words.trim().replace(/\s+/g, ' ');
    if (text.length > 120 || !/\p{Lu}/u.test(text)) return null;
    return { value: text, fit: field.named.test(context) ? 1.5 : 1 };
  }
  return null;
}

/** Characters before the selection that may name what it measures. */
const CONTEXT = 40;

/**
 * The fields that selected words could fill, best first: those that the words (or the few before them) name,
 * then the field in hand, then others of the right kind. Pure; linear in the length of the selection.
 */
export function offersFor(
  cells: readonly Cell[],
  text: CaseText,
  quote: Quote,
  near: string | null,
): Offer[] {
  const before = text.text.slice(Math.max(0, quote.start - CONTEXT), quote.start);
  // Words of an earlier sentence name something else.
  const context = before.slice(before.search(/[^.!?]*$/)) + quote.words;
  const aboutImages = new Set(text.images);
  return cells
    .flatMap((cell): Offer[] => {
      const offer = offerFor(cell, quote.words, context);
      if (!offer) return [];
      const ofThisText = cell.target.image !== null && aboutImages.has(cell.target.image) ? 1 : 0;
      const inHand = cell.key === near ? 2.5 : 0;
      const waiting = cell.open ? 0.2 : 0;
      return [{ cell, value: offer.value, fit: offer.fit + ofThisText + inHand + waiting }];
    })
    .sort((left, right) => right.fit - left.fit)
    .slice(0, 6);
}
