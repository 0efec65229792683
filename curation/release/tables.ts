import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import { eventsTable, imagesTable, measurementsTable, patientsTable } from './tables/clinical.ts';
import type { Table } from './tables/column.ts';
import { metadataTable } from './tables/metadata.ts';
import { folds, severity } from './tables/partition.ts';
import { credits, idMap, leftOut, sources } from './tables/records.ts';

export type { Column, Table } from './tables/column.ts';
export {
  blankFold,
  fixedSplitTable,
  scores,
  splitPlaces,
  splitTable,
  taskTable,
} from './tables/partition.ts';

/** Every table of a release, in the order they are described in. */
export const tablesOf = (fields: FieldSet = builtIn) =>
  ({
    metadata: metadataTable(fields),
    patients: patientsTable(fields),
    images: imagesTable(fields),
    events: eventsTable(fields),
    measurements: measurementsTable(fields),
    credits,
    idMap,
    leftOut,
    sources,
    folds,
    severity,
  }) as const satisfies Record<string, Table>;

/** Tables with the built-in fields: those that have no fields among their columns are the same for all. */
export const tables = tablesOf();

export const columnNames = (table: Table): string[] => table.columns.map(({ name }) => name);
