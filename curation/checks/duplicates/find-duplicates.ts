import type { DerivedCache } from '../../../data/store/derived-cache.ts';
import { ALIGN_VERSION, compare, isSameFilm } from './align.ts';
import { grayPicture } from './decode.ts';
import { FINGERPRINT_VERSION, type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { cachedFingerprint, keepFingerprint } from './fingerprint-cache.ts';
import { candidatePairs } from './hash-search.ts';
import type { Picture } from './picture.ts';

/** Two images, by content address, that show the same film. */
export interface DuplicatePair {
  readonly first: string;
  readonly second: string;
  /** Median agreement of the detail, 0..1; 1 for the same bytes. */
  readonly agreement: number;
}

const VERDICT = `duplicate/${FINGERPRINT_VERSION}.${ALIGN_VERSION}`;
/** Decoded pictures kept at hand, 256 kB each. */
const KEPT_PICTURES = 400;

/** Reads pictures through a small store of the last used ones. */
class Pictures {
  readonly #read: (sha256: string) => Promise<Uint8Array>;
  readonly #kept = new Map<string, Picture | null>();

  constructor(read: (sha256: string) => Promise<Uint8Array>) {
    this.#read = read;
  }

  async get(sha256: string): Promise<Picture | null> {
    const held = this.#kept.get(sha256);
    if (held !== undefined) {
      this.#kept.delete(sha256);
      this.#kept.set(sha256, held);
      return held;
    }
    const picture = await grayPicture(await this.#read(sha256));
    this.#kept.set(sha256, picture);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT_PICTURES && oldest !== undefined) this.#kept.delete(oldest);
    return picture;
  }
}

/** Makes or fetches the fingerprint of one image; null when it cannot be decoded. */
async function fingerprintAt(
  sha256: string,
  pictureOf: (sha256: string) => Promise<Picture | null>,
  cache: DerivedCache,
): Promise<Fingerprint | null> {
  const held = cachedFingerprint(cache, sha256);
  if (held !== undefined) return held;
  let picture: Picture | null;
  try {
    picture = await pictureOf(sha256);
  } catch {
    // Gone from the store: another rule names it, and nothing is kept, for it may come back.
    return null;
  }
  const fingerprint = picture ? fingerprintOf(picture) : null;
  keepFingerprint(cache, sha256, fingerprint);
  return fingerprint;
}

/** Whether the image can be decoded whole; the answer comes from the cache on a second run. */
export const isDecodable = async (
  sha256: string,
  read: (sha256: string) => Promise<Uint8Array>,
  cache: DerivedCache,
): Promise<boolean> =>
  (await fingerprintAt(sha256, async (hash) => grayPicture(await read(hash)), cache)) !== null;

/**
 * Every pair of images that show the same film: resized, cropped by up to about 10 % a side, framed,
 * compressed again or with another window. Two films of the same patient are no pair. Fingerprints and
 * verdicts are kept in `cache`, so a second run reads only new images.
 * @param hashes content addresses, each once
 * @param read the bytes of an image
 */
export async function findDuplicates(
  hashes: readonly string[],
  read: (sha256: string) => Promise<Uint8Array>,
  cache: DerivedCache,
  onProgress?: (step: 'fingerprint' | 'compare', done: number, of: number) => void,
): Promise<DuplicatePair[]> {
  const pictures = new Pictures(read);
  const known: { sha256: string; fingerprint: Fingerprint }[] = [];
  for (const [at, sha256] of hashes.entries()) {
    const fingerprint = await fingerprintAt(sha256, (hash) => pictures.get(hash), cache);
    if (fingerprint) known.push({ sha256, fingerprint });
    onProgress?.('fingerprint', at + 1, hashes.length);
  }
  const candidates = candidatePairs(known.map(({ fingerprint }) => fingerprint));
  const pairs: DuplicatePair[] = [];
  for (const [at, candidate] of candidates.entries()) {
    const [a, b] = [known[candidate.first], known[candidate.second]];
    const [windowA, windowB] = [
      a?.fingerprint.windows[candidate.firstWindow],
      b?.fingerprint.windows[candidate.secondWindow],
    ];
    if (!a || !b || !windowA || !windowB) continue;
    const key = `${a.sha256}:${b.sha256}`;
    const held = cache.get(VERDICT, key);
    let agreement = held ? new DataView(held.buffer, held.byteOffset).getFloat64(0) : Number.NaN;
    if (!held) {
      const [first, second] = [await pictures.get(a.sha256), await pictures.get(b.sha256)];
      const comparison = first && second ? compare(first, windowA, second, windowB) : null;
      agreement = comparison && isSameFilm(comparison, candidate.long) ? comparison.agreement : 0;
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setFloat64(0, agreement);
      cache.put(VERDICT, key, bytes);
    }
    if (agreement > 0) pairs.push({ first: a.sha256, second: b.sha256, agreement });
    onProgress?.('compare', at + 1, candidates.length);
  }
  return pairs;
}
