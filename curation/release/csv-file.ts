import { stringify } from 'csv-stringify/sync';
import type { OutputFolder, WrittenFile } from '../../data/files/output-folder.ts';
import { guardFormula } from '../../data/format/formula.ts';

/** Lines are made in groups: a call for each would cost more than the quoting itself. */
const GROUP = 64;

/**
 * A CSV of one table, row by row: UTF-8, RFC 4180 quoting, lines end in LF as those of the reference do.
 * Cells that a spreadsheet would run are guarded (`data/format/formula.ts`).
 */
export class CsvFile<Column extends string> {
  readonly #columns: readonly Column[];
  readonly #file: ReturnType<OutputFolder['text']>;
  #group: string[][] = [];
  #rows = 0;

  constructor(folder: OutputFolder, path: string, columns: readonly Column[]) {
    this.#columns = columns;
    this.#file = folder.text(path);
    this.#file.write(stringify([[...columns]]));
  }

  get rows(): number {
    return this.#rows;
  }

  add(row: Readonly<Record<Column, string | number | null | undefined>>): void {
    const cells: string[] = [];
    for (const column of this.#columns) {
      const cell = row[column];
      cells.push(cell == null ? '' : typeof cell === 'number' ? String(cell) : guardFormula(cell));
    }
    this.#group.push(cells);
    this.#rows += 1;
    if (this.#group.length >= GROUP) this.#flush();
  }

  #flush(): void {
    if (this.#group.length > 0) this.#file.write(stringify(this.#group));
    this.#group = [];
  }

  end(): WrittenFile {
    this.#flush();
    return this.#file.end();
  }
}
