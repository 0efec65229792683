import type { DerivedCache } from '../../../data/ports/derived-cache.ts';
import { FINGERPRINT_VERSION, type Fingerprint } from './fingerprint.ts';
import type { Window } from './picture.ts';

const KIND = `fingerprint/${FINGERPRINT_VERSION}`;
const NUMBERS_A_WINDOW = 4;

/** Bytes: number of bases and windows (32 bit each), the windows as 64-bit floats, the hash words. */
function encode(fingerprint: Fingerprint): Uint8Array {
  const { windows, bases, words } = fingerprint;
  const numbers = new Float64Array(1 + windows.length * NUMBERS_A_WINDOW);
  new Uint32Array(numbers.buffer, 0, 2).set([bases, windows.length]);
  windows.forEach((window, at) => {
    numbers.set([window.x, window.y, window.width, window.height], 1 + at * NUMBERS_A_WINDOW);
  });
  const bytes = new Uint8Array(numbers.byteLength + words.byteLength);
  bytes.set(new Uint8Array(numbers.buffer));
  bytes.set(new Uint8Array(words.buffer, words.byteOffset, words.byteLength), numbers.byteLength);
  return bytes;
}

function decode(bytes: Uint8Array): Fingerprint {
  // A copy: what comes from a database may not lie on an 8-byte boundary.
  const { buffer } = bytes.slice();
  const [bases = 0, count = 0] = new Uint32Array(buffer, 0, 2);
  const numbers = new Float64Array(buffer, 8, count * NUMBERS_A_WINDOW);
  const windows: Window[] = [];
  for (let at = 0; at < numbers.length; at += NUMBERS_A_WINDOW) {
    const [x = 0, y = 0, width = 1, height = 1] = numbers.subarray(at, at + NUMBERS_A_WINDOW);
    windows.push({ x, y, width, height });
  }
  return { bases, windows, words: new Uint32Array(buffer, 8 + numbers.byteLength) };
}

/** Fingerprints held from an earlier run, by content address; null for a picture that could not be decoded. */
export async function cachedFingerprints(
  cache: DerivedCache,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, Fingerprint | null>> {
  const held = await cache.get(KIND, hashes);
  return new Map([...held].map(([sha256, bytes]) => [sha256, bytes.length === 0 ? null : decode(bytes)]));
}

export const keepFingerprint = (
  cache: DerivedCache,
  sha256: string,
  fingerprint: Fingerprint | null,
): Promise<void> => cache.put(KIND, sha256, fingerprint ? encode(fingerprint) : new Uint8Array(0));
