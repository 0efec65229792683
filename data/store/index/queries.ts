import type { SQLInputValue } from 'node:sqlite';
import type { IndexFile } from './index-file.ts';

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
  limit?: number;
  offset?: number;
}

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
  rev: number;
  reviewRev: number;
}

export interface CaseList {
  total: number;
  rows: CaseRow[];
}

/** Kind of facet -> its values with the number of cases. */
export type Facets = Record<string, { term: string; count: number }[]>;

const orders: Record<NonNullable<CaseQuery['order']>, string> = {
  id: 'sort_key',
  priority: 'priority DESC, sort_key',
  newest: 'retrieved_at DESC, sort_key',
  reviewed: 'reviewed_at IS NULL, reviewed_at DESC, sort_key',
};

/** Up to so many hits are looked up and sorted; more are met soon enough by walking the list in its order. */
const FEW = 3_000;
/** Values of one facet shown. */
const MOST_TERMS = 50;

/** Words as an FTS5 query: each quoted (no operator of the query language gets through), the last as a prefix. */
function matchOf(text: string): string | null {
  const words =
    text
      .normalize('NFC')
      .match(/[\p{L}\p{N}]{1,60}/gu)
      ?.slice(0, 12) ?? [];
  if (words.length === 0) return null;
  return words.map((word, at) => `"${word}"${at === words.length - 1 ? '*' : ''}`).join(' ');
}

/** One condition: the set of case numbers that meet it. */
interface Filter {
  readonly kind: string;
  readonly set: string;
  readonly values: readonly SQLInputValue[];
}

const termFilter = (kind: string, term: string): Filter => ({
  kind,
  set: 'SELECT number FROM terms WHERE kind = ? AND term = ?',
  values: [kind, term],
});

function textFilter(text: string): Filter {
  const match = matchOf(text);
  if (match === null) return { kind: 'text', set: 'SELECT 0 AS number WHERE 0', values: [] };
  return { kind: 'text', set: 'SELECT rowid AS number FROM words WHERE words MATCH ?', values: [match] };
}

/** Cases named one by one; `not`: all but those. */
const namedFilter = (ids: readonly string[], not: '' | 'NOT'): Filter => ({
  kind: 'named',
  set: `SELECT number FROM cases WHERE id ${not} IN (SELECT value FROM json_each(?))`,
  values: [JSON.stringify(ids)],
});

function filtersOf(query: CaseQuery): Filter[] {
  const terms: Record<string, string | undefined> = {
    ...query.terms,
    status: query.status,
    site: query.site,
  };
  const filters = Object.entries(terms).flatMap(([kind, term]) => (term ? [termFilter(kind, term)] : []));
  if (query.text?.trim()) filters.push(textFilter(query.text));
  if (query.among) filters.push(namedFilter(query.among, ''));
  if (query.hidden && query.hidden.length > 0) filters.push(namedFilter(query.hidden, 'NOT'));
  return filters;
}

/**
 * Case numbers that meet all filters; null without any. Each set is read once and met with the others here:
 * SQLite would ask the word index anew for every row.
 */
function hitsOf(file: IndexFile, filters: readonly Filter[]): Set<number> | null {
  const [first, ...others] = filters;
  if (!first) return null;
  const read = ({ set, values }: Filter) =>
    file.all<{ number: number }>(set, ...values).map(({ number }) => number);
  let hits = new Set(read(first));
  for (const filter of others) {
    const before = hits;
    if (before.size > 0) hits = new Set(read(filter).filter((number) => before.has(number)));
  }
  return hits;
}

/** The one term a query filters by, when that is all it does. */
function onlyTerm({ text, among, hidden, ...query }: CaseQuery): [kind: string, term: string] | null {
  if (text?.trim() || among || (hidden && hidden.length > 0)) return null;
  const terms = Object.entries({ ...query.terms, status: query.status, site: query.site }).filter(
    ([, term]) => term,
  );
  const [only] = terms;
  return terms.length === 1 && only?.[1] ? [only[0], only[1]] : null;
}

const columns = `id, site, title, status, priority, decided, open, patients, images, licence, doi, url,
  retrieved_at AS retrievedAt, reviewed_at AS reviewedAt, thumbnail, rev, review_rev AS reviewRev`;

