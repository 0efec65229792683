import { Archive } from './archive/archive.ts';
import { type CrawlDatabase, openCrawlDatabase } from './archive/crawl-database.ts';
import { isLoopbackHost } from './door/addresses.ts';
import { ArchiveDoor } from './door/archive-door.ts';
import { listBlocked } from './door/blocked-evidence.ts';
import { HostPolicy } from './door/host-policy.ts';
import { CaseNames } from './run/case-names.ts';
import type { CaseTools } from './run/case-run.ts';
import { type CheckedOptions, type CrawlOptions, checkOptions } from './run/crawl-options.ts';
import { CrawlRun } from './run/crawl-run.ts';
import { FillRates } from './run/fill-rates.ts';
import { ArchivedReferences, SearchReferences } from './run/references.ts';
import { RefusedCases } from './run/refused-cases.ts';
import type { CrawlResult } from './run/result.ts';
import { RunHistory, type RunRecord } from './run/run-history.ts';
import { type CrawlWorkspace, checkAllowed, floorOf, Session } from './run/session.ts';
import { takeSource } from './run/source-lock.ts';
import { parseQuery, type Source } from './source.ts';

/** Origin the archive of a source was received from, when it was a site on this machine; for `--offline` without base URL. */
const archivedBase = (database: CrawlDatabase, source: string): string | undefined => {
  const row = database
    .prepare("SELECT url FROM fetches WHERE source = ? AND outcome = 'ok' ORDER BY time DESC LIMIT 1")
    .get(source) as { url: string } | undefined;
  if (row === undefined) return undefined;
  const { origin, hostname } = new URL(row.url);
  return isLoopbackHost(hostname) ? origin : undefined;
};

interface Wiring {
  readonly workspace: CrawlWorkspace;
  readonly source: Source;
  readonly options: CheckedOptions;
  readonly policy: HostPolicy;
  readonly database: CrawlDatabase;
  readonly archive: Archive;
  readonly history: RunHistory;
  readonly run: RunRecord;
}

const runWith = async (wiring: Wiring): Promise<CrawlResult> => {
  const { workspace, source, options, policy, database, archive, history, run } = wiring;
  const { emit, signal, allFrames, acceptDrift } = options;
  const started = performance.now();
  const session = options.offline
    ? null
    : new Session(
        source,
        policy,
        workspace,
        { database, archive, run },
        { ...options, patience: inMilliseconds(options.patience) },
      );
  const door = session?.door ?? new ArchiveDoor(source.name, policy, archive);
  const query = parseQuery(options.query);
  const search = new SearchReferences(source, door, query, emit);
  const references = options.offline
    ? new ArchivedReferences(
        source,
        archive,
        search,
        options.query.length === 0 ? undefined : history.ofQuery(source.name, run.query),
      )
    : search;
  const fillRates = new FillRates(database, source.name, source.expectedFill);
  const tools: CaseTools = {
    source,
    door,
    cases: workspace.cases,
    images: workspace.images,
    names: new CaseNames(database, source.name),
    refused: new RefusedCases(database, source.name),
    fillRates,
    sync: async () => session?.writer.sync(),
    emit,
    signal,
    allFrames,
    again: options.offline || options.refresh,
    acceptDrift,
    paced: !options.offline && floorOf(source, policy, workspace.settings, options.delay) > 0,
  };
  const sent = () => session?.fetcher.sent ?? { requests: 0, bytes: 0 };
  const crawlRun = new CrawlRun(tools, references, options, {
    sent,
    noteCost: (id, { modalities }, before, after) => {
      const [requests, bytes] = [after.requests - before.requests, after.bytes - before.bytes];
      if (requests > 0) history.noteCost(run.id, source.name, id, modalities ?? [], requests, bytes);
    },
  });
  emit({
    type: 'started',
    run: run.id,
    source: source.name,
    query: run.query,
    base: policy.base,
    resumes: run.resumes.length,
  });
  const end = await crawlRun.go().finally(() => session?.close());
  const stop = typeof end === 'string' ? null : end;
  const { tally } = crawlRun;
  const result: CrawlResult = {
    source: source.name,
    query: run.query,
    found: references.found,
    new: tally.new,
    updated: tally.updated,
    unchanged: tally.unchanged,
    failed: stop === null ? tally.failed : [...tally.failed, stop.failure],
    requests: sent().requests,
    bytes: sent().bytes,
    seconds: Math.round(performance.now() - started) / 1000,
    status: stop?.status ?? (end as 'done' | 'limit'),
  };
  if (stop === null) fillRates.keep(run.id);
  history.finish(run.id, stop?.run ?? result.status, result);
  if (stop?.status === 'blocked') {
    const kept = listBlocked(workspace.directory, source.name).find((record) => record.run === run.id);
    emit({
      type: 'blocked',
      failure: stop.failure,
      kept: kept?.folder ?? null,
      ofOneCase: stop.ofOneCase === true,
    });
  }
  emit({ type: 'finished', run: run.id, result });
  return result;
};

