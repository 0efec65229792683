import type { CaseList, CaseRow, Facets, Outgoing } from '../../ports/case-index.ts';
import { type CaseQuery, MOST_TERMS, pageAsked, termsAsked, wordsAsked } from '../../ports/case-query.ts';
import { CaseSet, type StoredChunk } from './case-set.ts';
import type { IndexFile } from './index-file.ts';

const orders: Record<NonNullable<CaseQuery['order']>, string> = {
  id: 'sort_key',
  priority: 'priority DESC, sort_key',
  newest: 'retrieved_at DESC, sort_key',
  reviewed: 'reviewed_at IS NULL, reviewed_at DESC, sort_key',
};

/** Up to so many hits are looked up and sorted; more are met soon enough by walking the list in its order. */
const FEW = 3_000;
/**
 * Words as an FTS5 query: each quoted (no operator of the query language gets through), the last as a prefix. Null
 * without a word: nothing matches then.
 */
export function matchOf(text: string): string | null {
  const words = wordsAsked(text);
  if (words.length === 0) return null;
  return words.map((word, at) => `"${word}"${at === words.length - 1 ? '*' : ''}`).join(' ');
}

/** One condition: the cases that meet it. */
interface Filter {
  readonly kind: string;
  read(): CaseSet;
}

const chunksOf = (file: IndexFile, kind: string, term: string): StoredChunk[] =>
  file.all('SELECT chunk, bits FROM terms WHERE kind = ? AND term = ?', kind, term);

const listed = (file: IndexFile, sql: string, value: string): CaseSet =>
  CaseSet.ofList(file.get<{ list: string | null }>(sql, value)?.list ?? null);

/** Cases that hold all the words. */
function casesWithWords(file: IndexFile, text: string): CaseSet {
  const match = matchOf(text);
  if (match === null) return CaseSet.empty;
  return listed(file, 'SELECT group_concat(rowid) AS list FROM words WHERE words MATCH ?', match);
}

const named = (file: IndexFile, ids: readonly string[]): CaseSet =>
  listed(
    file,
    'SELECT group_concat(number) AS list FROM cases WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify(ids),
  );

/** Every case has one site. */
const everyCase = (file: IndexFile): CaseSet =>
  CaseSet.ofChunks(file.all<StoredChunk>("SELECT chunk, bits FROM terms WHERE kind = 'site'"));

function filtersOf(file: IndexFile, query: CaseQuery): Filter[] {
  const filters: Filter[] = termsAsked(query).map(([kind, term]) => ({
    kind,
    read: () => CaseSet.ofChunks(chunksOf(file, kind, term)),
  }));
  const { text, among, hidden } = query;
  if (text?.trim()) filters.push({ kind: 'text', read: () => casesWithWords(file, text) });
  if (among) filters.push({ kind: 'named', read: () => named(file, among) });
  if (hidden && hidden.length > 0)
    filters.push({ kind: 'named', read: () => everyCase(file).without(named(file, hidden)) });
  return filters;
}

/** The cases that are in all sets; null without any. */
const inAll = (sets: readonly CaseSet[]): CaseSet | null =>
  sets.length === 0 ? null : sets.reduce((left, right) => left.and(right));

const columns = `id, site, title, status, priority, decided, open, patients, images, licence, doi, url,
  retrieved_at AS retrievedAt, reviewed_at AS reviewedAt, thumbnail, rev, review_rev AS reviewRev`;

/** Cases of the list walked at first; each further part is four times as long. */
const FIRST_WALK = 2_000;

/** Numbers of one page of many hits, found by walking all cases in their order. */
function pageOf(file: IndexFile, hits: CaseSet, order: string, limit: number, offset: number): number[] {
  const page: number[] = [];
  let passed = 0;
  let at = 0;
  for (let walk = FIRST_WALK; ; walk *= 4) {
    const numbers = file.numbers(`SELECT number FROM cases ORDER BY ${order} LIMIT ? OFFSET ?`, walk, at);
    for (const number of numbers) {
      if (!hits.has(number)) continue;
      passed += 1;
      if (passed > offset) page.push(number);
      if (page.length === limit) return page;
    }
    if (numbers.length < walk) return page;
    at += walk;
  }
}

/** A page of cases. */
export function listCases(file: IndexFile, query: CaseQuery): CaseList {
  return page(file, query, inAll(filtersOf(file, query).map((filter) => filter.read())));
}

