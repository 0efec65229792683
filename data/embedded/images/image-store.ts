import { hash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Sharp } from 'sharp';
import { InvalidInput } from '../../errors.ts';
import { diskError, writeAtomically } from '../../files/durable-file.ts';
import type { OutputFolder, WrittenFile } from '../../files/output-folder.ts';
import { eightBit } from '../../picture/eight-bit.ts';
import {
  type ImageBatch,
  type ImageStore,
  MAX_PIXELS,
  noImage,
  type Picture,
  type StoredImage,
} from '../../ports/images.ts';
import { DurableBatch } from '../disk/durable-batch.ts';

const MAX_SIZE = 4_096;

/** Extensions the store gives, from content alone; `bin` for what it does not know. */
const extensions = ['jpg', 'png', 'gif', 'webp', 'tif', 'bmp', 'jp2', 'gz', 'nii', 'dcm', 'bin'] as const;

const mimeOf: Record<string, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  tif: 'image/tiff',
  bmp: 'image/bmp',
  jp2: 'image/jp2',
  gz: 'application/gzip',
  nii: 'application/x-nifti',
  dcm: 'application/dicom',
  bin: 'application/octet-stream',
};

const aliases: Record<string, string> = { jpeg: 'jpg', tiff: 'tif', jpm: 'jp2', jpx: 'jp2', j2c: 'jp2' };

async function extensionOf(bytes: Uint8Array): Promise<string> {
  const found = await fileTypeFromBuffer(bytes);
  const extension = aliases[found?.ext ?? ''] ?? found?.ext ?? 'bin';
  return (extensions as readonly string[]).includes(extension) ? extension : 'bin';
}

interface Header {
  width: number | null;
  height: number | null;
  /** Any browser and any reader of the CSV shows it as it is. */
  plain: boolean;
}

async function headerOf(bytes: Uint8Array): Promise<Header> {
  try {
    const { width, height, format, depth, space } = await sharp(bytes, {
      limitInputPixels: MAX_PIXELS,
    }).metadata();
    const plain = (format === 'png' || format === 'jpeg') && depth === 'uchar' && space !== 'cmyk';
    return { width: width ?? null, height: height ?? null, plain };
  } catch {
    return { width: null, height: null, plain: false };
  }
}

const kindOf = (extension: string): { mime: string; extension: string } => ({
  mime: mimeOf[extension] ?? 'application/octet-stream',
  extension,
});

function readWhole(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw diskError('read', path, cause);
  }
}

class FilePicture implements Picture {
  readonly sha256: string | null;
  readonly mime: string;
  readonly extension: string;
  readonly bytes: number;
  readonly #path: string;

  constructor(path: string, extension: string, sha256: string | null, bytes: number) {
    this.#path = path;
    this.sha256 = sha256;
    this.bytes = bytes;
    ({ mime: this.mime, extension: this.extension } = kindOf(extension));
  }

  async read(): Promise<Uint8Array> {
    return readWhole(this.#path);
  }

  stream(range?: { start: number; end: number }): Readable {
    return createReadStream(this.#path, range);
  }

  copyInto(folder: OutputFolder, path: string): Promise<WrittenFile> {
    return folder.copy(path, this.#path);
  }
}

/** The picture in a file; null when there is no file. */
function pictureIn(path: string, extension: string, sha256: string | null): FilePicture | null {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  return size === undefined ? null : new FilePicture(path, extension, sha256, size);
}

/** Originals under their SHA-256, byte for byte; everything under `derived/` can be deleted and is made again. */
export class FileImageStore implements ImageStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  #original(sha256: string, extension: string): string {
    return join(this.#directory, 'images', sha256.slice(0, 2), `${sha256}.${extension}`);
  }

  #derived(kind: string, sha256: string, extension: string): string {
    return join(this.#directory, 'derived', kind, sha256.slice(0, 2), `${sha256}.${extension}`);
  }

  #checkHash(sha256: string): void {
    if (!/^[0-9a-f]{64}$/.test(sha256))
      throw new InvalidInput('bad-hash', `'${sha256.slice(0, 80)}' is no SHA-256`);
  }

  #find(sha256: string): { path: string; extension: string } | null {
    this.#checkHash(sha256);
    for (const extension of extensions) {
      const path = this.#original(sha256, extension);
      if (existsSync(path)) return { path, extension };
    }
    return null;
  }

