import type { Anchor, Day } from '../../../data/format/day.ts';
import { plus } from '../../timeline/interval.ts';
import { presents } from '../days/anchor-dates.ts';
import type { ReadSentence } from '../days/clock.ts';
import type { DayExpression } from '../days/expressions.ts';
import type { RuleMention } from '../mentions.ts';

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

/** Events that a narrative goes on from. */
const milestones = new Set<string | undefined>(['intubation', 'extubation', 'icu-in', 'discharge', 'death']);

/**
 * The day of every "three days later" and "on day 4" of a patient's texts that counts from a known day. After an event
 * without a day ("was admitted to intensive care. 24 hours later ...") nothing is known to count from.
 * @param mentions what the same sentences tell of the course
 */
export function narrativeDays(
  sentences: readonly ReadSentence[],
  mentions: readonly RuleMention[],
): ReadonlyMap<DayExpression, Day> {
  const found = new Map<DayExpression, Day>();
  const events = mentions.filter(
    ({ rule, value }) => milestones.has(rule.event) && (rule.field === 'survival' || value === 'yes'),
  );
  const withDay = new Set(
    sentences.filter(({ expressions }) => expressions.length > 0).map(({ sentence }) => sentence),
  );
  const undated = events.filter(({ sentence }) => !withDay.has(sentence)).map(({ sentence }) => sentence.at);
  let base: Day | null = null;
  /** A day has been said, so that a bare "day 4" goes on in its count; after "was admitted" alone it may be any. */
  let counting = false;
  let since = 0;
  let text: string | null = null;
  for (const { sentence, expressions } of sentences) {
    if (sentence.kind === 'caption' || sentence.kind === 'panel-caption') continue;
    const { at } = sentence;
    const another = sentence.text !== text && sentence.kind !== 'body';
    if (another || undated.some((event) => event > since && event < at)) [base, counting] = [null, false];
    text = sentence.text;
    since = at;
    if (base === null && presents.test(sentence.words) && !undated.includes(at))
      base = { from: 0, to: 0, anchor: 'admission', certainty: 'exact' };
    for (const expression of expressions) {
      if (expression.kind === 'later') {
        const told = events.filter((one) => one.sentence === sentence && one.end <= expression.start);
        // "was taken to intensive care and died 24 hours later": from intensive care, not from the day before.
        if (new Set(told.map(({ rule }) => rule.event)).size > 1) base = null;
        if (base === null) continue;
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
