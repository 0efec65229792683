import { basename, dirname, join } from 'node:path';
import { kindOfInput, readInputFile } from '../../data/files/input-file.ts';
import type { CaseStore } from '../../data/ports/cases.ts';
import type { ImageStore } from '../../data/ports/images.ts';
import type { ReviewStore } from '../../data/ports/reviews.ts';
import { filesIn } from '../merge/brought-files.ts';
import { type ImportOptions, type ImportResult, importRead } from '../merge/import-table.ts';
import { readMetadataTable, type TableRow } from './read-table.ts';
import { casesOfTable } from './rows-to-cases.ts';

/** A table that has been read and checked whole, with the folder listing of its images. */
export interface LoadedTable {
  readonly table: string;
  readonly rows: readonly TableRow[];
  /** File name, white space at its ends ignored (some real names end in a blank) -> path. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Reads and checks a `metadata.csv` and the folder of its images; writes nothing.
 * @param file the table
 * @param imagesFolder its images; without it the folder `images` beside the table, where there is one. Rows of volumes find
 * their files in `volumes` beside the table or beside that folder: the layout that exports are written in.
 * @throws InvalidInput naming the line, column or file name that is off; NotFound for a missing file or folder.
 */
export function loadTable(file: string, imagesFolder?: string): LoadedTable {
  const table = basename(file);
  const rows = readMetadataTable(readInputFile(file), file);
  casesOfTable(rows, table);
  const beside = join(dirname(file), 'images');
  const isThere = kindOfInput(beside) === 'folder';
  const folder = imagesFolder ?? (isThere ? beside : undefined);
  const keyOf = (name: string): string => name.trim();
  const files = folder === undefined ? new Map<string, string>() : filesIn(folder, keyOf);
  const places = [dirname(file), ...(folder === undefined ? [] : [dirname(folder)])].map((place) =>
    join(place, 'volumes'),
  );
  const volumes = places.find((place) => kindOfInput(place) === 'folder');
  const ofVolumes = new Set(
    rows.flatMap(({ cells }) => (cells.folder.trim() === 'volumes' ? [cells.filename.trim()] : [])),
  );
  // One name may stand in both folders: a row's own folder is where its file lies.
  for (const [name, path] of volumes === undefined ? [] : filesIn(volumes, keyOf))
    if (ofVolumes.has(name) || !files.has(name)) files.set(name, path);
  return { table, rows, files };
}

/** Imports a loaded table; what people decided since stays. See `importRead`. */
export const importTable = (
  stores: { cases: CaseStore; reviews: ReviewStore; images: ImageStore },
  { table, rows, files }: LoadedTable,
  options: ImportOptions = {},
): Promise<ImportResult> =>
  importRead(
    stores,
    {
      site: 'collection',
      table,
      rows: rows.length,
      keys: rows.map(({ cells }) => cells.filename.trim()),
      files,
      cases: (brought, held, at) => casesOfTable(rows, table, { files: brought, held, at }),
    },
    options,
  );
