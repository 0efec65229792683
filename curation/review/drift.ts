import type { Case } from '../../data/format/case.ts';
import type { Quote } from '../../data/format/day.ts';
import { quotableText } from '../../data/format/quotable.ts';
import type { Decision } from '../../data/format/review.ts';
import type { ReviewState } from '../record/fold.ts';
import { cellKey } from './cells.ts';

/** A decision whose words no longer stand in the source. */
export interface Drift {
  readonly decision: Decision;
  readonly key: string;
  /** The words it rests on. */
  readonly before: string;
  /** The most similar sentence that stands there now; null when the text is gone. */
  readonly now: string | null;
}

/** Where the words of a quote stand now: at their place, moved within any text of the case, or nowhere. */
export function findQuote(record: Case, quote: Quote): Quote | null {
  const own = record.texts.find((text) => text.id === quote.text);
  if (quotableText(record, quote.text)?.slice(quote.start, quote.end) === quote.words) return quote;
  for (const text of own ? [own, ...record.texts.filter((other) => other !== own)] : record.texts) {
    const start = text.text.indexOf(quote.words);
    if (start >= 0) return { text: text.id, start, end: start + quote.words.length, words: quote.words };
  }
  return null;
}

const wordsOf = (text: string): Set<string> =>
  new Set(text.toLowerCase().match(/[\p{L}\p{N}]{1,60}/gu) ?? []);

function mostSimilarSentence(record: Case, quote: Quote): string | null {
  const wanted = wordsOf(quote.words);
  let best: { score: number; sentence: string } | null = null;
  for (const text of record.texts) {
    for (const sentence of text.text.split(/(?<=[.!?])\s+|\n+/)) {
      const words = wordsOf(sentence);
      if (words.size === 0) continue;
      const shared = [...wanted].filter((word) => words.has(word)).length;
      const score = shared / (wanted.size + words.size - shared) + (text.id === quote.text ? 0.05 : 0);
      if (shared > 0 && (best === null || score > best.score)) best = { score, sentence: sentence.trim() };
    }
  }
  return best?.sentence ?? quotableText(record, quote.text);
}

const quoteOf = (decision: Decision): Quote | null =>
  'quote' in decision.basis ? decision.basis.quote : null;

/**
 * Decisions that hold and whose words changed in the source since. Words that only moved do not count; what
 * was decided without words (or from a table) cannot drift. Pure.
 */
export function driftedDecisions(record: Case, state: ReviewState): Drift[] {
  const newest = new Map<string, Decision>();
  for (const decision of state.decisions) newest.set(cellKey(decision.target, decision.field), decision);
  const drifts: Drift[] = [];
  for (const [key, decision] of newest) {
    const quote = quoteOf(decision);
    if (quote === null || findQuote(record, quote) !== null) continue;
    drifts.push({ decision, key, before: quote.words, now: mostSimilarSentence(record, quote) });
  }
  return drifts;
}
