import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { summariseReview } from '../../curation/review/summary.ts';
import { SqliteAccounts } from '../../data/embedded/access/accounts.ts';
import { createWorkspace } from '../../data/embedded/config.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { DATASET_FORMAT } from '../../data/format/dataset.ts';
import { startServer } from '../../server/serve.ts';
import type { RateLimits } from '../../server/shell/limits/rate-limits.ts';
import { draftOf, imageDraft } from '../helpers/drafts.ts';
import { tinyPng } from '../helpers/tiny-png.ts';
import { percentile } from './workbench.ts';

/** `PAIRS=1000 npm run bench hidden`: whether the time of an answer tells a hidden case from one that is not there. */
const PAIRS = Number(process.env['PAIRS'] ?? 1_000);
const CASES = 50;
/** Far above what is sent. */
const noLimits: RateLimits = { address: 1e9, account: 1e9, login: 1e9 };
const PASSWORD = 'a lung on a tree 7';

const median = (values: readonly number[]): number => percentile(values, 0.5);

/** A workspace of hidden cases and as many open ones; the hash of the image of each hidden one. */
async function filled(directory: string) {
  createWorkspace(directory, { name: 'Bench of hidden cases' });
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  const hashes: string[] = [];
  for (let at = 0; at < CASES; at += 1) {
    for (const site of ['radiopaedia', 'sirm', 'eurorad']) {
      const { sha256 } = await workspace.images.put(await tinyPng(`${site} ${at}`));
      if (site === 'radiopaedia') hashes.push(sha256);
      await workspace.cases.put(
        draftOf(`${site}-${1_000 + at}`, { texts: [], images: [{ ...imageDraft('i1', 0), sha256 }] }),
      );
    }
  }
  const closed = {
    format: DATASET_FORMAT,
    title: 'Closed films',
    description: '',
    contact: '',
    licence: null,
    access: 'on-request' as const,
    owner: 'own',
    condition: '',
  };
  const listed = hashes.map((_, at) => `radiopaedia-${1_000 + at}`);
  await workspace.datasets.put({ ...closed, id: 'listed', members: { cases: listed, rule: null } }, 0);
  await workspace.datasets.put({ ...closed, id: 'ruled', members: { cases: [], rule: { site: 'sirm' } } }, 0);
  await workspace.index.ready();
  return { workspace, hashes };
}

export async function run(): Promise<readonly object[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
  const { workspace, hashes } = await filled(join(folder, 'workspace'));
  const users = new SqliteAccounts(workspace.directory);
  await users.add('rea', 'reader', PASSWORD);
  const token = await users.tokens.issue('rea', 'bench', null);
  const server = await startServer({ workspace, port: 0, trustProxy: '203.0.113.9', limits: noLimits });
  const ask = (path: string): Promise<Response> =>
    fetch(new URL(path, server.url), { headers: { authorization: `Bearer ${token}` } });
  // Until it is known which cases are private, all are answered alike: come again.
  while ((await ask('/cases/eurorad-1000')).status === 503) await pause(100);
  const timed = async (path: string): Promise<number> => {
    const start = performance.now();
    const answer = await ask(path);
    await answer.arrayBuffer();
    const took = performance.now() - start;
    if (answer.status !== 404) throw new Error(`${path} answered ${answer.status}, not 404`);
    return took;
  };
  const missing = (at: number): string => at.toString(16).padStart(64, '0');
  const pairs: readonly [string, (at: number) => string, (at: number) => string][] = [
    ['a listed case', (at) => `/cases/radiopaedia-${1_000 + at}`, (at) => `/cases/radiopaedia-${5_000 + at}`],
    ['a case of a rule', (at) => `/cases/sirm-${1_000 + at}`, (at) => `/cases/sirm-${5_000 + at}`],
    ['its image', (at) => `/images/${hashes[at]}/view`, (at) => `/images/${missing(at)}/view`],
  ];
  const rows: object[] = [];
  try {
    for (const [what, hidden, none] of pairs) {
      const [of, ofNone]: [number[], number[]] = [[], []];
      for (let round = -CASES; round < PAIRS; round += 1) {
        const at = (round + CASES) % CASES;
        // Who is asked first changes, so that neither has the warmer machine.
        const first = round % 2 === 0;
        const one = await timed(first ? hidden(at) : none(at));
        const other = await timed(first ? none(at) : hidden(at));
        if (round < 0) continue;
        of.push(first ? one : other);
        ofNone.push(first ? other : one);
      }
      const ratio = median(of) / median(ofNone);
      rows.push({
        what,
        pairs: PAIRS,
        'hidden, median': `${median(of).toFixed(3)} ms`,
        'missing, median': `${median(ofNone).toFixed(3)} ms`,
        'hidden / missing': ratio.toFixed(3),
        'hidden, p95': `${percentile(of, 0.95).toFixed(2)} ms`,
        'missing, p95': `${percentile(ofNone, 0.95).toFixed(2)} ms`,
      });
    }
  } finally {
    await server.close(100);
    users.close();
    await workspace.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}
