import { keepHeapSmall } from '../small-heap.ts';

/** What plans a crawl or runs it, by hand or by a schedule: loaded when one is asked for, and into a small heap. */
export async function loadCrawl() {
  keepHeapSmall();
  const [crawling, { sourceNamed }] = await Promise.all([
    import('../../scrapers/crawl/crawl.ts'),
    import('../../scrapers/sources.ts'),
  ]);
  return { ...crawling, sourceNamed };
}
