import { Archive } from './archive/archive.ts';
import { type CrawlDatabase, openCrawlDatabase } from './archive/crawl-database.ts';
import { isLoopbackHost } from './door/addresses.ts';
import { listBlocked } from './door/blocked-evidence.ts';
import { HostPolicy } from './door/host-policy.ts';
import { type BuiltRun, buildRun, type RunFiles } from './run/build.ts';
import { type CheckedOptions, type CrawlOptions, checkOptions } from './run/crawl-options.ts';
import type { CrawlListener } from './run/events.ts';
import { type CrawlWorkspace, mannersFor } from './run/manners.ts';
import { type CrawlResult, nothingDone } from './run/result.ts';
import { RunHistory } from './run/run-history.ts';
import { takeSource } from './run/source-lock.ts';
import type { Source } from './source.ts';

export type { CrawlOptions } from './run/crawl-options.ts';
export type { CrawlEvent, CrawlListener } from './run/events.ts';
export type { CrawlWorkspace } from './run/manners.ts';
export { plan } from './run/plan.ts';
export { type CrawlResult, exitCodeOf } from './run/result.ts';

/** Origin the archive of a source was received from, when it was a site on this machine; for `--offline` without base URL. */
const archivedBase = (database: CrawlDatabase, source: string): string | undefined => {
  const row = database
    .prepare("SELECT url FROM fetches WHERE source = ? AND outcome = 'ok' ORDER BY time DESC LIMIT 1")
    .get(source) as { url: string } | undefined;
  if (row === undefined) return undefined;
  const { origin, hostname } = new URL(row.url);
  return isLoopbackHost(hostname) ? origin : undefined;
};

/** What a crawl comes to that finds its source taken: nothing was asked for, and nothing is noted. */
const busyResult = (source: Source, { query, emit }: CheckedOptions, history: RunHistory): CrawlResult => {
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
  emit({ type: 'blocked', failure, kept: null, ofOneCase: false });
  return { ...nothingDone(source.name, query.join(' ')), failed: [failure], status: 'blocked' };
};

/** Lets a run go to its end, and says what it came to. */
const goThrough = async (
  { crawlRun, references, fillRates, connection }: BuiltRun,
  { directory, history, run }: RunFiles,
  emit: CrawlListener,
): Promise<CrawlResult> => {
  const started = performance.now();
  const end = await crawlRun.go().finally(() => connection?.close());
  const stop = typeof end === 'string' ? null : end;
  const { tally } = crawlRun;
  const result: CrawlResult = {
    source: run.source,
    query: run.query,
    found: references.found,
    ...tally,
    failed: stop === null ? tally.failed : [...tally.failed, stop.failure],
    requests: connection?.sent.requests ?? 0,
    bytes: connection?.sent.bytes ?? 0,
    seconds: Math.round(performance.now() - started) / 1000,
    status: typeof end === 'string' ? end : end.status,
  };
  if (stop === null) fillRates.keep(run.id);
  history.finish(run.id, stop?.run ?? result.status, result);
  if (stop?.status === 'blocked') {
    const { failure, ofOneCase = false } = stop;
    const kept = listBlocked(directory, run.source).find((record) => record.run === run.id);
    emit({ type: 'blocked', failure, kept: kept?.folder ?? null, ofOneCase });
  }
  emit({ type: 'finished', run: run.id, result });
  return result;
};

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
  const { offline, query, limit, refresh, allFrames, schedule } = options;
  using database = openCrawlDatabase(workspace.directory);
  const baseUrl = options.baseUrl ?? (offline ? archivedBase(database, source.name) : undefined);
  const policy = new HostPolicy(source, baseUrl);
  const manners = offline ? null : mannersFor(source, policy, workspace.config, options.delay);
  using lock = offline ? null : takeSource(workspace.directory, source.name);
  const history = new RunHistory(database);
  if (lock === null && !offline) return busyResult(source, options, history);
  using archive = new Archive(workspace.directory, database);
  const { run, killed } = history.start({
    kind: offline ? 'offline' : 'crawl',
    source: source.name,
    base: policy.base,
    query: query.join(' '),
    options: { limit, refresh, allFrames },
    ...(schedule === undefined ? {} : { schedule }),
  });
  for (const id of killed) archive.repair(id);
  const files = { directory: workspace.directory, database, archive, history, run };
  const { emit } = options;
  const built = buildRun(workspace, source, policy, manners, files, options);
  const resumes = run.resumes.length;
  emit({ type: 'started', run: run.id, source: source.name, query: run.query, base: policy.base, resumes });
  return await goThrough(built, files, emit);
};