function page(file: IndexFile, query: CaseQuery, hits: CaseSet | null): CaseList {
  const { limit, offset } = pageAsked(query);
  const order = orders[query.order ?? 'id'];
  if (hits === null) {
    const total =
      file.get<{ total: number }>("SELECT coalesce(sum(count), 0) AS total FROM counts WHERE kind = 'site'")
        ?.total ?? 0;
    return {
      total,
      rows: file.all(`SELECT ${columns} FROM cases ORDER BY ${order} LIMIT ? OFFSET ?`, limit, offset),
    };
  }
  const total = hits.size;
  const isFew = total <= FEW;
  const numbers = isFew ? hits.numbers() : pageOf(file, hits, order, limit, offset);
  const rows = file.all<CaseRow>(
    `SELECT ${columns} FROM cases WHERE number IN (SELECT value FROM json_each(?)) ORDER BY ${order} LIMIT ? OFFSET ?`,
    JSON.stringify(numbers),
    limit,
    isFew ? offset : 0,
  );
  return { total, rows };
}

/** Ids of all cases that match, in natural order. */
export function listIds(file: IndexFile, query: CaseQuery): string[] {
  const hits = inAll(filtersOf(file, query).map((filter) => filter.read()));
  return file
    .all<{ number: number; id: string }>('SELECT number, id FROM cases ORDER BY sort_key')
    .flatMap(({ number, id }) => (hits === null || hits.has(number) ? [id] : []));
}

/** Counts of a kind's terms, all of them or among some cases. */
function termCounts(file: IndexFile, kind: string, hits: CaseSet | null): { term: string; count: number }[] {
  if (hits === null) {
    return file.all(
      'SELECT term, count FROM counts WHERE kind = ? AND count > 0 ORDER BY count DESC, term LIMIT ?',
      kind,
      MOST_TERMS,
    );
  }
  const counts = new Map<string, number>();
  const chunks = file.all<StoredChunk & { term: string }>(
    'SELECT term, chunk, bits FROM terms WHERE kind = ?',
    kind,
  );
  for (const chunk of chunks) counts.set(chunk.term, (counts.get(chunk.term) ?? 0) + hits.sharedWith(chunk));
  return [...counts]
    .flatMap(([term, count]) => (count > 0 ? [{ term, count }] : []))
    .sort((left, right) => right.count - left.count || (left.term < right.term ? -1 : 1))
    .slice(0, MOST_TERMS);
}

/** Counts under all other filters; each facet ignores its own, so that its alternatives stay visible. */
export function facets(file: IndexFile, query: CaseQuery): Facets {
  const sets = filtersOf(file, query).map(({ kind, read }) => ({ kind, set: read() }));
  return counted(file, sets);
}

function counted(file: IndexFile, sets: readonly { kind: string; set: CaseSet }[]): Facets {
  const kinds = file.all<{ kind: string }>('SELECT DISTINCT kind FROM counts WHERE count > 0 ORDER BY kind');
  const first = ['status', 'site'];
  const ordered = [...first, ...kinds.map(({ kind }) => kind).filter((kind) => !first.includes(kind))];
  const all = inAll(sets.map(({ set }) => set));
  return Object.fromEntries(
    ordered.map((kind) => {
      const others = sets.filter((one) => one.kind !== kind);
      const hits = others.length === sets.length ? all : inAll(others.map(({ set }) => set));
      return [kind, termCounts(file, kind, hits)];
    }),
  );
}

/** A page of cases and the counts beside it, each filter read once. */
export function searchCases(file: IndexFile, query: CaseQuery): CaseList & { facets: Facets } {
  const sets = filtersOf(file, query).map(({ kind, read }) => ({ kind, set: read() }));
  return { ...page(file, query, inAll(sets.map(({ set }) => set))), facets: counted(file, sets) };
}

const sums =
  'SELECT count(*) AS cases, coalesce(sum(patients_out), 0) AS patients, coalesce(sum(images_out), 0) AS images FROM cases';

/** What goes out of the cases that match, and the counts of every facet, each filter read once. */
export function cohortOf(file: IndexFile, query: CaseQuery): Outgoing & { facets: Facets } {
  const sets = filtersOf(file, query).map(({ kind, read }) => ({ kind, set: read() }));
  const hits = inAll(sets.map(({ set }) => set));
  const found =
    hits === null
      ? file.get<Outgoing>(sums)
      : file.get<Outgoing>(
          `${sums} WHERE number IN (SELECT value FROM json_each(?))`,
          JSON.stringify(hits.numbers()),
        );
  return { ...(found ?? { cases: 0, patients: 0, images: 0 }), facets: counted(file, sets) };
}
