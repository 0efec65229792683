import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { MetadataRow } from '../../data/fields/columns.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { workspaceOfRows } from './metadata-workspace.ts';
import { film } from './pictures.ts';

/** Each film is painted once. */
let painted: Promise<Buffer[]> | undefined;
export const releaseFilms = (): Promise<Buffer[]> => {
  painted ??= Promise.all([31, 32, 33, 35].map((seed) => film(seed)));
  return painted;
};

const rows: Partial<MetadataRow>[] = [
  { patientid: '1', filename: 'a.png', offset: '0', temperature: '38.5' },
  { patientid: '1', filename: 'b.png', offset: '3', view: 'AP' },
  {
    patientid: '2',
    filename: 'c.png',
    finding: 'Pneumonia/Bacterial/Klebsiella',
    location: 'Rome, Italy',
    license: 'CC BY-NC-SA 4.0',
    doi: '10.1000/other',
    clinical_notes: '=HYPERLINK("https://example.org","click")',
  },
  { patientid: '3', filename: 'd.png', license: 'CC BY 4.0', location: '', doi: '10.1000/third' },
  { patientid: '4', filename: 'e.png', license: 'ask first', doi: '10.1000/fourth' },
];

/** A workspace of five rows of four patients, four of them with a film. */
export async function filled(): Promise<Workspace> {
  const films = await releaseFilms();
  return workspaceOfRows(rows, Object.fromEntries(films.map((bytes, at) => [`${'abcd'[at]}.png`, bytes])));
}

/** Rows of a table of a release. */
export const readTable = (folder: string, path: string): Record<string, string>[] =>
  parse(readFileSync(join(folder, path)), { columns: true });
