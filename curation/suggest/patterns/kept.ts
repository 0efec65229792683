/** What was found of sentences, kept as long as their case is read: every rule asks for the same ones again. */
export interface Kept<T> {
  /** The value of a sentence; made where it is not at hand, or where `fits` turns the one at hand down. */
  of(words: string, make: () => T, fits?: (held: T) => boolean): T;
}

/** Sentences that are asked for outside of any case are kept up to this many, so that memory stays bounded. */
const MOST_SENTENCES = 50_000;

const all: Map<unknown, unknown>[] = [];

/** Forgets the sentences of the case before: a case begins. */
export function forgetSentences(): void {
  for (const held of all) held.clear();
}

export function kept<T>(): Kept<T> {
  const values = new Map<string, { readonly value: T }>();
  all.push(values);
  return {
    of(words, make, fits) {
      const held = values.get(words);
      if (held !== undefined && (fits === undefined || fits(held.value))) return held.value;
      const value = make();
      if (values.size >= MOST_SENTENCES) values.clear();
      values.set(words, { value });
      return value;
    },
  };
}
