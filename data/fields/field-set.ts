import { InvalidInput } from '../errors.ts';
import { columnsOf, type MetadataRow, type TableColumn } from './columns.ts';
import type { AskedOf, Field, ReleaseTable } from './field.ts';
import { type FieldName, fieldTable } from './table.ts';

/** The fields of a collection with the lists that follow from them: the built-in ones, and its own. */
export interface FieldSet {
  /** In the order they are asked in. */
  readonly all: readonly Field[];
  /** Columns of `metadata.csv`, in its order. */
  readonly columns: readonly TableColumn[];
  readonly columnNames: readonly string[];
  /** Fields with a column, in the order of the columns. */
  readonly shown: readonly Field[];
  /** Those of them whose imported cells are decisions, not facts of the source. */
  readonly decided: readonly Field[];
  find(name: string): Field | null;
  /** @throws InvalidInput for a name that is no field. */
  named(name: string): Field;
  askedOf(what: AskedOf): readonly Field[];
  /** Fields that a table of a release shows beside `metadata.csv`, in the order of the columns. */
  inTable(table: ReleaseTable): readonly Field[];
  /** A row with a cell for every column. */
  row(cell: (column: string) => string): MetadataRow;
}

/**
 * The built-in fields with a collection's own behind them. Pure.
 * @throws InvalidInput when two fields or columns have one name.
 */
export function fieldSet(own: readonly Field[] = []): FieldSet {
  const all: readonly Field[] = [...fieldTable, ...own];
  const columns = columnsOf(all);
  const names = columns.map(({ name }) => name);
  const twice = [...all.filter(({ column }) => !column).map(({ name }) => name), ...names].find(
    (name, at, every) => every.indexOf(name) !== at,
  );
  if (twice !== undefined)
    throw new InvalidInput('field-twice', `the field '${twice}' is there already; give yours another name`);
  const byName = new Map(all.map((field) => [field.name, field]));
  const shown = columns.flatMap(({ field }) => field ?? []);
  const asked = Map.groupBy(
    all.flatMap((field) => field.asked.map((what) => ({ what, field }))),
    ({ what }) => what,
  );
  return {
    all,
    columns,
    columnNames: names,
    shown,
    decided: shown.filter(({ column }) => !column?.fact),
    find: (name) => byName.get(name) ?? null,
    named(name) {
      const field = byName.get(name);
      if (!field)
        throw new InvalidInput(
          'unknown-field',
          `there is no field '${name}'; known are ${[...byName.keys()].join(', ')}`,
        );
      return field;
    },
    inTable: (table) => shown.filter(({ tables }) => tables?.includes(table)),
    askedOf: (what) => asked.get(what)?.map(({ field }) => field) ?? [],
    // Every column of the reference is among the names, whatever the collection's own fields are.
    row: (cell) => Object.fromEntries(names.map((name) => [name, cell(name)])) as MetadataRow,
  };
}

/** The built-in fields alone. */
export const builtIn: FieldSet = fieldSet();

/** A built-in field. */
export const fieldNamed = (name: FieldName): Field => builtIn.named(name);
