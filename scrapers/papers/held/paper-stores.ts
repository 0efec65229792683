import type { Workspace } from '../../../data/ports/workspace.ts';
import type { PaperStores } from './keep-paper.ts';

/** What keeping papers needs of an open workspace; its index is brought up to date first. */
export async function paperStoresOf(workspace: Workspace): Promise<PaperStores> {
  await workspace.index.ready();
  const { cases, images, reviews, index } = workspace;
  return { cases, images, reviews, index };
}
