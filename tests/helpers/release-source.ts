import { memoryCache } from '../../data/embedded/images/derived-cache.ts';
import type { Workspace } from '../../data/embedded/workspace.ts';

/** What checks, exports and releases take of a workspace. */
export const releaseSource = ({ cases, reviews, images, index }: Workspace, cache = memoryCache()) => ({
  cases,
  reviews,
  images,
  cache,
  exportOrder: () => index.exportOrder(),
  storedImages: () => images.all(),
});
