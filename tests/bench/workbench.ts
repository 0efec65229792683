import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { summariseReview } from '../../curation/review/summary.ts';
import { createWorkspace } from '../../data/embedded/config.ts';
import { documentPath } from '../../data/embedded/documents/layout.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { writeDurably } from '../../data/files/durable-file.ts';
import { completeCase } from '../../data/format/read.ts';
import { draftOf, filmsFor } from '../server/helpers/synthetic-case.ts';

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const shown = (value: number): string => `${value.toFixed(1)} ms`;

const places = ['Bergamo', 'Wuhan', 'Madrid', 'Seattle', 'Lagos', 'Hanoi', 'Porto', 'Oslo'];
const words = ['fever', 'cough', 'dyspnoea', 'myalgia', 'diarrhoea', 'fatigue', 'anosmia', 'rigors'];

/** A workspace of many cases with three films each; written plainly, since the making is not what is measured. */
export async function fill(directory: string, size: number): Promise<number> {
  createWorkspace(directory, { name: `Bench of ${size}` });
  const workspace = openWorkspace(directory, { summarise: summariseReview });
  const films = await filmsFor(workspace.images, 3);
  for (let number = 1; number <= size; number += 1) {
    const id = `eurorad-${number}`;
    const draft = draftOf(id, films);
    const [place, word] = [places[number % places.length], words[number % words.length]];
    const texts = draft.texts.map((text, at) =>
      at === 0
        ? {
            ...text,
            text: text.text.replace('Bergamo', place ?? '').replace('dry cough', `${word} of note ${number}`),
          }
        : text,
    );
    const path = documentPath(directory, 'cases', id);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ ...completeCase({ ...draft, texts }), rev: 1 }));
  }
  const start = performance.now();
  await workspace.index.ready();
  const taken = performance.now() - start;
  await workspace.close();
  return taken;
}

export interface Server {
  readonly url: string;
  /** Milliseconds from starting the process to the first page. */
  readonly started: number;
  memory(): Promise<number>;
  /** Milliseconds each request since the last call took the server itself. */
  times(): Promise<number[]>;
  close(): Promise<void>;
}

export async function serve(directory: string, whose: '' | 'members' = ''): Promise<Server> {
  const begin = performance.now();
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'workbench/serve.ts'), directory, whose],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  if (!child.stdout || !child.stdin) throw new Error('no pipes');
  const lines = createInterface({ input: child.stdout });
  const [first] = (await once(lines, 'line')) as [string];
  const url = first.replace(/\/$/, '');
  await (await fetch(url)).text();
  const started = performance.now() - begin;
  const answerTo = async (word: string): Promise<string> => {
    child.stdin?.write(`${word}\n`);
    const [line] = (await once(lines, 'line')) as [string];
    return line;
  };
  return {
    url,
    started,
    async memory() {
      return Number(await answerTo('memory')) / 1e6;
    },
    async times() {
      return JSON.parse(await answerTo('times')) as number[];
    },
    async close() {
      const gone = once(child, 'exit');
      child.stdin?.end();
      await gone;
    },
  };
}

async function timed(
  work: () => Promise<Response>,
): Promise<{ taken: number; answer: Response; body: string }> {
  const start = performance.now();
  const answer = await work();
  const body = await answer.text();
  return { taken: performance.now() - start, answer, body };
}

const WARM = 100;
export const revOf = (body: string): number => Number(/data-rev="(\d+)"/.exec(body)?.[1] ?? 0);

/** What the disk itself takes for a file of a review's size, written durably: the least a save can cost. */
function diskFloor(directory: string): readonly number[] {
  return Array.from({ length: 300 }, (_, at) => {
    const start = performance.now();
    writeDurably(join(directory, 'floor', `${at}.json`), 'x'.repeat(1_500));
    return performance.now() - start;
  });
}

const page = (url: string, id: number) => timed(() => fetch(`${url}/cases/eurorad-${id}`));
const save = (url: string, id: number, rev: number, value: string) =>
  timed(() =>
    fetch(`${url}/cases/eurorad-${id}/decisions`, {
      method: 'POST',
      headers: {
        'If-Match': `"${rev}"`,
        'Content-Type': 'application/x-www-form-urlencoded',
        'Sec-Fetch-Site': 'same-origin',
        'HX-Request': 'true',
      },
      body: new URLSearchParams({ field: 'location', patient: 'p1', image: '', value }),
    }),
  );

