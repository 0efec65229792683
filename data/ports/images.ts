import type { Readable } from 'node:stream';
import { NotFound } from '../errors.ts';
import type { OutputFolder, WrittenFile } from '../files/output-folder.ts';

/** Above this many pixels a picture is taken for a bomb (a chest radiograph has under 30 million). */
export const MAX_PIXELS = 150_000_000;

export interface StoredImage {
  /** Content address: hex SHA-256 of the bytes. */
  sha256: string;
  mime: string;
  /** File extension without dot, from the content, never from a name. */
  extension: string;
  /** Pixels; null for files that cannot be decoded here (NIfTI, broken). */
  width: number | null;
  height: number | null;
  bytes: number;
  /** Where a person finds the original, a path or an address: for telling, never for opening. */
  place: string;
}

/** Bytes of a stored image, or of a picture made from it. */
export interface Picture {
  /** Content address when it is a stored image, byte for byte; null for one that was drawn from it. */
  readonly sha256: string | null;
  readonly mime: string;
  /** File extension without dot. */
  readonly extension: string;
  readonly bytes: number;
  read(): Promise<Uint8Array>;
  /** @param range first and last byte, both included */
  stream(range?: { readonly start: number; readonly end: number }): Readable;
  /** The cheapest way into an output folder; the bytes stay as they are. */
  copyInto(folder: OutputFolder, path: string): Promise<WrittenFile>;
}

/** Images that become durable together. */
export interface ImageBatch {
  /** As `ImageStore.put`, but the bytes need not be on the disk before `commit` has returned. */
  put(bytes: Uint8Array): Promise<StoredImage>;
  commit(): Promise<void>;
}

export interface ImageStore {
  /** Keeps bytes under their hash, on the disk when it resolves; the same bytes twice are one file. */
  put(bytes: Uint8Array): Promise<StoredImage>;
  /** For many at once, which costs the disk far less than one by one. */
  batch(): ImageBatch;
  get(sha256: string): Promise<StoredImage | null>;
  /** The original. @throws NotFound (`no-image`) */
  open(sha256: string): Promise<Picture>;
  /** Its bytes. @throws NotFound (`no-image`) */
  read(sha256: string): Promise<Uint8Array>;
  /** Content addresses of every original, sorted. */
  all(): AsyncIterable<string>;
  /** A rebuildable JPEG at most `size` pixels a side, made on first use. */
  thumbnail(sha256: string, size: number): Promise<Picture>;
  /**
   * An 8-bit PNG or JPEG that any reader shows: the original when it is one already, else a PNG made from it; of more than
   * 8 bits the values that are there are spread over all 256 levels (`data/picture/eight-bit.ts`).
   */
  viewable(sha256: string): Promise<Picture>;
  /** A PNG drawn from the pixels, for a file that must not be shown as it came. */
  redrawn(sha256: string): Promise<Picture>;
}

/** What is said of an image that there is not, and of one that the person must not know of. */
export const noImage = (sha256: string): NotFound =>
  new NotFound(
    'no-image',
    `image ${sha256.slice(0, 64)} is not in the workspace; import or crawl its case again`,
  );
