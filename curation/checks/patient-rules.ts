import { atPatient, atRow, type CaseView, rowsByPatient } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

/** Rows of one patient against each other, and images without a patient. */
export function patientFindings(view: CaseView): CheckFinding[] {
  const findings: CheckFinding[] = [];
  for (const owner of view.rows) {
    if (!owner.patient) findings.push(atRow('no-patient', owner, null, 'belongs to no patient'));
  }
  for (const own of rowsByPatient(view.rows).values()) {
    const [any] = own;
    if (!any) continue;
    for (const { name: column, once } of view.fields.shown) {
      if (!once) continue;
      const cells = own.map(({ row }) => row[column]?.trim() ?? '');
      const filled = [...new Set(cells.filter((cell) => cell !== ''))];
      const values = Object.fromEntries(own.map(({ row }) => [row.filename, row[column] ?? '']));
      if (filled.length > 1)
        findings.push(
          atPatient('patient-conflict', any, column, `${column} is ${filled.join(' and ')}`, {
            values,
            severity: once === 'may-change' ? 'warning' : 'error',
          }),
        );
      else if (filled.length === 1 && cells.includes(''))
        findings.push(
          atPatient(
            'patient-incomplete',
            any,
            column,
            `${column} is ${filled[0]} in ${cells.filter((cell) => cell !== '').length} of ${cells.length} rows and blank in the others`,
            { values },
          ),
        );
    }
  }
  return findings;
}
