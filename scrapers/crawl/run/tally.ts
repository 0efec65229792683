import type { Failure } from '../../../data/format/crawl-result.ts';

/** What a run came to so far. */
export interface Tally {
  new: number;
  updated: number;
  unchanged: number;
  failed: Failure[];
}
