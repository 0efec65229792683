import { CaselineError, Conflict, messageOf } from '../../data/errors.ts';
import type { CrawlResult } from '../../data/format/crawl-result.ts';
import type { Journal } from '../../data/ports/crawl/crawl-archive.ts';
import type { RunHistory } from '../../data/ports/crawl/crawl-runs.ts';
import { isLoopbackHost } from './door/requests/addresses.ts';
import { HostPolicy } from './door/requests/host-policy.ts';
import { type BuiltRun, buildRun, type RunFiles } from './run/build.ts';
import { type CheckedOptions, type CrawlOptions, checkOptions } from './run/crawl-options.ts';
import type { CrawlListener } from './run/events.ts';
import { baseUrlOf, type CrawlWorkspace, checkSession, mannersFor } from './run/manners.ts';
import { failureOf, nothingDone } from './run/result.ts';
import type { Stop } from './run/stop.ts';
import { type TakenOver, takeOver } from './run/take-over.ts';
import type { Source } from './source.ts';

export type { CrawlResult } from '../../data/format/crawl-result.ts';
export type { CrawlOptions } from './run/crawl-options.ts';
export { restsOn } from './run/estimate.ts';
export type { CrawlEvent, CrawlListener } from './run/events.ts';
export type { CrawlWorkspace } from './run/manners.ts';
export { duration, Outlook, remainingWords } from './run/outlook.ts';
export { plan } from './run/plan.ts';
export { exitCodeOf } from './run/result.ts';

/** Origin the archive of a source was received from, when it was a site on this machine; for `--offline` without base URL. */
const archivedBase = async (journal: Journal, source: string): Promise<string | undefined> => {
  const newest = await journal.newest(source);
  if (newest === null) return undefined;
  const { origin, hostname } = new URL(newest.url);
  return isLoopbackHost(hostname) ? origin : undefined;
};

/** What a crawl comes to that finds its source taken: nothing was asked for, and nothing is noted. */
const busyResult = async (
  source: Source,
  { query, emit }: CheckedOptions,
  history: RunHistory,
): Promise<CrawlResult> => {
  const other = await history.inProgress(source.name);
  const who =
    other === null
      ? 'Another process'
      : `Process ${other.pid} on ${other.machine}, since ${new Date(other.run.started).toTimeString().slice(0, 8)}, ` +
        `for '${other.run.query || 'everything'}',`;
  const message =
    `${who} is crawling ${source.name} into this workspace already; two at once would ask for the same cases. ` +
    'Wait for its end or stop it, then crawl again.';
  const failure = { url: source.origin, code: 'source-busy', message };
  emit({ type: 'stopped', status: 'blocked', failure, kept: null, ofOneCase: false });
  return { ...nothingDone(source.name, query.join(' ')), failed: [failure], status: 'blocked' };
};

/** What a crawl from the archive comes to that finds nothing there; `query` where that alone was never crawled. */
const emptyArchive = ({ name, origin }: Source, query: string | null): Stop => {
  const what = query === null ? `nothing of ${name}` : `no crawl of ${name} for '${query}'`;
  const remedy =
    query === null ? 'crawl it first' : 'crawl that first, or leave the words out to rebuild everything';
  const message = `the archive of this workspace holds ${what}, so there is nothing to rebuild: ${remedy}, without --offline.`;
  return { status: 'failed', run: 'failed', failure: { url: origin, code: 'archive-empty', message } };
};

