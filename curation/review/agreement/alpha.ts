import type { Estimate } from './kappa.ts';

/** How far apart two values are: 0 or 1 for names, the squared difference for numbers. */
export type Level = 'nominal' | 'interval';
/** The values observers gave one unit; missing ones are left out. */
export type Unit = readonly (string | number)[];

const distance = (level: Level, left: string | number, right: string | number): number =>
  level === 'nominal' ? (left === right ? 0 : 1) : (Number(left) - Number(right)) ** 2;

/** Sum of distances over all ordered pairs of a list of values with their counts. */
function spread(level: Level, counts: ReadonlyMap<string | number, number>): number {
  const entries = [...counts];
  if (level === 'nominal') {
    let total = 0;
    let same = 0;
    for (const [, count] of entries) {
      total += count;
      same += count * count;
    }
    return total * total - same;
  }
  // Sum over ordered pairs of (a - b)^2 = 2 (n * sum of squares - square of the sum), about the mean for precision.
  let n = 0;
  let sum = 0;
  for (const [value, count] of entries) {
    n += count;
    sum += Number(value) * count;
  }
  const mean = n === 0 ? 0 : sum / n;
  return entries.reduce(
    (total, [value, count]) => total + 2 * n * count * distance('interval', value, mean),
    0,
  );
}

const countsOf = (values: Unit): Map<string | number, number> => {
  const counts = new Map<string | number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

/**
 * Krippendorff's alpha (Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011): one minus observed
 * over expected disagreement; any number of observers, missing values allowed. Null when fewer than two values
 * can be paired, or when nothing varies.
 */
export function krippendorffAlpha(units: readonly Unit[], level: Level): number | null {
  const paired = units.filter((unit) => unit.length >= 2);
  const all = new Map<string | number, number>();
  let pairable = 0;
  let observed = 0;
  for (const unit of paired) {
    pairable += unit.length;
    const counts = countsOf(unit);
    observed += spread(level, counts) / (unit.length - 1);
    for (const [value, count] of counts) all.set(value, (all.get(value) ?? 0) + count);
  }
  if (pairable < 2) return null;
  const expected = spread(level, all) / (pairable - 1);
  if (expected < 1e-12) return null;
  return 1 - observed / expected;
}

/** A small generator with a seed (mulberry32), so that an interval is the same on every page load. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Alpha with a 95 % interval by resampling units with replacement (percentile bootstrap). Resamples in which
 * nothing varies are left out. Null where alpha itself is.
 */
export function alphaWithInterval(
  units: readonly Unit[],
  level: Level,
  options: { resamples?: number; seed?: number } = {},
): Estimate | null {
  const value = krippendorffAlpha(units, level);
  if (value === null) return null;
  const { resamples = 1_000, seed = 20_260_301 } = options;
  const paired = units.filter((unit) => unit.length >= 2);
  const random = generator(seed);
  const found: number[] = [];
  for (let turn = 0; turn < resamples; turn += 1) {
    const drawn = paired.map(() => paired[Math.floor(random() * paired.length)] ?? []);
    const alpha = krippendorffAlpha(drawn, level);
    if (alpha !== null) found.push(alpha);
  }
  found.sort((left, right) => left - right);
  const at = (share: number): number =>
    found[Math.min(found.length - 1, Math.max(0, Math.round(share * (found.length - 1))))] ?? value;
  return { value, low: at(0.025), high: at(0.975) };
}
