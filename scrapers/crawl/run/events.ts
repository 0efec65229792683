import type { CrawlResult, Failure } from '../../../data/format/crawl-result.ts';
import type { DoorEvent } from '../door/door-events.ts';

/** Progress of a crawl, as it happens: for stderr and for the live page. Times in milliseconds since 1970. */
export type CrawlEvent =
  | DoorEvent
  | {
      readonly type: 'started';
      readonly run: string;
      readonly source: string;
      readonly query: string;
      readonly base: string;
      readonly resumes: number;
    }
  | { readonly type: 'waiting'; readonly host: string; readonly until: number; readonly reason: string }
  | {
      readonly type: 'search';
      readonly url: string;
      readonly found: number | null;
      readonly references: number;
    }
  | {
      readonly type: 'case';
      readonly id: string;
      readonly url: string;
      readonly change: 'new' | 'updated' | 'unchanged';
      /** Images whose files are held, and those that did not come. */
      readonly images: number;
      readonly missing: number;
      /** Those that did not come were asked for often enough: only `--refresh` asks again. */
      readonly givenUp: boolean;
    }
  /** A result that is held already: passed over without a request. */
  | { readonly type: 'held'; readonly id: string | null; readonly url: string }
  | { readonly type: 'failed'; readonly failure: Failure }
  /** The run ended before its time, and why. */
  | {
      readonly type: 'stopped';
      readonly status: 'blocked' | 'failed';
      readonly failure: Failure;
      readonly kept: string | null;
      /** The case alone may be private: the next run asks for it last. */
      readonly ofOneCase: boolean;
    }
  | { readonly type: 'finished'; readonly run: string; readonly result: CrawlResult };

export type CrawlListener = (event: CrawlEvent) => void;
