import { fileMark } from '../documents/document-files.ts';
import type { ReviewedCases } from '../privacy/reviewed-cases.ts';
import type { DocumentCensus } from './documents.ts';
import type { Findings } from './finding.ts';

/** Cases that were reviewed once and have no review any more: nobody takes one back by removing its file. */
export function checkLostReviews(
  workspace: string,
  census: DocumentCensus,
  findings: Findings,
  reviewed: ReviewedCases,
): void {
  let ids: string[];
  try {
    ids = reviewed.ids();
  } catch {
    // That its file cannot be read is named with the databases.
    return;
  }
  for (const id of ids) {
    if (!census.cases.has(id) || fileMark(workspace, 'reviews', id) !== null) continue;
    findings.add({
      check: 'lost-review',
      severity: 'warning',
      case: id,
      message: `the review of ${id} is gone, and with it what it decided: where a private dataset asks for that, readers do not see the case`,
      remedy: 'restore it from a backup (or from quarantine/, mended), or decide on the case again',
    });
  }
}
