import { messageOf, NotFound } from '../../data/errors.ts';
import type { OutputFolder, WrittenFile } from '../../data/files/output-folder.ts';
import type { CaseImage } from '../../data/format/case.ts';
import { type Found, MayNameSomebody, stripIdentity } from '../../data/identity/strip.ts';
import type { ImageStore, StoredImage } from '../../data/ports/images.ts';

/** How an image went into an output folder. */
export interface PlacedImage {
  /** The name it went out under; the row's `filename`. */
  readonly name: string;
  readonly written: WrittenFile;
  /** Where the bytes came from. */
  readonly path: string;
  readonly stored: StoredImage;
  /** True where readers get another file than the original: an 8-bit PNG made from it. */
  readonly converted: boolean;
  /** Why the file could not be made readable and went out in the format it came in. */
  readonly undecodable: string | null;
  /** What of the file stayed behind because it may name somebody: EXIF, comments, text chunks. */
  readonly stripped: readonly Found[];
}

export const extensionOf = (name: string): string =>
  (/\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1] ?? '').toLowerCase().replace('jpeg', 'jpg');

/** The name a file goes out under: an imported name stays, others end as their bytes are. */
function nameFor(image: CaseImage, name: string, path: string): string {
  const extension = extensionOf(path);
  if (image.imported || extensionOf(name) === extension) return name;
  return `${name.replace(/\.[A-Za-z0-9]{1,5}$/, '')}.${extension}`;
}

/** Readers load 8-bit PNG and JPEG from one flat folder; volumes lie beside it, as in the reference. */
const folderOf = (image: CaseImage): 'images' | 'volumes' =>
  image.imported?.folder === 'volumes' ? 'volumes' : 'images';

/** Whether anything was ever stored for an image. */
export const hasFile = ({ sha256, viewSha256 }: CaseImage): boolean => sha256 !== null || viewSha256 !== null;

/** What exports need of the image store. */
export type ExportedImages = Pick<ImageStore, 'viewable' | 'get' | 'read'>;

/** Copies a stored file in without what may name somebody; byte for byte where nothing does. @throws MayNameSomebody */
async function placeStripped(
  images: Pick<ImageStore, 'read'>,
  folder: OutputFolder,
  path: string,
  { sha256, path: from }: StoredImage,
): Promise<{ written: WrittenFile; stripped: readonly Found[] }> {
  const { bytes, found } = stripIdentity(await images.read(sha256));
  return {
    written: found.length === 0 ? await folder.copy(path, from) : folder.write(path, bytes),
    stripped: found,
  };
}

/** Puts the original of a converted image beside it; null for one that may name somebody: it stays in the workspace. */
export async function placeOriginal(
  images: Pick<ImageStore, 'read'>,
  folder: OutputFolder,
  path: string,
  stored: StoredImage,
): Promise<WrittenFile | null> {
  try {
    return (await placeStripped(images, folder, path, stored)).written;
  } catch (error) {
    if (error instanceof MayNameSomebody) return null;
    throw error;
  }
}

/**
 * Writes an image as existing readers can load it; null when its file is not in the image store.
 * @throws MayNameSomebody when it cannot be told free of a patient's name; InvalidInput when its own name is no plain file
 * name or stands there already.
 */
export async function placeImage(
  images: ExportedImages,
  folder: OutputFolder,
  image: CaseImage,
  name: string,
): Promise<PlacedImage | null> {
  const original = image.sha256 === null ? null : await images.get(image.sha256);
  const hash = image.viewSha256 ?? image.sha256;
  const stored = original ?? (hash === null ? null : await images.get(hash));
  if (!stored || hash === null) return null;
  let path = stored.path;
  let undecodable: string | null = null;
  if (folderOf(image) === 'images') {
    try {
      path = await images.viewable(hash);
    } catch (error) {
      if (error instanceof NotFound) return null;
      undecodable = messageOf(error);
    }
  }
  const given = nameFor(image, name, path);
  const target = `${folderOf(image)}/${given}`;
  const source = hash === stored.sha256 ? stored : await images.get(hash);
  // What was drawn anew from the pixels holds nothing but them.
  const { written, stripped } =
    source && path === source.path
      ? await placeStripped(images, folder, target, source)
      : { written: await folder.copy(target, path), stripped: [] };
  return { name: given, written, path, stored, converted: path !== stored.path, undecodable, stripped };
}
