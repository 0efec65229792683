import type { Workspace } from '../../data/store/workspace.ts';
import { crawl } from '../crawl/crawl.ts';
import type { CrawlOptions } from '../crawl/crawl-options.ts';
import { crawlWorkspaceOf } from '../crawl/crawl-workspace.ts';
import type { InboxTools } from './inbox.ts';
import { pmc } from './pmc-source.ts';

/** What the inbox needs, of an open workspace. */
export const inboxTools = (
  workspace: Workspace,
  options: Pick<CrawlOptions, 'baseUrl' | 'delay' | 'signal' | 'onEvent'> & Pick<InboxTools, 'limits'> = {},
): InboxTools => {
  const { limits, ...crawling } = options;
  return {
    directory: workspace.directory,
    contributions: workspace.contributions,
    cases: workspace.cases,
    reviews: workspace.reviews,
    images: workspace.images,
    casesWithDoi: (doi) => workspace.index.casesWithDoi(doi),
    casesWithImage: (sha256) => workspace.index.casesWithImage(sha256),
    async fetchArticle(reference) {
      let made: string | null = null;
      const result = await crawl(crawlWorkspaceOf(workspace, pmc.name), pmc, {
        ...crawling,
        query: [reference],
        onEvent(event) {
          if (event.type === 'case') made = event.id;
          crawling.onEvent?.(event);
        },
      });
      return { result, case: made };
    },
    ...(limits === undefined ? {} : { limits }),
  };
};
