/** What was found of sentences, kept as long as a case is read: every rule asks for the same ones again. */
export interface Kept<T> {
  /** The value of a sentence; made where it is not at hand, or where `fits` turns the one at hand down. */
  of(words: string, make: () => T, fits?: (held: T) => boolean): T;
}

/** Sentences kept at most; a longer text forgets them all and begins again, so that memory stays bounded. */
const MOST_SENTENCES = 512;

export function kept<T>(): Kept<T> {
  const held = new Map<string, T>();
  return {
    of(words, make, fits) {
      const found = held.get(words);
      if (found !== undefined && (fits === undefined || fits(found))) return found;
      const made = make();
      if (held.size >= MOST_SENTENCES) held.clear();
      held.set(words, made);
      return made;
    },
  };
}