async function measured(size: number): Promise<object> {
  const directory = mkdtempSync(join(tmpdir(), 'caseline-workbench-'));
  try {
    const indexed = await fill(directory, size);
    const server = await serve(directory);
    const { url } = server;
    const any = (turn: number): number => ((turn * 7_919) % size) + 1;
    // Warm, as after the first minutes of a day; what a cold server costs is the start to the first page.
    for (let turn = 0; turn < WARM; turn += 1) {
      const id = any(turn + 20_000);
      await page(url, id);
      await save(url, id, 0, `Warm ${turn}`);
    }
    await server.times();
    let largest = 0;
    for (let turn = 0; turn < 300; turn += 1) {
      const { body } = await page(url, any(turn));
      largest = Math.max(largest, gzipSync(body).length);
    }
    const pages = await server.times();
    const saves: number[] = [];
    for (let turn = 0; turn < 300; turn += 1) {
      // As people do: the page first, then its first key.
      const id = any(turn + 1_000);
      const { body } = await page(url, id);
      await server.times();
      const { answer } = await save(url, id, revOf(body), `Place ${turn}`);
      if (answer.status !== 200) throw new Error(`save answered ${answer.status}`);
      saves.push(...(await server.times()));
    }
    const disk = diskFloor(directory);
    const searches: number[] = [];
    for (let turn = 0; turn < 100; turn += 1) {
      const query =
        [`note ${any(turn)}`, places[turn % places.length], words[turn % words.length]][turn % 3] ?? '';
      await timed(() => fetch(`${url}/cases?q=${encodeURIComponent(query)}`));
    }
    searches.push(...(await server.times()));
    // Twenty people, each opening a case and deciding a few fields, a key every 300 ms: faster than anybody reads.
    const together = { pages: [] as number[], saves: [] as number[] };
    await Promise.all(
      Array.from({ length: 20 }, async (_, person) => {
        for (let turn = 0; turn < 6; turn += 1) {
          const id = ((5_000 + person * 6 + turn) % size) + 1;
          const opened = await page(url, id);
          together.pages.push(opened.taken);
          let rev = revOf(opened.body);
          for (let key = 0; key < 5; key += 1) {
            await pause(200 + ((person * 53 + key * 31) % 200));
            const { taken, answer } = await save(url, id, rev, `Place ${person}-${turn}-${key}`);
            if (answer.status !== 200) throw new Error(`save answered ${answer.status}`);
            together.saves.push(taken);
            rev += 1;
          }
        }
      }),
    );
    const memory = await server.memory();
    await server.close();
    return {
      cases: size,
      'index from nothing': `${(indexed / 1_000).toFixed(1)} s`,
      'start to first page': `${(server.started / 1_000).toFixed(2)} s`,
      'page p50': shown(percentile(pages, 0.5)),
      'page p95': shown(percentile(pages, 0.95)),
      'save p50': shown(percentile(saves, 0.5)),
      'save p95': shown(percentile(saves, 0.95)),
      'disk alone p95': shown(percentile(disk, 0.95)),
      'search p95': shown(percentile(searches, 0.95)),
      '20 people: page p95': shown(percentile(together.pages, 0.95)),
      '20 people: save p95': shown(percentile(together.saves, 0.95)),
      'page gzip': `${(largest / 1_000).toFixed(1)} kB`,
      memory: `${memory.toFixed(0)} MB`,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Case page, save (fsync included), search, start and memory of the workbench, one person and twenty at once, over HTTP
 * on workspaces of the given sizes. One person's times are the server's own, those of twenty people what each of them waits; (`BENCH_CASES=10000,100000`).
 */
export async function run(
  sizes: readonly number[] = (process.env['BENCH_CASES'] ?? '10000').split(',').map(Number),
): Promise<readonly object[]> {
  const rows: object[] = [];
  for (const size of sizes) rows.push(await measured(size));
  return rows;
}
