import type { BlockedPages } from './blocked-pages.ts';
import type { CrawlArchive } from './crawl-archive.ts';
import type { RunHistory } from './crawl-runs.ts';
import type { HostClock } from './host-clock.ts';
import type { ScheduleStates } from './schedules.ts';
import type { SuspectCases } from './suspect-cases.ts';

/** What was sent: requests, and bytes of bodies received. */
export interface Sent {
  readonly requests: number;
  readonly bytes: number;
}

/** What reading one new case cost. */
export interface CaseCost extends Sent {
  readonly modalities: readonly string[];
}

/** How often a run found a field filled: `filled` of `total` cases, by the selector that reads it. */
export interface FieldRate {
  readonly field: string;
  readonly selector: string;
  readonly filled: number;
  readonly total: number;
}

/** A field that a run found fallen away, and which nobody has accepted or mended since. */
export interface Drift {
  readonly field: string;
  readonly selector: string;
  /** Filled `filled` of `total` cases looked back on, where the share `usual` had it before. */
  readonly filled: number;
  readonly total: number;
  readonly usual: number;
}

/** Images of a held case that did not come. */
export interface MissingImages {
  /** Addresses they may be at. */
  readonly addresses: number;
  /** Runs that asked for them. */
  readonly tries: number;
}

/** What the crawls of one source learned for later ones. */
export interface SourceMemory {
  /** The case that a slug, number or redirect led to: a held case is recognised under any of its names. */
  idOf(alias: string): Promise<string | null>;
  name(id: string, aliases: readonly string[]): Promise<void>;
  /** When a run was last refused at this case, milliseconds since 1970; null when none was, or it was read since. */
  refusedAt(alias: string): Promise<number | null>;
  noteRefused(alias: string): Promise<void>;
  /** It was read: what stood in the way is gone. */
  forgetRefused(alias: string): Promise<void>;
  /** Null for a case all of whose images came. */
  missingOf(id: string): Promise<MissingImages | null>;
  /** Counts one more run that asked for them. @param addresses 0 when none is missing any more */
  noteMissing(id: string, addresses: number): Promise<void>;
  /** Rates by field, of the newest `runs` runs that saw at least `least` cases, newest first. */
  filledRates(runs: number, least: number): Promise<ReadonlyMap<string, readonly FieldRate[]>>;
  keepRates(run: string, rates: readonly FieldRate[]): Promise<void>;
  /** Fields that have fallen away. */
  drifts(): Promise<readonly Drift[]>;
  noteDrift(drift: Drift): Promise<void>;
  /** The field is filled as before. */
  forgetDrift(field: string): Promise<void>;
  /**
   * The fields that have fallen away are from now on as rare as they were found.
   * @param anew begins the names of others whose usual rates are learned from the beginning
   */
  acceptDrifts(anew: string): Promise<void>;
  /** Notes one case at once: nothing is lost when the process is killed later. */
  noteCost(run: string, id: string, cost: CaseCost): Promise<void>;
  /** Of the newest cases. */
  costs(limit: number): Promise<readonly CaseCost[]>;
}

/** `rules`: by its text; `allow`: there is none (4xx); `disallow`: unreachable, so everything is forbidden. */
export type RobotsVerdict = 'rules' | 'allow' | 'disallow';

export interface RobotsText {
  readonly verdict: RobotsVerdict;
  readonly body: string;
}

/** robots.txt of every origin as last received. */
export interface RobotsTexts {
  /** Null when there is none, or it is older than `lifetime` milliseconds. */
  get(origin: string, lifetime: number): Promise<RobotsText | null>;
  keep(origin: string, text: RobotsText): Promise<void>;
}

/** What the crawls of a workspace share while it is open. */
export interface CrawlStores extends AsyncDisposable {
  readonly runs: RunHistory;
  readonly clock: HostClock;
  readonly robots: RobotsTexts;
  readonly schedules: ScheduleStates;
  memoryOf(source: string): SourceMemory;
  /** Opened when first asked for. */
  archive(): Promise<CrawlArchive>;
}

export interface Crawls {
  readonly blocked: BlockedPages;
  readonly suspects: SuspectCases;
  /** The caller disposes of it. */
  open(): Promise<CrawlStores>;
  /** To be looked at only: also where nothing can be written. The caller disposes of it. */
  look(): Promise<CrawlStores>;
  /**
   * The right to crawl a source, which one process has at a time: two crawls of a source would ask for the same cases. Given
   * back when it is disposed of, and when its process dies.
   * @returns null when another crawl has it
   */
  take(source: string): Promise<AsyncDisposable | null>;
}
