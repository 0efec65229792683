import { InvalidInput } from '../../data/errors.ts';
import type { MetadataRow } from '../../data/fields/columns.ts';
import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import { unguardFormula } from '../../data/format/formula.ts';
import { noMap, type TableMap } from '../../data/format/table-map.ts';
import { columnsWithCommas, withPoint } from './decimal-comma.ts';
import { columnMeant } from './known-names.ts';
import { placeColumns } from './place-columns.ts';
import { readSheet, type Sheet } from './sheet.ts';

export interface TableRow {
  /** 1-based data row, header not counted. */
  readonly row: number;
  readonly cells: MetadataRow;
  /** What stood beyond the named columns, where anything did; also the end of `cells.other_notes`. */
  readonly spilled?: string;
  /** The path that names the image's file, where the table states one. */
  readonly path?: string;
}

/** Without these no reader of the reference opens a table; all others may be absent, and what is absent says nothing. */
const needed = ['patientid', 'finding', 'view', 'filename', 'offset'];

/** The least that a table of another layout says. */
const neededOfOthers = ['patientid', 'finding', 'filename'];

/** Cells beyond the named columns are notes that spilled out of theirs: they go back to `other_notes`. */
const withSpill = (notes: string, spilled: readonly string[]): string =>
  [notes, ...spilled].filter((part) => part.trim() !== '').join(' ');

/** The file's own name, and its path where there is more. */
const fileOf = (cell: string): { name: string; path?: string } => {
  const path = cell.trim().replaceAll('\\', '/');
  return path.includes('/') ? { name: path.slice(path.lastIndexOf('/') + 1), path } : { name: cell };
};

/**
 * Rows of a table as the reference has them: columns by name in any order, older names and a mapping taken, the nameless
 * last column appended to `other_notes`, blanks kept blank.
 * @throws InvalidInput for a mapping that leads nowhere
 */
export function rowsOfSheet(sheet: Sheet, map: TableMap = noMap, fields: FieldSet = builtIn): TableRow[] {
  const { sources } = placeColumns(sheet, map, fields);
  const isMapped = sheet.header.some((name) => map.columns[name] === 'filename');
  const named = sheet.header.length;
  // Where no column names the file whole, one may name it without its ending.
  const stem =
    map.files !== undefined && sheet.header.includes(map.files)
      ? [sheet.header.indexOf(map.files)]
      : undefined;
  const nameless = sheet.header.flatMap((column, at) => (column === '' ? [at] : []));
  const hasFolder = sources.has('folder') || map.fill['folder'] !== undefined;
  const commas = columnsWithCommas(sheet, fields);
  const cellOf = (cells: readonly string[], column: string): string => {
    const places = column === 'filename' ? (sources.get(column) ?? stem) : sources.get(column);
    if (places === undefined) return map.fill[column] ?? '';
    const own = places.map((at) => {
      const cell = unguardFormula(cells[at] ?? '');
      return map.labels[column]?.[cell.trim()] ?? (commas.has(column) ? withPoint(cell) : cell);
    });
    if (own.length === 1) return own[0] ?? '';
    // Of several columns that come together the first speaks for itself, the others say their name.
    return own
      .map((cell, at) =>
        at === 0 || cell.trim() === '' ? cell : `${sheet.header[places[at] ?? -1]}: ${cell}`,
      )
      .filter((cell) => cell.trim() !== '')
      .join('; ');
  };
  return sheet.records.map(({ cells: stated }, index) => {
    const cells = fields.row((column) => cellOf(stated, column));
    const beyond = [...nameless, named].map((at) => stated[at] ?? '');
    const spilled = withSpill('', beyond);
    const file = isMapped ? fileOf(cells.filename) : { name: cells.filename };
    return {
      row: index + 1,
      cells: {
        ...cells,
        filename: file.name,
        folder: hasFolder ? cells.folder : /\.nii(?:\.gz)?$/i.test(file.name.trim()) ? 'volumes' : 'images',
        other_notes: withSpill(cells.other_notes, beyond),
      },
      ...(spilled === '' ? {} : { spilled }),
      ...(file.path === undefined ? {} : { path: file.path }),
    };
  });
}

/**
 * Whether a table is one of the reference's layout, older versions of it among them.
 * @throws InvalidInput (`missing-column`) when it nearly is
 */
export function isReferenceLayout(sheet: Sheet, map: TableMap, fields: FieldSet = builtIn): boolean {
  const { sources, unknown } = placeColumns(sheet, map, fields);
  const isMapped = Object.keys(map.columns).length > 0 || map.files !== undefined;
  const lacks = (isMapped ? neededOfOthers : needed).filter(
    (column) => !sources.has(column) && map.fill[column] === undefined,
  );
  const missing = lacks.filter((column) => column !== 'filename' || map.files === undefined);
  if (missing.length === 0) return true;
  // Own columns of the collection are no sign: a table of the reference has none of them.
  const known = builtIn.columns.filter(({ name }) => sources.has(name)).length;
  if (known < builtIn.columns.length / 2) return false;
  const near = unknown.filter((name) => missing.includes(columnMeant(name, fields.columnNames) ?? ''));
  throw new InvalidInput(
    'missing-column',
    `${sheet.name} lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}; add ${missing.length > 1 ? 'them' : 'it'}, blank cells are fine${near.length > 0 ? `, or say with --map what ${near.join(', ')} is` : ''}`,
  );
}

/**
 * Reads a `metadata.csv` of the reference collection.
 * @throws InvalidInput naming the missing column, or the line of a ragged row or an open quote.
 */
export function readMetadataTable(bytes: Uint8Array, name: string, fields: FieldSet = builtIn): TableRow[] {
  const sheet = readSheet(bytes, name);
  if (isReferenceLayout(sheet, noMap, fields)) return rowsOfSheet(sheet, noMap, fields);
  throw new InvalidInput(
    'not-metadata',
    `${name} is no metadata.csv of the reference collection: its first line lacks most of ${fields.columnNames.join(', ')}`,
  );
}
