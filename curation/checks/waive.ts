import type { ReviewEventInput } from '../../data/format/review.ts';
import type { ReviewState } from '../record/fold.ts';
import { eventIds } from '../review/actions.ts';
import type { CheckFinding } from './finding.ts';
import { waiversOf } from './waivers.ts';

/** Which findings a person speaks of: whatever is named must fit. Patient and image as exported. */
export interface FindingsMeant {
  readonly rule: string;
  readonly case?: string;
  readonly patient?: string;
  readonly image?: string;
}

export const findingsMeant = (findings: readonly CheckFinding[], meant: FindingsMeant): CheckFinding[] =>
  findings.filter(
    (finding) =>
      finding.rule === meant.rule &&
      (meant.case === undefined || meant.case === finding.case) &&
      (meant.patient === undefined || meant.patient === finding.patient) &&
      (meant.image === undefined || meant.image === finding.image),
  );

/** Who does it, when (ISO 8601), and the id of the action that its events share. */
export interface Doing {
  readonly by: string;
  readonly at: string;
  readonly action: string;
}

/** Waivers of one case's findings: each covers its finding and nothing else. */
export function waiverEvents(
  findings: readonly CheckFinding[],
  reason: string,
  { by, at, action }: Doing,
): ReviewEventInput[] {
  const ids = eventIds(action, findings.length);
  return findings.map(({ rule, target, field }, index) => ({
    id: ids[index] as string,
    at,
    by,
    kind: 'waiver',
    rule,
    target,
    field,
    reason,
  }));
}

/** What takes back every waiver of a case that covers one of its findings. */
export function withdrawalEvents(
  findings: readonly CheckFinding[],
  state: ReviewState,
  { by, at, action }: Doing,
): ReviewEventInput[] {
  const waivers = new Set(findings.flatMap((finding) => waiversOf(finding, state)).map(({ id }) => id));
  const ids = eventIds(action, waivers.size);
  return [...waivers].map((of, index) => ({ id: ids[index] as string, at, by, kind: 'undo', of }));
}
