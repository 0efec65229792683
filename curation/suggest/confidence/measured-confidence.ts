import { CONFIDENT } from '../suggestion.ts';
import { measuredRates } from './measured-rates.ts';
import type { Rates } from './rate.ts';

/**
 * What a rule counts on and what it holds back itself (its words shared by several images, several patients) are two
 * contexts with a rate each.
 */
export const rateKey = (field: string, rule: string, stated: number): string =>
  `${field} ${rule}${stated < CONFIDENT ? ' held back' : ''}`;

/** A measure counts as much as the rule's own figure once it rests on this many suggestions. */
const PRIOR = 3;
/** Nothing that reads prose is surer than this. */
const MOST = 0.99;
/** What a rule holds back is never counted on. */
const HELD_BACK = 0.79;

/**
 * A rule's own confidence, moved by what was measured; in hundredths, 0.01 to 0.99. Whether a suggestion is counted on
 * is the rule's to say: the measure tells how sure it is.
 */
export function measured(field: string, rule: string, stated: number, rates: Rates = measuredRates): number {
  const rate = rates[rateKey(field, rule, stated)];
  if (!rate || rate.shown === 0) return stated;
  const prior = PRIOR * (rate.stated / rate.shown);
  const moved = Math.round(((stated * (rate.right + prior)) / (rate.stated + prior)) * 100) / 100;
  return stated < CONFIDENT
    ? Math.min(HELD_BACK, Math.max(0.01, moved))
    : Math.min(MOST, Math.max(CONFIDENT, moved));
}
