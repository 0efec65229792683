import type { Workspace } from '../../../data/ports/workspace.ts';
import { type FetchPaperOptions, fetchPaper } from '../fetching/fetch-paper.ts';
import type { InboxTools } from './inbox.ts';

/** What the inbox needs, of an open workspace. */
export const inboxTools = (
  workspace: Workspace,
  options: Pick<FetchPaperOptions, 'baseUrl' | 'delay' | 'signal' | 'onEvent'> &
    Pick<InboxTools, 'limits'> = {},
): InboxTools => ({
  folders: workspace.papers,
  contributions: workspace.contributions,
  cases: workspace.cases,
  reviews: workspace.reviews,
  images: workspace.images,
  index: workspace.index,
  fetchArticle: (reference, apartFrom) => fetchPaper(workspace, reference, { ...options, apartFrom }),
  ...(options.limits === undefined ? {} : { limits: options.limits }),
});
