/** One way to give a graphic to a caption. */
export interface Pair<C, G> {
  caption: C;
  graphic: G;
  cost: number;
}

/** A pair that costs more than this is not sought out for a caption that has none, points. */
const worthwhile = 120;

/**
 * Mends what choosing the cheapest pair first gets wrong where captions stand between two pictures: a caption left over
 * gets its picture if the others can move on to the next one, and two captions exchange theirs if both together are nearer.
 * @param pairs all possible pairs, the cheapest first
 * @param chosen the pair of each caption; changed in place
 */
export function rematch<C, G, P extends Pair<C, G>>(pairs: readonly P[], chosen: Map<C, P>): void {
  const owners = new Map<G, C>([...chosen].map(([caption, { graphic }]) => [graphic, caption]));
  const give = (pair: P): void => {
    chosen.set(pair.caption, pair);
    owners.set(pair.graphic, pair.caption);
  };
  const settle = (caption: C, asked: Set<C>): boolean => {
    asked.add(caption);
    for (const pair of pairs) {
      if (pair.caption !== caption || pair.cost > worthwhile) continue;
      const owner = owners.get(pair.graphic);
      if (owner !== undefined && (asked.has(owner) || !settle(owner, asked))) continue;
      give(pair);
      return true;
    }
    return false;
  };
  for (const caption of new Set(pairs.map((pair) => pair.caption))) {
    if (!chosen.has(caption)) settle(caption, new Set());
  }
  const pairOf = (caption: C, graphic: G): P | undefined =>
    pairs.find((pair) => pair.caption === caption && pair.graphic === graphic);
  for (let changed = true; changed; ) {
    changed = false;
    for (const one of [...chosen.values()]) {
      for (const other of [...chosen.values()]) {
        if (one === other || chosen.get(one.caption) !== one || chosen.get(other.caption) !== other) continue;
        const [first, second] = [pairOf(one.caption, other.graphic), pairOf(other.caption, one.graphic)];
        if (first === undefined || second === undefined) continue;
        if (first.cost + second.cost >= one.cost + other.cost - 1e-6) continue;
        give(first);
        give(second);
        changed = true;
      }
    }
  }
}
