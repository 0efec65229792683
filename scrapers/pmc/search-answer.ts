import { z } from 'zod';
import { requireMatch } from '../reading/contract.ts';
import type { SearchHit, SearchResult } from '../reading/walk-pages.ts';

/** One article as Europe PMC's search lists it. */
export interface PmcHit extends SearchHit {
  pmcid: string;
}

const word = z.string().max(5_000).nullish().catch(null);
const answer = z.object({
  hitCount: z.int().min(0),
  nextCursorMark: word,
  resultList: z.object({ result: z.array(z.object({ pmcid: word, title: word }).catch({})).max(1_000) }),
});

/** Where Europe PMC begins to count. */
export const firstCursor = '*';

/**
 * One page of Europe PMC's `search` (JSON, `resultType=lite`). An article without a PMCID has no text there and is left out.
 * @param data parsed JSON
 * @param url of the answer: its cursor tells which page it is
 * @throws ContractBroken when results, their ids or titles, or the way to the next page are not where they were
 */
export const parseSearchAnswer = (data: unknown, url: string): SearchResult<PmcHit> => {
  const page = { source: 'pmc', url };
  const read = answer.safeParse(data);
  const place = read.success ? '' : (read.error.issues[0]?.path.map(String).join('.') ?? '');
  requireMatch(read.success, { selector: place || 'resultList.result[]', field: 'search results' }, page);
  const { hitCount = 0, nextCursorMark = null, resultList = { result: [] } } = read.data ?? {};
  const { result } = resultList;
  const hits = result.flatMap(({ pmcid, title }): PmcHit[] => {
    const id = /^PMC\d{1,12}$/i.exec(pmcid ?? '')?.[0]?.toUpperCase();
    return id === undefined
      ? []
      : [{ pmcid: id, href: `/articles/${id}/`, title: title?.normalize('NFC') || null }];
  });
  const none = result.length === 0;
  requireMatch(
    !none || hitCount === 0 || cursorOf(url) !== firstCursor,
    { selector: 'resultList.result[]', field: 'search results' },
    page,
  );
  requireMatch(none || hits.length > 0, { selector: 'resultList.result[].pmcid', field: 'PMCID' }, page);
  requireMatch(
    none || hits.some(({ title }) => title !== null),
    { selector: 'resultList.result[].title', field: 'title' },
    page,
  );
  // Every answer but the last names the next one; at the end the cursor stays, or is left out.
  const ended = none || nextCursorMark === null || nextCursorMark === cursorOf(url);
  requireMatch(
    !ended || cursorOf(url) !== firstCursor || result.length >= hitCount,
    { selector: 'nextCursorMark', field: 'next page of results' },
    page,
  );
  return { hits, next: ended ? null : nextCursorMark, found: hitCount };
};

const cursorOf = (url: string): string => URL.parse(url)?.searchParams.get('cursorMark') ?? firstCursor;
