import { z } from 'zod';

/** How a table of another layout is read as one of the reference's: what a person gives with `--map`, and a workspace remembers. */

const name = z.string().min(1).max(200);
const cell = z.string().max(10_000);

export const tableMapSchema = z.strictObject({
  /** Column of the table -> column of the reference; null: the column is left out. */
  columns: z.record(name, name.nullable()).default({}),
  /** Column of the reference -> cell of the table -> cell of the reference. */
  labels: z.record(name, z.record(cell, cell)).default({}),
  /** Column of the reference -> the cell of every row for which the table has none. */
  fill: z.record(name, cell).default({}),
  /** Column of the table whose cell is the name of the image's file without its ending, where none names the file whole. */
  files: name.optional(),
  /** Of the table; UTF-8 where it is not said. */
  encoding: z.enum(['utf-8', 'latin1']).optional(),
});
export type TableMap = z.infer<typeof tableMapSchema>;

/** The table is in the reference's layout already. */
export const noMap: TableMap = { columns: {}, labels: {}, fill: {} };

export const onVanishedChoices = ['keep', 'mark', 'remove'] as const;

/** What a workspace remembers of the imports of one dataset. */
export const importSettingsSchema = z.strictObject({
  map: tableMapSchema.optional(),
  /** What becomes of rows that a newer table does not bring. */
  onVanished: z.enum(onVanishedChoices).optional(),
});
export type ImportSettings = z.infer<typeof importSettingsSchema>;
