/**
 * Cells that a spreadsheet would run: those that begin with `=`, `+`, `-`, `@`, a tab or a carriage return
 * (OWASP, "CSV injection"), or with the full-width form of such a sign, which Numbers takes for the sign itself. They
 * go out behind an apostrophe, which spreadsheets show as text and loaders of the reference table read as any other
 * character; the import takes it away again. Numbers are left alone.
 */
const runs = /^[=@\t\r\uff1d\uff0b\uff0d\uff20]|^[+-](?!\d|\s|$)/;
const number = /^[+-]\d{1,12}(?:\.\d{1,12})?$/;
/** `-2+3`, `- HYPERLINK(…)`: arithmetic or the dash of a list, unless signs of a formula follow. */
const startsPlain = /^[+-][\d\s]/;

/** The first character tells nearly every cell apart, without a pattern. */
const suspects = new Set(Array.from('=+-@\t\r\uff1d\uff0b\uff0d\uff20', (sign) => sign.charCodeAt(0)));
const APOSTROPHE = 39;

const isFormula = (cell: string): boolean => suspects.has(cell.charCodeAt(0)) && startsFormula(cell);

const startsFormula = (cell: string): boolean =>
  runs.test(cell) || (startsPlain.test(cell) && !number.test(cell) && /[=(|!]/.test(cell));

/** A cell that has apostrophes of its own before a formula gets one more, so that taking one away gives it back. */
const isGuarded = (cell: string): boolean =>
  cell.charCodeAt(0) === APOSTROPHE && isFormula(cell.replace(/^'+/, ''));

const guardStart = (cell: string): string => (isFormula(cell) || isGuarded(cell) ? `'${cell}` : cell);

const unguardStart = (cell: string): string => (isGuarded(cell) ? cell.slice(1) : cell);

/** Where the semicolon parts cells, as in much of Europe, what follows one inside a cell begins another. */
function afterSemicolons(cell: string, change: (part: string) => string): string {
  if (!cell.includes(';')) return cell;
  const [first = '', ...rest] = cell.split(';');
  return [first, ...rest.map(change)].join(';');
}

export const guardFormula = (cell: string): string => guardStart(afterSemicolons(cell, guardStart));

export const unguardFormula = (cell: string): string => afterSemicolons(unguardStart(cell), unguardStart);
