import { hash } from 'node:crypto';
import { basename, dirname, extname, join } from 'node:path';
import { kindOfInput, readInputFile } from '../../data/files/input-file.ts';
import type { ImportStores } from '../merge/apply-plan.ts';
import { filesIn } from '../merge/brought-files.ts';
import { type ImportOptions, type ImportResult, importRead } from '../merge/import-table.ts';
import { type HannoverRow, parseHannover } from './table.ts';
import { casesOfHannover } from './to-cases.ts';

export interface HannoverTable {
  table: string;
  /** Of its bytes. */
  sha256: string;
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
  const bytes = readInputFile(file);
  const rows = parseHannover(bytes.toString('utf8'), table);
  const beside = join(dirname(file), 'png');
  const isThere = kindOfInput(beside) === 'folder';
  const folder = imagesFolder ?? (isThere ? beside : undefined);
  const idOf = (name: string) => basename(name, extname(name));
  return {
    table,
    sha256: hash('sha256', bytes),
    rows,
    files: folder === undefined ? new Map() : filesIn(folder, idOf),
  };
};

/** Imports a loaded table with the images at hand; `missing` names images by their id. See `importRead`. */
export const importHannover = async (
  stores: ImportStores,
  { table, sha256, rows, files }: HannoverTable,
  options: ImportOptions = {},
): Promise<ImportResult> => {
  const result = await importRead(
    stores,
    {
      site: 'hannover',
      table,
      sha256,
      rows: rows.length,
      keys: rows.map(({ image }) => image),
      files,
      held: ({ images }) => new Map([...images.values()].flat().map((image) => [image.file, image])),
      cases: (brought, _held, at) => casesOfHannover(rows, { table, files: brought, at }),
    },
    options,
  );
  return { ...result, missing: result.missing.map((file) => basename(file, '.png')) };
};
