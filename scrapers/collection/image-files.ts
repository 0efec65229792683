import { basename, dirname, join } from 'node:path';
import { InvalidInput } from '../../data/errors.ts';
import { kindOfInput, pathsBelow } from '../../data/files/input-file.ts';
import { filesIn } from '../merge/brought-files.ts';
import type { TableRow } from './read-table.ts';

/** File name of a row, white space at its ends ignored (some real names end in a blank) -> path. */
export type FilesByName = ReadonlyMap<string, string>;

const keyOf = (name: string): string => name.trim();

/** The folder of a table's images: the one that was named, else `images` beside it, where there is one. */
function imagesFolderOf(table: string, named: string | undefined): string | undefined {
  const beside = join(dirname(table), 'images');
  return named ?? (kindOfInput(beside) === 'folder' ? beside : undefined);
}

/**
 * Files beside a table of the reference's layout: images lie in one flat folder, volumes in `volumes` beside the table or
 * beside that folder, the layout that exports are written in.
 * @throws NotFound for a folder that is not there
 */
export function filesOfLayout(
  table: string,
  named: string | undefined,
  rows: readonly TableRow[],
): FilesByName {
  const folder = imagesFolderOf(table, named);
  const files = folder === undefined ? new Map<string, string>() : filesIn(folder, keyOf);
  const places = [dirname(table), ...(folder === undefined ? [] : [dirname(folder)])].map((place) =>
    join(place, 'volumes'),
  );
  const volumes = places.find((place) => kindOfInput(place) === 'folder');
  const ofVolumes = new Set(
    rows.flatMap(({ cells }) => (cells.folder.trim() === 'volumes' ? [keyOf(cells.filename)] : [])),
  );
  // One name may stand in both folders: a row's own folder is where its file lies.
  for (const [name, path] of volumes === undefined ? [] : filesIn(volumes, keyOf))
    if (ofVolumes.has(name) || !files.has(name)) files.set(name, path);
  return files;
}

const stemOf = (name: string): string => name.replace(/\.(?:nii\.gz|[A-Za-z0-9]{1,5})$/, '');

/** What tables hold beside their pictures, and never mean when they name a file by its stem. */
const noPicture = /\.(?:txt|csv|tsv|json|xml|md|html?|pdf|zip|ya?ml)$/i;

/**
 * Rows and files of a table of another layout: files lie at any depth, are named by a path, or by what stands before their
 * ending alone.
 * @param stems whether the rows name files without their endings
 * @throws InvalidInput when a name without its ending means two files
 */
export function filesOfOther(
  table: string,
  named: string | undefined,
  rows: readonly TableRow[],
  stems: boolean,
): { rows: readonly TableRow[]; files: FilesByName } {
  const folder = imagesFolderOf(table, named);
  const all = folder === undefined ? [] : [...filesIn(folder, keyOf).keys(), ...pathsBelow(folder)];
  const paths = [...new Set(all)].filter((path) => !basename(path).startsWith('.'));
  const placeOf = (path: string): string => join(folder ?? '', path);
  const byName = Map.groupBy(paths, (path) => keyOf(basename(path)));
  const byStem = stems
    ? Map.groupBy(
        paths.filter((path) => !noPicture.test(path)),
        (path) => stemOf(basename(path)),
      )
    : new Map<string, string[]>();
  const files = new Map<string, string>();
  const found = rows.map((row): TableRow => {
    const { path } = row;
    const stated = keyOf(row.cells.filename);
    const own = stems ? (byStem.get(stated) ?? byName.get(stated) ?? []) : (byName.get(stated) ?? []);
    // The end of the path tells files of one name apart.
    const fitting =
      path === undefined
        ? own
        : own.filter((one) => `/${path}`.endsWith(`/${one}`) || `/${one}`.endsWith(`/${path}`));
    const [first, second] = fitting.length > 0 ? fitting : own;
    if (first === undefined) return row;
    if (second !== undefined)
      throw new InvalidInput(
        'two-files',
        `${basename(table)}, row ${row.row}: ${stated} may be ${first} or ${second}; leave one, or name the file whole`,
      );
    const name = stems ? keyOf(basename(first)) : stated;
    files.set(name, placeOf(first));
    return { ...row, cells: { ...row.cells, filename: name } };
  });
  const used = new Set(files.values());
  for (const [name, [path]] of byName)
    if (path !== undefined && !files.has(name) && !used.has(placeOf(path)) && !noPicture.test(name))
      files.set(name, placeOf(path));
  return { rows: found, files };
}
