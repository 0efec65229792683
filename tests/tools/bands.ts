import type { GoldCell } from './gold-cells.ts';
import { wilson } from './wilson.ts';

/** Suggestions by the confidence they are shown with, in bands of at least so many. */

/** Fewer than these say too little of a band. */
export const LEAST_IN_BAND = 200;

export interface Band {
  readonly from: number;
  readonly to: number;
  readonly shown: number;
  readonly right: number;
  /** Mean confidence. */
  readonly mean: number;
  /** 95 % interval of the share right. */
  readonly low: number;
  readonly high: number;
}

/** Bands from the surest down, each closed once it holds `least`; the rest goes to the last one. */
export function bandsOf(cells: readonly GoldCell[], least = LEAST_IN_BAND): Band[] {
  const shown = cells
    .flatMap(({ by, right }) => (by === null || right === null ? [] : [{ confidence: by.confidence, right }]))
    .sort((a, b) => b.confidence - a.confidence);
  const groups: (typeof shown)[] = [];
  let open: typeof shown = [];
  shown.forEach((one, at) => {
    open.push(one);
    // Equal confidences stay together.
    if (open.length >= least && shown[at + 1]?.confidence !== one.confidence) {
      groups.push(open);
      open = [];
    }
  });
  if (open.length > 0) {
    const last = groups.at(-1);
    if (last && open.length < least) last.push(...open);
    else groups.push(open);
  }
  return groups.map((group) => {
    const right = group.filter((one) => one.right).length;
    const [low, high] = wilson(right, group.length);
    return {
      from: group.at(-1)?.confidence ?? 0,
      to: group[0]?.confidence ?? 1,
      shown: group.length,
      right,
      mean: group.reduce((sum, { confidence }) => sum + confidence, 0) / group.length,
      low,
      high,
    };
  });
}
