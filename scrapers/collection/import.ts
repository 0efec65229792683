import { hash } from 'node:crypto';
import { basename } from 'node:path';
import { InvalidInput } from '../../data/errors.ts';
import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import { readInputFile } from '../../data/files/input-file.ts';
import { noMap, type TableMap } from '../../data/format/table-map.ts';
import type { ImportStores } from '../merge/apply-plan.ts';
import { type ImportOptions, type ImportResult, importRead } from '../merge/import-table.ts';
import { heldRows, storedRows } from './held-rows.ts';
import { type FilesByName, filesOfLayout, filesOfOther } from './image-files.ts';
import { isReferenceLayout, rowsOfSheet, type TableRow } from './read-table.ts';
import { casesOfTable } from './rows-to-cases.ts';
import { readSheet } from './sheet.ts';
import { suggestMap } from './suggest-map.ts';
import { notesOf, type TableNotes } from './table-notes.ts';

/** A table that has been read and checked whole, with the folder listing of its images. */
export interface LoadedTable {
  readonly table: string;
  /** Of its bytes. */
  readonly sha256: string;
  readonly rows: readonly TableRow[];
  readonly files: FilesByName;
  readonly notes: TableNotes;
  /** The mapping is only suggested: a person has to look at it before anything is written. */
  readonly isSuggested: boolean;
}

/** How a table is to be read. */
export interface TableReading {
  /** Given by a person; `suggested`: the one that its names and cells suggest. */
  readonly map?: TableMap | 'suggested' | undefined;
  /** What the workspace remembers for this dataset: taken where no other is given and it fits. */
  readonly remembered?: TableMap | undefined;
  /** A suggestion that nobody asked for is shown, and not refused. */
  readonly preview?: boolean | undefined;
  /** What the collection asks; the built-in fields without it. */
  readonly fields?: FieldSet | undefined;
}

/** A remembered mapping is of this layout where any of its columns is there. */
const fits = ({ columns }: TableMap, header: readonly string[]): boolean =>
  Object.keys(columns).length === 0 || Object.keys(columns).some((column) => header.includes(column));

/** Whether files are named as another layout names them. */
const isOther = ({ columns, files }: TableMap): boolean =>
  files !== undefined || Object.values(columns).includes('filename');

const notReference = (table: string, header: readonly string[]): InvalidInput =>
  new InvalidInput(
    'not-metadata',
    `${table} is no metadata.csv of the reference collection: its first line (${header.slice(0, 12).join(', ')}${header.length > 12 ? ', …' : ''}) lacks most of ${builtIn.columnNames.join(', ')}; say with --map FILE which column is which`,
  );

const notAgreed = (table: string, { columns, files }: TableMap): InvalidInput => {
  const said = Object.entries(columns).map(([from, to]) => `${from} is ${to}`);
  if (files !== undefined) said.push(`files are named after ${files}`);
  return new InvalidInput(
    'other-layout',
    `${table} is of another layout, and it looks as if ${said.join(', ')}; look at the whole with --dry-run, take it with --map suggested, or say it with --map FILE`,
  );
};

/**
 * Reads and checks a table and the folder of its images; writes nothing.
 * @param file the table
 * @param imagesFolder its images; without it the folder `images` beside the table, where there is one
 * @throws InvalidInput naming the line, column or file name that is off, or a mapping that somebody has to look at;
 *   NotFound for a missing file or folder.
 */
export function loadTable(file: string, imagesFolder?: string, reading: TableReading = {}): LoadedTable {
  const table = basename(file);
  const { fields = builtIn } = reading;
  const bytes = readInputFile(file);
  const given = reading.map === 'suggested' ? undefined : reading.map;
  const sheet = readSheet(bytes, file, given?.encoding ?? reading.remembered?.encoding);
  const { remembered } = reading;
  const known =
    given ?? (reading.map === undefined && remembered && fits(remembered, sheet.header) ? remembered : noMap);
  if (given !== undefined && !fits(given, sheet.header))
    throw new InvalidInput(
      'bad-map',
      `the mapping is of another table: ${file} has none of its columns (${Object.keys(given.columns).join(', ')}), but ${sheet.header.slice(0, 12).join(', ')}${sheet.header.length > 12 ? ', …' : ''}`,
    );
  let map = known;
  let isSuggested = false;
  if (reading.map === 'suggested' || !isReferenceLayout(sheet, known, fields)) {
    const suggested = given === undefined ? suggestMap(sheet, fields) : null;
    if (suggested === null || !isReferenceLayout(sheet, suggested, fields)) {
      if (reading.map !== 'suggested' || !isReferenceLayout(sheet, noMap, fields))
        throw notReference(file, sheet.header);
    } else {
      if (reading.map === undefined && !reading.preview) throw notAgreed(file, suggested);
      isSuggested = reading.map === undefined;
      map = suggested;
    }
  }
  const stated = rowsOfSheet(sheet, map, fields);
  const { rows, files } = isOther(map)
    ? filesOfOther(file, imagesFolder, stated, map.files !== undefined)
    : { rows: stated, files: filesOfLayout(file, imagesFolder, stated) };
  casesOfTable(rows, table, { fields });
  return {
    table,
    sha256: hash('sha256', bytes),
    rows,
    files,
    notes: notesOf(sheet, rows, map, fields),
    isSuggested,
  };
}

const asked = ({ dataset, fields }: ImportOptions) => ({ dataset, ...(fields ? { fields } : {}) });

/** Imports a loaded table; what people decided since stays. See `importRead`. */
export const importTable = async (
  stores: ImportStores,
  { table, sha256, rows, files, notes }: LoadedTable,
  options: ImportOptions = {},
): Promise<ImportResult & { readonly notes: TableNotes }> => ({
  ...(await importRead(
    stores,
    {
      site: 'collection',
      table,
      sha256,
      rows: rows.length,
      keys: rows.map(({ cells }) => cells.filename.trim()),
      files,
      lacks: new Set(notes.lacks),
      held: (held) => heldRows(rows, options.dataset, held),
      cases: (brought, held, at) => {
        const stored = storedRows(heldRows(rows, options.dataset, held), brought);
        return casesOfTable(rows, table, { files: brought, stored, held, at, ...asked(options) });
      },
    },
    options,
  )),
  notes,
});
