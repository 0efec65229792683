import { atPatient, atRow, type CheckedCase, rowsByPatient } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

/** Cells that common readers take for a missing value: those of pandas, which hold those of R and of spreadsheets. */
const missing: ReadonlySet<string> = new Set([
  ...[
    '#N/A',
    '#N/A N/A',
    '#NA',
    '<NA>',
    'N/A',
    'NA',
    'n/a',
    'NULL',
    'null',
    'None',
    'NaN',
    'nan',
    '-NaN',
    '-nan',
  ],
  ...['1.#IND', '-1.#IND', '1.#QNAN', '-1.#QNAN'],
]);
export const readsAsMissing = (cell: string): boolean => missing.has(cell.trim());

const number = /^[+-]?(?:\d{1,60}(?:\.\d{0,60})?|\.\d{1,60})(?:e[+-]?\d{1,6})?$|^[+-]?inf(?:inity)?$/i;
/** Written as a reader of numbers would write it back. */
const canonical = /^(?:0|-?[1-9]\d{0,14})$/;
/** `007`, `1e5`, `1.0`: read as a number, it comes back as another word. `12` does not. */
const losesItsSpelling = (cell: string): boolean => number.test(cell.trim()) && !canonical.test(cell.trim());

/** Ids and file names that readers of the table take for something else. */
export function readerFindings({ rows }: CheckedCase): CheckFinding[] {
  const findings: CheckFinding[] = [];
  for (const own of rowsByPatient(rows).values()) {
    const [any] = own;
    if (!any) continue;
    const id = any.row.patientid;
    const values = { patientid: id };
    if (readsAsMissing(id))
      findings.push(
        atPatient(
          'reads-as-missing',
          any,
          'patientid',
          `readers take the patient id '${id}' for a missing value`,
          {
            values,
          },
        ),
      );
    else if (losesItsSpelling(id))
      findings.push(
        atPatient(
          'reads-as-number',
          any,
          'patientid',
          `readers take the patient id '${id}' for the number ${Number(id)}`,
          {
            values,
          },
        ),
      );
  }
  for (const owner of rows) {
    const { filename } = owner.row;
    if (readsAsMissing(filename))
      findings.push(
        atRow(
          'reads-as-missing',
          owner,
          'filename',
          `readers take the file name '${filename}' for a missing value`,
        ),
      );
    else if (number.test(filename.trim().replace(/\.(?:png|jpe?g|tiff?|gif|bmp|webp)$/i, '')))
      findings.push(
        atRow('reads-as-number', owner, 'filename', `the file name '${filename}' is all digits`, {
          severity: number.test(filename.trim()) ? 'error' : 'warning',
        }),
      );
  }
  return findings;
}
