import type { Interval } from '../../../timeline/interval.ts';

/**
 * The days between which a film of an illness is counted on. Films of the reference collection lie between 23 days
 * before and 35 days after their day 0; four months leave room for the longest stays and their controls. What lies
 * beyond is a date of birth, of another year or with month and day exchanged far more often than a day of this
 * illness, so that a person looks at it first.
 */
export const plausibleDays = { from: -60, to: 120 } as const;

export const isPlausible = ({ from, to }: Interval): boolean =>
  (from ?? to ?? 0) >= plausibleDays.from && (to ?? from ?? 0) <= plausibleDays.to;

/** Highest confidence of a day that is not. */
export const implausible = 0.5;
