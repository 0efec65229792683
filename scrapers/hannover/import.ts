import { basename, dirname, extname, join } from 'node:path';
import { kindOfInput, readInputFile } from '../../data/files/input-file.ts';
import type { CaseStore } from '../../data/ports/cases.ts';
import type { ImageStore } from '../../data/ports/images.ts';
import type { ReviewStore } from '../../data/ports/reviews.ts';
import { filesIn } from '../merge/brought-files.ts';
import { type ImportOptions, type ImportResult, importRead } from '../merge/import-table.ts';
import { type HannoverRow, parseHannover } from './table.ts';
import { casesOfHannover } from './to-cases.ts';

export interface HannoverTable {
  table: string;
  rows: HannoverRow[];
  /** Image id -> path of its file. */
  files: ReadonlyMap<string, string>;
}

/**
 * Reads and checks `data.csv` and the folder of its images (`png` beside it, unless another is named); writes nothing.
 * @throws InvalidInput naming row and column of what is off; NotFound for a missing file or folder
 */
export const loadHannover = (file: string, imagesFolder?: string): HannoverTable => {
  const table = basename(file);
  const rows = parseHannover(readInputFile(file).toString('utf8'), table);
  const beside = join(dirname(file), 'png');
  const isThere = kindOfInput(beside) === 'folder';
  const folder = imagesFolder ?? (isThere ? beside : undefined);
  const idOf = (name: string) => basename(name, extname(name));
  return { table, rows, files: folder === undefined ? new Map() : filesIn(folder, idOf) };
};

/** Imports a loaded table with the images at hand; `missing` names images by their id. See `importRead`. */
export const importHannover = async (
  stores: { cases: CaseStore; reviews: ReviewStore; images: ImageStore },
  { table, rows, files }: HannoverTable,
  options: ImportOptions = {},
): Promise<ImportResult> => {
  const result = await importRead(
    stores,
    {
      site: 'hannover',
      table,
      rows: rows.length,
      keys: rows.map(({ image }) => image),
      files,
      cases: (brought, _held, at) => casesOfHannover(rows, { table, files: brought, at }),
    },
    options,
  );
  return { ...result, missing: result.missing.map((file) => basename(file, '.png')) };
};
