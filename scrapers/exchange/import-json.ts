import { basename, join } from 'node:path';
import { InvalidInput } from '../../data/errors.ts';
import { kindOfInput, namesIn, readInputFile } from '../../data/files/input-file.ts';
import type { Case } from '../../data/format/case.ts';
import { readCase, readReview } from '../../data/format/read.ts';
import type { Review } from '../../data/format/review.ts';
import { applyPlan, type ImportStores } from '../merge/apply-plan.ts';
import type { ImportOptions } from '../merge/import-table.ts';
import { type ImportPlan, isUnanswered } from '../merge/plan.ts';
import type { CaseCounts } from '../merge/plan-import.ts';
import { type LoadedDocuments, planDocuments } from './plan-documents.ts';

/** What of a workspace are documents; what lies beside them (earlier states, papers, settings) is not. */
const documentFolders: ReadonlySet<string> = new Set(['cases', 'reviews']);

/** Every `.json` below a folder, in name order; hidden files are passed over. */
function jsonFiles(path: string): string[] {
  if (kindOfInput(path) !== 'folder') return [path];
  const { folders, files } = namesIn(path);
  const isWorkspace = files.includes('caseline.json');
  const names = isWorkspace
    ? folders.filter((name) => documentFolders.has(name))
    : [...folders, ...files.filter((name) => name.endsWith('.json'))];
  return names
    .filter((name) => !name.startsWith('.'))
    .sort()
    .flatMap((name) => jsonFiles(join(path, name)));
}

function parseJson(path: string): unknown {
  const text = readInputFile(path).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput('bad-json', `${path} is no JSON: ${(cause as Error).message}`, { cause });
  }
}

/**
 * Reads case and review documents of a file or folder (also of a whole workspace); writes nothing.
 * @throws InvalidInput naming the file and the faulty part; nothing of the folder is taken in then.
 */
export function loadDocuments(path: string): LoadedDocuments {
  const files = jsonFiles(path);
  if (files.length === 0)
    throw new InvalidInput(
      'nothing-to-import',
      `${path} holds no .json file, no metadata.csv and no data.csv`,
    );
  const cases: Case[] = [];
  const reviews: Review[] = [];
  for (const file of files) {
    const document = parseJson(file);
    const format = (document as { format?: unknown } | null)?.format;
    if (typeof format === 'string' && format.startsWith('caseline.review/'))
      reviews.push(readReview(document, file));
    else cases.push(readCase(document, file));
  }
  return { cases, reviews };
}

/** Originals below a folder, by the SHA-256 their name begins with; their content is checked when they are kept. */
function originalsIn(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  const images = join(folder, 'images');
  for (const shard of kindOfInput(images) === 'folder' ? namesIn(images).folders : []) {
    if (!/^[0-9a-f]{2}$/.test(shard)) continue;
    for (const file of namesIn(join(images, shard)).files) {
      const hash = /^([0-9a-f]{64})\.[a-z0-9]{1,4}$/.exec(file)?.[1];
      if (hash) found.set(hash, join(images, shard, file));
    }
  }
  return found;
}

export interface DocumentsResult extends ImportPlan {
  /** Id of the import, by which it is taken back; null where nothing was written. */
  readonly id: string | null;
  readonly dryRun: boolean;
  readonly cases: CaseCounts;
  readonly reviews: number;
  readonly images: number;
  /** Whether a person still has to say what becomes of something. */
  readonly unanswered: boolean;
}

/**
 * Merges loaded documents: nothing that is stored here goes unasked, reviews are joined event by event.
 * @param path the file or folder that they were read from
 * @throws InvalidInput for an original whose content is not what its name says
 */
export async function importDocuments(
  stores: ImportStores,
  loaded: LoadedDocuments,
  path: string,
  options: ImportOptions = {},
): Promise<DocumentsResult> {
  const named = new Set(
    loaded.cases.flatMap(({ images }) => images.flatMap(({ sha256, viewSha256 }) => [sha256, viewSha256])),
  );
  const isFolder = kindOfInput(path) === 'folder';
  const originals = [...(isFolder ? originalsIn(path) : [])].filter(([sha256]) => named.has(sha256));
  const table = basename(path) || 'documents';
  const planned = await planDocuments(stores, loaded, table, options);
  let id: string | null = null;
  if (!options.dryRun) {
    for (const [sha256, file] of originals) {
      const stored = await stores.images.put(readInputFile(file));
      if (stored.sha256 !== sha256)
        throw new InvalidInput('damaged-image', `${file} does not hold what its name says; copy it again`);
    }
    const author = { by: options.by, table, sha256: null, answers: options };
    id = (await applyPlan(stores, planned, new Map(), author, options.onProgress))?.id ?? null;
  }
  return {
    id,
    dryRun: options.dryRun ?? false,
    cases: planned.counts,
    reviews: loaded.reviews.length,
    images: originals.length,
    ...planned.plan,
    unanswered: isUnanswered(planned.plan, options),
  };
}
