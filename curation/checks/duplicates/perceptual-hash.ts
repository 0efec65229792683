import { type GreyPicture, reduce, type Window } from './picture.ts';
import { type Turn, UPRIGHT } from './turn.ts';

/**
 * Perceptual hashes: the signs, against their median, of the lowest frequencies of a picture reduced to
 * 32 x 32 pixels (the "pHash" of C. Zauner, "Implementation and benchmarking of perceptual image hash
 * functions", 2010). A short hash of 8 x 8 frequencies finds candidates, a long one of 16 x 16 sorts them.
 * Both in one array of unsigned 32-bit words: 2 words short, 8 words long.
 */
export const SHORT_WORDS = 2;
export const PERCEPTUAL_WORDS = 10;

const SIDE = 32;
const SHORT = 8;
const LONG = 16;
const COUNT = LONG + 1;

/** cos((2x + 1) u pi / 64) for u = 0..16, x = 0..31. */
const cosines = Float64Array.from({ length: COUNT * SIDE }, (_, index) =>
  Math.cos(((2 * (index % SIDE) + 1) * Math.floor(index / SIDE) * Math.PI) / (2 * SIDE)),
);

/** Frequencies 0..16 on both axes of a 32 x 32 picture, row by row. */
function lowFrequencies(picture: GreyPicture): Float64Array {
  const rows = new Float64Array(COUNT * SIDE);
  for (let u = 0; u < COUNT; u += 1) {
    for (let y = 0; y < SIDE; y += 1) {
      let sum = 0;
      for (let x = 0; x < SIDE; x += 1) {
        sum += (picture.data[y * SIDE + x] ?? 0) * (cosines[u * SIDE + x] ?? 0);
      }
      rows[u * SIDE + y] = sum;
    }
  }
  const out = new Float64Array(COUNT * COUNT);
  for (let v = 0; v < COUNT; v += 1) {
    for (let u = 0; u < COUNT; u += 1) {
      let sum = 0;
      for (let y = 0; y < SIDE; y += 1) sum += (rows[u * SIDE + y] ?? 0) * (cosines[v * SIDE + y] ?? 0);
      out[v * COUNT + u] = sum;
    }
  }
  return out;
}

/** Signs of frequencies 1..n on both axes: those of frequency 0 carry brightness and tilt. */
function signs(frequencies: Float64Array, n: number, into: Uint32Array, from: number): void {
  const values: number[] = [];
  for (let v = 1; v <= n; v += 1) {
    for (let u = 1; u <= n; u += 1) values.push(frequencies[v * COUNT + u] ?? 0);
  }
  const sorted = Float64Array.from(values).sort();
  const half = values.length / 2;
  const median = ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
  values.forEach((value, bit) => {
    if (value > median) into[from + (bit >>> 5)] = (into[from + (bit >>> 5)] ?? 0) | (1 << (bit & 31));
  });
}

/** Frequencies of the turned picture from those of the picture: mirroring turns the sign of the odd ones. */
function turned(frequencies: Float64Array, { swapped, mirroredX, mirroredY }: Turn): Float64Array {
  const out = new Float64Array(COUNT * COUNT);
  for (let v = 0; v < COUNT; v += 1) {
    for (let u = 0; u < COUNT; u += 1) {
      const value = frequencies[swapped ? u * COUNT + v : v * COUNT + u] ?? 0;
      const odd = (mirroredX && u % 2 === 1) !== (mirroredY && v % 2 === 1);
      out[v * COUNT + u] = odd ? -value : value;
    }
  }
  return out;
}

/** Both hashes of a window of a picture, once for each way it is turned. */
export function perceptualHashes(
  picture: GreyPicture,
  ways: readonly Turn[],
  window?: Window,
): readonly Uint32Array[] {
  const frequencies = lowFrequencies(reduce(picture, SIDE, SIDE, window));
  return ways.map((way) => {
    const seen = way === UPRIGHT ? frequencies : turned(frequencies, way);
    const words = new Uint32Array(PERCEPTUAL_WORDS);
    signs(seen, SHORT, words, 0);
    signs(seen, LONG, words, SHORT_WORDS);
    return words;
  });
}

/** Bits set in a 32-bit word. */
export function bitsOf(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return (((count + (count >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Differing bits of two runs of words. */
export function distance(
  a: Uint32Array,
  fromA: number,
  b: Uint32Array,
  fromB: number,
  words: number,
): number {
  let bits = 0;
  for (let index = 0; index < words; index += 1)
    bits += bitsOf((a[fromA + index] ?? 0) ^ (b[fromB + index] ?? 0));
  return bits;
}
