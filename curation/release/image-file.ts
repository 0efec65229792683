import { messageOf, NotFound } from '../../data/errors.ts';
import type { OutputFolder, WrittenFile } from '../../data/files/output-folder.ts';
import type { CaseImage } from '../../data/format/case.ts';
import { extensionOf, readableNames } from '../../data/format/file-name.ts';
import { type Found, MayNameSomebody, stripIdentity } from '../../data/identity/strip.ts';
import { eightBit, type Scaling } from '../../data/picture/eight-bit.ts';
import type { ImageStore, Picture, StoredImage } from '../../data/ports/images.ts';

/** How an image went into an output folder. */
export interface PlacedImage {
  /** The name it went out under; the row's `filename`. */
  readonly name: string;
  readonly written: WrittenFile;
  /** What was written from. */
  readonly picture: Picture;
  readonly stored: StoredImage;
  /** How values of more than 8 bits became 8-bit ones; null where they have 8 bits. */
  readonly scaled: Scaling | null;
  /** True where readers get another file than the original: an 8-bit PNG made from it. */
  readonly converted: boolean;
  /** Why the file could not be made readable and went out in the format it came in. */
  readonly undecodable: string | null;
  /** What of the file stayed behind because it may name somebody: EXIF, comments, text chunks. */
  readonly stripped: readonly Found[];
}

/**
 * The name a file goes out under. It ends as its bytes are, for readers choose their decoder by it; an imported name stays
 * where readers go by the bytes, else the new ending stands behind it, so that it is no other row's.
 */
function nameFor(image: CaseImage, name: string, { extension }: Picture): string {
  const ending = extensionOf(name);
  if (ending === extension) return name;
  if (!image.imported) return `${name.replace(/\.[A-Za-z0-9]{1,5}$/, '')}.${extension}`;
  return readableNames(name).find((readable) => readable.endsWith(`.${extension}`)) ?? name;
}

/** Readers load 8-bit PNG and JPEG from one flat folder; volumes lie beside it, as in the reference. */
const folderOf = (image: CaseImage): 'images' | 'volumes' =>
  image.imported?.folder === 'volumes' ? 'volumes' : 'images';

/** Endings of what readers are given as it is. */
const readable = new Set(['png', 'jpg']);

/** The name an image's row has when it goes out; without a file, or with one that cannot be drawn, the name it states. */
export async function outgoingName(
  images: Pick<ImageStore, 'viewable'>,
  image: CaseImage,
  name: string,
): Promise<string> {
  const hash = image.viewSha256 ?? image.sha256;
  if (hash === null || folderOf(image) === 'volumes' || readable.has(extensionOf(name))) return name;
  try {
    return nameFor(image, name, await images.viewable(hash));
  } catch {
    return name;
  }
}

/** Whether anything was ever stored for an image. */
export const hasFile = ({ sha256, viewSha256 }: CaseImage): boolean => sha256 !== null || viewSha256 !== null;

/** What exports need of the image store. */
export type ExportedImages = Pick<ImageStore, 'viewable' | 'get' | 'open'>;

/**
 * Copies a picture in without what may name somebody; byte for byte where nothing does. What was drawn anew from the
 * pixels holds nothing but them. @throws MayNameSomebody
 */
async function placeStripped(
  folder: OutputFolder,
  path: string,
  picture: Picture,
): Promise<{ written: WrittenFile; stripped: readonly Found[] }> {
  if (picture.sha256 === null) return { written: await picture.copyInto(folder, path), stripped: [] };
  const { bytes, found } = stripIdentity(await picture.read());
  return {
    written: found.length === 0 ? await picture.copyInto(folder, path) : folder.write(path, bytes),
    stripped: found,
  };
}

/** Puts the original of a converted image beside it; null for one that may name somebody: it stays in the workspace. */
export async function placeOriginal(
  images: Pick<ImageStore, 'open'>,
  folder: OutputFolder,
  path: string,
  { sha256 }: StoredImage,
): Promise<WrittenFile | null> {
  try {
    return (await placeStripped(folder, path, await images.open(sha256))).written;
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
  let picture = await images.open(stored.sha256);
  let undecodable: string | null = null;
  if (folderOf(image) === 'images') {
    try {
      picture = await images.viewable(hash);
    } catch (error) {
      if (error instanceof NotFound) return null;
      undecodable = messageOf(error);
    }
  }
  const given = nameFor(image, name, picture);
  const target = `${folderOf(image)}/${given}`;
  const { written, stripped } = await placeStripped(folder, target, picture);
  const converted = picture.sha256 !== stored.sha256;
  const drawn = picture.sha256 === null ? await images.open(hash) : null;
  const scaled = drawn === null ? null : ((await eightBit(await drawn.read()))?.scaling ?? null);
  return { name: given, written, picture, stored, converted, undecodable, stripped, scaled };
}
