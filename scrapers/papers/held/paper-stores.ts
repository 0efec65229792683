import type { Workspace } from '../../../data/embedded/workspace.ts';
import type { PaperStores } from './keep-paper.ts';

/** What keeping papers needs of an open workspace; its index is brought up to date first. */
export async function paperStoresOf(workspace: Workspace): Promise<PaperStores> {
  await workspace.index.ready();
  return {
    cases: workspace.cases,
    images: workspace.images,
    reviews: workspace.reviews,
    casesWithDoi: (doi) => workspace.index.casesWithDoi(doi),
    casesWithImage: (sha256) => workspace.index.casesWithImage(sha256),
    titlesOf: (site) => workspace.index.titlesOf(site),
  };
}
