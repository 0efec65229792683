import type { DerivedCache } from '../../../data/ports/derived-cache.ts';
import { ALIGN_VERSION, compare, isSameFilm } from './align.ts';
import { grayPicture } from './decode.ts';
import { FINGERPRINT_VERSION, type Fingerprint, fingerprintOf, hashAt } from './fingerprint.ts';
import { cachedFingerprints, keepFingerprint } from './fingerprint-cache.ts';
import { candidatePairs } from './hash-search.ts';
import type { GreyPicture } from './picture.ts';
import { turnedPicture, turnedWindow, UPRIGHT } from './turn.ts';

/** Two images, by content address, that show the same film. */
export interface DuplicatePair {
  readonly first: string;
  readonly second: string;
  /** Median agreement of the detail, 0..1; 1 for the same bytes. */
  readonly agreement: number;
  /** How the one lies to the other: `mirrored`, `upside down` and the like; null when both lie alike. */
  readonly turned: string | null;
}

const VERDICT = `duplicate/${FINGERPRINT_VERSION}.${ALIGN_VERSION}`;
/** What the cache is asked for at once. */
const BATCH = 500;
/** Decoded pictures kept at hand, 256 kB each. */
const KEPT_PICTURES = 400;

/** Reads pictures through a small store of the last used ones. */
class Pictures {
  readonly #read: (sha256: string) => Promise<Uint8Array>;
  readonly #kept = new Map<string, GreyPicture | null>();

  constructor(read: (sha256: string) => Promise<Uint8Array>) {
    this.#read = read;
  }

  async get(sha256: string): Promise<GreyPicture | null> {
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

/** Makes and keeps the fingerprint of one image; null when it cannot be decoded. */
async function makeFingerprint(
  sha256: string,
  pictureOf: (sha256: string) => Promise<GreyPicture | null>,
  cache: DerivedCache,
): Promise<Fingerprint | null> {
  let picture: GreyPicture | null;
  try {
    picture = await pictureOf(sha256);
  } catch {
    // Gone from the store: another rule names it, and nothing is kept, for it may come back.
    return null;
  }
  const fingerprint = picture ? fingerprintOf(picture) : null;
  await keepFingerprint(cache, sha256, fingerprint);
  return fingerprint;
}

/** Whether the image can be decoded whole; the answer comes from the cache on a second run. */
export const isDecodable = async (
  sha256: string,
  read: (sha256: string) => Promise<Uint8Array>,
  cache: DerivedCache,
): Promise<boolean> => {
  const held = (await cachedFingerprints(cache, [sha256])).get(sha256);
  if (held !== undefined) return held !== null;
  return (await makeFingerprint(sha256, async (hash) => grayPicture(await read(hash)), cache)) !== null;
};

/**
 * Every pair of images that show the same film: resized, cropped by up to about 10 % a side, framed,
 * compressed again, with another window, or (whole) mirrored or turned by quarters. Two films of the same patient are no pair. Fingerprints and
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
  let held: ReadonlyMap<string, Fingerprint | null> = new Map();
  for (const [at, sha256] of hashes.entries()) {
    if (at % BATCH === 0) held = await cachedFingerprints(cache, hashes.slice(at, at + BATCH));
    const kept = held.get(sha256);
    const fingerprint =
      kept === undefined ? await makeFingerprint(sha256, (hash) => pictures.get(hash), cache) : kept;
    if (fingerprint) known.push({ sha256, fingerprint });
    onProgress?.('fingerprint', at + 1, hashes.length);
  }
  const candidates = candidatePairs(
    known.map(({ fingerprint: { words, bases, windows } }) => ({ words, bases, upright: windows.length })),
  );
  const found = new Map<string, DuplicatePair>();
  const keyOf = ({ first, second, turned }: (typeof candidates)[number]): string =>
    `${known[first]?.sha256}:${known[second]?.sha256}${turned ? ':turned' : ''}`;
  let verdicts = new Map<string, Uint8Array>();
  for (const [at, candidate] of candidates.entries()) {
    if (at % BATCH === 0)
      verdicts = new Map(await cache.get(VERDICT, candidates.slice(at, at + BATCH).map(keyOf)));
    const [a, b] = [known[candidate.first], known[candidate.second]];
    if (!a || !b) continue;
    const key = `${a.sha256}:${b.sha256}`;
    // Upright comes first: what is the same film as it lies need not be turned.
    if (found.has(key)) continue;
    const [first, second] = [
      hashAt(a.fingerprint, candidate.firstHash),
      hashAt(b.fingerprint, candidate.secondHash),
    ];
    const kept = keyOf(candidate);
    const verdict = verdicts.get(kept);
    let agreement = verdict ? new DataView(verdict.buffer, verdict.byteOffset).getFloat64(0) : Number.NaN;
    if (!verdict) {
      const [one, other] = [await pictures.get(a.sha256), await pictures.get(b.sha256)];
      const comparison =
        one && other
          ? compare(
              turnedPicture(one, first.turn),
              turnedWindow(first.window, first.turn),
              turnedPicture(other, second.turn),
              turnedWindow(second.window, second.turn),
            )
          : null;
      agreement = comparison && isSameFilm(comparison, candidate.long) ? comparison.agreement : 0;
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setFloat64(0, agreement);
      verdicts.set(kept, bytes);
      await cache.put(VERDICT, kept, bytes);
    }
    const { turn } = first.turn === UPRIGHT ? second : first;
    if (agreement > 0)
      found.set(key, {
        first: a.sha256,
        second: b.sha256,
        agreement,
        turned: turn === UPRIGHT ? null : turn.name,
      });
    onProgress?.('compare', at + 1, candidates.length);
  }
  return [...found.values()];
}
