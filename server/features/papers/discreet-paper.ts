import type { Contribution } from '../../../data/format/contribution.ts';
import type { Viewer } from '../../shell/privacy/viewer.ts';

/** What is said in place of a reason that names a case which is not open to the person. */
const LOOKED_AT = 'those who review look at it';

/** A paper as the person who handed it in may see it: it names no case that is kept from that person. */
export async function discreetPaper(paper: Contribution, viewer: Viewer): Promise<Contribution> {
  const kept: (string | null)[] = [];
  for (const id of [paper.case, paper.heldAs, ...paper.apartFrom])
    if (id !== null && (await viewer.sightOf(id)) !== 'shown') kept.push(id);
  if (kept.length === 0) return paper;
  const told = (reason: string | null): string | null =>
    kept.some((id) => id !== null && reason?.includes(id)) ? LOOKED_AT : reason;
  return {
    ...paper,
    case: kept.includes(paper.case) ? null : paper.case,
    heldAs: kept.includes(paper.heldAs) ? null : paper.heldAs,
    apartFrom: paper.apartFrom.filter((id) => !kept.includes(id)),
    reason: told(paper.reason),
    history: paper.history.map((step) => ({ ...step, reason: told(step.reason) })),
  };
}
