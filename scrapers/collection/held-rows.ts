import { markedName, plainNameFor, readableNames } from '../../data/format/file-name.ts';
import type { BroughtFile } from '../merge/brought-files.ts';
import type { HeldIds, HeldImage } from '../merge/plan-import.ts';
import { caseOfPatient } from './case-ids.ts';
import type { TableRow } from './read-table.ts';

/** Names that exports give to an image of a table: two of one name are parted by a mark, and names end as their bytes are. */
function exportedNames(id: string, image: HeldImage): string[] {
  const plain = [...new Set([image.file, plainNameFor(image.file)])];
  const marked = plain.map((name) => markedName(name, { id }, image));
  return [...plain, ...marked].flatMap((name) => [name, ...readableNames(name)]);
}

/**
 * The stored images that rows of a table may be: those of their patient that are called so, or that an export called so. Where
 * the table names a stored image by its own name, no other row is that one.
 * @param dataset whose patients they are; left out: the reference's
 * @returns by the file names of the table
 */
export function heldRows(
  rows: readonly TableRow[],
  dataset: string | undefined,
  held: HeldIds,
): Map<string, HeldImage> {
  const found = new Map<string, HeldImage>();
  for (const [label, own] of Map.groupBy(rows, ({ cells }) => cells.patientid.trim())) {
    const { id } = caseOfPatient(label, dataset, held, held.taken);
    const stated = new Set(own.map(({ cells }) => cells.filename.trim()));
    const images = held.images.get(id) ?? [];
    for (const image of images) if (stated.has(image.file)) found.set(image.file, image);
    for (const image of images) {
      if (stated.has(image.file)) continue;
      const name = exportedNames(id, image).find((one) => stated.has(one) && !found.has(one));
      if (name !== undefined) found.set(name, image);
    }
  }
  return found;
}

/**
 * Those of them that are stored with a file which is the brought one too, if one is brought: a name alone makes no other
 * picture a stored one.
 * @param brought files by name, exported forms of stored ones taken for these
 */
export const storedRows = (
  held: ReadonlyMap<string, HeldImage>,
  brought: ReadonlyMap<string, BroughtFile>,
): ReadonlyMap<string, HeldImage> =>
  new Map(
    [...held].filter(([name, { file, sha256 }]) => {
      const own = brought.get(name)?.sha256;
      return name === file || (sha256 !== null && (own === undefined || own === sha256));
    }),
  );

/** A row under the file name that its image is stored by. */
export const withStoredName = (
  row: TableRow,
  stored: ReadonlyMap<string, HeldImage> | undefined,
): TableRow => {
  const file = stored?.get(row.cells.filename.trim())?.file;
  return file === undefined ? row : { ...row, cells: { ...row.cells, filename: file } };
};
