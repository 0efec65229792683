import { Union } from '../../record/union.ts';

/**
 * Rows that must stay on one side of a split: those of one patient, of one document, and those that show the
 * same film or the same patient elsewhere, taken together as far as they reach (union-find).
 */

export interface Grouped {
  readonly filename: string;
  readonly patientid: string;
  /** Names of its document (`documentNames`), or the case where it states none. */
  readonly documents: readonly string[];
}

/**
 * Group number of each row, counted from 1 in the order of the table.
 * @param same pairs of file names that show the same film
 * @param patients pairs of patient ids that are held for one person
 */
export function groupRows(
  rows: readonly Grouped[],
  same: readonly (readonly [string, string])[],
  patients: readonly (readonly [string, string])[] = [],
): Map<string, number> {
  const union = new Union();
  for (const row of rows) {
    union.join(`file ${row.filename}`, `patient ${row.patientid}`);
    for (const name of row.documents) union.join(`file ${row.filename}`, `document ${name}`);
  }
  for (const [a, b] of same) union.join(`file ${a}`, `file ${b}`);
  for (const [a, b] of patients) union.join(`patient ${a}`, `patient ${b}`);
  const numbers = new Map<string, number>();
  const groups = new Map<string, number>();
  for (const { filename } of rows) {
    const root = union.find(`file ${filename}`);
    const number = numbers.get(root) ?? numbers.size + 1;
    numbers.set(root, number);
    groups.set(filename, number);
  }
  return groups;
}
