import { memoryCache } from '../../data/store/derived-cache.ts';
import { storedImages } from '../../data/store/stored-images.ts';
import type { Workspace } from '../../data/store/workspace.ts';

/** What checks, exports and releases take of a workspace. */
export const releaseSource = (
  { cases, reviews, images, index, directory }: Workspace,
  cache = memoryCache(),
) => ({
  cases,
  reviews,
  images,
  cache,
  exportOrder: () => index.exportOrder(),
  storedImages: () => storedImages(directory),
});
