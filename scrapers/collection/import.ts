import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InvalidInput, NotFound } from '../../data/errors.ts';
import type { CaseStore, ImageStore, ReviewStore } from '../../data/store/ports.ts';
import { readMetadataTable } from './read-table.ts';
import { casesOfTable, type ImageFile } from './rows-to-cases.ts';

export interface ImportResult {
  rows: number;
  cases: { new: number; updated: number; unchanged: number };
  images: number;
  /** File names of rows whose image was not in the folder. */
  missing: string[];
}

/** Folder listing, white space at the ends of file names ignored: some real names end in a blank. */
function filesIn(folder: string | undefined): Map<string, string> {
  if (folder === undefined) return new Map();
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new NotFound(
      'no-images-folder',
      `${folder} is no folder; name the folder of the images with --images DIR, or leave it out`,
    );
  }
  return new Map(readdirSync(folder).map((name) => [name.trim(), join(folder, name)]));
}

/**
 * Imports a `metadata.csv` of the reference collection. Everything is read and checked before the first
 * write; the same table twice changes nothing, and what people decided since stays.
 * @param stores where to; @param file the table; @param imagesFolder its images, where at hand
 * @throws InvalidInput naming the line, column or file name that is off.
 */
export async function importTable(
  stores: { cases: CaseStore; reviews: ReviewStore; images: ImageStore },
  file: string,
  imagesFolder?: string,
  onProgress?: (done: number, total: number) => void,
): Promise<ImportResult> {
  const table = basename(file);
  const rows = readMetadataTable(readFileSync(file), file);
  const beside = join(dirname(file), 'images');
  const found = filesIn(
    imagesFolder ?? (statSync(beside, { throwIfNoEntry: false })?.isDirectory() ? beside : undefined),
  );
  // A first pass without files: faults of the table stop the import before anything is written.
  casesOfTable(rows, table);
  const files = new Map<string, ImageFile>();
  const missing: string[] = [];
  for (const { row, cells } of rows) {
    const name = cells.filename.trim();
    const path = found.get(name);
    if (path === undefined) {
      missing.push(name);
      continue;
    }
    const bytes = readFileSync(path);
    if (bytes.length === 0)
      throw new InvalidInput('empty-image', `${path} (row ${row}) has 0 bytes; fetch it again or remove it`);
    const { sha256, width, height, mime } = await stores.images.put(bytes);
    files.set(name, { sha256, width, height, mime });
  }
  const result: ImportResult = {
    rows: rows.length,
    cases: { new: 0, updated: 0, unchanged: 0 },
    images: files.size,
    missing,
  };
  const imported = casesOfTable(rows, table, { files });
  for (const [at, { draft, events }] of imported.entries()) {
    const { change } = await stores.cases.put(draft);
    result.cases[change] += 1;
    if (events.length > 0) await stores.reviews.append(draft.id, events);
    onProgress?.(at + 1, imported.length);
  }
  return result;
}