  #need(sha256: string): { path: string; extension: string } {
    const found = this.#find(sha256);
    if (!found) throw noImage(sha256);
    return found;
  }

  batch(): ImageBatch {
    const files = new DurableBatch();
    return { put: (bytes) => this.#keep(bytes, files), commit: () => files.commit() };
  }

  async put(bytes: Uint8Array): Promise<StoredImage> {
    const files = new DurableBatch();
    const stored = await this.#keep(bytes, files);
    await files.commit();
    return stored;
  }

  async #keep(bytes: Uint8Array, files: DurableBatch): Promise<StoredImage> {
    if (bytes.length === 0)
      throw new InvalidInput('empty-image', 'an image of 0 bytes is not kept; fetch or export it again');
    const sha256 = hash('sha256', bytes);
    const extension = await extensionOf(bytes);
    const path = this.#original(sha256, extension);
    const held = files.has(path) || statSync(path, { throwIfNoEntry: false })?.size === bytes.length;
    const [{ width, height }] = await Promise.all([
      headerOf(bytes),
      held ? Promise.resolve() : files.add(path, bytes),
    ]);
    return {
      sha256,
      ...kindOf(extension),
      width,
      height,
      bytes: bytes.length,
      place: path,
    };
  }

  async get(sha256: string): Promise<StoredImage | null> {
    const found = this.#find(sha256);
    if (!found) return null;
    const bytes = await readFile(found.path);
    const { width, height } = await headerOf(bytes);
    return {
      sha256,
      ...kindOf(found.extension),
      width,
      height,
      bytes: bytes.length,
      place: found.path,
    };
  }

  async open(sha256: string): Promise<Picture> {
    const { path, extension } = this.#need(sha256);
    return new FilePicture(path, extension, sha256, statSync(path).size);
  }

  async read(sha256: string): Promise<Uint8Array> {
    return readWhole(this.#need(sha256).path);
  }

  async *all(): AsyncGenerator<string> {
    const root = join(this.#directory, 'images');
    const entries = async (folder: string): Promise<string[]> =>
      (await readdir(folder).catch(() => [])).sort();
    for (const shard of await entries(root)) {
      for (const file of await entries(join(root, shard))) {
        const hash = /^([0-9a-f]{64})\.[a-z0-9]{1,4}$/.exec(file)?.[1];
        if (hash) yield hash;
      }
    }
  }

  async #make(
    kind: string,
    sha256: string,
    extension: 'jpg' | 'png',
    draw: (image: Sharp) => Sharp,
  ): Promise<Picture> {
    const target = this.#derived(kind, sha256, extension);
    const there = pictureIn(target, extension, null);
    if (there) return there;
    const { path } = this.#need(sha256);
    let made: Buffer;
    try {
      const deep = await eightBit(await readFile(path));
      made = await draw(
        deep?.image ?? sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'none', autoOrient: true }),
      ).toBuffer();
    } catch (cause) {
      throw new InvalidInput(
        'undecodable-image',
        `image ${sha256.slice(0, 12)}… cannot be decoded (${(cause as Error).message.slice(0, 120)}); its original is kept as it came`,
        { cause },
      );
    }
    writeAtomically(target, made);
    return new FilePicture(target, extension, null, made.length);
  }

  async thumbnail(sha256: string, size: number): Promise<Picture> {
    if (!Number.isInteger(size) || size < 16 || size > MAX_SIZE)
      throw new InvalidInput('bad-size', `thumbnail size ${size} is not between 16 and ${MAX_SIZE} pixels`);
    this.#checkHash(sha256);
    return this.#make(`thumbnail-${size}`, sha256, 'jpg', (image) =>
      image
        .resize(size, size, { fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#000' })
        .jpeg({ quality: 82 }),
    );
  }

  async viewable(sha256: string): Promise<Picture> {
    const { path, extension } = this.#need(sha256);
    const derived = pictureIn(this.#derived('eight-bit', sha256, 'png'), 'png', null);
    if (derived) return derived;
    const bytes = await readFile(path);
    if ((await headerOf(bytes)).plain) return new FilePicture(path, extension, sha256, bytes.length);
    return this.#make('eight-bit', sha256, 'png', (image) => image.toColourspace('srgb').png());
  }

  async redrawn(sha256: string): Promise<Picture> {
    this.#checkHash(sha256);
    return this.#make('drawn', sha256, 'png', (image) => image.toColourspace('srgb').png());
  }
}
