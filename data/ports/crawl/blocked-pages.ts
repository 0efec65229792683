import { z } from 'zod';

/** Why a source stopped. */
export const blockedReasonSchema = z.object({
  source: z.string(),
  url: z.string(),
  reason: z.string(),
  message: z.string(),
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  time: z.iso.datetime(),
  run: z.string(),
});
export type BlockedReason = z.infer<typeof blockedReasonSchema>;

export interface BlockedRecord extends BlockedReason {
  /** Names it among those of its source. */
  readonly key: string;
  /** Where a person finds it, in words. */
  readonly place: string;
  readonly hasPage: boolean;
  readonly hasScreenshot: boolean;
}

/** A record that cannot be read: its keeping was cut off, or it was altered. */
export interface DamagedRecord {
  readonly source: string;
  readonly key: string;
  /** What is wrong with it, and what to do. */
  readonly message: string;
}

/** What made a source stop: the reason, the page that was received, and a picture of it where one could be taken. */
export interface BlockedPages {
  keep(reason: BlockedReason, page: Uint8Array, screenshot: Uint8Array | null): Promise<BlockedRecord>;
  /** Newest first; of one source or of all. */
  list(source?: string): Promise<{ records: readonly BlockedRecord[]; damaged: readonly DamagedRecord[] }>;
  /** Null when nothing of the kind was kept. */
  read(source: string, key: string, what: 'page' | 'screenshot'): Promise<Uint8Array | null>;
}
