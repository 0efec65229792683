import type { EmbeddedWorkspace } from '../../data/embedded/workspace.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { temporaryWorkspace } from './temporary.ts';

/** A new workspace to crawl into, removed with the test. */
export const crawlWorkspace = (): EmbeddedWorkspace =>
  temporaryWorkspace({ contact: 'tests@caseline.example' });

/** Every case of a workspace as its JSON text, by id, without what only counts writes. */
export const casesOf = async ({ cases: store }: Pick<Workspace, 'cases'>): Promise<Map<string, string>> => {
  const cases = new Map<string, string>();
  for await (const { rev: _rev, ...record } of store.all()) cases.set(record.id, JSON.stringify(record));
  return cases;
};
