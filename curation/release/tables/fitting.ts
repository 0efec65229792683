import type { Column, Table } from './column.ts';

/**
 * What a table's cells are like beside what its columns promise. A value that a person accepted (a waived finding), or that an
 * imported table has, may be none of a column's: the release then describes the column as it is, and says so.
 */
const shapes: Readonly<Record<Exclude<Column['type'], 'string'>, RegExp>> = {
  integer: /^[+-]?\d{1,15}$/,
  number: /^[+-]?\d{1,15}(?:\.\d{1,15})?$/,
  boolean: /^(?:true|false)$/,
};
/** Odd values of one column that are kept; with more of them it is no closed list. */
const MOST_ODD = 50;

interface Odd {
  /** A cell that is no number, or outside the column's limits. */
  loose: boolean;
  readonly values: Set<string>;
}

/** Watches the rows of a table as they are written. */
export class Fitting {
  readonly #table: Table;
  readonly #watched: readonly { column: Column; values: ReadonlySet<string> | null }[];
  readonly #odd = new Map<string, Odd>();

  constructor(table: Table) {
    this.#table = table;
    this.#watched = table.columns
      .filter(({ type, values, pattern }) => type !== 'string' || values || pattern)
      .map((column) => ({ column, values: column.values ? new Set(column.values) : null }));
  }

  add(row: Readonly<Record<string, string | number | null | undefined>>): void {
    for (const { column, values } of this.#watched) {
      const cell = String(row[column.name] ?? '');
      if (cell === '') continue;
      const {
        type,
        minimum = Number.NEGATIVE_INFINITY,
        maximum = Number.POSITIVE_INFINITY,
        pattern,
      } = column;
      const odd = (loose: boolean): void => {
        const held = this.#odd.get(column.name) ?? { loose: false, values: new Set<string>() };
        held.loose ||= loose || held.values.size >= MOST_ODD;
        if (held.values.size < MOST_ODD) held.values.add(cell);
        this.#odd.set(column.name, held);
      };
      if (
        type !== 'string' &&
        !(shapes[type].test(cell) && Number(cell) >= minimum && Number(cell) <= maximum)
      )
        odd(true);
      else if (values && !values.has(cell)) odd(false);
      else if (pattern && !new RegExp(`^(?:${pattern})$`).test(cell)) odd(true);
    }
  }

  /** The table as its rows came to be: closed lists with the odd values among them, columns of words as text. */
  table(): Table {
    if (this.#odd.size === 0) return this.#table;
    return {
      ...this.#table,
      columns: this.#table.columns.map((column): Column => {
        const odd = this.#odd.get(column.name);
        if (!odd) return column;
        const { values, minimum, maximum, pattern, ...rest } = column;
        const isNumber =
          column.type !== 'string' && [...odd.values].every((cell) => shapes.number.test(cell));
        const type = isNumber ? 'number' : column.type;
        const means = `${column.means}; accepted as it stood: ${[...odd.values].slice(0, 5).join(', ')}`;
        return odd.loose
          ? { ...rest, means, type: isNumber ? type : 'string' }
          : { ...column, means, values: [...(values ?? []), ...odd.values] };
      }),
    };
  }
}
