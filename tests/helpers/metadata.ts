import { stringify } from 'csv-stringify/sync';
import { type MetadataRow, metadataColumns } from '../../data/vocabulary/metadata-columns.ts';

/** A row of the reference table with every cell blank but those given. */
export const metadataRow = (cells: Partial<MetadataRow>): MetadataRow => ({
  ...(Object.fromEntries(metadataColumns.map((column) => [column, ''])) as MetadataRow),
  folder: 'images',
  ...cells,
});

/** The table as bytes; `extra` adds the nameless last column that the reference has. */
export const metadataCsv = (rows: readonly MetadataRow[], extra: readonly string[] = []): Buffer =>
  Buffer.from(
    stringify([
      [...metadataColumns, ''],
      ...rows.map((row, at) => [...metadataColumns.map((column) => row[column]), extra[at] ?? '']),
    ]),
  );
