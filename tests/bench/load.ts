import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { summariseReview } from '../../curation/review/summary.ts';
import { SqliteAccounts } from '../../data/embedded/access/accounts.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { datasetDraft, draftOf, imageDraft } from '../helpers/drafts.ts';
import { startPlainSiteProcess } from '../helpers/plain-site-process.ts';
import { fill, percentile, revOf, type Server, serve } from './workbench.ts';

/** `MINUTES=5 LOAD_CASES=2000 npm run bench load` */
const MINUTES = Number(process.env['MINUTES'] ?? 1);
const CASES = Number(process.env['LOAD_CASES'] ?? 2_000);
const ANNOTATORS = 20;
/** Cases of the dataset that is released, and pixels a side of their pictures. */
const [RELEASED, SIDE] = [100, 64];
/** Milliseconds between two keys of one person: faster than anybody reads. */
const KEY = 300;
/** Milliseconds between two losses of the index. */
const RUIN = 20_000;
/** Milliseconds that anybody waits for an answer; none by then is a fault, counted under this number. */
const PATIENCE = 120_000;
const NO_ANSWER = 599;
/** Characters of each of the two cases that are opened while everybody works. */
const LONG = 1_000_000;

const PROSE =
  'A 54-year-old man presented with a 5-day history of fever and cough. On day 7 he was intubated and moved to the ICU. ' +
  'RT-PCR was positive and the temperature was 38.4 °C. He was discharged 12 days after admission. ';

/** What somebody was told is saved. */
interface Acknowledged {
  readonly case: string;
  readonly value: string;
}

/** What was asked, how long it took and what came of it. */
class Tally {
  readonly taken = new Map<string, number[]>();
  readonly statuses = new Map<string, number>();
  readonly faults: string[] = [];
  readonly acknowledged: Acknowledged[] = [];

  note(kind: string, status: number, milliseconds: number, path: string): void {
    const times = this.taken.get(kind) ?? [];
    times.push(milliseconds);
    this.taken.set(kind, times);
    const name = `${kind} ${status}`;
    this.statuses.set(name, (this.statuses.get(name) ?? 0) + 1);
    if (status >= 500) this.faults.push(`${status} ${path}`);
  }
}

interface Hands {
  readonly url: string;
  readonly token: string;
  readonly address: string;
  readonly tally: Tally;
}

