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
  /** Absolute path of the original. */
  path: string;
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
  read(sha256: string): Promise<Uint8Array>;
  /** Path of a rebuildable JPEG at most `size` pixels a side, made on first use. */
  thumbnail(sha256: string, size: number): Promise<string>;
  /** Path of an 8-bit PNG or JPEG that any reader shows: the original when it is one already, else a PNG made from it. */
  viewable(sha256: string): Promise<string>;
  /** Path of a PNG drawn from the pixels, for a file that must not be shown as it came. */
  redrawn(sha256: string): Promise<string>;
}
