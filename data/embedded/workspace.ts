import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { TEMPORARY_SUFFIX, writeAtomically } from '../files/durable-file.ts';
import { plainSummary, type Summarise } from '../ports/case-summary.ts';
import type { Workspace } from '../ports/workspace.ts';
import { markOfProtocol } from '../protocols/read-protocol.ts';
import { SqliteAccounts } from './access/accounts.ts';
import { FileAuditLog } from './audit-log.ts';
import { readConfig } from './config.ts';
import { FileContributions } from './contributions.ts';
import { FileCrawls } from './crawl/crawls.ts';
import { SqliteDatasetDesk } from './datasets/dataset-desk.ts';
import { FileDatasets } from './datasets/datasets.ts';
import { WorkspaceLock } from './disk/lock.ts';
import { newerDatabase } from './disk/schema-version.ts';
import { FileCaseStore, FileReviewStore } from './documents/document-files.ts';
import { openDerivedCache } from './images/derived-cache.ts';
import { FileImageStore } from './images/image-store.ts';
import { FileImportJournal } from './import-journal.ts';
import { SqliteCaseIndex } from './index/case-index.ts';
import { KeptConfig } from './kept-config.ts';
import { FilePaperFolders } from './paper-folders.ts';
import { FilePreferences } from './preferences.ts';
import { FilePrivateCases } from './privacy/private-cases.ts';
import { ReviewedCases } from './privacy/reviewed-cases.ts';
import { ProtocolFile } from './protocol.ts';
import { SqliteClaims } from './sqlite-claims.ts';

/** One open workspace folder. What not every command uses is opened when it is first asked for, and closed with the workspace. */
export interface EmbeddedWorkspace extends Workspace {
  /** Its folder: for what belongs to this provider alone. */
  readonly directory: string;
  readonly index: SqliteCaseIndex;
  /** What lists show of a case's review, and rules of datasets ask of it. */
  readonly summarise: Summarise;
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
 * @throws NotFound when the folder is no workspace, InvalidInput when its settings are off, or a newer Caseline wrote in it.
 */
export function openWorkspace(directory: string, options: { summarise?: Summarise } = {}): EmbeddedWorkspace {
  const settings = new KeptConfig(directory);
  const newer = newerDatabase(directory);
  if (newer !== null) throw newer;
  const lock = new WorkspaceLock(directory);
  const protocol = new ProtocolFile(directory);
  const given = options.summarise ?? plainSummary;
  const summarise: Summarise = (record, review, former) =>
    given(record, review, former, {
      firstHospitalDay: settings.now().sources[record.source.site]?.firstHospitalDay,
      protocol: protocol.read(),
    });
  const index = new SqliteCaseIndex(directory, summarise, () => markOfProtocol(protocol.read()));
  const reviewed = new ReviewedCases(directory);
  const rim = { directory, lock, observer: index, reviewed };
  const cases = new FileCaseStore(rim);
  const reviews = new FileReviewStore(rim);
  const parts = new Parts();
  const workspace: EmbeddedWorkspace = {
    directory,
    place: directory,
    get config() {
      return settings.now();
    },
    cases,
    reviews,
    images: new FileImageStore(directory),
    imports: new FileImportJournal(directory, lock),
    contributions: new FileContributions(directory, lock),
    crawls: new FileCrawls(directory),
    papers: new FilePaperFolders(directory),
    audit: new FileAuditLog(directory),
    preferences: new FilePreferences(directory),
    get claims() {
      return parts.get('claims', () => new SqliteClaims(join(directory, 'work.sqlite')));
    },
    get datasets() {
      return parts.get('datasets', () => new FileDatasets(directory));
    },
    get desk() {
      return parts.get('desk', () => new SqliteDatasetDesk(directory));
    },
    get privacy() {
      const { datasets } = workspace;
      return parts.get('privacy', () => new FilePrivateCases(workspace, datasets, reviewed));
    },
    get users() {
      return parts.get('users', () => new SqliteAccounts(directory));
    },
    index,
    summarise,
    async configure(change) {
      return lock.hold(() => settings.change(change));
    },
    get protocol() {
      return protocol.read();
    },
    async setProtocol(change) {
      const written = lock.hold(() => protocol.write(change(protocol.read())));
      // Rows of the index follow by themselves; whoever needs them whole asks `index.ready()`.
      void index.ready().catch(() => undefined);
      return written;
    },
    openDerived: async () => openDerivedCache(directory),
    tryOut: async () => tryOut(directory),
    freeBytes: () =>
      statfs(directory).then(
        ({ bavail, bsize }) => bavail * bsize,
        () => null,
      ),
    async close() {
      parts.close();
      reviewed.close();
      index.close();
      lock.close();
    },
  };
  return workspace;
}
