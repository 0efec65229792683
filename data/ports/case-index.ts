import type { Case } from '../format/case.ts';
import type { CaseQuery } from './case-query.ts';

/** What lists show of a case. */
export interface CaseRow {
  id: string;
  site: string;
  title: string;
  status: string;
  priority: number;
  decided: number;
  open: number;
  patients: number;
  images: number;
  licence: string | null;
  doi: string | null;
  url: string | null;
  retrievedAt: string;
  reviewedAt: string | null;
  thumbnail: string | null;
  /** Revisions of the case and of its review that the row was made from. */
  rev: number;
  reviewRev: number;
}

export interface CaseList {
  /** Cases that match, on whatever page. */
  total: number;
  rows: CaseRow[];
}

/** How much goes out of the cases that match, as their reviews stand. */
export interface Outgoing {
  readonly cases: number;
  readonly patients: number;
  readonly images: number;
}

/** Kind of facet -> its values with the number of cases, status and site first; at most `MOST_TERMS` a kind. */
export type Facets = Record<string, { term: string; count: number }[]>;

/**
 * Lists, facets and search over all cases: a cache, never the truth, and never asked who may see a case. What the store of
 * cases or reviews has written stands in it when that write resolves, whoever reads; what another process wrote may come
 * later. Natural order is that of `CaseStore.ids`.
 */
export interface CaseIndex {
  /** Waits until it has seen every case at least once since it was last made. */
  ready(): Promise<void>;
  /** Whether it has: until then cases are missing in it. */
  isCurrent(): Promise<boolean>;
  /** Brings it up to what is stored, by whomever. Calls at the same time share one run. @param onProgress cases looked at */
  sync(onProgress?: (done: number) => void): Promise<void>;
  /** A page of cases. */
  list(query?: CaseQuery): Promise<CaseList>;
  /** A page of cases with the counts of every facet. */
  search(query?: CaseQuery): Promise<CaseList & { facets: Facets }>;
  /** Ids of all cases that match, in natural order. */
  idsOf(query?: CaseQuery): Promise<string[]>;
  /** How many cases each filter value would leave; each facet ignores its own filter, so that alternatives stay visible. */
  facets(query?: CaseQuery): Promise<Facets>;
  /** What the cases that match would bring to a release, with the counts of every facet. */
  cohort(query?: CaseQuery): Promise<Outgoing & { facets: Facets }>;
  /** How many images these cases have. */
  imagesAmong(ids: readonly string[]): Promise<number>;
  /** Cases that hold an image with these bytes. */
  casesWithImage(sha256: string): Promise<string[]>;
  /** Cases with this DOI, ignoring case. */
  casesWithDoi(doi: string): Promise<string[]>;
  /** Titles of the cases of a site; the id stands for a title that is not known. */
  titlesOf(site: string): Promise<{ id: string; title: string }[]>;
  /** Cases whose documents could not be read, with the reason. */
  damaged(): Promise<{ id: string; message: string }[]>;
  /**
   * Images in export order, as runs of one case: rows of imported tables as they stood, then the rest in natural order. Read
   * lazily: memory does not grow with the number of images.
   */
  exportOrder(): AsyncIterable<{ id: string; images: string[] }>;
  /**
   * Offers a case that somebody has read anyway, by its `CaseStore.mark`: a provider may spare itself a reading at the first
   * save of its review. Nobody may change it any more.
   */
  offer(id: string, mark: string, record: Case): void;
}
