import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldReview } from '../../curation/record/fold.ts';
import { allCells, cellGroups } from '../../curation/review/cells.ts';
import { summariseReview } from '../../curation/review/summary.ts';
import { suggest } from '../../curation/suggest/suggest.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import type { Case } from '../../data/format/case.ts';
import { emptyReview, type ReviewEventInput } from '../../data/format/review.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { euroradRoute } from '../../samples/routes/eurorad.ts';
import { type SampleSite, startSite } from '../../samples/server.ts';
import { sampleStories } from '../../samples/site.ts';
import type { EuroradStory } from '../../samples/story.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { caseline } from '../helpers/command.ts';

/** A case of the sample site is called done; then its page says more, and is crawled again beside a running workbench. */

const [sample] = sampleStories.eurorad;
if (!sample) throw new Error('the sample has no Eurorad case');
const story: EuroradStory = {
  ...structuredClone(sample),
  history: ['A 54-year-old man presented with a five-day history of fever and cough.'],
  findings: ['The admission film (Fig. 1a) showed subtle opacities.'],
  discussion: ['Viral pneumonia may progress within days.'],
};
const id = `eurorad-${story.id}`;
const folder = mkdtempSync(join(tmpdir(), 'caseline-changed-'));
const directory = join(folder, 'workspace');
const run = (...args: string[]) => caseline(['--workspace', directory, ...args]);
const crawl = (...args: string[]) =>
  run('crawl', 'eurorad', '--base-url', site.origin, '--delay', '0', '--json', ...args);

let site: SampleSite;
let workspace: Workspace;
let server: RunningServer;
let url = '';

/** Every field answered as proposed, but the course left open: the page said nothing of it. */
function answers(record: Case): ReviewEventInput[] {
  const open = new Set([
    'RT_PCR_positive',
    'survival',
    'went_icu',
    'intubated',
    'extubated',
    'needed_supplemental_O2',
  ]);
  const cells = allCells(cellGroups(record, foldReview(emptyReview(id)), suggest(record)));
  const common = { at: '2026-01-05T10:00:00.000Z', by: 'ana' };
  const decided = cells.map((cell, at): ReviewEventInput => {
    const proposal = cell.proposals[0];
    const day = proposal?.day;
    return {
      ...common,
      id: `a.${at}`,
      kind: 'decide',
      target: cell.target,
      field: cell.field.name,
      value: open.has(cell.field.name) ? 'not-stated' : (proposal?.value ?? null),
      ...(day ? { day } : {}),
      basis: { kind: 'person', quote: proposal?.quote ?? null },
    };
  });
  return [...decided, { ...common, id: 'b.0', kind: 'status', status: 'done' }];
}

