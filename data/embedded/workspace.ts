import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { TEMPORARY_SUFFIX, writeAtomically } from '../files/durable-file.ts';
import type { AuditLog } from '../ports/audit-log.ts';
import type { CaseStore } from '../ports/cases.ts';
import type { Claims } from '../ports/claims.ts';
import type { Contributions } from '../ports/contributions.ts';
import type { Crawls } from '../ports/crawls.ts';
import type { DerivedCache } from '../ports/derived-cache.ts';
import type { ImageStore } from '../ports/images.ts';
import type { PaperFolders } from '../ports/paper-folders.ts';
import type { ReviewStore } from '../ports/reviews.ts';
import { FileAuditLog } from './audit-log.ts';
import { readConfig, type WorkspaceConfig, writeConfig } from './config.ts';
import { FileContributions } from './contributions.ts';
import { FileCrawls } from './crawl/crawls.ts';
import { DatasetDesk } from './datasets/dataset-desk.ts';
import { Datasets } from './datasets/datasets.ts';
import { WorkspaceLock } from './disk/lock.ts';
import { FileCaseStore, FileReviewStore } from './documents/document-files.ts';
import { openDerivedCache } from './images/derived-cache.ts';
import { FileImageStore } from './images/image-store.ts';
import { CaseIndex } from './index/case-index.ts';
import { plainSummary, type Summarise } from './index/case-writer.ts';
import { FilePaperFolders } from './paper-folders.ts';
import { Preferences } from './preferences.ts';
import { PrivateCases } from './privacy/private-cases.ts';
import { ReviewedCases } from './privacy/reviewed-cases.ts';
import { SqliteClaims } from './sqlite-claims.ts';
import { Users } from './users.ts';

/**
 * One open workspace folder: the embedded provider of every store port. What not every command uses is opened when it is
 * first asked for, and closed with the workspace.
 */
export interface Workspace {
  /** Its folder: for what belongs to this provider alone. */
  readonly directory: string;
  /** Where people find it: for telling, never for opening. */
  readonly place: string;
  readonly config: WorkspaceConfig;
  readonly cases: CaseStore;
  readonly reviews: ReviewStore;
  readonly images: ImageStore;
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
  readonly users: Users;
  /** Cache for lists, facets and search; never the truth. */
  readonly index: CaseIndex;
  /** What lists show of a case's review, and rules of datasets ask of it. */
  readonly summarise: Summarise;
  /** Reads `caseline.json` anew, applies a change and writes it durably. */
  configure(change: (config: WorkspaceConfig) => WorkspaceConfig): WorkspaceConfig;
  /** What was computed from stored bytes; the caller closes it. */
  openDerived(): DerivedCache;
  /** Tries whether a save would work now. @throws what the save would */
  tryOut(): void;
  /** Free for it, bytes; null when nobody can tell. */
  freeBytes(): Promise<number | null>;
  close(): void;
}

/** Opens parts when they are first asked for, and closes those that were. */
class Parts {
  readonly #made = new Map<string, { close?(): void }>();

  get<T extends { close?(): void }>(name: string, make: () => T): T {
    const held = this.#made.get(name) as T | undefined;
    if (held !== undefined) return held;
    const made = make();
    this.#made.set(name, made);
    return made;
  }

  /** The last one first: it may rest on those before it. */
  close(): void {
    for (const part of [...this.#made.values()].reverse()) part.close?.();
    this.#made.clear();
  }
}

/** Writes and removes a file, as a save would. */
function tryOut(directory: string): void {
  const probe = join(directory, `.health.${process.pid}.${randomBytes(6).toString('hex')}`);
  try {
    readConfig(directory);
    writeAtomically(probe, 'x');
    rmSync(probe);
  } catch (error) {
    rmSync(probe + TEMPORARY_SUFFIX, { force: true });
    throw error;
  }
}

/**
 * Opens an existing workspace.
 * @param summarise what lists show of a case's review; the review's meaning is the curation room's business.
 * @throws NotFound when the folder is no workspace, InvalidInput when its settings are off.
 */
export function openWorkspace(directory: string, options: { summarise?: Summarise } = {}): Workspace {
  let config = readConfig(directory);
  const lock = new WorkspaceLock(directory);
  const given = options.summarise ?? plainSummary;
  const summarise: Summarise = (record, review, former) =>
    given(record, review, former, config.sources[record.source.site]?.firstHospitalDay);
  const index = new CaseIndex(directory, summarise);
  const reviewed = new ReviewedCases(directory);
  const rim = { directory, lock, observer: index, reviewed };
  const cases = new FileCaseStore(rim);
  const reviews = new FileReviewStore(rim);
  const parts = new Parts();
  const workspace: Workspace = {
    directory,
    place: directory,
    get config() {
      return config;
    },
    cases,
    reviews,
    images: new FileImageStore(directory),
    contributions: new FileContributions(directory, lock),
    crawls: new FileCrawls(directory),
    papers: new FilePaperFolders(directory),
    audit: new FileAuditLog(directory),
    preferences: new Preferences(directory),
    get claims() {
      return parts.get('claims', () => new SqliteClaims(join(directory, 'work.sqlite')));
    },
    get datasets() {
      return parts.get('datasets', () => new Datasets(directory));
    },
    get desk() {
      return parts.get('desk', () => new DatasetDesk(directory));
    },
    get privacy() {
      const { datasets } = workspace;
      return parts.get('privacy', () => new PrivateCases(workspace, datasets, reviewed));
    },
    get users() {
      return parts.get('users', () => new Users(directory));
    },
    index,
    summarise,
    configure(change) {
      config = lock.hold(() => {
        const next = change(readConfig(directory));
        writeConfig(directory, next);
        return next;
      });
      return config;
    },
    openDerived: () => openDerivedCache(directory),
    tryOut: () => tryOut(directory),
    freeBytes: () =>
      statfs(directory).then(
        ({ bavail, bsize }) => bavail * bsize,
        () => null,
      ),
    close() {
      parts.close();
      reviewed.close();
      index.close();
      lock.close();
    },
  };
  return workspace;
}
