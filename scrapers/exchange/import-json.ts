import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../../data/errors.ts';
import type { Case } from '../../data/format/case.ts';
import { readCase, readReview } from '../../data/format/read.ts';
import type { Review } from '../../data/format/review.ts';
import { readInputFile } from '../../data/store/input-file.ts';
import type { CaseStore, ImageStore, ReviewStore } from '../../data/store/ports.ts';

/** Cases and reviews that another workspace wrote, read and checked. */
export interface LoadedDocuments {
  readonly cases: readonly Case[];
  readonly reviews: readonly Review[];
}

/** Folders of a workspace that hold other things than documents. */
const notDocuments = new Set([
  'images',
  'derived',
  'archive',
  'blocked',
  'quarantine',
  'contributions',
  'papers',
]);

/** Every `.json` below a folder, in name order; hidden files are passed over. */
function jsonFiles(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(
      (entry) =>
        !entry.name.startsWith('.') &&
        !notDocuments.has(entry.name) &&
        (entry.isDirectory() || entry.name.endsWith('.json')),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => jsonFiles(join(path, entry.name)));
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
    if (typeof format === 'string' && format.startsWith('caseline.workspace/')) continue;
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
  for (const shard of existsSync(images) ? readdirSync(images, { withFileTypes: true }) : []) {
    if (!shard.isDirectory() || !/^[0-9a-f]{2}$/.test(shard.name)) continue;
    for (const file of readdirSync(join(images, shard.name))) {
      const hash = /^([0-9a-f]{64})\.[a-z0-9]{1,4}$/.exec(file)?.[1];
      if (hash) found.set(hash, join(images, shard.name, file));
    }
  }
  return found;
}

/** Writes loaded documents; reviews are merged event by event, so that nothing decided here is lost. */
export async function importDocuments(
  stores: { cases: CaseStore; reviews: ReviewStore; images: ImageStore },
  loaded: LoadedDocuments,
  folder?: string,
): Promise<{ cases: { new: number; updated: number; unchanged: number }; reviews: number; images: number }> {
  const originals = folder === undefined ? new Map<string, string>() : originalsIn(folder);
  const named = new Set(
    loaded.cases.flatMap(({ images }) => images.flatMap(({ sha256, viewSha256 }) => [sha256, viewSha256])),
  );
  let images = 0;
  for (const [hash, path] of originals) {
    if (!named.has(hash)) continue;
    const { sha256 } = await stores.images.put(readInputFile(path));
    if (sha256 !== hash)
      throw new InvalidInput('damaged-image', `${path} does not hold what its name says; copy it again`);
    images += 1;
  }
  const counts = { new: 0, updated: 0, unchanged: 0 };
  for (const { rev: _rev, format: _format, ...draft } of loaded.cases) {
    const { change } = await stores.cases.put(draft);
    counts[change] += 1;
  }
  for (const review of loaded.reviews) await stores.reviews.append(review.case, review.events);
  return { cases: counts, reviews: loaded.reviews.length, images };
}
