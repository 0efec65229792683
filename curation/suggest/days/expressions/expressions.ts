import type { Certainty } from '../../../../data/format/day.ts';
import type { Interval } from '../../../timeline/interval.ts';
import { allMatches } from '../../patterns/all-matches.ts';
import { Scanned } from '../../patterns/scanned.ts';
import type { DayKind } from './day-rule.ts';
import { dayRules } from './day-rules.ts';
import { guardedBy } from './guards.ts';
import type { DayTarget } from './targets.ts';

/**
 * Expressions of days in a sentence. What they count from is decided later, from where they stand; here each
 * only says what its own words say.
 */

export interface DayExpression {
  readonly kind: DayKind;
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  readonly days: Interval;
  readonly certainty: Certainty;
  readonly target: DayTarget | null;
  /** The label of the image that a `later` counts from, where the words name one. */
  readonly of?: string;
}

/** Whether a sentence can hold any expression at all; most do not. */
const mayHold = new Scanned(
  /\d\/(?:7|52|12)\b|same|stess|medesim|day|night|evening|morning|afternoon|week|wk|month|\d\s?h\b|hour|\bh\b|fortnight|giorn|\bgg\b|settiman|mes[ei]|indomani|yesterday|\bieri\b|\bor[ae]\b|\b(?:HO?D|POD|D)\s?[#+-]?\d|admi|presentation|presenting|arrival|hospitali|baseline|initial|entering|emergency|resus|casualty|visit|consultation|\bE[DR]\b|A&E|ingresso|arrivo|ricovero|entrance|esordio|soccorso|AMU|\bPS\b|accettazione|accesso/i,
);

const rules = dayRules.map((rule) => ({
  ...rule,
  needs: new Scanned(rule.needs),
  pattern: new Scanned(rule.pattern),
}));

/** All expressions of a sentence that no guard speaks against, in reading order, the longer of two overlapping. */
export function dayExpressions(words: string): DayExpression[] {
  if (!mayHold.test(words)) return [];
  const found: DayExpression[] = [];
  for (const rule of rules) {
    if (!rule.needs.test(words)) continue;
    for (const match of allMatches(words, rule.pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      const read = rule.read(match.groups ?? {}, words, start, end);
      if (read === null || (rule.kind !== 'same' && guardedBy(words, start, end, rule.kind))) continue;
      const { from, to, certainty } = read.days;
      found.push({
        kind: rule.kind,
        rule: rule.id,
        start,
        end,
        days: { from, to },
        certainty,
        target: read.target ?? null,
        ...(read.of === undefined ? {} : { of: read.of }),
      });
    }
  }
  return longestOnes(words.length, found);
}

/** Of overlapping expressions the longest; letters already taken are marked, so that this stays linear. */
function longestOnes(length: number, found: DayExpression[]): DayExpression[] {
  if (found.length < 2) return found;
  const taken = new Uint8Array(length);
  return found
    .sort((a, b) => b.end - b.start - (a.end - a.start))
    .filter(({ start, end }) => {
      if (taken.subarray(start, end).includes(1)) return false;
      taken.fill(1, start, end);
      return true;
    })
    .sort((a, b) => a.start - b.start);
}
