import { events, images, measurements, patients } from './tables/clinical.ts';
import type { Table } from './tables/column.ts';
import { metadata } from './tables/metadata.ts';
import { folds, severity } from './tables/partition.ts';
import { credits, idMap, leftOut } from './tables/records.ts';

export type { Column, Table } from './tables/column.ts';
export { splitPlaces, splitTable, taskTable } from './tables/partition.ts';

/** Every table of a release, in the order they are described in. */
export const tables = {
  metadata,
  patients,
  images,
  events,
  measurements,
  credits,
  idMap,
  leftOut,
  folds,
  severity,
} as const satisfies Record<string, Table>;

export const columnNames = (table: Table): string[] => table.columns.map(({ name }) => name);
