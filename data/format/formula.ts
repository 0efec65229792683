/**
 * Cells that a spreadsheet would run: those that begin with `=`, `+`, `-`, `@`, a tab or a carriage return
 * (OWASP, "CSV injection"). They go out behind an apostrophe, which spreadsheets show as text and loaders of the
 * reference table read as any other character; the import takes it away again. Numbers are left alone.
 */
const runs = /^[=@\t\r]|^[+-](?!\d|\s|$)/;
const number = /^[+-]\d{1,12}(?:\.\d{1,12})?$/;
const startsNumeric = /^[+-]\d/;

const isFormula = (cell: string): boolean =>
  runs.test(cell) || (startsNumeric.test(cell) && !number.test(cell) && /[=(|!]/.test(cell));

export const guardFormula = (cell: string): string => (isFormula(cell) ? `'${cell}` : cell);

export const unguardFormula = (cell: string): string =>
  cell.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell;