/** Lets a run go to its end, and says what it came to. */
const goThrough = async (
  source: Source,
  { crawlRun, references, fillRates, connection }: BuiltRun,
  { stores, memory, kept, run }: RunFiles,
  emit: CrawlListener,
): Promise<CrawlResult> => {
  const started = performance.now();
  const go = async () => {
    const end = await crawlRun.go();
    const isEmpty = end === 'done' && connection === null && !references.wereTold;
    return isEmpty ? emptyArchive(source, run.query) : end;
  };
  const { tally } = crawlRun;
  const end = await go()
    .catch(async (error: unknown) => {
      // Wrong usage is the caller's to hear; nothing was asked for.
      const known =
        error instanceof CaselineError ? error : { code: 'unexpected', message: messageOf(error) };
      const failed = [failureOf(source.origin, known)];
      await stores.runs.finish(run.id, 'failed', {
        ...nothingDone(run.source, run.query),
        failed,
        status: 'failed',
      });
      throw error;
    })
    .finally(() => connection?.close());
  const stop = typeof end === 'string' ? null : end;
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
  if (stop === null) await memory.keepRates(run.id, fillRates.rates);
  await stores.runs.finish(run.id, stop?.run ?? result.status, result);
  if (stop !== null) {
    const { status, failure, ofOneCase = false } = stop;
    const { records } = await kept.blocked.list(run.source);
    const evidence = records.find((record) => record.run === run.id);
    emit({ type: 'stopped', status, failure, kept: evidence?.place ?? null, ofOneCase });
  }
  emit({ type: 'finished', run: run.id, result });
  return result;
};

/**
 * A person says that the site is as it is now: what waited in `suspect/` is among the cases, without a request.
 * @throws Conflict while the source is being crawled
 */
export const acceptDrift = async (
  workspace: CrawlWorkspace,
  source: Source,
): Promise<readonly TakenOver[]> => {
  const { crawls } = workspace;
  await using lock = await crawls.take(source.name);
  if (lock === null)
    throw new Conflict(
      'source-busy',
      `${source.name} is being crawled; wait for its end, then take its cases over`,
    );
  await using stores = await crawls.open();
  const memory = stores.memoryOf(source.name);
  return await Array.fromAsync(takeOver({ ...workspace, source, suspects: crawls.suspects, memory }));
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
  const { crawls } = workspace;
  await using stores = await crawls.open();
  const archived = async () => archivedBase((await stores.archive()).journal, source.name);
  checkSession(source, workspace.config, options.session);
  const baseUrl =
    options.baseUrl ??
    (offline ? await archived() : undefined) ??
    baseUrlOf(source, workspace.config, undefined);
  const policy = new HostPolicy(source, baseUrl);
  const manners = offline ? null : mannersFor(source, policy, workspace.config, options.delay);
  await using lock = offline ? null : await crawls.take(source.name);
  if (lock === null && !offline) return busyResult(source, options, stores.runs);
  const archive = await stores.archive();
  if (offline && (await archive.journal.newest(source.name)) === null) {
    const { failure } = emptyArchive(source, null);
    options.emit({ type: 'stopped', status: 'failed', failure, kept: null, ofOneCase: false });
    return { ...nothingDone(source.name, query.join(' ')), failed: [failure], status: 'failed' };
  }
  const { run, killed } = await stores.runs.start({
    kind: offline ? 'offline' : 'crawl',
    source: source.name,
    base: policy.base,
    query: query.join(' '),
    options: { limit, refresh, allFrames },
    ...(schedule === undefined ? {} : { schedule }),
  });
  for (const id of killed) await archive.repair(id);
  const memory = stores.memoryOf(source.name);
  const files = { stores, archive, memory, kept: crawls, run };
  const { emit } = options;
  const accepted = options.acceptDrift
    ? await Array.fromAsync(takeOver({ ...workspace, source, suspects: crawls.suspects, memory }))
    : [];
  const built = await buildRun(workspace, source, policy, manners, files, options);
  const resumes = run.resumes.length;
  emit({ type: 'started', run: run.id, source: source.name, query: run.query, base: policy.base, resumes });
  for (const { change, ...taken } of accepted) {
    built.crawlRun.tally[change] += 1;
    emit({ type: 'case', change, ...taken, givenUp: false });
  }
  return await goThrough(source, built, files, emit);
};
