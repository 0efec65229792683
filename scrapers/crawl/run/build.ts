import type { CrawlArchive } from '../../../data/ports/crawl/crawl-archive.ts';
import type { RunRecord } from '../../../data/ports/crawl/crawl-runs.ts';
import type { CrawlStores, Crawls, Sent, SourceMemory } from '../../../data/ports/crawl/crawls.ts';
import { version } from '../../../data/version.ts';
import { ArchiveDoor } from '../door/archive-door.ts';
import { Browser } from '../door/browser/browser.ts';
import { MendingDoor } from '../door/mending-door.ts';
import { NetworkDoor } from '../door/network-door.ts';
import { Attendant } from '../door/requests/attendant.ts';
import { Consequences } from '../door/requests/consequences.ts';
import { CookieJar } from '../door/requests/cookie-jar.ts';
import { Exchange } from '../door/requests/exchange.ts';
import { Fetcher } from '../door/requests/fetcher.ts';
import type { HostPolicy } from '../door/requests/host-policy.ts';
import { HttpTier } from '../door/requests/http-tier.ts';
import { ReceivedAnswers } from '../door/requests/received-answers.ts';
import { Refusals } from '../door/requests/refusals.ts';
import { robotsGate } from '../door/requests/robots-gate.ts';
import { Governor } from '../pacing/governor.ts';
import { RobotsKeeper } from '../pacing/robots-keeper.ts';
import { parseQuery, type Source } from '../source.ts';
import type { CheckedOptions } from './crawl-options.ts';
import { CrawlRun } from './crawl-run.ts';
import { EXPECTED_IMAGE_FILES, IMAGE_FILES } from './document-fills.ts';
import { Doubt } from './doubt.ts';
import { FillRates, usualRates } from './fill-rates.ts';
import type { CrawlWorkspace, SourceManners } from './manners.ts';
import { keepRead, readReference } from './read-and-keep.ts';
import { References } from './references.ts';

/** Longest pause a run sits out, milliseconds; a longer one ends it as throttled. */
const PATIENCE = 15 * 60 * 1000;
/** An answer under way when the run is stopped may still arrive for this long: it would only be asked for again. Milliseconds. */
const GRACE = 5_000;

