import { InvalidInput } from '../errors.ts';
import { MOST_DAYS } from '../format/day.ts';
import type { Decision, Value } from '../format/review.ts';
import type { Field } from './field.ts';

/** A field's value as people type it and as the CSV writes it. */

/** A plain decimal number, as typed and as in a cell. */
const decimal = /^[+-]?\d{1,12}(\.\d{1,12})?$/;

/** A cell as a number; null for a blank or anything else. */
export const numberOf = (cell: string): number | null =>
  decimal.test(cell.trim()) ? Number(cell.trim()) : null;

/**
 * What a person typed or chose, as the field's value. Null clears.
 * @throws InvalidInput naming the field, the value and what would be right.
 */
export function parseFieldValue(field: Field, raw: string | number | null): Value {
  if (raw === null || raw === '') return null;
  const wrong = (expected: string) =>
    new InvalidInput('bad-value', `${field.label}: '${String(raw).slice(0, 80)}' is not ${expected}`);
  if (field.kind === 'number' || field.kind === 'day') {
    const text = String(raw).trim().replace(',', '.');
    if (!decimal.test(text)) throw wrong(`a number${field.unit ? ` of ${field.unit}` : ''}`);
    const value = Number(text);
    if (field.kind === 'day' && !Number.isInteger(value)) throw wrong('a whole number of days');
    if (field.range && (value < field.range[0] || value > field.range[1])) {
      throw wrong(`between ${field.range[0]} and ${field.range[1]}${field.unit ? ` ${field.unit}` : ''}`);
    }
    return value;
  }
  const text = String(raw).trim();
  if (field.choices && !field.choices.includes(text)) throw wrong(`one of ${field.choices.join(', ')}`);
  return text;
}

/** The value as a cell of the reference CSV; null and "not stated" are blank. */
export function cellOfValue(field: Field, value: Value): string {
  if (value === null) return '';
  return field.cells?.[String(value)] ?? String(value);
}

/** The cell a decision exports: what a table stated stands as it was, everything else in our spelling. */
export const cellOfDecision = (field: Field, decision: Pick<Decision, 'value' | 'stated'>): string =>
  decision.stated ?? cellOfValue(field, decision.value);

/**
 * Reads a cell of the reference CSV. `stated` is set where our value alone would not give the cell back
 * (another spelling, white space at its ends, a value outside the vocabulary): it is then kept as it stood and a
 * check names it.
 */
export function valueOfCell(field: Field, cell: string): { value: Value; stated?: string } {
  const text = cell.trim();
  if (text === '') return { value: null };
  let value: Value = null;
  if (field.cells) {
    value =
      Object.entries(field.cells).find(([, spelled]) => spelled === text)?.[0] ??
      (field.kind === 'answer' ? 'unclear' : null);
  } else if (field.kind === 'number' || field.kind === 'day') {
    value = decimal.test(text) ? Number(text) : null;
    if (field.kind === 'day' && value !== null && (!Number.isInteger(value) || Math.abs(value) > MOST_DAYS))
      value = null;
  } else {
    value = text;
  }
  return cellOfValue(field, value) === cell ? { value } : { value, stated: cell };
}
