/** Words and marks of a sentence, with their places, by one linear scan. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** A mark is no word: comma, bracket, dash. */
  readonly mark: boolean;
}

const token = /(?:\p{L}|\p{N})+(?:[’'\-./](?:\p{L}|\p{N})+)*[’']?|[^\s]/gu;

export function tokensOf(words: string): Token[] {
  const found: Token[] = [];
  for (const match of words.matchAll(token)) {
    const [word] = match;
    found.push({
      word: word.toLowerCase(),
      start: match.index,
      end: match.index + word.length,
      mark: !/[\p{L}\p{N}]/u.test(word),
    });
  }
  return found;
}
