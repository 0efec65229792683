import { countryOf, regionOf } from '../../data/vocabulary/countries.ts';
import type { RowOfImage } from '../record/rows.ts';
import { atPatient, atRow, type CheckedCase, rowsByPatient } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

/** The document of a row by its DOI, else its address; a blank says nothing. */
const documentOf = ({ row }: RowOfImage): string =>
  (row.doi.trim() || row.url.trim()).toLowerCase().replace(/^https?:\/\/(?:(?:dx\.)?doi\.org\/|www\.)?/, '');

/** One id in two documents is usual (a case published twice); on two continents as well it is rather two patients. */
function twoDocuments(own: readonly RowOfImage[]): string | null {
  const placed = own.flatMap((owner) => {
    const [document, region] = [documentOf(owner), regionOf(countryOf(owner.row.location))];
    return document === '' || region === null ? [] : [{ document, region, place: owner.row.location.trim() }];
  });
  const first = placed[0];
  const other = placed.find(
    ({ document, region }) => document !== first?.document && region !== first?.region,
  );
  return first && other
    ? `stands in two documents on two continents: ${first.document} (${first.place}) and ${other.document} (${other.place})`
    : null;
}

/** Rows of one patient against each other, and images without a patient. */
export function patientFindings(view: CheckedCase): CheckFinding[] {
  const findings: CheckFinding[] = [];
  for (const owner of view.rows) {
    if (!owner.patient) findings.push(atRow('no-patient', owner, null, 'belongs to no patient'));
  }
  for (const own of rowsByPatient(view.rows).values()) {
    const [any] = own;
    if (!any) continue;
    const apart = twoDocuments(own);
    if (apart !== null)
      findings.push(
        atPatient('patient-two-documents', any, null, apart, {
          values: Object.fromEntries(own.map((owner) => [owner.row.filename, documentOf(owner)])),
        }),
      );
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
