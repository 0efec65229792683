import { checkCase } from '../../../curation/checks/check-case.ts';
import type { CheckFinding } from '../../../curation/checks/finding.ts';
import { foldReview } from '../../../curation/record/fold.ts';
import type { MetadataRow } from '../../../data/fields/columns.ts';
import type { ReviewEventInput } from '../../../data/format/review.ts';
import { workspaceOfRows } from '../../helpers/metadata-workspace.ts';

/** Findings of the first case of a table, without those about missing files. */
export async function check(
  rows: readonly Partial<MetadataRow>[],
  events: readonly ReviewEventInput[] = [],
  spilled: readonly string[] = [],
): Promise<CheckFinding[]> {
  const workspace = await workspaceOfRows(rows, {}, spilled);
  const record = await workspace.cases.get(`collection-${rows[0]?.patientid ?? '1'}`);
  if (!record) throw new Error('no case');
  const review = await workspace.reviews.append(record.id, events);
  return checkCase(record, foldReview(review));
}
export const said = (findings: readonly CheckFinding[]): string[] =>
  findings.map(({ rule, severity, field }) => `${severity} ${rule} ${field}`);
