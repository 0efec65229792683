import { BadUsage } from '../../data/errors.ts';
import type { FieldSet } from '../../data/fields/field-set.ts';
import type { ImportSettings, TableMap } from '../../data/format/table-map.ts';
import type { TableNotes } from '../collection/table-notes.ts';
import type { ImportStores } from '../merge/apply-plan.ts';
import type { ImportOptions, ImportResult } from '../merge/import-table.ts';
import type { DocumentsResult } from './import-json.ts';
import type { InputKind } from './input-kind.ts';

/** How an input is to be read. */
export interface ImportChoices {
  /** Folder of the images. */
  readonly images?: string | undefined;
  /** Given by a person; `suggested`: the one that the table's names and cells suggest. */
  readonly map?: TableMap | 'suggested' | undefined;
  /** Whose patients a table's are; left out: the reference collection's. */
  readonly dataset?: string | undefined;
  /** What the workspace remembers for the dataset. */
  readonly remembered: ImportSettings;
  /** A suggested mapping that nobody asked for is shown, and not refused. */
  readonly preview?: boolean | undefined;
  /** What the collection asks; the built-in fields without it. */
  readonly fields?: FieldSet | undefined;
}

export type ImportOutcome =
  | (ImportResult & { readonly kind: 'table'; readonly notes: TableNotes | null })
  | (DocumentsResult & { readonly kind: 'documents' });

/** An input that has been read and checked, and can be planned or written into a workspace. */
export interface LoadedImport {
  /** Its name, for people. */
  readonly from: string;
  /** How a table was read; null for what needs no reading of columns. */
  readonly notes: TableNotes | null;
  /** The mapping is only suggested: a person has to agree before anything is written. */
  readonly isSuggested: boolean;
  run(stores: ImportStores, options: ImportOptions): Promise<ImportOutcome>;
}

const noTable = (what: string): BadUsage =>
  new BadUsage('no-table', `${what} has its own ids and columns; leave --dataset and --map out`);

/**
 * Reads a table, the Hannover table or documents of another workspace; writes nothing.
 * @throws what the reader of each throws; BadUsage for a dataset or mapping where there is none
 */
export async function loadImport(
  input: Exclude<InputKind, { kind: 'entry' }>,
  { images, map, dataset, remembered, preview, fields }: ImportChoices,
): Promise<LoadedImport> {
  const isOwn = map !== undefined || dataset !== undefined;
  if (input.kind === 'documents') {
    if (isOwn) throw noTable('Caseline JSON');
    const { importDocuments, loadDocuments } = await import('./import-json.ts');
    const loaded = loadDocuments(input.path);
    return {
      from: input.path,
      notes: null,
      isSuggested: false,
      run: async (stores, options) => ({
        kind: 'documents',
        ...(await importDocuments(stores, loaded, input.path, { ...options, fields })),
      }),
    };
  }
  if (input.kind === 'hannover') {
    if (isOwn) throw noTable('the Hannover table');
    const { importHannover, loadHannover } = await import('../hannover/import.ts');
    const loaded = loadHannover(input.file, images);
    return {
      from: loaded.table,
      notes: null,
      isSuggested: false,
      run: async (stores, options) => ({
        kind: 'table',
        notes: null,
        ...(await importHannover(stores, loaded, options)),
      }),
    };
  }
  const { importTable, loadTable } = await import('../collection/import.ts');
  const loaded = loadTable(input.file, images, { map, remembered: remembered.map, preview, fields });
  return {
    from: loaded.table,
    notes: loaded.notes,
    isSuggested: loaded.isSuggested,
    run: async (stores, options) => ({
      kind: 'table',
      ...(await importTable(stores, loaded, { ...options, dataset, fields })),
    }),
  };
}
