import { stringify } from 'csv-stringify/sync';
import type { MetadataRow } from '../../data/fields/columns.ts';
import { builtIn } from '../../data/fields/field-set.ts';

/** A row of the reference table with every cell blank but those given. */
export const metadataRow = (cells: Partial<MetadataRow>): MetadataRow => ({
  ...builtIn.row(() => ''),
  folder: 'images',
  ...cells,
});

/** The table as bytes; `extra` adds the nameless last column that the reference has. */
export const metadataCsv = (rows: readonly MetadataRow[], extra: readonly string[] = []): Buffer =>
  Buffer.from(
    stringify([
      [...builtIn.columnNames, ''],
      ...rows.map((row, at) => [...builtIn.columnNames.map((column) => row[column]), extra[at] ?? '']),
    ]),
  );
