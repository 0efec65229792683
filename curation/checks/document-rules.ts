import { isByImport } from '../../data/format/decisions.ts';
import { licenceCode, licenceNamed } from '../../data/vocabulary/licences.ts';
import type { RowOfImage } from '../record/rows.ts';
import { atCase, atRow, type CheckedCase } from './case-view.ts';
import type { CheckFinding } from './finding.ts';

/** The heading that the import of a table gives to notes beyond its named columns. */
const SPILLED = 'nameless column';

/** The licence code that holds for a row: a decision's, the image's own, the document's. */
export function licenceOfRow(view: Pick<CheckedCase, 'record'>, { image, row }: RowOfImage): string | null {
  const stated = image.origin?.licence ?? view.record.document.licence;
  return licenceCode(row.license) ?? (row.license === (stated.stated ?? '') ? stated.code : null);
}

/** Whoever must be named beside the image; null when the source names nobody. */
export function creditOfRow(
  { record }: Pick<CheckedCase, 'record'>,
  { image, row }: RowOfImage,
): string | null {
  const own = image.origin?.credit ?? record.document.credit;
  if (own) return own;
  if (row.other_notes.trim() !== '') return row.other_notes.trim();
  if (record.document.citation) return record.document.citation;
  const authors = record.document.authors.join(', ');
  if (authors !== '') return authors;
  const doi = row.doi.trim();
  return doi === '' ? null : `https://doi.org/${doi}`;
}

/** Licence, credit, notes that stood outside their column, and rows that a newer table no longer has. */
export function documentFindings(view: CheckedCase): CheckFinding[] {
  const findings: CheckFinding[] = [];
  let creditMissing = 0;
  for (const owner of view.rows) {
    const stated = owner.row.license.trim();
    const code = licenceOfRow(view, owner);
    if (stated === '' && code === null)
      findings.push(atRow('licence-missing', owner, 'license', 'no licence is stated'));
    else if (code === null)
      findings.push(atRow('licence-unknown', owner, 'license', `'${stated}' names no licence we know`));
    else if (code.startsWith('CC-BY') && licenceNamed(code) && creditOfRow(view, owner) === null)
      creditMissing += 1;
  }
  if (creditMissing > 0)
    findings.push(
      atCase(
        'credit-missing',
        view.record.id,
        'other_notes',
        `a licence that asks for attribution, and nobody is named (${creditMissing === 1 ? 'one image' : `${creditMissing} images`})`,
        { values: { images: creditMissing } },
      ),
    );
  for (const event of view.state.standing) {
    if (event.kind !== 'image-excluded' || !isByImport(event)) continue;
    const file = view.record.images.find(({ id }) => id === event.image)?.file ?? event.image;
    findings.push(
      atCase('row-vanished', view.record.id, null, `${file}: ${event.reason}`, { values: { image: file } }),
    );
  }
  for (const text of view.record.texts) {
    if (text.heading !== SPILLED) continue;
    for (const owner of view.rows.filter(({ image }) => text.images.includes(image.id)))
      findings.push(
        atRow('spilled-notes', owner, 'other_notes', 'notes stood beyond the named columns of the table', {
          values: { spilled: text.text.slice(0, 500) },
        }),
      );
  }
  return findings;
}