async function ask(
  { url, token, address, tally }: Hands,
  kind: string,
  path: string,
  init: { form?: Record<string, string>; rev?: number } = {},
): Promise<{ status: number; body: string; headers: Headers }> {
  const start = performance.now();
  const asked = fetch(`${url}${path}`, {
    signal: AbortSignal.timeout(PATIENCE),
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${token}`,
      'x-forwarded-for': address,
      'sec-fetch-site': 'same-origin',
      ...(init.form ? { 'hx-request': 'true', 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...(init.rev === undefined ? {} : { 'if-match': `"${init.rev}"` }),
    },
    ...(init.form ? { method: 'POST', body: new URLSearchParams(init.form).toString() } : {}),
  });
  try {
    const answer = await asked;
    const body = await answer.text();
    tally.note(kind, answer.status, performance.now() - start, path);
    return { status: answer.status, body, headers: answer.headers };
  } catch (error) {
    tally.note(kind, NO_ANSWER, performance.now() - start, `${path} ${(error as Error).name}`);
    return { status: NO_ANSWER, body: '', headers: new Headers() };
  }
}

/** Takes the next case, answers five fields of it a key at a time, calls it done, and goes on to the next. */
async function annotate(hands: Hands, person: number, until: number): Promise<void> {
  for (let turn = 0; Date.now() < until; turn += 1) {
    const next = await ask(hands, 'next case', '/next');
    const path = next.headers.get('location') ?? '';
    if (!path.startsWith('/cases/')) {
      await pause(KEY);
      continue;
    }
    const id = decodeURIComponent(path.slice('/cases/'.length));
    let rev = revOf((await ask(hands, 'page', path)).body);
    for (let key = 0; key < 5 && Date.now() < until; key += 1) {
      await pause(KEY * (0.7 + 0.6 * ((person * 7 + key * 3) % 10) * 0.1));
      const value = `Place ${person}-${turn}-${key}`;
      const form = { field: 'location', patient: 'p1', image: '', value };
      const saved = await ask(hands, 'save', `${path}/decisions`, { form, rev });
      if (saved.status === 200) hands.tally.acknowledged.push({ case: id, value });
      const now = /"(\d+)"/.exec(saved.headers.get('etag') ?? '')?.[1];
      rev = now === undefined ? rev : Number(now);
    }
    await ask(hands, 'done', `${path}/status`, { form: { status: 'done', next: '1' }, rev });
  }
}

/** Asks one page again and again. */
async function repeat(hands: Hands, kind: string, path: string, every: number, until: number): Promise<void> {
  while (Date.now() < until) {
    await ask(hands, kind, path);
    await pause(every);
  }
}

/** Deletes the index, or writes rubbish over it in its place, in turn. */
async function ruinIndex(directory: string, until: number): Promise<number> {
  const path = join(directory, 'index.sqlite');
  let ruined = 0;
  while (Date.now() + RUIN < until) {
    await pause(RUIN);
    if (ruined % 2 === 0) rmSync(path, { force: true });
    else writeFileSync(path, randomBytes(200_000));
    ruined += 1;
  }
  return ruined;
}

/** A process of its own that works on the same workspace, again and again. @returns how often it came to its end */
async function beside(script: string, args: () => readonly string[], until: number): Promise<number> {
  let ended = 0;
  while (Date.now() < until) {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../..', script), ...args()], {
      stdio: 'ignore',
    });
    const timer = setTimeout(() => child.kill('SIGTERM'), Math.max(0, until - Date.now()));
    const [code] = (await once(child, 'exit')) as [number | null];
    clearTimeout(timer);
    if (code === 0) ended += 1;
    else await pause(1_000);
  }
  return ended;
}

async function prepare(directory: string): Promise<Map<string, string>> {
  await fill(directory, CASES);
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  const text = (unit: string) => unit.repeat(Math.ceil(LONG / unit.length)).slice(0, LONG);
  for (const [id, words] of [
    ['radiopaedia-1', text('died ')],
    ['radiopaedia-2', text(PROSE)],
  ] as const) {
    const texts = [{ id: 't1', kind: 'presentation', language: 'en', text: words } as const];
    await workspace.cases.put({ ...draftOf(id, { texts }), images: [] });
  }
  // What is alike in two cases is refused: these are fit to go out.
  for (let number = 1; number <= RELEASED; number += 1) {
    const story = randomBytes(60)
      .toString('hex')
      .replace(/(.{6})/g, '$1 ');
    const texts = [{ id: 't1', kind: 'presentation', language: 'en', text: story } as const];
    const noise = sharp(randomBytes(SIDE * SIDE), { raw: { width: SIDE, height: SIDE, channels: 1 } });
    const { sha256, width, height, mime } = await workspace.images.put(await noise.png().toBuffer());
    const images = [{ ...imageDraft('i1', 0), file: `film-${number}.png`, sha256, width, height, mime }];
    await workspace.cases.put(draftOf(`sirm-${number}`, { texts, images }));
  }
  for (const [id, site] of [
    ['fit', 'sirm'],
    ['all', 'eurorad'],
  ] as const)
    await workspace.datasets.put(datasetDraft(id, { access: 'public', members: { rule: { site } } }), 0);
  const users = new SqliteAccounts(directory);
  const tokens = new Map<string, string>();
  const people = Array.from({ length: ANNOTATORS }, (_, at) => `person-${at + 1}`);
  for (const name of ['keeper', ...people]) {
    await users.add(name, name === 'keeper' ? 'maintainer' : 'annotator', 'a lung on a tree 7');
    tokens.set(name, await users.tokens.issue(name, 'load', null));
  }
  users.close();
  await workspace.close();
  return tokens;
}

async function lost(directory: string, acknowledged: readonly Acknowledged[]): Promise<number> {
  const workspace = openWorkspace(directory);
  const held = new Map<string, Set<string>>();
  for (const id of new Set(acknowledged.map((one) => one.case))) {
    const { events } = await workspace.reviews.get(id);
    held.set(id, new Set(events.flatMap((event) => (event.kind === 'decide' ? [String(event.value)] : []))));
  }
  await workspace.close();
  return acknowledged.filter((one) => !held.get(one.case)?.has(one.value)).length;
}

async function work(server: Server, directory: string, tokens: ReadonlyMap<string, string>, out: string) {
  const tally = new Tally();
  const until = Date.now() + MINUTES * 60_000;
  const handsOf = (name: string, at: number): Hands => ({
    url: server.url,
    token: tokens.get(name) ?? '',
    address: `198.51.100.${at}`,
    tally,
  });
  const keeper = handsOf('keeper', 200);
  const site = await startPlainSiteProcess({ cases: 100_000, latency: 20 });
  const [, ruined, crawls, exports] = await Promise.all([
    Promise.all(
      Array.from({ length: ANNOTATORS }, (_, at) => annotate(handsOf(`person-${at + 1}`, at + 1), at, until)),
    ),
    ruinIndex(directory, until),
    beside(
      'tests/helpers/crawl-child.ts',
      () => [directory, JSON.stringify({ baseUrl: site.origin, delay: 0.2, limit: 200 })],
      until,
    ),
    beside('cli.ts', () => ['--workspace', directory, 'export', join(out, `${Date.now()}`)], until),
    repeat(keeper, 'statistics', '/statistics/body?anew=1', 5_000, until),
    repeat(keeper, 'checks', '/checks/list?anew=1', 5_000, until),
    repeat(keeper, 'release', '/datasets/fit/release', 5_000, until),
    repeat(keeper, 'download', '/datasets/all/download?q=Lagos', 10_000, until),
    repeat(handsOf('keeper', 201), 'home', '/', 500, until),
    repeat(handsOf('keeper', 202), 'health', '/healthz', 100, until),
    repeat(handsOf('keeper', 203), 'long case', '/cases/radiopaedia-1', 2_000, until),
    repeat(handsOf('keeper', 204), 'long case', '/cases/radiopaedia-2', 2_000, until),
  ]);
  site.stop();
  return { tally, ruined, crawls, exports };
}

/**
 * Twenty people, a crawl and an export beside the server, and in it releases, statistics, checks and two cases of a million
 * characters, all at once, while the index is deleted and overwritten: answers of 5xx and acknowledged answers that are not in the files afterwards, which must be none,
 * and what each waits for.
 */
export async function run(): Promise<readonly object[]> {
  const directory = mkdtempSync(join(tmpdir(), 'caseline-load-'));
  const out = mkdtempSync(join(tmpdir(), 'caseline-load-out-'));
  try {
    const tokens = await prepare(directory);
    const server = await serve(directory, 'members');
    const { tally, ruined, crawls, exports } = await work(server, directory, tokens, out);
    const memory = await server.memory();
    await server.close();
    const gone = await lost(directory, tally.acknowledged);
    console.log(
      `${MINUTES} minutes, ${CASES} cases: ${tally.faults.length} answers of 5xx, ${tally.acknowledged.length} answers acknowledged, ${gone} of them lost; ` +
        `the index was lost ${ruined} times, ${crawls} crawls and ${exports} exports came to their end beside it; ${memory.toFixed(0)} MB`,
    );
    for (const fault of new Set(tally.faults)) console.log(fault);
    console.log([...tally.statuses].map(([name, count]) => `${name}: ${count}`).join(', '));
    return [...tally.taken].map(([what, times]) => ({
      what,
      answers: times.length,
      p50: `${percentile(times, 0.5).toFixed(0)} ms`,
      p95: `${percentile(times, 0.95).toFixed(0)} ms`,
      most: `${Math.max(...times).toFixed(0)} ms`,
    }));
  } finally {
    // Where something went wrong, others may still write: the fault is what is told, not that.
    for (const folder of [directory, out])
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
}
