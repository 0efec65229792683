import { memoryCache } from '../../data/ports/derived-cache.ts';
import type { Workspace } from '../../data/ports/workspace.ts';

/** What checks, exports and releases take of a workspace. */
export const releaseSource = ({ cases, reviews, images, index }: Workspace, cache = memoryCache()) => ({
  cases,
  reviews,
  images,
  cache,
  exportOrder: () => index.exportOrder(),
  storedImages: () => images.all(),
});
