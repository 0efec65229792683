import { Conflict } from '../../data/errors.ts';
import type { CaseDraft } from '../../data/format/case.ts';
import type { ImportRecord } from '../../data/format/import-record.ts';
import type { CaseStore } from '../../data/ports/cases.ts';
import type { ImageStore, StoredImage } from '../../data/ports/images.ts';
import type { ImportJournal } from '../../data/ports/imports.ts';
import type { ReviewStore } from '../../data/ports/reviews.ts';
import type { CasePlan } from './case-plan.ts';
import { type ImportAuthor, isWritten, stepOf, summaryOf } from './import-steps.ts';
import type { PlannedImport } from './plan-import.ts';

/** What an import reads and writes of a workspace. */
export interface ImportStores {
  readonly cases: CaseStore;
  readonly reviews: ReviewStore;
  readonly images: ImageStore;
  readonly imports: ImportJournal;
}

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
  stores: Pick<ImportStores, 'cases' | 'reviews'>,
  { id, events, expect, reviewFirst }: CasePlan,
  draft: CaseDraft | null,
): Promise<void> {
  const putCase = async (): Promise<void> => {
    if (draft) await stores.cases.put(draft, { expect: expect.case });
  };
  if (!reviewFirst) await putCase();
  if (events.length > 0) await stores.reviews.append(id, events, { expect: expect.review });
  if (reviewFirst) await putCase();
}

/**
 * Writes what was planned, one case after the other, each only where nobody wrote it meanwhile: else it is planned anew.
 * What was there before is written down first, so that all of it can be taken back as one (`undo-import.ts`). Stopped half-way,
 * the same import completes it.
 * @param files what the image store holds now, by SHA-256
 * @returns the record of the import; null where there was nothing to write
 * @throws Conflict when others keep writing a case
 */
export async function applyPlan(
  stores: ImportStores,
  planned: PlannedImport,
  files: ReadonlyMap<string, StoredImage>,
  { by, table, sha256, dataset, answers }: ImportAuthor,
  onProgress?: (done: number, total: number) => void,
): Promise<ImportRecord | null> {
  const { at } = planned;
  const cases = planned.cases.filter(isWritten);
  if (cases.length === 0) return null;
  const draftOf = ({ draft }: CasePlan): CaseDraft | null => draft && withFiles(draft, files);
  const record = await stores.imports.begin(
    {
      by: by ?? 'local',
      at,
      table,
      sha256,
      dataset: dataset ?? null,
      onVanished: answers.onVanished ?? null,
      replace: answers.replace ?? false,
      summary: summaryOf(planned),
    },
    cases.map((own) => stepOf(own, draftOf(own))),
  );
  try {
    for (const [index, first] of cases.entries()) {
      for (let attempt = 1, own = first; ; attempt += 1) {
        try {
          await write(stores, own, draftOf(own));
          break;
        } catch (error) {
          if (!(error instanceof Conflict) || attempt === ATTEMPTS) throw error;
          own = await planned.again(first.id);
          await stores.imports.amend(record.id, stepOf(own, draftOf(own)));
        }
      }
      onProgress?.(index + 1, cases.length);
    }
  } catch (error) {
    // What was written until then can be completed or taken back; why it stopped is told.
    await stores.imports.move(record.id, { state: 'stopped' }).catch(() => {});
    throw error;
  }
  return stores.imports.move(record.id, { state: 'done' });
}