/** Numbers of one page of many hits, found by walking all cases in their order. */
function pageOf(
  file: IndexFile,
  hits: ReadonlySet<number>,
  order: string,
  limit: number,
  offset: number,
): number[] {
  const page: number[] = [];
  let passed = 0;
  for (const { number } of file.each<{ number: number }>(`SELECT number FROM cases ORDER BY ${order}`)) {
    if (!hits.has(number)) continue;
    passed += 1;
    if (passed > offset) page.push(number);
    if (page.length === limit) break;
  }
  return page;
}

/** A page of cases. */
export function listCases(file: IndexFile, query: CaseQuery): CaseList {
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 1_000);
  const offset = Math.max(query.offset ?? 0, 0);
  const order = orders[query.order ?? 'id'];
  const term = onlyTerm(query);
  if (term) {
    const total =
      file.get<{ count: number }>('SELECT count FROM counts WHERE kind = ? AND term = ?', ...term)?.count ??
      0;
    // Rare terms are looked up and sorted, frequent ones met on the way through the list.
    const condition =
      total <= FEW
        ? 'number IN (SELECT number FROM terms WHERE kind = ? AND term = ?)'
        : 'EXISTS (SELECT 1 FROM terms t WHERE t.kind = ? AND t.term = ? AND t.number = cases.number)';
    const sql = `SELECT ${columns} FROM cases WHERE ${condition} ORDER BY ${order} LIMIT ? OFFSET ?`;
    return { total, rows: file.all(sql, ...term, limit, offset) };
  }
  const hits = hitsOf(file, filtersOf(query));
  if (hits === null) {
    const total = file.get<{ total: number }>('SELECT count(*) AS total FROM cases')?.total ?? 0;
    return {
      total,
      rows: file.all(`SELECT ${columns} FROM cases ORDER BY ${order} LIMIT ? OFFSET ?`, limit, offset),
    };
  }
  const isFew = hits.size <= FEW;
  const numbers = isFew ? [...hits] : pageOf(file, hits, order, limit, offset);
  const rows = file.all<CaseRow>(
    `SELECT ${columns} FROM cases WHERE number IN (SELECT value FROM json_each(?)) ORDER BY ${order} LIMIT ? OFFSET ?`,
    JSON.stringify(numbers),
    limit,
    isFew ? offset : 0,
  );
  return { total: hits.size, rows };
}

/** Ids of all cases that match, in natural order. */
export function listIds(file: IndexFile, query: CaseQuery): string[] {
  const hits = hitsOf(file, filtersOf(query));
  return file
    .all<{ number: number; id: string }>('SELECT number, id FROM cases ORDER BY sort_key')
    .flatMap(({ number, id }) => (hits === null || hits.has(number) ? [id] : []));
}

/** Counts of a kind's terms, all of them or among some cases. */
function termCounts(
  file: IndexFile,
  kind: string,
  hits: ReadonlySet<number> | null,
): { term: string; count: number }[] {
  if (hits === null) {
    return file.all(
      'SELECT term, count FROM counts WHERE kind = ? AND count > 0 ORDER BY count DESC, term LIMIT ?',
      kind,
      MOST_TERMS,
    );
  }
  return file.all(
    `SELECT term, count(*) AS count FROM terms WHERE kind = ? AND number IN (SELECT value FROM json_each(?))
     GROUP BY term ORDER BY count DESC, term LIMIT ?`,
    kind,
    JSON.stringify([...hits]),
    MOST_TERMS,
  );
}

/** Counts under all other filters; each facet ignores its own, so that its alternatives stay visible. */
export function facets(file: IndexFile, query: CaseQuery): Facets {
  const filters = filtersOf(query);
  const kinds = file.all<{ kind: string }>('SELECT DISTINCT kind FROM counts WHERE count > 0 ORDER BY kind');
  const first = ['status', 'site'];
  const ordered = [...first, ...kinds.map(({ kind }) => kind).filter((kind) => !first.includes(kind))];
  const all = hitsOf(file, filters);
  return Object.fromEntries(
    ordered.map((kind) => {
      const isFiltered = filters.some((filter) => filter.kind === kind);
      return [
        kind,
        termCounts(
          file,
          kind,
          isFiltered
            ? hitsOf(
                file,
                filters.filter((filter) => filter.kind !== kind),
              )
            : all,
        ),
      ];
    }),
  );
}
