import { anyStandsIn } from './letter-index.ts';

/**
 * A scan in front of an expression, derived from its own source: letters that must stand in a text for it to match.
 * No rule can be silently unasked.
 */

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

function alternativesOf(source: string): string[] {
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

const optional = /^(?:[?*]|\{0)/;
const quantifier = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/;
/** No letter and no digit stands there: what is looked through holds a blank. */
const edge = /^(?:\\b|\^|\$|\(\?<?!(?:\[\\p\{L\}\\p\{N\}[^\]]*\]|\\w)\))$/;
const lookaround = /^\(\?<?[=!]/;
const opening = /^\((?:\?(?::|<\w+>))?/;

/** A piece of one alternative: letters in a row, a group that must match, an edge of a word, or anything else. */
type Piece =
  | { readonly letters: string }
  | { readonly alternatives: readonly string[] }
  | { readonly edge: true }
  | { readonly open: true };

/** A letter as texts are folded; null for what is none of ASCII's, or stands for several. */
function foldedLetter(token: string): string | null {
  if (/^[a-z]$/i.test(token)) return token.toLowerCase();
  if (token === '\\d' || /^\d$/.test(token)) return '0';
  return token === '\\s' || /^\\?[ \-/,;:'"%&=<>#~!@]$/.test(token) || /^\\[.()[\]|+*?^$]$/.test(token)
    ? ' '
    : null;
}

function piecesOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  let run = '';
  const ends = (): void => {
    if (run !== '') pieces.push({ letters: run });
    run = '';
  };
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
    const token = source.slice(at, next);
    const behind = source.slice(next, next + 8);
    const repeated = quantifier.exec(behind)?.[0] ?? '';
    const skipped = optional.test(behind);
    const letter = skipped ? null : foldedLetter(token);
    if (letter !== null) run += letter;
    else {
      ends();
      if (edge.test(token)) pieces.push({ edge: true });
      else if (char !== '(' || skipped || lookaround.test(token)) pieces.push({ open: true });
      else pieces.push({ alternatives: alternativesOf(token.slice(0, -1).replace(opening, '')) });
    }
    if (repeated !== '') {
      ends();
      pieces.push({ open: true });
    }
    at = next + repeated.length;
  }
  ends();
  return pieces;
}

/** Words that nearly every sentence holds tell nothing. */
const common = new Set(
  'the his her was were are been had has have and not with without for from before after until time patient one two day days week month year weeks lead led end ended out came went get got put per any all still only care than then that this under said made give given'.split(
    ' ',
  ),
);
/** How much letters tell: a digit is rarer than a letter, and every word has its blanks. */
const weightOf = (letters: string): number =>
  common.has(letters.trim())
    ? 0
    : [...letters].reduce((sum, one) => sum + (one === ' ' ? 0.5 : one === '0' ? 2 : 1), 0);
/** How much the rarest choice of letters tells; below 2 it stands in any word. */
const tells = (letters: readonly string[]): number => Math.min(...letters.map(weightOf));
const FEWEST = 2;

/** Where an alternative is known to begin or end a word. */
interface Edges {
  readonly begins: boolean;
  readonly ends: boolean;
}
const nowhere: Edges = { begins: false, ends: false };

/** Letters of a piece, with the blanks that an edge of a word beside it puts there. */
function lettersOfPiece(pieces: readonly Piece[], at: number, edges: Edges): readonly string[] | null {
  const piece = pieces[at];
  const isEdge = (one: Piece | undefined, outer: boolean): boolean =>
    one === undefined ? outer : 'edge' in one;
  const own = {
    begins: isEdge(pieces[at - 1], edges.begins),
    ends: isEdge(pieces[at + 1], edges.ends),
  };
  if (piece && 'alternatives' in piece) return lettersOf(piece.alternatives.join('|'), own);
  if (!piece || !('letters' in piece) || piece.letters.trim() === '') return null;
  const { letters } = piece;
  return [
    `${own.begins && !letters.startsWith(' ') ? ' ' : ''}${letters}${own.ends && !letters.endsWith(' ') ? ' ' : ''}`,
  ];
}

/**
 * Letters of which one must stand where an expression matches, folded as texts are; null: there are none.
 * @param edges whether the expression as a whole begins and ends words
 */
export function lettersOf(source: string, edges: Edges = nowhere): readonly string[] | null {
  const found: string[] = [];
  for (const alternative of alternativesOf(source)) {
    const pieces = piecesOf(alternative);
    const best = pieces
      .map((_, at) => lettersOfPiece(pieces, at, edges))
      .filter((letters) => letters !== null)
      .reduce<readonly string[]>((top, one) => (top.length === 0 || tells(one) > tells(top) ? one : top), []);
    if (best.length === 0 || best.some((one) => one.length < FEWEST && one !== '0')) return null;
    found.push(...best);
  }
  return found;
}

/** Tells whether an expression may match a text. */
export interface Scan {
  test(text: string): boolean;
}

/** What must stand in words for a pattern to match, to be asked before it; what has no letters is asked itself. */
export function scanFor({ source, flags }: RegExp): Scan {
  const letters: string[] = [];
  const whole: string[] = [];
  for (const alternative of alternativesOf(source)) {
    const found = lettersOf(alternative);
    if (found === null) whole.push(alternative);
    letters.push(...(found ?? []));
  }
  const held = anyStandsIn([...new Set(letters)]);
  if (whole.length === 0) return { test: held };
  const rest = new RegExp(whole.join('|'), flags.replace(/[gy]/g, ''));
  return { test: (text) => held(text) || rest.test(text) };
}
