/**
 * Patients whose notes are largely the same words: often one patient published twice. Notes are compared by
 * a sketch of their runs of five words (the smallest hashes, "bottom-k"; Broder, 1997), so that memory holds
 * a few hundred bytes a patient and no text.
 */

const RUN = 5;
const KEPT = 96;
/** Shorter notes agree by chance ("chest X-ray of a 60 year old man with fever"). */
const FEWEST_RUNS = 40;
/** Part of the runs that two notes share, estimated. */
const ALIKE = 0.4;
/** Runs met in more patients than this are phrases of the trade. */
const COMMON = 12;

/** 32-bit FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** The sketch of a text; null when it is too short to say anything. */
export function sketchOf(text: string): Uint32Array | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const runs = new Set<number>();
  for (let at = 0; at + RUN <= words.length; at += 1) runs.add(hashOf(words.slice(at, at + RUN).join(' ')));
  if (runs.size < FEWEST_RUNS) return null;
  return Uint32Array.from(runs).sort().slice(0, KEPT);
}

/** Estimated part of runs in common, from the smallest hashes of both together. */
export function sharedRuns(a: Uint32Array, b: Uint32Array): number {
  const both = Uint32Array.from(new Set([...a, ...b]))
    .sort()
    .slice(0, Math.min(a.length, b.length));
  const [inA, inB] = [new Set(a), new Set(b)];
  return both.filter((hash) => inA.has(hash) && inB.has(hash)).length / both.length;
}

export interface Story {
  readonly sketch: Uint32Array;
  /** Patients of one document share its words rightly: only different documents are compared. */
  readonly document: string;
}

/** Pairs of stories (places in the list) from different documents that are alike. */
export function sameStories(
  stories: readonly Story[],
): { first: number; second: number; likeness: number }[] {
  const holders = new Map<number, number[]>();
  stories.forEach(({ sketch }, at) => {
    for (const hash of sketch) {
      const list = holders.get(hash);
      if (list) list.push(at);
      else holders.set(hash, [at]);
    }
  });
  const shared = new Map<number, number>();
  for (const list of holders.values()) {
    if (list.length < 2 || list.length > COMMON) continue;
    for (const [index, first] of list.entries()) {
      for (const second of list.slice(index + 1)) {
        const key = first * stories.length + second;
        shared.set(key, (shared.get(key) ?? 0) + 1);
      }
    }
  }
  const found: { first: number; second: number; likeness: number }[] = [];
  for (const [key, count] of shared) {
    const [first, second] = [Math.floor(key / stories.length), key % stories.length];
    const [a, b] = [stories[first], stories[second]];
    if (!a || !b || a.document === b.document || count < Math.min(a.sketch.length, b.sketch.length) / 5)
      continue;
    const part = sharedRuns(a.sketch, b.sketch);
    if (part >= ALIKE) found.push({ first, second, likeness: part });
  }
  return found.sort((a, b) => a.first - b.first || a.second - b.second);
}
