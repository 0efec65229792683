import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldReview } from '../../curation/record/fold.ts';
import { rowsToExport } from '../../curation/timeline/derive.ts';
import type { MetadataRow } from '../../data/fields/columns.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { importTable, loadTable } from '../../scrapers/collection/import.ts';
import type { ImportOptions, ImportResult } from '../../scrapers/merge/import-table.ts';
import { metadataCsv, metadataRow } from './metadata.ts';
import { temporaryFolder } from './temporary.ts';

/** Imports rows as a table of their own, with the images that are at hand; bytes need not be pictures. */
export async function importRows(
  workspace: Workspace,
  rows: readonly Partial<MetadataRow>[],
  options: ImportOptions & { files?: Readonly<Record<string, string | Uint8Array>>; table?: string } = {},
): Promise<ImportResult> {
  const { files = {}, table = 'metadata.csv', ...answers } = options;
  const folder = temporaryFolder();
  writeFileSync(join(folder, table), metadataCsv(rows.map(metadataRow)));
  mkdirSync(join(folder, 'images'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, 'images', name), bytes);
  return importTable(workspace, loadTable(join(folder, table)), answers);
}

/** Every row that would go out, by file name, with the hash of its image. */
export async function rowsOf(
  workspace: Workspace,
): Promise<Map<string, MetadataRow & { sha256: string | undefined }>> {
  const rows = new Map<string, MetadataRow & { sha256: string | undefined }>();
  for await (const record of workspace.cases.all()) {
    const state = foldReview(await workspace.reviews.get(record.id));
    for (const { row, image } of rowsToExport(record, state))
      rows.set(row.filename, { ...row, sha256: image.sha256 ?? undefined });
  }
  return rows;
}

/** Revisions of every case and review: what a write would change. */
export async function revisionsOf(workspace: Workspace): Promise<string[]> {
  const found: string[] = [];
  for await (const { id, rev } of workspace.cases.all())
    found.push(`${id} ${rev} ${(await workspace.reviews.get(id)).rev}`);
  return found;
}
