import { CaselineError } from '../../data/errors.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { sampleCrawls, startSampleSite } from '../../samples/site.ts';
import { crawl } from '../../scrapers/crawl/crawl.ts';
import { sourceNamed } from '../../scrapers/sources.ts';

/** Fills a workspace by scraping the bundled sample site, which is served on loopback meanwhile. */
export async function scrapeSample(
  workspace: Workspace,
  onCase: (done: number) => void = () => {},
): Promise<{ cases: number; requests: number }> {
  const site = await startSampleSite();
  const total = { cases: 0, requests: 0 };
  try {
    for (const { source, query } of sampleCrawls) {
      const result = await crawl(workspace, sourceNamed(source), {
        query: query === '' ? [] : [query],
        baseUrl: site.origin,
        delay: 0,
        onEvent: (event) => {
          if (event.type !== 'case') return;
          total.cases += 1;
          onCase(total.cases);
        },
      });
      total.requests += result.requests;
      const [failure] = result.failed;
      if (failure)
        throw new CaselineError(
          'sample-failed',
          `the sample could not be scraped: ${failure.url}: ${failure.message}`,
        );
    }
    return total;
  } finally {
    await site.close();
  }
}