/** What a crawl comes to that finds its source taken: nothing was asked for, and nothing is noted. */
const busyResult = (source: Source, options: CheckedOptions, history: RunHistory): CrawlResult => {
  const other = history.inProgress(source.name);
  const who =
    other === null
      ? 'Another process'
      : `Process ${other.pid} on ${other.machine}, since ${new Date(other.run.started).toTimeString().slice(0, 8)}, ` +
        `for '${other.run.query || 'everything'}',`;
  const message =
    `${who} is crawling ${source.name} into this workspace already; two at once would ask for the same cases. ` +
    'Wait for its end or stop it, then crawl again.';
  const failure = { url: source.origin, code: 'source-busy', message };
  options.emit({ type: 'blocked', failure, kept: null, ofOneCase: false });
  return {
    source: source.name,
    query: options.query.join(' '),
    found: 0,
    new: 0,
    updated: 0,
    unchanged: 0,
    failed: [failure],
    requests: 0,
    bytes: 0,
    seconds: 0,
    status: 'blocked',
  };
};

const inMilliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000;

/**
 * Crawls a source into the workspace: lazily, politely, and so that it can be stopped or killed at any moment and gone on
 * with. `offline` rebuilds cases and images from the archive alone.
 * @throws BadUsage or InvalidInput for arguments and settings that do not allow the crawl; everything that happens on the
 * way is in the result
 */
export const crawl = async (
  workspace: CrawlWorkspace,
  source: Source,
  given: CrawlOptions,
): Promise<CrawlResult> => {
  const options = checkOptions(given);
  const database = openCrawlDatabase(workspace.directory);
  try {
    const baseUrl = options.baseUrl ?? (options.offline ? archivedBase(database, source.name) : undefined);
    const policy = new HostPolicy(source, baseUrl);
    if (!options.offline) {
      checkAllowed(source, policy, workspace);
      floorOf(source, policy, workspace.settings, options.delay);
    }
    const lock = options.offline ? null : takeSource(workspace.directory, source.name);
    const history = new RunHistory(database);
    if (lock === null && !options.offline) return busyResult(source, options, history);
    let archive: Archive | null = null;
    try {
      archive = new Archive(workspace.directory, database);
      const { query, limit, refresh, allFrames, schedule } = options;
      const { run, killed } = history.start({
        kind: options.offline ? 'offline' : 'crawl',
        source: source.name,
        base: policy.base,
        query: query.join(' '),
        options: { limit, refresh, allFrames },
        ...(schedule === undefined ? {} : { schedule }),
      });
      for (const id of killed) archive.repair(id);
      return await runWith({ workspace, source, options, policy, database, archive, history, run });
    } finally {
      archive?.close();
      lock?.release();
    }
  } finally {
    database.close();
  }
};
