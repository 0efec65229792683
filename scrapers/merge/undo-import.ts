import { Conflict, InvalidInput, messageOf } from '../../data/errors.ts';
import type { ImportRecord } from '../../data/format/import-record.ts';
import type { ImportStores } from './apply-plan.ts';
import { type CaseUndo, planCaseUndo, type StayingAnswer } from './plan-undo.ts';

/** How often a case is looked at anew when somebody keeps writing it. */
const ATTEMPTS = 8;

export interface UndoResult {
  readonly id: string;
  readonly dryRun: boolean;
  /** Cases that are again as they were before the import. */
  readonly restored: number;
  /** Cases of them that came with the import and are gone. */
  readonly removed: number;
  /** Cases that stay as they are, each with the reason. */
  readonly kept: readonly { readonly case: string; readonly reason: string }[];
  /** Answers that people gave since, and that stay over what was brought back. */
  readonly stays: readonly (StayingAnswer & { readonly case: string })[];
}

export interface UndoOptions {
  /** Account or login. */
  readonly by: string;
  /** Says what would be, and writes nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Cases that later imports changed -> the newest of those imports, in words. */
async function laterImports(
  { imports }: Pick<ImportStores, 'imports'>,
  record: ImportRecord,
): Promise<ReadonlyMap<string, string>> {
  const later = new Map<string, string>();
  const all = await imports.list();
  const newer = all.filter(({ id, at }) => id !== record.id && at > record.at);
  for (const other of newer.reverse()) {
    const kept = new Set(other.undo?.kept.map((one) => one.case));
    for (const step of await imports.steps(other.id))
      if (other.state !== 'undone' || kept.has(step.case))
        later.set(step.case, `the import ${other.id} of ${other.table}`);
  }
  return later;
}

async function carryOut(
  stores: ImportStores,
  id: string,
  undo: CaseUndo,
  expect: { case: number; review: number },
): Promise<void> {
  if (undo.kind === 'nothing' || undo.kind === 'kept') return;
  if (undo.events.length > 0) await stores.reviews.append(id, undo.events, { expect: expect.review });
  if (undo.kind === 'restored') {
    if (undo.draft) await stores.cases.put(undo.draft, { expect: expect.case });
  } else if (expect.case > 0 || undo.withReview) {
    await stores.cases.remove(id, expect.case, ...(undo.withReview ? [expect.review] : []));
  }
}

/**
 * Takes an import back as one: every case as it was, answers and links to images with it, the last case first. What a person
 * did since stays; a case that somebody built on is named and left. Stopped half-way, the same call goes on.
 * @throws NotFound when there is no such import; InvalidInput when it was taken back already; Conflict when others keep writing
 */
export async function undoImport(
  stores: ImportStores,
  id: string,
  options: UndoOptions,
): Promise<UndoResult> {
  const { by, dryRun = false, onProgress } = options;
  const record = await stores.imports.get(id);
  if (record.state === 'undone' && record.undo?.kept.length === 0)
    throw new InvalidInput(
      'undone-already',
      `the import ${id} was taken back already, by ${record.undo.by} on ${record.undo.at.slice(0, 10)}`,
    );
  if (await stores.imports.isRunning(id))
    throw new InvalidInput('import-running', `the import ${id} is still at work; wait until it is done`);
  const steps = (await stores.imports.steps(id)).reverse();
  const later = await laterImports(stores, record);
  const at = new Date().toISOString();
  if (!dryRun) await stores.imports.move(id, { state: 'undoing' });
  const counts = { restored: 0, removed: 0 };
  const kept: { case: string; reason: string }[] = [];
  const stays: (StayingAnswer & { case: string })[] = [];
  const stop = async (): Promise<void> => {
    if (!dryRun) await stores.imports.move(id, { state: 'stopped' });
  };
  for (const [index, step] of steps.entries()) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const held = {
          record: await stores.cases.get(step.case),
          review: await stores.reviews.get(step.case),
        };
        const undo = planCaseUndo(record, step, held, later.get(step.case) ?? null, at);
        const expect = { case: held.record?.rev ?? 0, review: held.review.rev };
        if (!dryRun) await carryOut(stores, step.case, undo, expect);
        if (undo.kind === 'kept') kept.push({ case: step.case, reason: undo.reason });
        else counts.restored += 1;
        if (undo.kind === 'removed') counts.removed += 1;
        if (undo.kind === 'restored') stays.push(...undo.stays.map((one) => ({ ...one, case: step.case })));
        break;
      } catch (error) {
        if (error instanceof Conflict && attempt < ATTEMPTS) continue;
        // A case that cannot be read costs itself.
        if (!(error instanceof InvalidInput)) {
          await stop();
          throw error;
        }
        kept.push({ case: step.case, reason: messageOf(error) });
        break;
      }
    }
    onProgress?.(index + 1, steps.length);
  }
  if (!dryRun)
    await stores.imports.move(id, {
      state: 'undone',
      undo: {
        by,
        at,
        restored: counts.restored,
        kept: kept.map((one) => ({ ...one, reason: one.reason.slice(0, 2_000) })),
      },
    });
  return { id, dryRun, ...counts, kept, stays };
}
