/** Filters and order of a list of cases; every part may be left out. */
export interface CaseQuery {
  /** Words to find in title and texts; the last one may be unfinished. */
  text?: string;
  site?: string;
  status?: string;
  /** Kind -> term, e.g. `{ finding: 'Pneumonia/Viral/COVID-19' }`. */
  terms?: Readonly<Record<string, string>>;
  /** Only these cases. */
  among?: readonly string[];
  /** Not these cases: those of private datasets that the asking person has no access to. */
  hidden?: readonly string[];
  order?: 'id' | 'priority' | 'newest' | 'reviewed';
  /** Rows of a page, 1 to 1,000; 50 without it. */
  limit?: number;
  /** Rows before the page. */
  offset?: number;
}

/** Values of one facet shown. */
export const MOST_TERMS = 50;

/** The words that a text asks for, at most 12: a case must hold all of them. None: nothing matches. */
export const wordsAsked = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .match(/[\p{L}\p{N}]{1,60}/gu)
    ?.slice(0, 12) ?? [];

/** The terms that a case must have, status and site among them. */
export const termsAsked = (query: Pick<CaseQuery, 'terms' | 'status' | 'site'>): [string, string][] =>
  Object.entries({ ...query.terms, status: query.status, site: query.site }).flatMap(([kind, term]) =>
    term ? [[kind, term]] : [],
  );

/** The page that is asked for, within its bounds. */
export const pageAsked = ({ limit, offset }: CaseQuery): { limit: number; offset: number } => ({
  limit: Math.min(Math.max(limit ?? 50, 1), 1_000),
  offset: Math.max(offset ?? 0, 0),
});
