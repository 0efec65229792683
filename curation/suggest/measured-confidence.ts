import { measuredRates } from './measured-rates.ts';
import { CONFIDENT } from './suggestion.ts';

/**
 * The confidence of a suggestion as it was measured: how often what its rule says of its field was right on notes that
 * the rule was not written on. A rule's own figure tells its contexts apart; the measure moves those that it counts on
 * by one factor and those that it holds back by another, and little while few cases stand behind it.
 */

/** What was counted of a rule and a field. */
export interface Rate {
  readonly shown: number;
  readonly right: number;
  /** Sum of the confidences that the rule itself gave. */
  readonly stated: number;
}
export type Rates = Readonly<Record<string, Rate>>;

/**
 * What a rule counts on and what it holds back itself (its words shared by several images, several patients) are two
 * contexts with a rate each.
 */
export const rateKey = (field: string, rule: string, stated: number): string =>
  `${field} ${rule}${stated < CONFIDENT ? ' held back' : ''}`;

/** A measure counts as much as the rule's own figure once it rests on this many suggestions. */
const PRIOR = 10;
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
