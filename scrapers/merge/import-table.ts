import { basename } from 'node:path';
import { applyPlan, type ImportStores } from './apply-plan.ts';
import { asStored } from './as-stored.ts';
import { type BroughtFile, keepBrought, readBrought } from './brought-files.ts';
import type { ImportedCase } from './case-plan.ts';
import { type ImportPlan, isUnanswered, type MergeAnswers } from './plan.ts';
import { type CaseCounts, type HeldIds, type HeldImage, planImport } from './plan-import.ts';

/** A table that has been read and checked whole. */
export interface ReadTable {
  readonly site: string;
  readonly table: string;
  /** Of its bytes. */
  readonly sha256: string;
  /** Columns of the reference that it does not have. */
  readonly lacks?: ReadonlySet<string>;
  /** Its data rows. */
  readonly rows: number;
  /** Keys of its images, and the path of each file that is at hand by its key. */
  readonly keys: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  /** The stored images that its images are, by their keys, as far as names tell. */
  held(held: HeldIds): ReadonlyMap<string, HeldImage>;
  /** Its patients; `at` is the time of the import. */
  cases(brought: ReadonlyMap<string, BroughtFile>, held: HeldIds, at: string): readonly ImportedCase[];
}

export interface ImportOptions extends MergeAnswers {
  /** Makes the plan and writes nothing. */
  readonly dryRun?: boolean | undefined;
  /** Whose patients they are; left out: the reference collection's. */
  readonly dataset?: string | undefined;
  /** Who imports: an account, or the login at this machine. */
  readonly by?: string | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What an import did, or with `dryRun` would do. */
export interface ImportResult extends ImportPlan {
  /** Id of the import, by which it is taken back; null where nothing was written. */
  readonly id: string | null;
  readonly dryRun: boolean;
  readonly rows: number;
  readonly cases: CaseCounts;
  /** Files of images that were at hand. */
  readonly images: number;
  /** Images that have no file, neither brought nor stored, by file name. */
  readonly missing: string[];
  /** Files without content: their rows went in without them. */
  readonly emptyFiles: string[];
  /** Files of the folder that no row names. */
  readonly unusedFiles: string[];
  /** Whether a person still has to say what becomes of something, or to mend a file. */
  readonly unanswered: boolean;
}

/** Brought files that are no form of a stored one. */
const fresh = (
  brought: ReadonlyMap<string, BroughtFile>,
  known: ReadonlyMap<string, BroughtFile>,
): BroughtFile[] =>
  [...brought].flatMap(([key, file]) => (known.get(key)?.sha256 === file.sha256 ? [file] : []));

/**
 * Imports a table that has been read: a merge that removes and replaces nothing unasked. The same table twice changes
 * nothing. Stopped half-way, running it again completes it.
 */
export async function importRead(
  stores: ImportStores,
  read: ReadTable,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const { brought, empty } = readBrought(read.keys, read.files);
  const { site, table, sha256, lacks } = read;
  const { dataset, by, onProgress } = options;
  let known: ReadonlyMap<string, BroughtFile> = brought;
  const planned = await planImport(
    stores,
    {
      site,
      table,
      dataset,
      ...(lacks ? { lacks } : {}),
      cases: async (held, at) => {
        known = await asStored(stores.images, brought, read.held(held));
        return read.cases(known, held, at);
      },
    },
    options,
  );
  let id: string | null = null;
  if (!options.dryRun) {
    const kept = await keepBrought(stores.images, fresh(brought, known));
    const author = { by, table, sha256, dataset, answers: options };
    id = (await applyPlan(stores, planned, kept, author, onProgress))?.id ?? null;
  }
  const named = new Set(read.keys);
  const isUnused = (name: string): boolean => !name.startsWith('.') && name !== table;
  return {
    id,
    dryRun: options.dryRun ?? false,
    rows: read.rows,
    cases: planned.counts,
    images: brought.size,
    missing: planned.missing.map(({ file }) => file),
    ...planned.plan,
    emptyFiles: empty,
    unusedFiles: [...read.files]
      .flatMap(([key, path]) => (named.has(key) ? [] : [basename(path)]))
      .filter(isUnused),
    unanswered: isUnanswered(planned.plan, options) || empty.length > 0,
  };
}
