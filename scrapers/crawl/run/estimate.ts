import { MAX_JITTER } from '../pacing/pacing.ts';
import type { CaseEstimate, Range } from '../source.ts';

/** The object that `caseline plan --json` prints. */
export interface Plan {
  readonly source: string;
  readonly query: string;
  /** New cases that the crawl will write. */
  readonly cases: number;
  /** Cases that refused an earlier crawl: asked for last, counted as one request and no new case. */
  readonly refused: number;
  /** Cases read earlier that the numbers rest on; 0 before the first crawl, when nobody knows how many pictures a case has. */
  readonly measured: number;
  /** Every HTTP request, robots.txt and search pages included. */
  readonly requests: Range;
  readonly bytes: number;
  readonly seconds: Range;
  /** `planned`, or `blocked` when the site refused before the plan was whole. */
  readonly status: 'planned' | 'blocked' | 'failed';
  readonly failed: readonly { readonly url: string; readonly code: string; readonly message: string }[];
}

/** A range is no wider than this factor: beyond it, it would tell nobody anything. */
const WIDEST = 2;

/** Keeps the geometric middle of a range and narrows it to the widest allowed; whole numbers. */
export const narrowed = ({ min, max }: Range): Range => {
  if (max <= WIDEST * min) return { min, max };
  const low = Math.max(1, Math.ceil(Math.sqrt(min * max) / Math.sqrt(WIDEST)));
  return { min: low, max: Math.min(max, WIDEST * low) };
};

/** What the numbers rest on, in words: a range says for itself neither how sure it is nor that nothing was measured. */
export const restsOn = ({ source, measured }: Pick<Plan, 'source' | 'measured'>): string => {
  if (measured === 0)
    return (
      `No case of ${source} has been read here yet: how many pictures its cases have is not known before, so a crawl may ask for fewer ` +
      'or more than that. A crawl of a few cases lets the next plan count with what those took.'
    );
  return `This counts with what ${measured === 1 ? 'one case' : `${measured.toLocaleString('en')} cases`} took that ${measured === 1 ? 'was' : 'were'} read before.`;
};

export interface Known {
  /** Search pages the crawl will request, exactly. */
  readonly searchPages: number;
  /** Origins whose robots.txt it may have to ask for: those known now, and those its images may be on. */
  readonly robots: number;
  readonly searchBytes: number;
  /** Least pause, seconds. */
  readonly floor: number;
  /** Mean latency of the requests of the plan, seconds. */
  readonly latency: number;
}

/**
 * Adds up what the cases cost. Time: the first request waits for nothing; each later one for the floor at least, and at
 * most for floor, jitter and an answer twice as slow as those just seen.
 */
export const addUp = (
  cases: readonly CaseEstimate[],
  known: Known,
): Pick<Plan, 'requests' | 'bytes' | 'seconds'> => {
  const sum = (pick: (estimate: CaseEstimate) => number) =>
    cases.reduce((total, each) => total + pick(each), 0);
  const requests = narrowed({
    min: Math.round(known.searchPages + sum(({ requests: { min } }) => min)),
    max: Math.round(known.searchPages + known.robots + sum(({ requests: { max } }) => max)),
  });
  const slowest = known.floor * (1 + MAX_JITTER) + 2 * known.latency;
  return {
    requests,
    bytes: Math.round(known.searchBytes + sum(({ bytes }) => bytes)),
    seconds: {
      min: Math.round(Math.max(0, requests.min - 1) * known.floor),
      max: Math.ceil(requests.max * slowest),
    },
  };
};
