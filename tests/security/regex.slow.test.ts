import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { walk } from '../../data/files/walk.ts';
import { type FoundRegex, regexLiterals } from '../helpers/regex-literals.ts';

const root = join(import.meta.dirname, '../..');

/** Every regular expression that reads something from outside. */
async function found(): Promise<FoundRegex[]> {
  const all: FoundRegex[] = [];
  for (const room of ['data', 'scrapers', 'curation', 'server', 'cli', 'samples']) {
    for await (const { path } of walk(join(root, room), new Set(['workspace'])))
      if (/\.(ts|js)$/.test(path))
        all.push(...regexLiterals(relative(root, path), readFileSync(path, 'utf8')));
  }
  return all;
}

interface Timed {
  at: number;
  ms: number;
  pump: string;
}

/** Times them one after the other; one that hangs is named and passed over. */
async function timed(
  tasks: { at: number; source: string; flags: string }[],
  sizes: [number, number, number],
  limit: number,
): Promise<Timed[]> {
  const results: Timed[] = [];
  let left = tasks;
  while (left.length > 0) {
    let current = left[0]?.at ?? 0;
    const worker = new Worker(join(root, 'tests/helpers/regex-worker.ts'), {
      workerData: { tasks: left, sizes, limit },
    });
    const hung = await new Promise<boolean>((resolve, reject) => {
      let timer = setTimeout(() => resolve(true), 5_000);
      worker.on('message', (message: Timed & { state: string }) => {
        current = message.at;
        clearTimeout(timer);
        timer = setTimeout(() => resolve(true), 5_000);
        if (message.state === 'done') results.push({ at: message.at, ms: message.ms, pump: message.pump });
      });
      worker.on('error', reject);
      worker.on('exit', () => {
        clearTimeout(timer);
        resolve(false);
      });
    });
    await worker.terminate();
    if (!hung) break;
    results.push({ at: current, ms: Number.POSITIVE_INFINITY, pump: '(hangs)' });
    left = left.filter((task) => task.at > current);
  }
  return results;
}

/** A linear expression reads 24,000 characters in a millisecond or two; a quadratic one needs half a second. */
const SIZES: [number, number, number] = [2_000, 8_000, 24_000];
const LIMIT = 120;

test('the probe tells a quadratic and an exponential expression from a linear one', async () => {
  const probes = ['\\d+-\\d+$', '(a+)+$', 'a{1,20}b', '\\s+$'].map((source, at) => ({
    at,
    source,
    flags: '',
  }));
  const slow = (await timed(probes, SIZES, LIMIT)).filter(({ ms }) => ms > LIMIT).map(({ at }) => at);
  expect(slow).toEqual([0, 1, 3]);
}, 120_000);

test('the reader of literals finds them and no divisions', () => {
  const code =
    "const a = /x[/]y/gi, b = 4 / 2 / 1; f(`t ${c.replace(/q/u, '')} /no/`); // /no/\nreturn /z/;\nconst d = x.y / 2;";
  expect(regexLiterals('f.ts', code).map(({ source, flags }) => `${source} ${flags}`)).toEqual([
    'x[/]y gi',
    'q u',
    'z ',
  ]);
});

test('every regular expression of the rooms reads hostile text in linear time', async () => {
  const all = await found();
  expect(all.length).toBeGreaterThan(150);
  const results = await timed(
    all.map(({ source, flags }, at) => ({ at, source, flags })),
    SIZES,
    LIMIT,
  );
  const slow = results
    .filter(({ ms }) => ms > LIMIT)
    .map(
      ({ at, ms, pump }) =>
        `${all[at]?.file}:${all[at]?.line} /${all[at]?.source.slice(0, 80)}/ ${Math.round(ms)} ms on ${JSON.stringify(pump)}`,
    );
  expect(slow).toEqual([]);
}, 600_000);
