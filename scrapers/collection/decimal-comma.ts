import type { FieldSet } from '../../data/fields/field-set.ts';
import type { Sheet } from './sheet.ts';

/** Numbers as much of Europe writes them (`38,5`), in tables whose cells something else than a comma parts. */

const withComma = /^\s*[+-]?\d{1,12},\d{1,12}\s*$/;

/** Columns of numbers, where a table of these cells may write them with a comma. */
export const columnsWithCommas = ({ delimiter }: Pick<Sheet, 'delimiter'>, fields: FieldSet): Set<string> =>
  new Set(
    delimiter === ','
      ? []
      : fields.shown.flatMap(({ kind, name }) => (kind === 'number' || kind === 'day' ? [name] : [])),
  );

/** `38,5` as `38.5`; anything else as it stands. */
export const withPoint = (cell: string): string => (withComma.test(cell) ? cell.replace(',', '.') : cell);
