/**
 * The keystroke-level model: how long an expert takes for a task done without error, from the operators it consists of.
 * Times of S. K. Card, T. P. Moran and A. Newell, "The keystroke-level model for user performance time with interactive
 * systems", Communications of the ACM 23(7), 1980, 396-410.
 */
export const SECONDS = {
  /** A key, by an average typist who is no secretary; Shift and Ctrl are keys of their own. */
  K: 0.28,
  /** Pointing at something with a mouse. */
  P: 1.1,
  /** A hand from the keyboard to the mouse, or back. */
  H: 0.4,
  /** Making up one's mind before an act. */
  M: 1.35,
} as const;

export type Operator = keyof typeof SECONDS;

/** @param operators e.g. `MKKK` */
export const secondsOf = (operators: string): number =>
  [...operators].reduce((sum, one) => sum + SECONDS[one as Operator], 0);

/** The keys of one press, those held down beside it among them: two for `Shift+Enter`. */
export const keysPressed = (press: string): number => (press.length > 1 ? press.split('+').length : 1);

/** Typing a cell of a spreadsheet that completes words, and going on to the next: digits and single letters as they are. */
export function typed(cell: string): string {
  if (cell === '') return 'K';
  const isFree = cell.length > 24;
  // A long text is marked in the source with the mouse, copied and pasted, where that is quicker than typing it.
  const copied = `HPPH${'K'.repeat(4)}`;
  const keys = 'K'.repeat(
    /^[-\d.]+$/.test(cell) ? cell.length : isFree ? cell.length : Math.min(cell.length, 2),
  );
  return `M${secondsOf(copied) < secondsOf(keys) ? copied : keys}K`;
}
