import type { Crawls } from '../ports/crawls.ts';
import { readConfig, type WorkspaceConfig, writeConfig } from './config.ts';
import { ContributionStore } from './contributions.ts';
import { FileCrawls } from './crawl/crawls.ts';
import { WorkspaceLock } from './disk/lock.ts';
import { FileCaseStore, FileReviewStore } from './documents/document-files.ts';
import { FileImageStore } from './images/image-store.ts';
import { CaseIndex } from './index/case-index.ts';
import { plainSummary, type Summarise } from './index/case-writer.ts';

/** One open workspace folder: the embedded provider of every store port. */
export interface Workspace {
  readonly directory: string;
  readonly config: WorkspaceConfig;
  readonly cases: FileCaseStore;
  readonly reviews: FileReviewStore;
  readonly images: FileImageStore;
  readonly contributions: ContributionStore;
  readonly crawls: Crawls;
  /** Cache for lists, facets and search; never the truth. */
  readonly index: CaseIndex;
  /** What lists show of a case's review, and rules of datasets ask of it. */
  readonly summarise: Summarise;
  /** Reads `caseline.json` anew, applies a change and writes it durably. */
  configure(change: (config: WorkspaceConfig) => WorkspaceConfig): WorkspaceConfig;
  close(): void;
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
  const rim = { directory, lock, observer: index };
  const cases = new FileCaseStore(rim);
  const reviews = new FileReviewStore(rim);
  return {
    directory,
    get config() {
      return config;
    },
    cases,
    reviews,
    images: new FileImageStore(directory),
    contributions: new ContributionStore(directory, lock),
    crawls: new FileCrawls(directory),
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
    close() {
      index.close();
      lock.close();
    },
  };
}