beforeAll(async () => {
  site = await startSite({
    routes: [
      ({ url: asked }) =>
        asked.pathname === '/robots.txt'
          ? { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow:\n' }
          : null,
      euroradRoute([story], { era: '2026', origin: () => site.origin }),
    ],
  });
  expect((await run('init')).code).toBe(0);
  const first = await crawl();
  expect(JSON.parse(first.stdout), first.stderr).toMatchObject({ new: 1, status: 'done' });
  workspace = openWorkspace(directory, { summarise: summariseReview });
  const record = await workspace.cases.get(id);
  if (!record) throw new Error('the case was not written');
  await workspace.reviews.append(id, answers(record));
  server = await startServer({ workspace, port: 0, user: { name: 'ana', role: 'maintainer' } });
  url = server.url.replace(/\/$/, '');
}, 120_000);

afterAll(async () => {
  await server?.close(200);
  await workspace?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

const statusNow = async () => (await workspace.index.list()).rows.find((row) => row.id === id);
const check = async () => {
  const result = await run('check', '--json');
  return {
    code: result.code,
    found: (JSON.parse(result.stdout) as { rule: string; field: string; severity: string }[])
      .filter(({ rule }) => rule === 'new-words' || rule === 'quote-gone')
      .map(({ rule, field, severity }) => [rule, field, severity]),
  };
};
const post = async (path: string, fields: Record<string, string>) => {
  const { rev } = await workspace.reviews.get(id);
  return fetch(url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'If-Match': `"${rev}"`, 'HX-Request': 'true', Origin: url },
    body: new URLSearchParams(fields),
  });
};

test('unchanged, or only set otherwise, it stays done', { timeout: 120_000 }, async () => {
  expect(await statusNow()).toMatchObject({ status: 'done' });
  expect(JSON.parse((await crawl('--refresh')).stdout)).toMatchObject({ updated: 0, unchanged: 1 });
  story.history = ['A 54-year-old   man presented with a five-day history\nof fever and cough.'];
  story.discussion = [
    {
      html: '<em>Viral</em> pneumonia may progress within days.',
      text: 'Viral pneumonia may progress within days.',
    },
  ];
  await crawl('--refresh');
  expect(await statusNow()).toMatchObject({ status: 'done' });
  expect((await check()).found).toEqual([]);
});

test('what it says more re-opens what was left open: queue, page, checks, release', {
  timeout: 180_000,
}, async () => {
  story.discussion = [
    'Viral pneumonia may progress within days.',
    'RT-PCR for SARS-CoV-2 was positive. The patient died on hospital day 20.',
  ];
  const again = JSON.parse((await crawl('--refresh')).stdout);
  expect(again).toMatchObject({ updated: 1 });
  const crawled = Date.now();
  while ((await statusNow())?.status !== 'drifted' && Date.now() - crawled < 2_000)
    await new Promise((wait) => setTimeout(wait, 50));
  expect(await statusNow()).toMatchObject({ status: 'drifted', open: 2 });
  const next = await fetch(`${url}/next`, { redirect: 'manual' });
  expect(next.headers.get('location')).toBe(`/cases/${id}`);
  const page = await (await fetch(`${url}/cases/${id}`)).text();
  expect(page).toContain('The source changed after this was decided');
  expect(page).toContain('was left open, and new words speak for it');
  expect(await check()).toEqual({
    code: 1,
    found: [
      ['new-words', 'RT_PCR_positive', 'error'],
      ['new-words', 'survival', 'error'],
    ],
  });
  const statistics = JSON.parse((await run('stats', '--json')).stdout);
  expect(statistics.progress).toEqual([{ status: 'drifted', cases: 1 }]);
  const refused = await run('release', join(folder, 'out'));
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('new-words');
});

test('calling it done anew does not answer them; answering and confirming does, and undo asks again', {
  timeout: 180_000,
}, async () => {
  const done = await post(`/cases/${id}/status`, { status: 'done' });
  expect(done.status).toBe(422);
  expect(await done.text()).toContain('asks about 2 answers again');
  expect((await post(`/cases/${id}/drift`, { key: 'p1||survival', take: '1' })).status).toBe(200);
  expect((await post(`/cases/${id}/drift`, { key: 'p1||RT_PCR_positive', keep: '1' })).status).toBe(200);
  expect(await statusNow()).toMatchObject({ status: 'done' });
  expect((await post(`/cases/${id}/undo`, {})).status).toBe(200);
  expect(await statusNow()).toMatchObject({ status: 'drifted' });
  expect((await post(`/cases/${id}/redo`, {})).status).toBe(200);
  expect(await statusNow()).toMatchObject({ status: 'done' });
  expect((await check()).found).toEqual([]);
  // The same page crawled again, or with words beside, asks nothing anew.
  story.findings = ['The admission film (Fig. 1a) showed subtle opacities. No effusion.'];
  await crawl('--refresh');
  expect(await statusNow()).toMatchObject({ status: 'done' });
  const out = join(folder, 'export');
  expect((await run('export', out)).code).toBe(0);
  const [header = '', row = ''] = readFileSync(join(out, 'metadata.csv'), 'utf8').split('\n');
  expect(row.split(',')[header.split(',').indexOf('survival')]).toBe('N');
});
