/** An estimate with the ends of its 95 % confidence interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % point of the normal distribution. */
const Z = 1.959963984540054;

export interface Kappa extends Estimate {
  /** Large-sample standard error for a kappa that is not zero. */
  readonly standardError: number;
  readonly observed: number;
  readonly expected: number;
  readonly count: number;
}

/**
 * Cohen's kappa of two raters over nominal categories (Cohen 1960), with the large-sample standard error of
 * Fleiss, Cohen and Everitt (1969), as in Fleiss, Levin and Paik, "Statistical Methods for Rates and
 * Proportions", section 18.1. Null without ratings, or when both raters used one same category only: chance
 * alone would then agree always, and kappa says nothing.
 */
export function cohenKappa(pairs: readonly (readonly [string, string])[]): Kappa | null {
  const count = pairs.length;
  if (count === 0) return null;
  const categories = [...new Set(pairs.flat())];
  const share = new Map<string, number>();
  const first = new Map<string, number>();
  const second = new Map<string, number>();
  const add = (to: Map<string, number>, key: string) => to.set(key, (to.get(key) ?? 0) + 1 / count);
  for (const [left, right] of pairs) {
    add(share, JSON.stringify([left, right]));
    add(first, left);
    add(second, right);
  }
  const cell = (left: string, right: string): number => share.get(JSON.stringify([left, right])) ?? 0;
  const row = (category: string): number => first.get(category) ?? 0;
  const column = (category: string): number => second.get(category) ?? 0;
  let observed = 0;
  let expected = 0;
  for (const category of categories) {
    observed += cell(category, category);
    expected += row(category) * column(category);
  }
  if (1 - expected < 1e-12) return null;
  const value = (observed - expected) / (1 - expected);
  let agreeing = 0;
  let differing = 0;
  for (const left of categories) {
    agreeing += cell(left, left) * (1 - (row(left) + column(left)) * (1 - value)) ** 2;
    for (const right of categories) {
      if (left !== right) differing += cell(left, right) * (column(left) + row(right)) ** 2;
    }
  }
  const rest = (value - expected * (1 - value)) ** 2;
  const variance = (agreeing + (1 - value) ** 2 * differing - rest) / (count * (1 - expected) ** 2);
  const standardError = Math.sqrt(Math.max(0, variance));
  return {
    value,
    low: Math.max(-1, value - Z * standardError),
    high: Math.min(1, value + Z * standardError),
    standardError,
    observed,
    expected,
    count,
  };
}

/** A share with Wilson's interval (Wilson 1927), which stays inside 0 and 1 also for few cases. Null without any. */
export function wilsonShare(hits: number, count: number): Estimate | null {
  if (count === 0) return null;
  const share = hits / count;
  const z2 = Z * Z;
  const centre = (share + z2 / (2 * count)) / (1 + z2 / count);
  const half = (Z / (1 + z2 / count)) * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count * count));
  return { value: share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
