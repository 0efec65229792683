import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import type { TableMap } from '../../data/format/table-map.ts';
import { columnsWithCommas, withPoint } from './decimal-comma.ts';
import { isKnownCell, nearestCell, nearestColumn } from './known-names.ts';
import { placeColumns } from './place-columns.ts';
import type { TableRow } from './read-table.ts';
import { delimiterInWords, type Sheet } from './sheet.ts';

/** What a person has to know of how a table was read. */
export interface TableNotes {
  /** What parts its cells, where it is no comma. */
  readonly delimiter: string | null;
  /** Cells whose number has a comma (`38,5`), read as a point. */
  readonly decimalCommas: number;
  /** Columns that are not taken in, with the known one that may be meant. */
  readonly unknownColumns: readonly { readonly column: string; readonly nearest: string | null }[];
  /** Columns of the reference that the table lacks: it says nothing of them, and what is stored stays. */
  readonly lacks: readonly string[];
  /** Columns that the mapping names and the table does not have. */
  readonly absent: readonly string[];
  /** Cells that their column does not know, as they stand; they go in so. */
  readonly unknownLabels: readonly UnknownLabel[];
  /** The mapping it was read by; null where it needed none. */
  readonly map: TableMap | null;
}

export interface UnknownLabel {
  readonly column: string;
  readonly label: string;
  readonly rows: number;
  readonly nearest: string | null;
}

/** At most so many labels are named: a column of prose under a column of labels is one mistake. */
const NAMED = 200;

/** Cells that their column does not know, the most frequent first. */
export function unknownLabels(rows: readonly TableRow[], fields: FieldSet = builtIn): UnknownLabel[] {
  return fields.shown.flatMap((field) => {
    const counts = new Map<string, number>();
    for (const { cells } of rows) {
      const cell = (cells[field.name] ?? '').trim();
      if (cell !== '' && !isKnownCell(field, cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    return [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, NAMED)
      .map(([label, count]) => ({
        column: field.name,
        label,
        rows: count,
        nearest: nearestCell(field, label),
      }));
  });
}

/** Whether a mapping says anything. */
export const isMapping = ({ columns, labels, fill, files, encoding }: TableMap): boolean =>
  [columns, labels, fill].some((part) => Object.keys(part).length > 0) ||
  files !== undefined ||
  encoding !== undefined;

export function notesOf(
  sheet: Sheet,
  rows: readonly TableRow[],
  map: TableMap,
  fields: FieldSet = builtIn,
): TableNotes {
  const { sources, unknown, absent } = placeColumns(sheet, map, fields);
  return {
    delimiter: sheet.delimiter === ',' ? null : delimiterInWords(sheet.delimiter),
    decimalCommas: [...columnsWithCommas(sheet, fields)]
      .flatMap((column) => sources.get(column) ?? [])
      .reduce(
        (sum, at) =>
          sum + sheet.records.filter(({ cells }) => cells[at] !== withPoint(cells[at] ?? '')).length,
        0,
      ),
    unknownColumns: unknown.map((column) => ({ column, nearest: nearestColumn(column, fields.columnNames) })),
    lacks: fields.columnNames.filter(
      (column) =>
        !sources.has(column) &&
        map.fill[column] === undefined &&
        !(column === 'filename' && map.files !== undefined),
    ),
    absent,
    unknownLabels: unknownLabels(rows, fields),
    map: isMapping(map) ? map : null,
  };
}
