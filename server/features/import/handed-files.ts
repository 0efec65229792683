import { basename, join } from 'node:path';
import { InvalidInput } from '../../../data/errors.ts';
import { kindOfInput } from '../../../data/files/input-file.ts';
import { makeScratch, moveScratch } from '../../../data/files/scratch.ts';
import { unzip } from '../../../data/files/unzip.ts';

/** A file of a form. */
export interface HandedFile {
  /** Where it lies for the moment. */
  readonly path: string;
  /** As the person's machine calls it; of a folder with the way to it. */
  readonly name: string;
}

const isArchive = (name: string): boolean => /\.zip$/i.test(name);
const isTable = (name: string): boolean => /\.(?:csv|tsv|txt)$/i.test(name);

/** Names that no person gives: what systems leave in folders and archives. */
const isStray = (name: string): boolean =>
  name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX' || part === 'Thumbs.db');

/** Where a picture goes: into one flat folder, the volumes into theirs; of two of one name the later keeps its way. */
function placer(folder: string): (name: string) => string | null {
  const taken = new Set<string>();
  return (stated) => {
    const parts = stated
      .replaceAll('\\', '/')
      .split('/')
      .filter((part) => part !== '');
    const name = parts.at(-1) ?? '';
    if (name === '' || isStray(parts.join('/')) || parts.includes('..')) return null;
    const own = parts.at(-2) === 'volumes' ? 'volumes' : 'images';
    const flat = `${own}/${name}`;
    const place = taken.has(flat) ? [own, ...parts].join('/') : flat;
    if (taken.has(place) || kindOfInput(join(folder, place)) !== null) return null;
    taken.add(place);
    return place;
  };
}

/**
 * Lays the files of a form out as an import finds them on a disk: the table, and beside it `images` and `volumes`.
 * Archives are unpacked, and a table may come in one.
 * @returns the table
 * @throws InvalidInput when there is no table, or several
 */
export async function layOut(
  folder: string,
  table: HandedFile | undefined,
  others: readonly HandedFile[],
): Promise<string> {
  await makeScratch(join(folder, 'images'));
  const placeOf = placer(folder);
  const tables: string[] = [];
  const archives = [table, ...others].filter((file) => file !== undefined && isArchive(file.name));
  for (const archive of archives) {
    await unzip((archive as HandedFile).path, folder, (name) => {
      const own = basename(name);
      if (table !== undefined && !isArchive(table.name)) return placeOf(name);
      if (!isTable(own) || isStray(name)) return placeOf(name);
      if (tables.includes(own)) return null;
      tables.push(own);
      return own;
    });
  }
  if (table !== undefined && !isArchive(table.name)) {
    const name = basename(table.name.replaceAll('\\', '/')) || 'metadata.csv';
    await moveScratch(table.path, join(folder, name));
    tables.splice(0, tables.length, name);
  }
  for (const { path, name } of others) {
    if (isArchive(name)) continue;
    const place = placeOf(name);
    if (place === null) continue;
    await makeScratch(join(folder, place.slice(0, place.lastIndexOf('/'))));
    await moveScratch(path, join(folder, place));
  }
  const found = tables.find((name) => name === 'metadata.csv' || name === 'data.csv') ?? tables[0];
  if (found === undefined)
    throw new InvalidInput('no-table', 'choose a table (CSV or TSV), or an archive that holds one');
  if (tables.length > 1 && found !== 'metadata.csv' && found !== 'data.csv')
    throw new InvalidInput(
      'several-tables',
      `the archive holds ${tables.slice(0, 3).join(', ')}; choose the table by itself`,
    );
  return join(folder, found);
}
