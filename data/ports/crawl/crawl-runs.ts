import type { CrawlResult } from '../../format/crawl-result.ts';

/** `running` until it ends; `killed` when its process vanished; `interrupted` by a signal; else as its result says. */
export type RunStatus = 'running' | 'killed' | 'interrupted' | CrawlResult['status'];

/** `crawl` from the network, `offline` from the archive, `plan` of search pages only. */
export type RunKind = 'crawl' | 'offline' | 'plan';

export interface RunRecord {
  readonly id: string;
  readonly kind: RunKind;
  readonly source: string;
  /** Origin that was crawled. */
  readonly base: string;
  /** The query's words, as one string. */
  readonly query: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly ended: number | null;
  readonly status: RunStatus;
  readonly result: CrawlResult | null;
  /** Unfinished runs whose received answers this one goes on with. */
  readonly resumes: readonly string[];
  /** Name of the schedule that started it, null by hand. */
  readonly schedule: string | null;
}

export interface RunStart {
  kind: RunKind;
  source: string;
  base: string;
  query: string;
  options: Record<string, unknown>;
  schedule?: string;
}

/** Every run of the workspace. A run whose process vanished is told from a living one by the store. */
export interface RunHistory {
  /**
   * Notes the start of a run. Runs whose process vanished are marked killed and returned, for their files to be repaired.
   */
  start(start: RunStart): Promise<{ run: RunRecord; killed: readonly string[] }>;
  finish(id: string, status: RunStatus, result: CrawlResult): Promise<void>;
  get(id: string): Promise<RunRecord | null>;
  /** The crawl of a source that a living process is in the middle of, and that process; null without one. */
  inProgress(source: string): Promise<{ run: RunRecord; pid: number; machine: string } | null>;
  /** Crawls (plans aside), newest first. */
  list(filter?: { source?: string; schedule?: string; limit?: number }): Promise<RunRecord[]>;
  /** Ids of the runs that asked this source for this query. */
  ofQuery(source: string, query: string): Promise<string[]>;
}
