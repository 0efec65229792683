import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import type { Case } from '../../data/format/case.ts';
import type { ReviewState } from '../record/fold.ts';
import type { RowOfImage } from '../record/rows.ts';
import type { Reopened } from '../review/reopened.ts';
import { rowsToExport } from '../timeline/derive.ts';
import type { CheckFinding } from './finding.ts';
import { ruleNamed } from './rules.ts';

/** A case as the rules of one case see it: the rows it would export, beside what they came from. */
export interface CheckedCase {
  readonly record: Case;
  readonly state: ReviewState;
  readonly rows: readonly RowOfImage[];
  readonly fields: FieldSet;
  /** What its source says otherwise than when it was answered. */
  readonly reopened: readonly Reopened[];
}

export const viewOfCase = (
  record: Case,
  state: ReviewState,
  { fields = builtIn, reopened = [] }: Partial<Pick<CheckedCase, 'fields' | 'reopened'>> = {},
): CheckedCase => ({ record, state, rows: rowsToExport(record, state, fields), fields, reopened });

/** Rows of each patient; images that belong to nobody are left out. */
export function rowsByPatient(rows: readonly RowOfImage[]): Map<string, RowOfImage[]> {
  const groups = new Map<string, RowOfImage[]>();
  for (const row of rows) {
    if (row.patient) groups.set(row.patient.id, [...(groups.get(row.patient.id) ?? []), row]);
  }
  return groups;
}

/** As much of a row as a finding points at. */
export type Owner = Pick<RowOfImage, 'caseId'> & {
  readonly image: { readonly id: string };
  readonly patient: { readonly id: string } | null;
  readonly row: { readonly patientid: string; readonly filename: string } & Readonly<
    Record<string, string | undefined>
  >;
};

type Values = CheckFinding['values'];
type Options = {
  readonly severity?: CheckFinding['severity'];
  readonly values?: Values;
  readonly mended?: string;
  /** A row of the other of two. */
  readonly beside?: Pick<Owner, 'caseId' | 'image'>;
};

/** The images of two rows, where a finding is about both. */
const pairOf = (own: Pick<Owner, 'caseId' | 'image'>, beside: Options['beside']) =>
  beside === undefined
    ? {}
    : {
        pair: [
          { case: own.caseId, image: own.image.id },
          { case: beside.caseId, image: beside.image.id },
        ] as const,
      };

/** A finding about one row's cell. */
export const atRow = (
  rule: string,
  { caseId, image, patient, row }: Owner,
  field: string | null,
  message: string,
  { severity = ruleNamed(rule).severity, values, mended, beside }: Options = {},
): CheckFinding => ({
  rule,
  severity,
  case: caseId,
  patient: row.patientid,
  image: row.filename,
  field,
  ...(mended === undefined ? {} : { mended }),
  message: `${row.filename} (patient ${row.patientid}): ${message}`,
  values: values ?? (field ? { [field]: row[field] ?? '' } : {}),
  target: { patient: patient?.id ?? null, image: image.id },
  ...pairOf({ caseId, image }, beside),
});

/** A finding about a patient as a whole; `row` is any of the patient's rows. */
export const atPatient = (
  rule: string,
  { caseId, image, patient, row }: Owner,
  field: string | null,
  message: string,
  { severity = ruleNamed(rule).severity, values = {}, beside }: Options = {},
): CheckFinding => ({
  rule,
  severity,
  case: caseId,
  patient: row.patientid,
  image: null,
  field,
  message: `patient ${row.patientid}: ${message}`,
  values,
  target: { patient: patient?.id ?? null, image: null },
  ...pairOf({ caseId, image }, beside),
});

/** A finding about the case. */
export const atCase = (
  rule: string,
  caseId: string,
  field: string | null,
  message: string,
  { severity = ruleNamed(rule).severity, values = {} }: Options = {},
): CheckFinding => ({
  rule,
  severity,
  case: caseId,
  patient: null,
  image: null,
  field,
  message: `${caseId}: ${message}`,
  values,
  target: { patient: null, image: null },
});
