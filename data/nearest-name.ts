/** Letters of a name that count when names are compared. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** Edits (a letter more, less, other, or two turned round) that make one word of another. Time and memory: the product of the lengths. */
function edits(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next[j] = least;
    }
    before = last;
    last = next;
  }
  return last[other.length] ?? 0;
}

/** Longer words are no misspelt names. */
const LONGEST = 60;

/**
 * The known name that somebody most likely meant: the same letters and digits, or a third of them at most mistyped; null where
 * none is near. Pure.
 */
export function nearestName(stated: string, known: Iterable<string>): string | null {
  const wanted = plain(stated);
  if (wanted === '' || wanted.length > LONGEST) return null;
  let best: string | null = null;
  let least = Math.floor(wanted.length / 3) + 1;
  for (const name of known) {
    const letters = plain(name);
    if (letters === wanted) return name;
    if (Math.abs(letters.length - wanted.length) >= least) continue;
    const distance = edits(wanted, letters);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** `, did you mean 'name'?`, or nothing when no name is near. */
export const orNearest = (stated: string, known: Iterable<string>): string => {
  const nearest = nearestName(stated, known);
  return nearest === null ? '' : `, did you mean '${nearest}'?`;
};
