/** Letters to change, add, take away or swap with their neighbour to make one word of another. */
function distance(one: string, other: string): number {
  let [before, row] = [[] as number[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + same,
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? 0;
}

/** The name that somebody most likely meant, whatever the case of its letters; null when none is near enough. */
export function nearestName(word: string, names: Iterable<string>): string | null {
  // Nothing so long is a slip of a name.
  const asked = word.slice(0, 60).toLowerCase();
  let [best, least] = [null as string | null, Math.max(1, Math.floor(asked.length / 3)) + 1];
  for (const name of names) {
    const far = distance(asked, name.toLowerCase());
    if (far < least) [best, least] = [name, far];
  }
  return best;
}

/** `, did you mean 'name'?`, or nothing when no name is near. */
export const orNearest = (word: string, names: Iterable<string>): string => {
  const nearest = nearestName(word, names);
  return nearest === null ? '' : `, did you mean '${nearest}'?`;
};
