import type { Workspace } from '../../../data/store/workspace.ts';
import { version } from '../../../data/version.ts';
import type { CrawlWorkspace } from './session.ts';

/** What a crawl of one source needs of an open workspace. */
export const crawlWorkspaceOf = (
  workspace: Pick<Workspace, 'directory' | 'cases' | 'images' | 'config'>,
  source: string,
): CrawlWorkspace => ({
  directory: workspace.directory,
  cases: workspace.cases,
  images: workspace.images,
  contact: workspace.config.contact,
  version,
  settings: workspace.config.sources[source] ?? {},
});
