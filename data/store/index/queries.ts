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

function conditions(query: CaseQuery): { where: string; values: SQLInputValue[] } {
  const parts: string[] = [];
  const values: SQLInputValue[] = [];
  if (query.text?.trim()) {
    const match = matchOf(query.text);
    parts.push(match === null ? '0' : 'number IN (SELECT rowid FROM words WHERE words MATCH ?)');
    if (match !== null) values.push(match);
  }
  if (query.site) {
    parts.push('site = ?');
    values.push(query.site);
  }
  if (query.status) {
    parts.push('status = ?');
    values.push(query.status);
  }
  for (const [kind, term] of Object.entries(query.terms ?? {})) {
    parts.push('id IN (SELECT case_id FROM terms WHERE kind = ? AND term = ?)');
    values.push(kind, term);
  }
  if (query.among) {
    parts.push('id IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(query.among));
  }
  if (query.hidden && query.hidden.length > 0) {
    parts.push('id NOT IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(query.hidden));
  }
  return { where: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', values };
}

export function listCases(file: IndexFile, query: CaseQuery): CaseList {
  const { where, values } = conditions(query);
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 1_000);
  const offset = Math.max(query.offset ?? 0, 0);
  const total =
    file.get<{ total: number }>(`SELECT count(*) AS total FROM cases ${where}`, ...values)?.total ?? 0;
  const rows = file.all<CaseRow>(
    `SELECT id, site, title, status, priority, decided, open, patients, images, licence, doi, url,
       retrieved_at AS retrievedAt, reviewed_at AS reviewedAt, thumbnail, rev, review_rev AS reviewRev
     FROM cases ${where} ORDER BY ${orders[query.order ?? 'id']} LIMIT ? OFFSET ?`,
    ...values,
    limit,
    offset,
  );
  return { total, rows };
}

/** Ids of all cases that match, in natural order. */
export function listIds(file: IndexFile, query: CaseQuery): string[] {
  const { where, values } = conditions(query);
  return file
    .all<{ id: string }>(`SELECT id FROM cases ${where} ORDER BY sort_key`, ...values)
    .map(({ id }) => id);
}

/** Counts under all other filters; each facet ignores its own, so that its alternatives stay visible. */
export function facets(file: IndexFile, query: CaseQuery): Facets {
  const result: Facets = {};
  for (const column of ['status', 'site'] as const) {
    const { where, values } = conditions({ ...query, [column]: '' });
    result[column] = file.all(
      `SELECT ${column} AS term, count(*) AS count FROM cases ${where} GROUP BY 1 ORDER BY 2 DESC, 1`,
      ...values,
    );
  }
  for (const { kind } of file.all<{ kind: string }>('SELECT DISTINCT kind FROM terms ORDER BY kind')) {
    const terms = { ...query.terms };
    delete terms[kind];
    const { where, values } = conditions({ ...query, terms });
    result[kind] = file.all(
      `SELECT term, count(*) AS count FROM terms WHERE kind = ? AND case_id IN (SELECT id FROM cases ${where})
       GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50`,
      kind,
      ...values,
    );
  }
  return result;
}
