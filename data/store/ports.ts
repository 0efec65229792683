import type { Case, CaseDraft } from '../format/case.ts';
import type { Review, ReviewEventInput } from '../format/review.ts';

/**
 * What the rooms need of storage. The embedded workspace (files + SQLite) provides them; PostgreSQL and
 * S3-compatible storage can take its place behind the same ports.
 */

/** A case as it stood before a new reading of its source took its place. */
export interface FormerCase {
  readonly record: Case;
  /** Events its review held at that moment: those were written while this state stood. Null where it is not known. */
  readonly events: number | null;
}

export interface CaseStore {
  /** The case, or null when there is none. @throws InvalidInput when its file is damaged or of a newer format. */
  get(id: string): Promise<Case | null>;
  /** Whether it is held, without reading it. */
  has(id: string): Promise<boolean>;
  /** Earlier states of a reviewed case, before its source changed, newest first. */
  former(id: string): Promise<readonly FormerCase[]>;
  /**
   * Writes a case. `expect` is the revision it was based on (0: must be new); without it the newest is replaced.
   * A case equal to the held one (retrieval time and revision aside) is not written again.
   * @throws Conflict when somebody wrote it meanwhile.
   */
  put(
    draft: CaseDraft,
    options?: { expect?: number },
  ): Promise<{ case: Case; change: 'new' | 'updated' | 'unchanged' }>;
  /** Ids in natural order (`eurorad-9` before `eurorad-10`). */
  ids(filter?: { site?: string }): AsyncIterable<string>;
  /** All cases in the order of `ids`, one at a time; damaged files are reported and passed over. */
  all(filter?: { site?: string; onDamaged?: (id: string, error: Error) => void }): AsyncIterable<Case>;
}

export interface ReviewStore {
  /** The review; an empty one of revision 0 when nobody has touched the case. */
  get(caseId: string): Promise<Review>;
  /**
   * Appends events durably (on disk when this resolves). `expect` is the revision the events were based on.
   * @throws Conflict (code `stale-review`) when others were appended meanwhile; nothing is written then.
   */
  append(caseId: string, events: readonly ReviewEventInput[], options?: { expect?: number }): Promise<Review>;
}

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
