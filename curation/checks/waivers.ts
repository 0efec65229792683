import type { ReviewEvent } from '../../data/format/review.ts';
import type { ReviewState } from '../record/fold.ts';
import type { CheckFinding } from './finding.ts';

type Waiver = Extract<ReviewEvent, { kind: 'waiver' }>;

/** A waiver covers what it names: null stands for "any" of its patient, image or field. */
const covers = ({ rule, target, field }: Waiver, finding: CheckFinding): boolean =>
  rule === finding.rule &&
  (target.image === null || target.image === finding.target.image) &&
  (target.patient === null || target.patient === finding.target.patient) &&
  (field === null || field === finding.field);

const standingWaivers = (state: ReviewState): Waiver[] =>
  state.standing.filter((event): event is Waiver => event.kind === 'waiver');

/** The standing waivers that cover a finding, oldest first. */
export const waiversOf = (finding: CheckFinding, state: ReviewState): Waiver[] =>
  standingWaivers(state).filter((waiver) => covers(waiver, finding));

/** The findings of one case, those that a named person accepted marked with who, when and why. */
export function withWaivers(findings: readonly CheckFinding[], state: ReviewState): CheckFinding[] {
  const waivers = standingWaivers(state);
  return findings.map((finding) => {
    const waiver = waivers.findLast((candidate) => covers(candidate, finding));
    return waiver ? { ...finding, waived: { by: waiver.by, at: waiver.at, reason: waiver.reason } } : finding;
  });
}
