import { anyStandsIn } from './letter-index.ts';
import { alternativesOf, joinedRows, piecesOf } from './pattern-pieces.ts';

/**
 * A scan in front of an expression, derived from its own source: letters that must stand in a text for it to match.
 * No rule can be silently unasked.
 */

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

/** What each run of pieces side by side, and each group, puts into a text: of every list one stands there. */
function choicesOf(source: string, edges: Edges): (readonly string[])[] {
  const pieces = piecesOf(source);
  const choices: (readonly string[])[] = [];
  let rows: readonly string[] = [''];
  /** An edge stands right before: what begins there has a blank before it. */
  let { begins } = edges;
  const close = (end: string): void => {
    const closed = rows.map((row) => (row.endsWith(' ') ? row : row + end));
    if (closed.every((row) => row.trim() !== '')) choices.push(closed);
    rows = [''];
  };
  pieces.forEach((piece, at) => {
    if ('rows' in piece) {
      const next = begins ? piece.rows.map(behindEdge) : piece.rows;
      const longer = joinedRows(rows, next);
      if (longer === null) close('');
      rows = longer ?? next;
      begins = false;
      return;
    }
    close('edge' in piece ? ' ' : '');
    if ('alternatives' in piece) {
      const behind = pieces[at + 1];
      const ends = behind === undefined ? edges.ends : 'edge' in behind;
      const letters = lettersOf(piece.alternatives.join('|'), { begins, ends });
      if (letters) choices.push(letters);
    }
    begins = 'edge' in piece;
  });
  close(edges.ends ? ' ' : '');
  return choices;
}

/** A row that begins at the edge of a word; one that may be none leaves the edge to what stands behind it. */
const behindEdge = (row: string): string => (row === '' || row.startsWith(' ') ? row : ` ${row}`);

/**
 * Letters of which one must stand where an expression matches, folded as texts are; null: there are none.
 * @param edges whether the expression as a whole begins and ends words
 */
export function lettersOf(source: string, edges: Edges = nowhere): readonly string[] | null {
  const found: string[] = [];
  for (const alternative of alternativesOf(source)) {
    const best = choicesOf(alternative, edges).reduce<readonly string[]>(
      (top, one) => (top.length === 0 || tells(one) > tells(top) ? one : top),
      [],
    );
    if (best.length === 0 || best.some((one) => one.length < FEWEST && one !== '0')) return null;
    found.push(...best);
  }
  return found;
}

/** Tells whether an expression may match a text. */
export interface Scan {
  test(text: string): boolean;
}

/** Patterns whose letters are not looked for yet: all are when the first text is read; a command that reads none spares it. */
const waiting: (() => void)[] = [];

/** What must stand in words for a pattern to match, to be asked before it; what has no letters is asked itself. */
export function scanFor(pattern: RegExp): Scan {
  let test: Scan['test'] | null = null;
  waiting.push(() => {
    test = testFor(pattern);
  });
  return {
    test(text) {
      if (test === null) for (const enter of waiting.splice(0)) enter();
      return test === null || test(text);
    },
  };
}

function testFor({ source, flags }: RegExp): Scan['test'] {
  const letters: string[] = [];
  const whole: string[] = [];
  for (const alternative of alternativesOf(source)) {
    const found = lettersOf(alternative);
    if (found === null) whole.push(alternative);
    letters.push(...(found ?? []));
  }
  const held = anyStandsIn([...new Set(letters)]);
  if (whole.length === 0) return held;
  const rest = new RegExp(whole.join('|'), flags.replace(/[gy]/g, ''));
  return (text) => held(text) || rest.test(text);
}
