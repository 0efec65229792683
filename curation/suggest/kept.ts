/** What was found of sentences, kept as long as a case is read: every rule asks for the same ones again. */
export interface Kept<Sentence, T> {
  /** The value of a sentence; made where it is not at hand, or where `fits` turns the one at hand down. */
  of(sentence: Sentence, make: () => T, fits?: (held: T) => boolean): T;
}

/** Sentences kept at most; a longer text forgets them all and begins again, so that memory stays bounded. */
const MOST_SENTENCES = 512;

/** @template Sentence its words, or the sentence itself where the value hangs on what stands around it */
export function kept<Sentence, T>(): Kept<Sentence, T> {
  const all = new Map<Sentence, { readonly value: T }>();
  return {
    of(sentence, make, fits) {
      const held = all.get(sentence);
      if (held !== undefined && (fits === undefined || fits(held.value))) return held.value;
      const value = make();
      if (all.size >= MOST_SENTENCES) all.clear();
      all.set(sentence, { value });
      return value;
    },
  };
}
