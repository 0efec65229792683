import type { BlockedRecord } from '../../../data/ports/crawl/blocked-pages.ts';
import type { CrawlStores } from '../../../data/ports/crawl/crawls.ts';
import type { Source } from '../source.ts';

/**
 * Of what sites refused, what stands: the newest of each address, unless a later crawl went through. A crawl that went
 * through leaves the refusals of single cases that were not read since.
 * @param records newest first
 * @param sources those that find their cases by themselves; of others, such as papers, each query is a crawl of its own
 */
export async function stillRefused(
  records: readonly BlockedRecord[],
  stores: Pick<CrawlStores, 'runs' | 'memoryOf'>,
  sources: Readonly<Record<string, Pick<Source, 'referenceOf'>>>,
): Promise<BlockedRecord[]> {
  const newest = [...Map.groupBy(records, ({ source, url }) => `${source} ${url}`).values()].flatMap(
    ([first]) => first ?? [],
  );
  const standing = await Promise.all(newest.map((record) => stands(record, stores, sources[record.source])));
  return newest.filter((_record, at) => standing[at]);
}

async function stands(
  { url, time, run, source: name }: BlockedRecord,
  { runs, memoryOf }: Pick<CrawlStores, 'runs' | 'memoryOf'>,
  source: Pick<Source, 'referenceOf'> | undefined,
): Promise<boolean> {
  const alias = source?.referenceOf(url)?.alias;
  if (alias !== undefined && (await memoryOf(name).refusedAt(alias)) !== null) return true;
  const own = await runs.get(run);
  const since = Date.parse(time);
  // Of a crawl that went through although single cases refused, those that still do are known by name.
  if (own?.status === 'done' && alias !== undefined) return false;
  return !(await runs.list({ source: name })).some(
    ({ started, status, query }) =>
      started > since &&
      (status === 'done' || status === 'limit') &&
      (source !== undefined || query === own?.query),
  );
}
