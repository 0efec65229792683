import type { Anchor, Day } from '../../../data/format/day.ts';
import { plus } from '../../timeline/interval.ts';
import { presents, type ReadSentence } from '../days/clock.ts';
import type { DayExpression } from '../days/expressions.ts';

/**
 * The days a narrative comes to: a history begins with the presentation, and each "three days later" or "the
 * following day" counts from the day the text has last named. Captions are left out: their "later" counts from the
 * panel before.
 */

const anchors = new Set<string | null>(['admission', 'onset', 'exposure', 'procedure']);

/** The day that an expression says outright; null when it only counts on from another. */
function named({ kind, target, days, certainty }: DayExpression, base: Day | null): Day | null {
  if (kind === 'same' || ((kind === 'number' || kind === 'from') && anchors.has(target)))
    return { ...days, anchor: (target ?? 'admission') as Anchor, certainty };
  // "on day 4" goes on in the count of the day before it.
  if (kind === 'number' && target === null && base !== null)
    return { ...days, anchor: base.anchor, certainty };
  return null;
}

/** The day of every "three days later" and "on day 4" of a patient's texts that counts from a known day. */
export function narrativeDays(sentences: readonly ReadSentence[]): ReadonlyMap<DayExpression, Day> {
  const found = new Map<DayExpression, Day>();
  let base: Day | null = null;
  /** A day has been said, so that a bare "day 4" goes on in its count; after "was admitted" alone it may be any. */
  let counting = false;
  let text: string | null = null;
  for (const { sentence, expressions } of sentences) {
    if (sentence.kind === 'caption' || sentence.kind === 'panel-caption') continue;
    if (sentence.text !== text && sentence.kind !== 'body') [base, counting] = [null, false];
    text = sentence.text;
    if (base === null && presents.test(sentence.words))
      base = { from: 0, to: 0, anchor: 'admission', certainty: 'exact' };
    for (const expression of expressions) {
      if (expression.kind === 'later' && base !== null) {
        const certainty: Day['certainty'] =
          base.certainty === 'exact' ? expression.certainty : base.certainty;
        base = { ...plus(base, expression.days), anchor: base.anchor, certainty };
        found.set(expression, base);
        counting = true;
      } else {
        const day = named(expression, counting ? base : null);
        if (day === null) continue;
        base = day;
        counting = true;
        if (expression.kind === 'number') found.set(expression, day);
      }
    }
  }
  return found;
}
