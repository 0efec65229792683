import { BadUsage, Blocked, CaselineError, messageOf, Throttled } from '../../../data/errors.ts';
import type { Failure } from '../../../data/format/crawl-result.ts';
import type { MissingImages, SourceMemory } from '../../../data/ports/crawl/crawls.ts';
import { HostPolicy } from '../door/requests/host-policy.ts';
import { LeftOut } from '../door/requests/left-out.ts';
import { type CaseEstimate, type CaseReference, parseQuery, type Source } from '../source.ts';
import { connect } from './build.ts';
import { statisticsOf } from './case-costs.ts';
import { type CrawlOptions, checkOptions } from './crawl-options.ts';
import { addUp, type Plan } from './estimate.ts';
import { baseUrlOf, type CrawlWorkspace, checkSession, mannersFor } from './manners.ts';
import { isAskedAgain } from './missing-images.ts';
import { References } from './references.ts';
import { nothingDone } from './result.ts';

/** A case that refused before is asked for once, after all others, and is not expected to be read this time. */
const ASKED_LAST: CaseEstimate = { requests: { min: 1, max: 1 }, bytes: 0 };

/** Images of a held case that did not come: each is at one of a few addresses. */
const askedAgain = ({ addresses }: MissingImages): CaseEstimate => ({
  requests: { min: Math.ceil(addresses / 2), max: addresses },
  bytes: 0,
});

/**
 * Collects the cases a crawl would write: those not held, in order, up to the limit.
 * @returns how many refused an earlier crawl and would be asked for last, none when the limit comes before them; what
 *   images will cost that did not come; and what is wrong with the query
 */
const newCases = async (
  references: References,
  isHeld: (id: string) => Promise<boolean>,
  memory: Pick<SourceMemory, 'idOf' | 'refusedAt' | 'missingOf'>,
  take: (reference: CaseReference) => void,
  limit = Number.POSITIVE_INFINITY,
): Promise<{ last: number; again: CaseEstimate[]; failed: Failure[] }> => {
  const ids = new Set<string>();
  const failed: Failure[] = [];
  const again: CaseEstimate[] = [];
  let [taken, last] = [0, 0];
  for await (const listed of references) {
    if ('failure' in listed) {
      failed.push(listed.failure);
      continue;
    }
    const id = await memory.idOf(listed.alias);
    if (id !== null && ids.has(id)) continue;
    if (id !== null) ids.add(id);
    if (id !== null && (await isHeld(id))) {
      const missing = await memory.missingOf(id);
      if (isAskedAgain(missing)) again.push(askedAgain(missing));
      continue;
    }
    if ((await memory.refusedAt(listed.alias)) !== null) {
      last += 1;
      continue;
    }
    take(listed);
    taken += 1;
    if (taken >= limit) return { last: 0, again, failed };
  }
  return { last, again, failed };
};

/**
 * What the same arguments given to `crawl` would request, and how long that takes at the polite rate. Requests robots.txt
 * and search pages only.
 * @throws BadUsage or InvalidInput as `crawl`; refusals of the site are in the result
 */
export const plan = async (workspace: CrawlWorkspace, source: Source, given: CrawlOptions): Promise<Plan> => {
  const options = checkOptions({ ...given, offline: false });
  checkSession(source, workspace.config, options.session);
  const policy = new HostPolicy(source, baseUrlOf(source, workspace.config, options.baseUrl));
  const manners = mannersFor(source, policy, workspace.config, options.delay);
  await using stores = await workspace.crawls.open();
  const memory = stores.memoryOf(source.name);
  const statistics = await statisticsOf(memory);
  const query = options.query.join(' ');
  const start = { kind: 'plan', source: source.name, base: policy.base, query, options: {} } as const;
  const { run } = await stores.runs.start(start);
  const measured = { search: 0, bytes: 0, latency: 0, requests: 0 };
  const emit: typeof options.emit = (event) => {
    if (event.type === 'search') measured.search += 1;
    if (event.type === 'request') {
      measured.requests += 1;
      measured.bytes += event.bytes;
      measured.latency += event.latency;
    }
    options.emit(event);
  };
  const files = { stores, archive: await stores.archive(), memory, kept: workspace.crawls, run };
  const connection = connect(source, policy, manners, files, { ...options, emit });
  const references = new References({
    source,
    door: connection.door,
    query: parseQuery(options.query),
    archived: null,
    emit,
  });
  const estimates: CaseEstimate[] = [];
  const failed: Failure[] = [];
  let refused = 0;
  let again: CaseEstimate[] = [];
  let status: Plan['status'] = 'planned';
  const started = performance.now();
  try {
    const take = (reference: CaseReference) =>
      estimates.push(source.estimateCase(reference, statistics, { allFrames: options.allFrames }));
    const found = await newCases(references, (id) => workspace.cases.has(id), memory, take, options.limit);
    refused = found.last;
    again = found.again;
    failed.push(...found.failed);
  } catch (thrown) {
    const error = thrown instanceof LeftOut ? await thrown.refusal() : thrown;
    if (error instanceof BadUsage) {
      await stores.runs.finish(run.id, 'failed', { ...nothingDone(source.name, query), status: 'failed' });
      throw error;
    }
    status = error instanceof Blocked || error instanceof Throttled ? 'blocked' : 'failed';
    const code = error instanceof CaselineError ? error.code : 'unexpected';
    failed.push({ url: references.at, code, message: messageOf(error) });
  } finally {
    await connection.close();
  }
  const total = addUp([...estimates, ...again, ...(refused > 0 ? [ASKED_LAST] : [])], {
    searchPages: measured.search,
    robots: policy.loopback || estimates.length === 0 ? 1 : policy.hosts.length,
    searchBytes: measured.bytes,
    floor: manners.floor / 1000,
    latency: measured.requests === 0 ? 0 : measured.latency / measured.requests / 1000,
  });
  const ended = status === 'planned' ? 'done' : status;
  await stores.runs.finish(run.id, ended, {
    ...nothingDone(source.name, query),
    found: references.found,
    failed,
    ...connection.sent,
    seconds: Math.round(performance.now() - started) / 1000,
    status: ended,
  });
  return {
    source: source.name,
    query,
    cases: estimates.length,
    refused,
    measured: statistics.cases,
    ...total,
    status,
    failed,
  };
};
