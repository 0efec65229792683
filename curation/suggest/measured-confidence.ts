import { measuredRates } from './measured-rates.ts';

/**
 * The confidence of a suggestion as it was measured: how often what its rule says of its field was right on notes that
 * the rule was not written on. A rule's own figure tells its contexts apart (its words shared by several images, a
 * vague day); the measure moves them all by one factor, and little while few cases stand behind it.
 */

/** What was counted of a rule and a field. */
export interface Rate {
  readonly shown: number;
  readonly right: number;
  /** Sum of the confidences that the rule itself gave. */
  readonly stated: number;
}
export type Rates = Readonly<Record<string, Rate>>;

export const rateKey = (field: string, rule: string): string => `${field} ${rule}`;

/** A measure counts as much as the rule's own figure once it rests on this many suggestions. */
const PRIOR = 10;
/** Nothing that reads prose is surer than this. */
const MOST = 0.99;

/** A rule's own confidence, moved by what was measured; in hundredths, 0.01 to 0.99. */
export function measured(field: string, rule: string, stated: number, rates: Rates = measuredRates): number {
  const rate = rates[rateKey(field, rule)];
  if (!rate || rate.shown === 0) return stated;
  const prior = PRIOR * (rate.stated / rate.shown);
  const factor = (rate.right + prior) / (rate.stated + prior);
  return Math.round(Math.min(MOST, Math.max(0.01, stated * factor)) * 100) / 100;
}
