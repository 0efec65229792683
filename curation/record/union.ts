/** Things that were found to be the same, taken together as far as they reach (union-find). */
export class Union {
  readonly #parents = new Map<string, string>();

  /** The one that stands for all that were joined with `item`. */
  find(item: string): string {
    let root = item;
    for (let parent = this.#parents.get(root); parent !== undefined && parent !== root; ) {
      root = parent;
      parent = this.#parents.get(root);
    }
    // Shorten the way for the next time.
    for (let at = item; at !== root; ) {
      const next = this.#parents.get(at) ?? root;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  join(a: string, b: string): void {
    const [rootA, rootB] = [this.find(a), this.find(b)];
    if (rootA !== rootB) this.#parents.set(rootA, rootB);
  }
}
