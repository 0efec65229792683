/** An image by the ids of its case. */
export interface ImageAt {
  readonly case: string;
  readonly image: string;
}

/** One thing a check found, pointing at the field that is to be mended. */
export interface CheckFinding {
  /** Id of a rule (`rules.ts`). */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly case: string;
  /** Patient id as exported; null for a finding about the case as a whole. */
  readonly patient: string | null;
  /** File name as exported; null for a finding about the patient or the case. */
  readonly image: string | null;
  readonly field: string | null;
  /** What is wrong, where, and what the values are: one sentence. */
  readonly message: string;
  /** The values in question, by name. */
  readonly values: Readonly<Record<string, string | number | null>>;
  /** Ids within the case, for the worklist's link and for waivers. */
  readonly target: { readonly patient: string | null; readonly image: string | null };
  /** Of a finding about two images or two patients: an image of its own and one of the other, to be seen side by side. */
  readonly pair?: readonly [own: ImageAt, other: ImageAt];
  /** The cell as a person may take it (`caseline mend`), where there is one that mends it. */
  readonly mended?: string;
  /** A named person accepted it, with a reason. */
  readonly waived?: { readonly by: string; readonly at: string; readonly reason: string };
}

/** The finding as `check --json` prints it. */
export function findingAsJson(finding: CheckFinding): Record<string, unknown> {
  const { target: _target, pair: _pair, ...rest } = finding;
  return rest;
}

export const standsAsError = (finding: CheckFinding): boolean =>
  finding.severity === 'error' && finding.waived === undefined;
