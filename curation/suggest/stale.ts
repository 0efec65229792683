import type { Case } from '../../data/format/case.ts';
import type { Quote } from '../../data/format/day.ts';
import { quotableText, quoteStands } from '../../data/format/quotable.ts';
import type { Decision, Review } from '../../data/format/review.ts';
import { foldReview } from '../record/fold.ts';

/** A decision whose words no longer stand in the text they were taken from. */
export interface StaleDecision {
  readonly decision: Decision;
  readonly quote: Quote;
  /** `gone`: the text is not in the case any more. `moved`: the words stand elsewhere in it. `changed`: they do not. */
  readonly how: 'gone' | 'moved' | 'changed';
  /** Where the words stand now, for `moved`. */
  readonly now: Quote | null;
  readonly message: string;
}

function staleness(record: Case, quote: Quote): Pick<StaleDecision, 'how' | 'now'> {
  const text = quotableText(record, quote.text);
  if (text !== null) {
    const at = text.indexOf(quote.words);
    if (at >= 0) return { how: 'moved', now: { ...quote, start: at, end: at + quote.words.length } };
  }
  // The source may have given the text another name.
  for (const other of record.texts) {
    const at = other.text.indexOf(quote.words);
    if (at >= 0)
      return { how: 'moved', now: { ...quote, text: other.id, start: at, end: at + quote.words.length } };
  }
  return { how: text === null ? 'gone' : 'changed', now: null };
}

const said: Readonly<Record<StaleDecision['how'], string>> = {
  gone: 'the text it was read in is no longer in the case',
  moved: 'the words now stand elsewhere',
  changed: 'the words no longer stand in the text',
};

/**
 * Decisions of a review (one layer, standing ones) whose quote does not hold in the case as it is now. The
 * decisions themselves are left as they are: a person looks again.
 */
export function staleDecisions(record: Case, review: Review, layer = 'shared'): StaleDecision[] {
  return foldReview(review, layer).decisions.flatMap((decision) => {
    const quote = decision.basis.kind === 'import' ? null : decision.basis.quote;
    if (!quote || quoteStands(record, quote)) return [];
    const { how, now } = staleness(record, quote);
    const message = `${decision.field} = ${String(decision.value)} was decided from “${quote.words}”: ${said[how]}; look at it again`;
    return [{ decision, quote, how, now, message }];
  });
}
