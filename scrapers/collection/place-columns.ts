import { InvalidInput } from '../../data/errors.ts';
import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import type { TableMap } from '../../data/format/table-map.ts';
import { nearestColumn } from './known-names.ts';
import type { Sheet } from './sheet.ts';

/** What older versions of the reference's table called its columns. */
const formerNames: Readonly<Record<string, string>> = {
  'clinical notes': 'clinical_notes',
  'other notes': 'other_notes',
  'pO2 saturation': 'pO2_saturation',
  'leukocyte count': 'leukocyte_count',
  'neutrophil count': 'neutrophil_count',
  'lymphocyte count': 'lymphocyte_count',
  Patientid: 'patientid',
};

/** Columns that more than one column of a table may come together in. */
const joined: ReadonlySet<string> = new Set(['clinical_notes', 'other_notes', 'location']);

export interface PlacedColumns {
  /** Column of ours -> places of its cells in a line. */
  readonly sources: ReadonlyMap<string, readonly number[]>;
  /** Columns of the table that nobody knows and no mapping names. */
  readonly unknown: readonly string[];
  /** Columns that the mapping names and the table does not have. */
  readonly absent: readonly string[];
}

const unknownTarget = (to: string, from: string, columns: readonly string[]): InvalidInput => {
  const near = nearestColumn(to, columns);
  return new InvalidInput(
    'bad-map',
    `the mapping gives ${from} to '${to}', which is no column of the reference${near === null ? '' : `; ${near} is meant?`}`,
  );
};

/**
 * Which cell of a line stands for which column of ours.
 * @throws InvalidInput naming a column that the mapping leads to and nobody knows, or two that come together and must not
 */
export function placeColumns(
  { name, header }: Sheet,
  map: TableMap,
  fields: FieldSet = builtIn,
): PlacedColumns {
  const sources = new Map<string, number[]>();
  const unknown: string[] = [];
  for (const [at, column] of header.entries()) {
    if (column === '') continue;
    const mapped = map.columns[column];
    if (mapped === null) continue;
    const to = mapped ?? formerNames[column] ?? column;
    if (!fields.columnNames.includes(to)) {
      if (mapped !== undefined) throw unknownTarget(to, column, fields.columnNames);
      unknown.push(column);
      continue;
    }
    const places = sources.get(to) ?? [];
    if (places.length > 0 && !joined.has(to))
      throw new InvalidInput(
        'column-twice',
        `${name}: ${header[places[0] ?? 0]} and ${column} both stand for ${to}; leave one out with --map ("${column}": null)`,
      );
    sources.set(to, [...places, at]);
  }
  for (const column of [...Object.keys(map.labels), ...Object.keys(map.fill)])
    if (!fields.columnNames.includes(column)) throw unknownTarget(column, 'cells', fields.columnNames);
  const absent = Object.keys(map.columns).filter((column) => !header.includes(column));
  if (map.files !== undefined && !header.includes(map.files)) absent.push(map.files);
  return { sources, unknown, absent };
}
