import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { exportCollection } from '../../curation/release/export.ts';
import { checkArchive } from '../../data/embedded/archive/archive-check.ts';
import { examineWorkspace } from '../../data/embedded/doctor.ts';
import { draftOf, imageDraft } from '../helpers/drafts.ts';
import { startCrawl } from '../helpers/kill-rounds.ts';
import { startPlainSite } from '../helpers/plain-site.ts';
import { temporaryFolder, temporaryWorkspace } from '../helpers/temporary.ts';
import { tinyPng } from '../helpers/tiny-png.ts';

/** Processes killed in all; `CASELINE_KILLS=500` runs the full count (docs/operation.md says what it measured). */
const KILLS = Number(process.env['CASELINE_KILLS'] ?? 12);
const ANNOTATORS = 5;
const script = join(import.meta.dirname, '../helpers/load-child.ts');

/** Starts a process and waits for its first line. */
async function start(args: readonly string[]): Promise<{ child: ChildProcess; said: { url?: string } }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  while (!text.includes('\n')) {
    if (child.exitCode !== null) throw new Error(`${args[0]} ended with ${child.exitCode}`);
    await sleep(5);
  }
  return { child, said: JSON.parse(text.split('\n')[0] ?? '{}') };
}

async function kill(child: ChildProcess, after: number): Promise<void> {
  await sleep(after);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'close');
}

test(`${KILLS} kills under load (a crawl, ${ANNOTATORS} annotators, an export) lose no acknowledged write`, async () => {
  const workspace = temporaryWorkspace();
  const out = join(temporaryFolder(), 'out');
  const mine = Array.from({ length: 6 }, (_, at) => `local-${at + 1}`);
  for (const id of mine) {
    const { sha256 } = await workspace.images.put(await tinyPng(id, 24));
    await workspace.cases.put(
      draftOf(id, { texts: [], images: [{ ...imageDraft('i1', 0), sha256, file: `${id}.png` }] }),
    );
  }
  const site = await startPlainSite({ cases: 3_000, imagesPerCase: 1, pageSize: 50 });
  onTestFinished(() => site.close());

  let url: string | null = null;
  let ended = false;
  const acknowledged: { id: string; text: string }[] = [];
  const annotator = async (number: number): Promise<void> => {
    for (let turn = 0; !ended; turn += 1) {
      const base = url;
      if (base === null) {
        await sleep(10);
        continue;
      }
      const id = mine[(number + turn) % mine.length] ?? '';
      const text = `by ${number} in turn ${turn}`;
      try {
        const page = await fetch(`${base}cases/${id}/fragments`);
        await page.text();
        const answer = await fetch(`${base}cases/${id}/comments`, {
          method: 'POST',
          headers: {
            'if-match': page.headers.get('etag') ?? '',
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: new URLSearchParams({ text, field: '', patient: '', image: '' }).toString(),
        });
        // The head is the acknowledgement: the page shows "saved" as soon as it is there.
        if (answer.ok) acknowledged.push({ id, text });
        else if (answer.status >= 500) throw new Error(`${answer.status}: ${await answer.text()}`);
        await answer.text();
      } catch (error) {
        if (error instanceof Error && /^5\d\d/.test(error.message)) throw error;
        await sleep(5);
      }
    }
  };
  const annotators = Array.from({ length: ANNOTATORS }, (_, number) => annotator(number));

  let kills = 0;
  const seen = new Set<string>();
  const lostCases: string[] = [];
  while (kills < KILLS) {
    const requests = site.requests.length;
    const crawl = startCrawl(workspace.directory, { baseUrl: site.origin, delay: 0 });
    const [server, exporter] = await Promise.all([
      start(['serve', workspace.directory]),
      start(['export', workspace.directory, out]),
    ]);
    url = server.said.url ?? null;
    const before = acknowledged.length;
    while (acknowledged.length === before || (site.requests.length === requests && crawl.exitCode === null))
      await sleep(5);
    await Promise.all([server.child, exporter.child, crawl].map((child) => kill(child, Math.random() * 700)));
    url = null;
    kills += 3;
    const held = new Set(await Array.fromAsync(workspace.cases.ids()));
    for (const id of seen) if (!held.has(id)) lostCases.push(id);
    for (const id of held) seen.add(id);
  }
  ended = true;
  await Promise.all(annotators);

  const lost: string[] = [];
  for (const id of mine) {
    const words = new Set(
      (await workspace.reviews.get(id)).events.flatMap((event) =>
        event.kind === 'comment' ? [event.text] : [],
      ),
    );
    for (const one of acknowledged)
      if (one.id === id && !words.has(one.text)) lost.push(`${id}: ${one.text}`);
  }
  process.stdout.write(
    `kills: ${kills} processes killed, ${acknowledged.length} acknowledged saves, ${seen.size - mine.length} cases crawled\n`,
  );
  expect([lost, lostCases]).toEqual([[], []]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(Math.floor(KILLS / 3));
  expect(seen.size).toBeGreaterThan(mine.length);

  const report = await examineWorkspace(workspace.directory, { repair: true });
  expect(
    report.findings.filter(({ severity, check }) => severity !== 'note' && check !== 'disk-space'),
  ).toEqual([]);
  expect(report.sound).toBe(true);
  checkArchive(workspace.directory, { repair: true });
  expect(checkArchive(workspace.directory, { repair: false })).toEqual([]);
  const { cases, reviews, images, index } = workspace;
  await index.ready();
  const { rows } = await exportCollection(
    { cases, reviews, images, exportOrder: () => index.exportOrder() },
    out,
  );
  expect(readFileSync(join(out, 'metadata.csv'), 'utf8').trim().split('\n')).toHaveLength(rows + 1);
  expect(rows).toBeGreaterThanOrEqual(seen.size);
}, 3_600_000);
