import type { Workspace } from '../data/store/workspace.ts';
import type { CrawlWorkspace } from '../scrapers/crawl/session.ts';
import { version } from './version.ts';

/** What a crawl of one source needs of a workspace. */
export const crawlWorkspace = (workspace: Workspace, source: string): CrawlWorkspace => ({
  directory: workspace.directory,
  cases: workspace.cases,
  images: workspace.images,
  contact: workspace.config.contact,
  version,
  settings: workspace.config.sources[source] ?? {},
});
