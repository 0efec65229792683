import { distance, PERCEPTUAL_WORDS, SHORT_WORDS } from './perceptual-hash.ts';

/**
 * All pairs of pictures with a hash in common, nearly: multi-index hashing (Norouzi, Punjani, Fleet, 2012)
 * over the short hash. It is cut into four bands of 16 bits; two hashes that differ in at most seven bits have
 * a band in which they differ in at most one, so only buckets one bit around are looked into. Pairs up to
 * `SHORT_RADIUS` bits apart that are met there are kept too; one of a picture's several windows meets them.
 */

/** Measured on radiographs: copies cropped by up to 10 % of a side, framed or recoloured lie within these. */
export const SHORT_RADIUS = 10;
export const LONG_RADIUS = 96;

const BANDS = 4;
const BUCKETS = 1 << 16;
const LONG_WORDS = PERCEPTUAL_WORDS - SHORT_WORDS;

/** The hashes of one picture; those of `bases` are looked for, all of them look. */
export interface Hashes {
  readonly words: Uint32Array;
  readonly bases: number;
}

/** Two pictures by their place in the list, and their closest windows. */
export interface Candidate {
  readonly first: number;
  readonly second: number;
  readonly firstWindow: number;
  readonly secondWindow: number;
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
    starts.push(start);
    entries.push(list);
  }
  return { words, owner, window, starts, entries };
}

/** The band's own value and the sixteen values one bit from it. */
const neighbours = Uint32Array.from([0, ...Array.from({ length: 16 }, (_, bit) => 1 << bit)]);

/** Candidate pairs, each once, in the order of the list. Pure; memory grows with hashes and found pairs only. */
export function candidatePairs(pictures: readonly Hashes[]): Candidate[] {
  const index = indexOf(pictures);
  const found = new Map<number, Candidate>();
  const seen = new Int32Array(index.owner.length).fill(-1);
  let query = -1;
  pictures.forEach((picture, at) => {
    const windows = picture.words.length / PERCEPTUAL_WORDS;
    for (let window = 0; window < windows; window += 1) {
      query += 1;
      const from = window * PERCEPTUAL_WORDS;
      for (let band = 0; band < BANDS; band += 1) {
        const value = bandOf(picture.words, from, band);
        const start = index.starts[band];
        const list = index.entries[band];
        if (!start || !list) continue;
        for (let near = 0; near < neighbours.length; near += 1) {
          const bucket = value ^ (neighbours[near] ?? 0);
          const end: number = start[bucket + 1] ?? 0;
          for (let place: number = start[bucket] ?? 0; place < end; place += 1) {
            const entry = list[place] ?? 0;
            if (seen[entry] === query) continue;
            seen[entry] = query;
            const other = index.owner[entry] ?? 0;
            if (other === at) continue;
            const base = entry * PERCEPTUAL_WORDS;
            const short = distance(picture.words, from, index.words, base, SHORT_WORDS);
            if (short > SHORT_RADIUS) continue;
            const long = distance(
              picture.words,
              from + SHORT_WORDS,
              index.words,
              base + SHORT_WORDS,
              LONG_WORDS,
            );
            if (long > LONG_RADIUS) continue;
            const [first, second] = at < other ? [at, other] : [other, at];
            const key = first * pictures.length + second;
            const held = found.get(key);
            // The long hash tells neighbouring windows apart better than the short one.
            if (held && held.long + 4 * held.short <= long + 4 * short) continue;
            const theirs = index.window[entry] ?? 0;
            found.set(key, {
              first,
              second,
              firstWindow: at < other ? window : theirs,
              secondWindow: at < other ? theirs : window,
              short,
              long,
            });
          }
        }
      }
    }
  });
  return [...found.values()].sort((a, b) => a.first - b.first || a.second - b.second);
}
