import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { NotFound } from '../../data/errors.ts';
import { readInputFile } from '../../data/store/input-file.ts';
import type { CaseStore, ImageStore, ReviewStore } from '../../data/store/ports.ts';
import { type HannoverRow, parseHannover } from './table.ts';
import { casesOfHannover, type ImageFile } from './to-cases.ts';

export interface HannoverTable {
  table: string;
  rows: HannoverRow[];
  /** Image id -> path of its file. */
  files: ReadonlyMap<string, string>;
}

export interface HannoverResult {
  rows: number;
  cases: { new: number; updated: number; unchanged: number };
  images: number;
  /** Image ids whose file was not at hand. */
  missing: string[];
}

/**
 * Reads and checks `data.csv` and the folder of its images (`png` beside it, unless another is named); writes nothing.
 * @throws InvalidInput naming row and column of what is off; NotFound for a missing file or folder
 */
export const loadHannover = (file: string, imagesFolder?: string): HannoverTable => {
  const table = basename(file);
  const rows = parseHannover(readInputFile(file).toString('utf8'), table);
  const folder = imagesFolder ?? join(dirname(file), 'png');
  const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (imagesFolder !== undefined && !isThere) {
    throw new NotFound(
      'no-images-folder',
      `${imagesFolder} is no folder; name the folder of the images with --images DIR, or leave it out`,
    );
  }
  const names = isThere ? readdirSync(folder) : [];
  return {
    table,
    rows,
    files: new Map(names.map((name) => [basename(name, extname(name)), join(folder, name)])),
  };
};

/** Imports a loaded table with the images at hand. The same table twice changes nothing. */
export const importHannover = async (
  stores: { cases: CaseStore; reviews: ReviewStore; images: ImageStore },
  loaded: HannoverTable,
  onProgress?: (done: number, total: number) => void,
): Promise<HannoverResult> => {
  const kept = new Map<string, ImageFile>();
  const missing: string[] = [];
  for (const { image } of loaded.rows) {
    const path = loaded.files.get(image);
    if (path === undefined) missing.push(image);
    else kept.set(image, await stores.images.put(readInputFile(path)));
  }
  const cases = { new: 0, updated: 0, unchanged: 0 };
  const imported = casesOfHannover(loaded.rows, { table: loaded.table, files: kept });
  for (const [index, { draft, events }] of imported.entries()) {
    const { change } = await stores.cases.put(draft);
    cases[change] += 1;
    await stores.reviews.append(draft.id, events);
    onProgress?.(index + 1, imported.length);
  }
  return { rows: loaded.rows.length, cases, images: kept.size, missing };
};
