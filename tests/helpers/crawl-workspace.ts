import type { Workspace } from '../../data/store/workspace.ts';
import type { CrawlWorkspace, SourceSettings } from '../../scrapers/crawl/run/session.ts';
import { temporaryWorkspace } from './temporary.ts';

/** An open workspace as a crawl takes it. */
export const crawlWorkspaceOf = (workspace: Workspace, settings: SourceSettings = {}): CrawlWorkspace => ({
  directory: workspace.directory,
  cases: workspace.cases,
  images: workspace.images,
  contact: 'tests@caseline.example',
  version: '0.0.0-test',
  settings,
});

/** A new workspace to crawl into, removed with the test. */
export const crawlWorkspace = (settings: SourceSettings = {}): CrawlWorkspace =>
  crawlWorkspaceOf(temporaryWorkspace(), settings);

/** Every case of a workspace as its JSON text, by id, without what only counts writes. */
export const casesOf = async (workspace: CrawlWorkspace): Promise<Map<string, string>> => {
  const cases = new Map<string, string>();
  for await (const { rev: _rev, ...record } of workspace.cases.all())
    cases.set(record.id, JSON.stringify(record));
  return cases;
};
