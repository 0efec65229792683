import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { keepHeapSmall } from '../../cli/small-heap.ts';
import { createWorkspace } from '../../data/embedded/config.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { crawl } from '../../scrapers/crawl/crawl.ts';

import { startPlainSiteProcess } from '../helpers/plain-site-process.ts';
import { plainSource } from '../helpers/plain-source.ts';
import { tinyPng } from '../helpers/tiny-png.ts';

interface Spent {
  readonly wall: number;
  readonly cpu: number;
}

const measured = async (work: () => Promise<unknown>): Promise<Spent> => {
  const [began, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - began, cpu: (user + system) / 1000 };
};

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;

/** Crawls a whole site into a fresh workspace; `onCase` after each case. @returns the URLs requested, in order */
const crawlFresh = async (
  origin: string,
  onCase: (written: number) => void = () => {},
): Promise<string[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
  const urls: string[] = [];
  let written = 0;
  createWorkspace(join(folder, 'workspace'));
  const workspace = openWorkspace(join(folder, 'workspace'));
  try {
    const result = await crawl(workspace, plainSource, {
      baseUrl: origin,
      delay: 0,
      onEvent: (event) => {
        if (event.type === 'request') urls.push(event.url);
        if (event.type !== 'case') return;
        written += 1;
        onCase(written);
      },
    });
    if (result.status !== 'done') throw new Error(`the crawl did not end well: ${JSON.stringify(result)}`);
  } finally {
    await workspace.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return urls;
};

/** The same requests, one after the other, their bodies read and thrown away. */
const bareLoop = async (urls: readonly string[]): Promise<void> => {
  for (const url of urls) await (await fetch(url)).arrayBuffer();
};

const squeeze = promisify(gzip);

/** The same requests, each answer squeezed into a file of its own and forced to the disk: what any durable crawl does. */
const durableLoop = async (urls: readonly string[]): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
  try {
    for (const [index, url] of urls.entries()) {
      const body = new Uint8Array(await (await fetch(url)).arrayBuffer());
      const file = await open(join(folder, `${index}.gz`), 'wx');
      await file.writeFile(await squeeze(body));
      await file.sync();
      await file.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const overhead = async (cases: number, imageSize: number, latency = 0): Promise<object> => {
  const { length } = await tinyPng('size', imageSize);
  const site = await startPlainSiteProcess({ cases, imagesPerCase: 4, pageSize: 20, imageSize, latency });
  try {
    const urls = await crawlFresh(site.origin);
    await bareLoop(urls);
    await durableLoop(urls);
    const rounds: { crawl: Spent; bare: Spent; durable: Spent }[] = [];
    for (let round = 0; round < 3; round += 1) {
      rounds.push({
        crawl: await measured(() => crawlFresh(site.origin)),
        bare: await measured(() => bareLoop(urls)),
        durable: await measured(() => durableLoop(urls)),
      });
    }
    const each = (pick: (round: (typeof rounds)[number]) => number, per = 1) =>
      Number((median(rounds.map(pick)) / per).toFixed(2));
    return {
      what: `images of ${Math.round(length / 1000)} KB, answered after ${latency} ms`,
      cases,
      'requests/case': Number((urls.length / cases).toFixed(2)),
      'crawl ms/request': each(({ crawl }) => crawl.wall, urls.length),
      'bare ms/request': each(({ bare }) => bare.wall, urls.length),
      'wall x bare': each(({ crawl, bare }) => crawl.wall / bare.wall),
      'CPU ms/case': each(({ crawl }) => crawl.cpu, cases),
      'bare CPU': each(({ bare }) => bare.cpu, cases),
      'durable CPU': each(({ durable }) => durable.cpu, cases),
      'CPU x durable': each(({ crawl, durable }) => crawl.cpu / durable.cpu),
    };
  } finally {
    site.stop();
  }
};

const memory = async (cases: number): Promise<object> => {
  const site = await startPlainSiteProcess({ cases, imagesPerCase: 2, pageSize: 20, imageSize: 64 });
  const heap: number[] = [];
  try {
    await crawlFresh(site.origin, (written) => {
      if (written % (cases / 4) !== 0) return;
      globalThis.gc?.();
      heap.push(Math.round(process.memoryUsage().rss / 2 ** 20));
    });
  } finally {
    site.stop();
  }
  return { what: `resident MiB after each quarter of ${cases} cases`, cases, quarters: heap.join(', ') };
};

/**
 * What politeness machinery, archive and store cost beside a bare loop of the same requests, and beside one that keeps
 * each answer squeezed and forced to the disk, against the same site (a
 * process of its own), at delay 0: from a site in the same machine, and from one that takes 20 ms to answer, which is
 * less than any across a network does. The crawl's figures include reading the pages and writing cases and images durably.
 */
export async function run(): Promise<object[]> {
  // As the command does it; the memory first, before others have used it.
  keepHeapSmall();
  return [
    await memory(2_000),
    await overhead(200, 400),
    await overhead(200, 64),
    await overhead(50, 400, 20),
    await overhead(50, 64, 20),
  ];
}
