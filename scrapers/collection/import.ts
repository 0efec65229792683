import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InvalidInput, NotFound } from '../../data/errors.ts';
import { readInputFile } from '../../data/store/input-file.ts';
import type { CaseStore, ImageStore, ReviewStore } from '../../data/store/ports.ts';
import { readMetadataTable, type TableRow } from './read-table.ts';
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

/** A table that has been read and checked whole, with the folder listing of its images. */
export interface LoadedTable {
  readonly table: string;
  readonly rows: readonly TableRow[];
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Reads and checks a `metadata.csv` and the folder of its images; writes nothing.
 * @param file the table
 * @param imagesFolder its images; without it the folder `images` beside the table, where there is one
 * @throws InvalidInput naming the line, column or file name that is off; NotFound for a missing file or folder.
 */
export function loadTable(file: string, imagesFolder?: string): LoadedTable {
  const table = basename(file);
  const rows = readMetadataTable(readInputFile(file), file);
  casesOfTable(rows, table);
  const beside = join(dirname(file), 'images');
  const isThere = statSync(beside, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return { table, rows, files: filesIn(imagesFolder ?? (isThere ? beside : undefined)) };
}

/** Keeps the images of a table's rows; rows whose file is not at hand are named. */
async function keepImages(
  images: ImageStore,
  { rows, files }: LoadedTable,
): Promise<{ kept: Map<string, ImageFile>; missing: string[] }> {
  const kept = new Map<string, ImageFile>();
  const missing: string[] = [];
  for (const { row, cells } of rows) {
    const name = cells.filename.trim();
    const path = files.get(name);
    if (path === undefined) {
      missing.push(name);
      continue;
    }
    const bytes = readInputFile(path);
    if (bytes.length === 0)
      throw new InvalidInput('empty-image', `${path} (row ${row}) has 0 bytes; fetch it again or remove it`);
    const { sha256, width, height, mime } = await images.put(bytes);
    kept.set(name, { sha256, width, height, mime });
  }
  return { kept, missing };
}

/**
 * Imports a loaded table. The same table twice changes nothing, and what people decided since stays.
 * Stopped half-way, running it again completes it.
 */
export async function importTable(
  stores: { cases: CaseStore; reviews: ReviewStore; images: ImageStore },
  loaded: LoadedTable,
  onProgress?: (done: number, total: number) => void,
): Promise<ImportResult> {
  const { kept, missing } = await keepImages(stores.images, loaded);
  const cases = { new: 0, updated: 0, unchanged: 0 };
  const imported = casesOfTable(loaded.rows, loaded.table, { files: kept });
  for (const [at, { draft, events }] of imported.entries()) {
    const { change } = await stores.cases.put(draft);
    cases[change] += 1;
    if (events.length > 0) await stores.reviews.append(draft.id, events);
    onProgress?.(at + 1, imported.length);
  }
  return { rows: loaded.rows.length, cases, images: kept.size, missing };
}
