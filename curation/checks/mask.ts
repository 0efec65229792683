import sharp from 'sharp';
import type { DerivedCache } from '../../data/ports/derived-cache.ts';
import { MAX_PIXELS } from '../../data/ports/images.ts';

const KIND = 'mask/1';
/** Grey levels that drawn regions have at most. */
const MOST_LEVELS = 8;
/** Part of the pixels that two levels hold where a mask was saved as JPEG, which softens its edges. */
const PART = 0.97;
const NEAR = 6;
/** A region is at least this part of a mask: less is a scratch or a letter on an even ground. */
const REGION = 0.005;

/** Whether a histogram of grey levels is that of drawn regions: few levels, or two with hardly anything between. */
export function isOfMask(histogram: readonly number[]): boolean {
  const all = histogram.reduce((sum, count) => sum + count, 0);
  const levels = histogram.filter((count) => count > 0).length;
  if (levels < 2) return false;
  if (levels <= MOST_LEVELS) return true;
  const around = (level: number): number =>
    histogram.slice(Math.max(0, level - NEAR), level + NEAR + 1).reduce((sum, count) => sum + count, 0);
  const first = histogram.indexOf(Math.max(...histogram));
  const rest = histogram.map((count, level) => (Math.abs(level - first) <= 2 * NEAR ? 0 : count));
  const second = rest.indexOf(Math.max(...rest));
  const [ground, region] = [around(first), around(second)];
  return region >= REGION * all && ground >= REGION * all && ground + region >= PART * all;
}

async function histogramOf(bytes: Uint8Array): Promise<number[]> {
  const { data } = await sharp(bytes, { limitInputPixels: MAX_PIXELS })
    .flatten({ background: '#000' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const histogram = new Array<number>(256).fill(0);
  for (const level of data) histogram[level] = (histogram[level] ?? 0) + 1;
  return histogram;
}

/** Whether a stored picture shows drawn regions and no film; kept in the cache. False where it cannot be decoded. */
export async function showsMask(
  sha256: string,
  read: (sha256: string) => Promise<Uint8Array>,
  cache: DerivedCache,
): Promise<boolean> {
  const held = (await cache.get(KIND, [sha256])).get(sha256);
  if (held) return held[0] === 1;
  const found = await histogramOf(await read(sha256)).then(isOfMask, () => false);
  await cache.put(KIND, sha256, Uint8Array.of(found ? 1 : 0));
  return found;
}
