import { Conflict } from '../../data/errors.ts';
import type { CaseDraft } from '../../data/format/case.ts';
import type { CaseStore } from '../../data/ports/cases.ts';
import type { StoredImage } from '../../data/ports/images.ts';
import type { ReviewStore } from '../../data/ports/reviews.ts';
import type { CasePlan } from './case-plan.ts';
import type { PlannedImport } from './plan-import.ts';

/** How often a case is planned anew when somebody keeps writing it. */
const ATTEMPTS = 8;

/** Size and type of files that the plan knew by their hash only. */
const withFiles = (draft: CaseDraft, files: ReadonlyMap<string, StoredImage>): CaseDraft => ({
  ...draft,
  images: draft.images.map((image) => {
    const stored = image.sha256 === null || image.mime !== null ? undefined : files.get(image.sha256);
    return stored ? { ...image, width: stored.width, height: stored.height, mime: stored.mime } : image;
  }),
});

async function write(
  stores: { cases: CaseStore; reviews: ReviewStore },
  { id, draft, events, expect, reviewFirst }: CasePlan,
  files: ReadonlyMap<string, StoredImage>,
): Promise<void> {
  const putCase = async (): Promise<void> => {
    if (draft) await stores.cases.put(withFiles(draft, files), { expect: expect.case });
  };
  if (!reviewFirst) await putCase();
  if (events.length > 0) await stores.reviews.append(id, events, { expect: expect.review });
  if (reviewFirst) await putCase();
}

/**
 * Writes what was planned, one case after the other, each only where nobody wrote it meanwhile: else it is planned anew.
 * Stopped half-way, the same import completes it.
 * @param files what the image store holds now, by SHA-256
 * @throws Conflict when others keep writing a case
 */
export async function applyPlan(
  stores: { cases: CaseStore; reviews: ReviewStore },
  planned: PlannedImport,
  files: ReadonlyMap<string, StoredImage>,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  for (const [at, first] of planned.cases.entries()) {
    for (let attempt = 1, own = first; ; attempt += 1) {
      try {
        await write(stores, own, files);
        break;
      } catch (error) {
        if (!(error instanceof Conflict) || attempt === ATTEMPTS) throw error;
        own = await planned.again(first.id);
      }
    }
    onProgress?.(at + 1, planned.cases.length);
  }
}
