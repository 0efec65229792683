import { bitsOf, distance, PERCEPTUAL_WORDS, SHORT_WORDS } from './perceptual-hash.ts';

/**
 * All pairs of pictures with a hash in common, nearly: multi-index hashing (Norouzi, Punjani, Fleet, 2012)
 * over the short hash. It is cut into four bands of 16 bits; two hashes that differ in at most seven bits have
 * a band in which they differ in at most one, so only buckets one bit around are looked into. Pairs up to
 * `SHORT_RADIUS` bits apart that are met there are kept too; one of a picture's several windows meets them.
 */

/** Measured on radiographs: copies cropped by up to 10 % of a side, framed or recoloured lie within these. */
export const SHORT_RADIUS = 10;
export const LONG_RADIUS = 96;
/** Turned copies are looked for whole: they lie nearer than crops. */
export const TURNED_SHORT_RADIUS = 8;
export const TURNED_LONG_RADIUS = 64;

const BANDS = 4;
const BUCKETS = 1 << 16;
const LONG_WORDS = PERCEPTUAL_WORDS - SHORT_WORDS;

/** The hashes of one picture; those of `bases` are looked for, all of them look. */
export interface Hashes {
  readonly words: Uint32Array;
  readonly bases: number;
  /** How many are of the picture as it lies; those that follow are of its bases mirrored and turned. */
  readonly upright: number;
}

/** Two pictures by their place in the list, and the hashes by which they are closest. */
export interface LikelyPair {
  readonly first: number;
  readonly second: number;
  /** Places of the two hashes. */
  readonly firstHash: number;
  readonly secondHash: number;
  /** Whether one of the two is of a turned picture. */
  readonly turned: boolean;
  readonly short: number;
  readonly long: number;
}

const bandOf = (words: Uint32Array, at: number, band: number): number =>
  ((words[at + (band >> 1)] ?? 0) >>> ((band & 1) * 16)) & 0xffff;

/** Base hashes in one run, with the picture and window each belongs to, and buckets per band. */
interface Index {
  readonly words: Uint32Array;
  readonly owner: Uint32Array;
  readonly window: Uint8Array;
  /** For each band: where each bucket starts in `entries`. */
  readonly starts: readonly Uint32Array[];
  readonly entries: readonly Uint32Array[];
  /** The short hashes in the order of `entries`: what is read most lies side by side. */
  readonly short: readonly Uint32Array[];
}

function indexOf(pictures: readonly Hashes[]): Index {
  const count = pictures.reduce((sum, { bases }) => sum + bases, 0);
  const words = new Uint32Array(count * PERCEPTUAL_WORDS);
  const owner = new Uint32Array(count);
  const window = new Uint8Array(count);
  let next = 0;
  pictures.forEach((picture, at) => {
    for (let base = 0; base < picture.bases; base += 1) {
      const from = base * PERCEPTUAL_WORDS;
      words.set(picture.words.subarray(from, from + PERCEPTUAL_WORDS), next * PERCEPTUAL_WORDS);
      owner[next] = at;
      window[next] = base;
      next += 1;
    }
  });
  const starts: Uint32Array[] = [];
  const entries: Uint32Array[] = [];
  const short: Uint32Array[] = [];
  for (let band = 0; band < BANDS; band += 1) {
    const start = new Uint32Array(BUCKETS + 1);
    for (let entry = 0; entry < count; entry += 1) {
      const bucket = bandOf(words, entry * PERCEPTUAL_WORDS, band) + 1;
      start[bucket] = (start[bucket] ?? 0) + 1;
    }
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      start[bucket + 1] = (start[bucket + 1] ?? 0) + (start[bucket] ?? 0);
    }
    const place = start.slice();
    const list = new Uint32Array(count);
    for (let entry = 0; entry < count; entry += 1) {
      const bucket = bandOf(words, entry * PERCEPTUAL_WORDS, band);
      const at = place[bucket] ?? 0;
      list[at] = entry;
      place[bucket] = at + 1;
    }
    const near = new Uint32Array(count * SHORT_WORDS);
    list.forEach((entry, at) => {
      const from = entry * PERCEPTUAL_WORDS;
      near.set(words.subarray(from, from + SHORT_WORDS), at * SHORT_WORDS);
    });
    starts.push(start);
    entries.push(list);
    short.push(near);
  }
  return { words, owner, window, starts, entries, short };
}