/** The way of one run to its site. */
export interface Connection {
  readonly door: NetworkDoor;
  /** What was sent so far; it grows. */
  readonly sent: Sent;
  /** Forces what was received so far to the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What is kept of one run, and where. */
export interface RunFiles {
  readonly stores: CrawlStores;
  readonly archive: CrawlArchive;
  readonly memory: SourceMemory;
  readonly kept: Pick<Crawls, 'blocked' | 'suspects'>;
  readonly run: RunRecord;
}

/** A run ready to go, and what is asked at its end. */
export interface BuiltRun {
  readonly crawlRun: CrawlRun;
  readonly references: References;
  readonly fillRates: FillRates;
  /** Null for a run that asks the archive alone. */
  readonly connection: Connection | null;
}

/** Builds the door to the network for one run out of its parts. The caller closes it. */
export const connect = (
  source: Source,
  policy: HostPolicy,
  manners: SourceManners,
  { stores, archive, kept, run }: RunFiles,
  { refresh, headed, patience, session, signal, emit }: CheckedOptions,
): Connection => {
  const software = `Caseline/${version}`;
  const contact = manners.contact.replace(/[^\x20-\x7e]|[()]/g, '').trim();
  const userAgent = contact === '' ? software : `${software} (+${contact})`;
  const http = new HttpTier(policy.allowed);
  const governor = new Governor(
    stores.clock,
    {
      floor: manners.floor,
      budget: manners.budget,
      patience: patience === undefined ? PATIENCE : patience * 1000,
      lease: http.longest + 10_000,
    },
    { onWait: (wait) => emit({ type: 'waiting', ...wait }) },
  );
  const writer = archive.writer(run.id, source.name, software);
  const refusals = new Refusals(kept.blocked, source.name, run.id);
  const hardStop = delayed(signal, GRACE);
  const exchange = new Exchange({ http, archive, writer, policy, userAgent, hardStop, emit });
  const robots = new RobotsKeeper(stores.robots, (origin, { crawlDelay }) =>
    governor.setCrawlDelay(new URL(origin).host, crawlDelay),
  );
  const runs = [run.id, ...run.resumes];
  const cookies = new CookieJar(session.filter(({ domain }) => policy.ownsDomain(domain)));
  const attendant = headed ? new Attendant(policy, cookies, userAgent, signal, emit) : null;
  const fetcher = new Fetcher({
    policy,
    received: new ReceivedAnswers({ archive, source: source.name, hosts: policy.hosts, runs, refresh }),
    // A paper that somebody named is all that is asked for: nothing goes on without it.
    checkRobots: robotsGate(robots, refusals, source.anyHost !== true),
    governor,
    exchange,
    consequences: new Consequences(refusals, manners.floor),
    cookies,
    attendant,
    signal,
    emit,
  });
  const browser = new Browser({ fetcher, policy, writer, userAgent, headed });
  return {
    door: new NetworkDoor({ source: source.name, policy, fetcher, browser, writer, refusals, attendant }),
    sent: exchange.sent,
    sync: () => writer.sync(),
    close: async () => {
      await browser.close();
      http.close();
      await writer.close();
    },
  };
};

/**
 * Builds one run out of its parts, each with what it uses.
 * @param manners how the site is to be asked; null to ask the archive alone
 */
export const buildRun = async (
  { cases, images }: Pick<CrawlWorkspace, 'cases' | 'images'>,
  source: Source,
  policy: HostPolicy,
  manners: SourceManners | null,
  files: RunFiles,
  options: CheckedOptions,
): Promise<BuiltRun> => {
  const { stores, archive, memory, kept, run } = files;
  const { query, emit } = options;
  const connection = manners === null ? null : connect(source, policy, manners, files, options);
  const archiveDoor = new ArchiveDoor(source.name, policy, archive);
  const door = connection?.door ?? archiveDoor;
  const mending = connection === null ? archiveDoor : new MendingDoor(archiveDoor, connection.door);
  const runs = query.length === 0 ? undefined : await stores.runs.ofQuery(source.name, run.query);
  const archived = connection === null ? archive.journal.urls(source.name, runs) : null;
  const references = new References({ source, door, query: parseQuery(query), archived, emit });
  const usual = await usualRates(memory, { [IMAGE_FILES]: EXPECTED_IMAGE_FILES, ...source.expectedFill });
  const fillRates = new FillRates(source.name, usual, await memory.drifts());
  const doubt = new Doubt({
    source: source.name,
    fillRates,
    suspects: kept.suspects,
    memory,
    accepted: options.acceptDrift,
  });
  const sync = async () => connection?.sync();
  const crawlRun = new CrawlRun(
    {
      references,
      read: (reference, isHeld, mend) =>
        readReference({ source, door: mend ? mending : door, images }, options, reference, isHeld),
      keep: (id, made, url) => keepRead({ source, cases, images, memory, sync, emit }, id, made, url),
      cases,
      memory,
      doubt,
      sent: connection?.sent ?? { requests: 0, bytes: 0 },
      noteCost: async (id, { modalities = [] }, cost) => {
        if (cost.requests > 0) await memory.noteCost(run.id, id, { modalities, ...cost });
      },
    },
    options,
    manners !== null && manners.floor > 0,
  );
  return { crawlRun, references, fillRates, connection };
};

/** A signal that follows `signal` after a while. */
const delayed = (signal: AbortSignal, milliseconds: number): AbortSignal => {
  const controller = new AbortController();
  const begin = () => setTimeout(() => controller.abort(signal.reason), milliseconds).unref();
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return controller.signal;
};
