/** Regular expressions taken apart, as far as finding the letters that they cannot do without needs to know. */

/** The place behind the class whose bracket opens at `from`. */
function behindClass(source: string, from: number): number {
  for (let at = from + 1; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (char === ']') return at + 1;
  }
  return source.length;
}

/** The place behind the escape at `from`: `\s`, `\p{L}`, `\k<mark>`, `\u00a0`. */
function behindEscape(source: string, from: number): number {
  const long = /^\\(?:[pPu]\{[^}]*\}|k<[^>]*>|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|\d{1,2})/i.exec(
    source.slice(from, from + 40),
  );
  return from + (long?.[0].length ?? 2);
}

/** The place behind the group that opens at `from`. */
function behindGroup(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '[') at = behindClass(source, at) - 1;
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return source.length;
}

/** The alternatives of an expression, or of the inside of a group. */
export function alternativesOf(source: string): string[] {
  const found: string[] = [];
  let from = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '[') at = behindClass(source, at) - 1;
    else if (char === '(') at = behindGroup(source, at) - 1;
    else if (char === '|') {
      found.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, source.slice(from)];
}

/**
 * A piece of one alternative. Letters are folded: lower case, a 0 for each digit, a blank for all else.
 * - `rows`: one of these stands there, and nothing else
 * - `alternatives`: a group of which one must match
 * - `edge`: no letter and no digit stands there
 * - `open`: whatever else
 */
export type Piece =
  | { readonly rows: readonly string[] }
  | { readonly alternatives: readonly string[] }
  | { readonly edge: true }
  | { readonly open: true };

const open: Piece = { open: true };
const edge = /^(?:\\b|\^|\$|\(\?<?!(?:\[\\p\{L\}\\p\{N\}[^\]]*\]|\\w)\))$/;
const lookaround = /^\(\?<?[=!]/;
const opening = /^\((?:\?(?::|<\w+>))?/;
const quantifier = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/;
const once = /^(?:\?\??|\{0,1\}\??)$/;
const perhaps = /^(?:\*|\{0)/;
/** A group or a class that may stand for more rows than this is no row. */
export const MOST_ROWS = 48;

/** One character of an expression as texts are folded; null for what stands for several. */
function foldedLetter(token: string): string | null {
  if (token === '\\s') return ' ';
  if (token === '\\d' || /^\d$/.test(token)) return '0';
  if (/^[a-z]$/i.test(token)) return token.toLowerCase();
  return /^\\?[^\w\\]$/.test(token) && !/^[.()[\]{}|*+?^$]$/.test(token) ? ' ' : null;
}

/** The rows of a class that lists a few characters: `[oa]`, `[-’]`; null for ranges and for what it leaves out. */
function rowsOfClass(token: string): readonly string[] | null {
  const inside = token.slice(1, -1).replace(/^-|-$/g, ' ');
  if (inside.startsWith('^') || /[\\-]/.test(inside) || inside.length > 8) return null;
  // Characters of two code units are two blanks.
  if ([...inside].length !== inside.length) return null;
  return [...new Set([...inside].map((char) => (/[a-z\d]/i.test(char) ? (foldedLetter(char) ?? ' ') : ' ')))];
}

/** Every row that begins with one of these and ends with one of those; null where there are too many. */
export function joinedRows(first: readonly string[], second: readonly string[]): readonly string[] | null {
  if (first.length * second.length > MOST_ROWS) return null;
  // Letter after letter is how most expressions are read.
  if (first.length === 1) return second.map((other) => first[0] + other);
  return [...new Set(first.flatMap((one) => second.map((other) => one + other)))];
}

/** The rows that a list of alternatives stands for, where each is of letters alone. */
function rowsOfGroup(alternatives: readonly string[]): readonly string[] | null {
  const found: string[] = [];
  for (const alternative of alternatives) {
    let rows: readonly string[] | null = [''];
    for (const piece of piecesOf(alternative)) {
      rows = rows && 'rows' in piece ? joinedRows(rows, piece.rows) : null;
      if (rows === null) return null;
    }
    found.push(...rows);
    if (found.length > MOST_ROWS) return null;
  }
  return [...new Set(found)];
}

function pieceOf(token: string): Piece {
  if (edge.test(token)) return { edge: true };
  if (lookaround.test(token)) return open;
  if (token.startsWith('(')) {
    const alternatives = alternativesOf(token.slice(0, -1).replace(opening, ''));
    const rows = rowsOfGroup(alternatives);
    return rows ? { rows } : { alternatives };
  }
  const letter = foldedLetter(token);
  const rows = token.startsWith('[') ? rowsOfClass(token) : letter === null ? null : [letter];
  return rows ? { rows } : open;
}

/** Expressions share their lists of words: each alternative is taken apart once. */
const taken = new Map<string, readonly Piece[]>();

/** The pieces of one alternative, first to last. */
export function piecesOf(source: string): readonly Piece[] {
  const held = taken.get(source);
  if (held) return held;
  const pieces = takenApart(source);
  taken.set(source, pieces);
  return pieces;
}

function takenApart(source: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < source.length; ) {
    const char = source.charAt(at);
    const next =
      char === '('
        ? behindGroup(source, at)
        : char === '['
          ? behindClass(source, at)
          : char === '\\'
            ? behindEscape(source, at)
            : at + 1;
    const repeated = quantifier.exec(source.slice(next, next + 12))?.[0] ?? '';
    const piece = pieceOf(source.slice(at, next));
    if (repeated === '') pieces.push(piece);
    else if (once.test(repeated)) pieces.push('rows' in piece ? { rows: [...piece.rows, ''] } : open);
    else pieces.push(...(perhaps.test(repeated) ? [open] : [piece, open]));
    at = next + repeated.length;
  }
  return pieces;
}