/** The band's own value and the sixteen values one bit from it. */
const neighbours = Uint32Array.from([0, ...Array.from({ length: 16 }, (_, bit) => 1 << bit)]);

/** Takes candidates in and keeps the closest hashes of each pair, upright and turned ones apart. */
class Closest {
  readonly #pictures: readonly Hashes[];
  readonly #index: Index;
  readonly #found = new Map<number, LikelyPair>();

  constructor(pictures: readonly Hashes[], index: Index) {
    this.#pictures = pictures;
    this.#index = index;
  }

  /** A hash of a picture and an entry whose short hashes are near. */
  offer(at: number, hash: number, entry: number, short: number): void {
    const other = this.#index.owner[entry] ?? 0;
    const picture = this.#pictures[at];
    if (other === at || !picture) return;
    const turned = hash >= picture.upright;
    const from = hash * PERCEPTUAL_WORDS + SHORT_WORDS;
    const base = entry * PERCEPTUAL_WORDS + SHORT_WORDS;
    const long = distance(picture.words, from, this.#index.words, base, LONG_WORDS);
    if (long > (turned ? TURNED_LONG_RADIUS : LONG_RADIUS)) return;
    const [first, second] = at < other ? [at, other] : [other, at];
    const key = (first * this.#pictures.length + second) * 2 + (turned ? 1 : 0);
    const held = this.#found.get(key);
    // The long hash tells neighbouring windows apart better than the short one.
    if (held && held.long + 4 * held.short <= long + 4 * short) return;
    const theirs = this.#index.window[entry] ?? 0;
    this.#found.set(key, {
      first,
      second,
      firstHash: at < other ? hash : theirs,
      secondHash: at < other ? theirs : hash,
      turned,
      short,
      long,
    });
  }

  pairs(): LikelyPair[] {
    return [...this.#found.values()].sort(
      (a, b) => a.first - b.first || a.second - b.second || Number(a.turned) - Number(b.turned),
    );
  }
}

/** Candidate pairs in the order of the list, each once upright and once turned at most. Pure; memory grows with hashes and found pairs only. */
export function candidatePairs(pictures: readonly Hashes[]): LikelyPair[] {
  const index = indexOf(pictures);
  const closest = new Closest(pictures, index);
  pictures.forEach(({ words, upright }, at) => {
    for (let from = 0; from < words.length; from += PERCEPTUAL_WORDS) {
      const radius = from < upright * PERCEPTUAL_WORDS ? SHORT_RADIUS : TURNED_SHORT_RADIUS;
      const low = words[from] ?? 0;
      const high = words[from + 1] ?? 0;
      for (let band = 0; band < BANDS; band += 1) {
        const value = bandOf(words, from, band);
        const start = index.starts[band] ?? neighbours;
        const near = index.short[band] ?? neighbours;
        for (let turn = 0; turn < neighbours.length; turn += 1) {
          const bucket = value ^ (neighbours[turn] ?? 0);
          const end: number = start[bucket + 1] ?? 0;
          for (let place: number = start[bucket] ?? 0; place < end; place += 1) {
            const part = bitsOf(low ^ (near[place * SHORT_WORDS] ?? 0));
            if (part > radius) continue;
            const short = part + bitsOf(high ^ (near[place * SHORT_WORDS + 1] ?? 0));
            if (short <= radius)
              closest.offer(at, from / PERCEPTUAL_WORDS, index.entries[band]?.[place] ?? 0, short);
          }
        }
      }
    }
  });
  return closest.pairs();
}
