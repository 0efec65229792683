import { randomBytes } from 'node:crypto';
import { constants, copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { InvalidInput, messageOf, NotFound } from '../../data/errors.ts';
import type { CaseImage } from '../../data/format/case.ts';
import type { CaseStore, ImageStore, ReviewStore } from '../../data/store/ports.ts';
import { metadataColumns } from '../../data/vocabulary/metadata-columns.ts';
import { foldReview } from '../review/fold.ts';
import { type Derive, type RowOfImage, rowsOfCase } from './rows.ts';

/** What an export needs of a workspace. */
export interface ExportSource {
  readonly cases: Pick<CaseStore, 'get'>;
  readonly reviews: Pick<ReviewStore, 'get'>;
  readonly images: Pick<ImageStore, 'viewable' | 'get'>;
  /** Runs of images of one case, in the order of the table. */
  exportOrder(): Iterable<{ id: string; images: readonly string[] }>;
}

export interface ExportResult {
  rows: number;
  images: number;
  /** Rows whose image is not in the workspace: the row stands, its file does not. */
  missing: string[];
  /** Images that could not be made 8-bit, copied as they are, with the reason. */
  undecodable: { file: string; reason: string }[];
}

/** Rows in table order, one case in memory at a time; cut images follow the image they were cut from. */
export async function* exportRows(source: ExportSource, derive?: Derive): AsyncGenerator<RowOfImage> {
  for (const run of source.exportOrder()) {
    const record = await source.cases.get(run.id);
    if (!record) continue;
    const state = foldReview(await source.reviews.get(run.id));
    const wanted = new Set(run.images);
    const origin = new Map<string, string>();
    for (const row of rowsOfCase(record, state, derive)) {
      const parent: string =
        row.image.parent && !record.images.includes(row.image)
          ? (origin.get(row.image.parent.image) ?? row.image.parent.image)
          : row.image.id;
      origin.set(row.image.id, parent);
      if (wanted.has(parent)) yield row;
    }
  }
}

const extensionOf = (name: string): string =>
  (/\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1] ?? '').toLowerCase().replace('jpeg', 'jpg');

/** The name a file goes out under: an imported name stays, others end as their bytes are. */
function nameFor(image: CaseImage, name: string, path: string): string {
  const extension = extensionOf(path);
  if (image.imported || extensionOf(name) === extension) return name;
  return `${name.replace(/\.[A-Za-z0-9]{1,5}$/, '')}.${extension}`;
}

async function prepareFolder(out: string): Promise<string> {
  const entries = await readdir(out).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    if (cause.code === 'ENOTDIR')
      throw new InvalidInput('not-a-folder', `${out} is a file; name a folder to export into`);
    throw cause;
  });
  const foreign = entries?.find((entry) => entry !== 'metadata.csv' && entry !== 'images');
  if (foreign !== undefined)
    throw new InvalidInput(
      'folder-in-use',
      `${out} holds other files (${foreign}); export into a new or empty folder, or over an earlier export`,
    );
  const temporary = join(dirname(out), `.${basename(out)}.${randomBytes(6).toString('hex')}.part`);
  await mkdir(join(temporary, 'images'), { recursive: true });
  return temporary;
}

/**
 * Writes `OUT/metadata.csv` and `OUT/images/`, the layout that readers of the reference collection expect.
 * Made beside OUT and renamed when whole: a failed export leaves what was there.
 * @throws InvalidInput when OUT holds anything but an earlier export.
 */
export async function exportCollection(
  source: ExportSource,
  target: string,
  options: { derive?: Derive; onProgress?: (rows: number) => void } = {},
): Promise<ExportResult> {
  const out = resolve(target);
  const temporary = await prepareFolder(out);
  const result: ExportResult = { rows: 0, images: 0, missing: [], undecodable: [] };
  try {
    const csv = await open(join(temporary, 'metadata.csv'), 'wx');
    try {
      await csv.write(stringify([[...metadataColumns]]));
      for await (const { image, row } of exportRows(source, options.derive)) {
        const copied = await copyImage(source, image, row.filename, join(temporary, 'images'), result);
        await csv.write(
          stringify([metadataColumns.map((column) => (column === 'filename' ? copied : row[column]))]),
        );
        result.rows += 1;
        options.onProgress?.(result.rows);
      }
      await csv.sync();
    } finally {
      await csv.close();
    }
    const old = `${temporary}.old`;
    const had = await stat(out).then(
      () => true,
      () => false,
    );
    if (had) await rename(out, old);
    await rename(temporary, out);
    if (had) await rm(old, { recursive: true, force: true });
    return result;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

/** Copies an image as readers can load it; gives the name it went out under. */
async function copyImage(
  source: ExportSource,
  image: CaseImage,
  name: string,
  folder: string,
  result: ExportResult,
): Promise<string> {
  const hash = image.viewSha256 ?? image.sha256;
  if (hash === null) {
    result.missing.push(name);
    return name;
  }
  let path: string;
  try {
    path = await source.images.viewable(hash);
  } catch (error) {
    const original = await source.images.get(hash);
    if (!original || error instanceof NotFound) {
      result.missing.push(name);
      return name;
    }
    path = original.path;
    result.undecodable.push({ file: name, reason: messageOf(error) });
  }
  const given = nameFor(image, name, path);
  if (basename(given) !== given)
    throw new InvalidInput(
      'bad-file-name',
      `image ${image.id} has the file name '${name}', which is no plain file name; rename it`,
    );
  await copyFile(path, join(folder, given), constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EEXIST')
        throw new InvalidInput(
          'file-twice',
          `two rows would have the file name ${given}; run 'caseline check' and rename one`,
        );
      throw cause;
    },
  );
  result.images += 1;
  return given;
}
