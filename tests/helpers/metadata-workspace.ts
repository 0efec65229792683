import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MetadataRow } from '../../data/fields/columns.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { importTable, loadTable } from '../../scrapers/collection/import.ts';
import { metadataCsv, metadataRow } from './metadata.ts';
import { temporaryFolder, temporaryWorkspace } from './temporary.ts';

/** What an ordinary row holds; tests change what they are about. */
export const ordinary: Partial<MetadataRow> = {
  patientid: '1',
  sex: 'F',
  age: '61',
  finding: 'Pneumonia/Viral/COVID-19',
  view: 'PA',
  modality: 'X-ray',
  location: 'Porto, Portugal',
  license: 'CC BY 4.0',
  doi: '10.1000/case',
  url: 'https://example.org/case',
  other_notes: 'Credit to A. Author',
};

/** A workspace with the given rows imported; files are the images that are at hand. */
export async function workspaceOfRows(
  rows: readonly Partial<MetadataRow>[],
  files: Readonly<Record<string, Uint8Array>> = {},
  spilled: readonly string[] = [],
): Promise<Workspace> {
  const folder = temporaryFolder();
  const full = rows.map((row, at) => metadataRow({ ...ordinary, filename: `image-${at + 1}.png`, ...row }));
  writeFileSync(join(folder, 'metadata.csv'), metadataCsv(full, spilled));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const workspace = temporaryWorkspace();
  await importTable(workspace, loadTable(join(folder, 'metadata.csv'), folder));
  await workspace.index.ready();
  return workspace;
}
