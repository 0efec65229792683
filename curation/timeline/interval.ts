/**
 * Interval arithmetic on whole days. Both ends belong to the interval; null is an end nobody knows.
 * Sums and differences are the narrowest intervals that are sure to hold the result.
 */

export interface Interval {
  readonly from: number | null;
  readonly to: number | null;
}

export const exactly = (day: number): Interval => ({ from: day, to: day });
export const unknownInterval: Interval = { from: null, to: null };

const sum = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? null : left + right;
// `0 - day` and not `-day`: minus zero is no day.
const minus = (day: number | null): number | null => (day === null ? null : 0 - day);

/** `left + right`: a day and a distance. */
export const plus = (left: Interval, right: Interval): Interval => ({
  from: sum(left.from, right.from),
  to: sum(left.to, right.to),
});

/** The same distance seen from the other end. */
export const opposite = (interval: Interval): Interval => ({
  from: minus(interval.to),
  to: minus(interval.from),
});

/** `left - right`: the distance from `right` to `left`. */
export const difference = (left: Interval, right: Interval): Interval => plus(left, opposite(right));

export const isExact = (interval: Interval): boolean =>
  interval.from !== null && interval.from === interval.to;

/** Surely earlier: every day of `left` lies before every day of `right`. */
export const surelyBefore = (left: Interval, right: Interval): boolean =>
  left.to !== null && right.from !== null && left.to < right.from;

/** Surely earlier or the same day. */
export const surelyNotAfter = (left: Interval, right: Interval): boolean =>
  left.to !== null && right.from !== null && left.to <= right.from;

/** Surely one and the same day. */
export const surelySame = (left: Interval, right: Interval): boolean =>
  isExact(left) && isExact(right) && left.from === right.from;

/** Whether some day lies in both. */
export const mayMeet = (left: Interval, right: Interval): boolean =>
  !surelyBefore(left, right) && !surelyBefore(right, left);

/** Number of days an interval leaves open: 0 for an exact day, infinite when an end is unknown. */
export const width = (interval: Interval): number =>
  interval.from === null || interval.to === null ? Number.POSITIVE_INFINITY : interval.to - interval.from;

/** For people: `day 7`, `days 3 to 5`, `day 3 or later`, `up to day 5`, `an unknown day`. */
export function intervalWords(interval: Interval): string {
  const { from, to } = interval;
  if (from === null) return to === null ? 'an unknown day' : `up to day ${to}`;
  if (to === null) return `day ${from} or later`;
  return from === to ? `day ${from}` : `days ${from} to ${to}`;
}
