import type { Workspace } from '../../data/embedded/workspace.ts';
import { memoryCache } from '../../data/ports/derived-cache.ts';

/** What checks, exports and releases take of a workspace. */
export const releaseSource = ({ cases, reviews, images, index }: Workspace, cache = memoryCache()) => ({
  cases,
  reviews,
  images,
  cache,
  exportOrder: () => index.exportOrder(),
  storedImages: () => images.all(),
});
