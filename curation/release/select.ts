import { builtIn } from '../../data/fields/field-set.ts';
import type { Review } from '../../data/format/review.ts';
import { type Condition, holds } from '../../data/protocols/condition.ts';
import { covid19 } from '../../data/protocols/read-protocol.ts';
import { licenceNamed } from '../../data/vocabulary/licences.ts';
import { licenceOfRow } from '../checks/document-rules.ts';
import type { CheckFinding } from '../checks/finding.ts';
import { standsAsError } from '../checks/finding.ts';
import type { RowOfImage } from '../record/rows.ts';
import { type ExportSource, exportRuns } from './export.ts';
import type { LicencePolicy } from './licence-policy.ts';
import { type ReleaseRow, releaseRow } from './release-row.ts';
import { columnsOfTasks } from './splits/tasks.ts';

/** Why a row does not go out. */
export type LeftOutReason =
  | 'no-file'
  | 'outside-protocol'
  | 'may-name-somebody'
  | 'no-licence'
  | 'unknown-licence'
  | 'licence-not-allowed'
  | 'no-derivatives';

export interface LeftOutRow {
  readonly filename: string;
  readonly patientid: string;
  readonly case: string;
  readonly reason: LeftOutReason;
  readonly licence: string;
}

export interface Selection {
  /** In the order of the table. */
  readonly rows: readonly ReleaseRow[];
  readonly leftOut: readonly LeftOutRow[];
  /** Images of each patient that goes out. */
  readonly patients: ReadonlyMap<string, number>;
  readonly filenames: ReadonlySet<string>;
  /** ISO time of the newest event of the reviews, else of the newest reading of a source. */
  readonly newest: string;
}

/** The reason that keeps a row back, null when it goes out. A licence that forbids changes forbids crops. */
function reasonOf(
  owner: RowOfImage,
  code: string | null,
  policy: LicencePolicy,
  naming: ReadonlySet<string>,
  include: Condition | undefined,
): LeftOutReason | null {
  if (include && holds(include, (column) => owner.row[column] ?? null) === false) return 'outside-protocol';
  if (owner.image.sha256 === null && owner.image.viewSha256 === null) return 'no-file';
  if (naming.has(owner.row.filename)) return 'may-name-somebody';
  if (code === null) return owner.row.license.trim() === '' ? 'no-licence' : 'unknown-licence';
  if (!policy.allows(code)) return 'licence-not-allowed';
  return owner.image.parent && !licenceNamed(code)?.derivatives ? 'no-derivatives' : null;
}

const newer = (a: string, b: string): string => (a > b ? a : b);

/**
 * Which rows go out under a licence policy, and what of them splits and statistics need.
 * @param naming file names of images that may name a patient (`filesThatMayName`)
 */
export async function selectRows(
  source: ExportSource,
  policy: LicencePolicy,
  naming: ReadonlySet<string> = new Set(),
): Promise<Selection> {
  const { protocol = covid19 } = source;
  const columns = columnsOfTasks(protocol);
  const rows: ReleaseRow[] = [];
  const leftOut: LeftOutRow[] = [];
  const patients = new Map<string, number>();
  let decided = '';
  let read = '';
  for await (const run of exportRuns(source)) {
    const { record, state } = run;
    read = newer(read, record.source.retrievedAt);
    for (const { at } of state.standing as Review['events']) decided = newer(decided, at);
    for (const owner of run.rows) {
      const code = licenceOfRow({ record }, owner);
      const reason = reasonOf(owner, code, policy, naming, (source.fields ?? builtIn).include);
      const { filename, patientid, license } = owner.row;
      if (reason !== null) {
        leftOut.push({ filename, patientid, case: record.id, reason, licence: license });
        continue;
      }
      rows.push(releaseRow(owner, code === null ? '' : (licenceNamed(code)?.spdx ?? code), columns));
      patients.set(patientid, (patients.get(patientid) ?? 0) + 1);
    }
  }
  return {
    rows,
    leftOut,
    patients,
    filenames: new Set(rows.map(({ filename }) => filename)),
    newest: decided || read,
  };
}

/** Whether a finding is about something that goes out; one about two images or patients needs both. */
export function concernsRelease(finding: CheckFinding, selection: Selection): boolean {
  const { values } = finding;
  const partner = (name: string, known: ReadonlySet<string> | ReadonlyMap<string, unknown>): boolean =>
    typeof values[name] !== 'string' || known.has(values[name]);
  if (finding.image !== null)
    return selection.filenames.has(finding.image) && partner('other', selection.filenames);
  if (finding.patient !== null)
    return selection.patients.has(finding.patient) && partner('otherPatient', selection.patients);
  return selection.rows.some(({ caseId }) => caseId === finding.case);
}

/** Errors that keep the release back. */
export const blockingErrors = (findings: readonly CheckFinding[], selection: Selection): CheckFinding[] =>
  findings.filter((finding) => standsAsError(finding) && concernsRelease(finding, selection));
