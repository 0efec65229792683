import type { Accounts } from './access/accounts.ts';
import type { Preferences } from './access/preferences.ts';
import type { AuditLog } from './audit-log.ts';
import type { CaseIndex } from './case-index.ts';
import type { CaseStore } from './cases.ts';
import type { Claims } from './claims.ts';
import type { ConfigStore } from './config.ts';
import type { Contributions } from './contributions.ts';
import type { Crawls } from './crawl/crawls.ts';
import type { DatasetDesk } from './dataset-desk.ts';
import type { Datasets } from './datasets.ts';
import type { DerivedCache } from './derived-cache.ts';
import type { ImageStore } from './images.ts';
import type { ImportJournal } from './imports.ts';
import type { PaperFolders } from './paper-folders.ts';
import type { PrivateCases } from './private-cases.ts';
import type { ProtocolStore } from './protocol.ts';
import type { ReviewStore } from './reviews.ts';

/** One open workspace: every store port, by one provider. */
export interface Workspace extends ConfigStore, ProtocolStore {
  /** Where people find it: for telling, never for opening. */
  readonly place: string;
  readonly cases: CaseStore;
  readonly reviews: ReviewStore;
  readonly images: ImageStore;
  readonly imports: ImportJournal;
  readonly contributions: Contributions;
  readonly crawls: Crawls;
  readonly papers: PaperFolders;
  readonly audit: AuditLog;
  readonly preferences: Preferences;
  readonly claims: Claims;
  readonly datasets: Datasets;
  readonly desk: DatasetDesk;
  /** Which cases are private: the one place that decides on it. */
  readonly privacy: PrivateCases;
  readonly users: Accounts;
  /** Cache for lists, facets and search; never the truth. */
  readonly index: CaseIndex;
  /** What was computed from stored bytes; the caller disposes of it. */
  openDerived(): Promise<DerivedCache>;
  /** Tries whether a save would work now. @throws what the save would */
  tryOut(): Promise<void>;
  /** Free for it, bytes; null when nobody can tell. */
  freeBytes(): Promise<number | null>;
  close(): Promise<void>;
}
