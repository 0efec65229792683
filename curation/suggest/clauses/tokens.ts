/** Words and marks of a sentence, with their places, by one linear scan. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** A mark is no word: comma, bracket, dash. */
  readonly mark: boolean;
}

const [UNKNOWN, LETTER, BLANK, OTHER] = [0, 1, 2, 3];
const letter = /[\p{L}\p{N}]/u;
const blank = /\s/;
/** What each UTF-16 code unit is: a letter or digit, a blank, anything else; found once, as texts hold few. */
const kinds = new Uint8Array(0x1_0000);

/** Whether a code unit is half of a character: alone it says nothing of it. */
const isHalf = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

/** Kind of the character at a place; one of two code units is asked as a whole. */
function kindAt(words: string, at: number): number {
  const code = words.charCodeAt(at);
  const known = kinds[code];
  if (known !== UNKNOWN && known !== undefined) return known;
  const char = String.fromCodePoint(words.codePointAt(at) ?? 0);
  const kind = letter.test(char) ? LETTER : blank.test(char) ? BLANK : OTHER;
  if (!isHalf(code)) kinds[code] = kind;
  return kind;
}
const lengthAt = (words: string, at: number): number =>
  isHalf(words.charCodeAt(at)) && (words.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;

/** The place behind the letters that begin at `at`. */
function behindLetters(words: string, from: number): number {
  let at = from;
  while (at < words.length && kindAt(words, at) === LETTER) at += lengthAt(words, at);
  return at;
}

const apostrophe = (char: string): boolean => char === "'" || char === '’';
const joins = (char: string): boolean => apostrophe(char) || char === '-' || char === '.' || char === '/';

/** The place behind a word with its inner marks: "x-ray", "38.5", "patient's", and an apostrophe at its end. */
function behindWord(words: string, from: number): number {
  let at = behindLetters(words, from);
  while (joins(words.charAt(at))) {
    const next = behindLetters(words, at + 1);
    if (next === at + 1) break;
    at = next;
  }
  return apostrophe(words.charAt(at)) ? at + 1 : at;
}

export function tokensOf(words: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < words.length; ) {
    const kind = kindAt(words, at);
    const end = kind === LETTER ? behindWord(words, at) : at + lengthAt(words, at);
    if (kind !== BLANK)
      found.push({ word: words.slice(at, end).toLowerCase(), start: at, end, mark: kind !== LETTER });
    at = end;
  }
  return found;
}
