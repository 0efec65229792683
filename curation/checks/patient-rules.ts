import { countryOf, regionOf } from '../../data/vocabulary/countries.ts';
import { documentNames } from '../record/document-names.ts';
import type { RowOfImage } from '../record/rows.ts';
import { Union } from '../record/union.ts';
import { atPatient, atRow, type CheckedCase, rowsByPatient } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

/** How a row states its document; blank where it does not. */
const documentOf = ({ row }: Pick<RowOfImage, 'row'>): string => row.doi.trim() || row.url.trim();

/** One id in two documents is usual (a case published twice); on two continents as well it is rather two patients. */
function twoDocuments(own: readonly RowOfImage[]): string | null {
  const union = new Union();
  const placed = own.flatMap((owner) => {
    const names = documentNames(owner.row);
    // Two DOIs are two documents, though both were found at one address.
    const dois = names.filter((one) => one.startsWith('doi '));
    const [name, ...others] = dois.length > 0 ? dois : names;
    if (name === undefined) return [];
    for (const other of others) union.join(name, other);
    const region = regionOf(countryOf(owner.row.location));
    return region === null ? [] : [{ owner, name, region, names }];
  });
  // A row with an address alone is of the DOI that another states beside that address.
  for (const { name, names } of placed)
    for (const { name: other } of placed)
      if (!other.startsWith('doi ') && names.includes(other)) union.join(name, other);
  const words = ({ row }: Pick<RowOfImage, 'row'>): string =>
    `${documentOf({ row })} (${row.location.trim()})`;
  for (const { owner, name, region } of placed) {
    const other = placed.find((one) => one.region !== region && union.find(one.name) !== union.find(name));
    if (other) return `stands in two documents on two continents: ${words(owner)} and ${words(other.owner)}`;
  }
  return null;
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
