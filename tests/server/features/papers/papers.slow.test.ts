import { expect, onTestFinished, test } from 'vitest';
import type { Contribution } from '../../../../data/format/contribution.ts';
import { startRegisters } from '../../../helpers/sites/index.ts';
import { draw, onePage, samplesImage, write } from '../../../scrapers/papers/fixtures.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

const doi = '10.5555/inv.60';
const pdf = '/files/inv.60.pdf';
const title = 'An invented patient with pneumonia and a rare course';

async function bench(files: Record<string, Uint8Array>): Promise<Bench> {
  const site = await startRegisters([{ doi, title, page: { pdf } }], {
    files: new Map(Object.entries(files)),
  });
  const running = await startBench({ cases: 1 });
  onTestFinished(async () => {
    await running.close();
    await site.close();
  });
  // The workbench has no command line: a copy of the services on this machine stands in the settings.
  running.workspace.config.sources['paper'] = { baseUrl: site.origin, delay: 0 };
  return running;
}

async function handIn({ url, workspace }: Bench, reference: string): Promise<string> {
  const form = new FormData();
  form.set('reference', reference);
  const answer = await fetch(`${url}/papers`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    body: form,
  });
  expect(answer.status).toBe(200);
  return (await workspace.contributions.list())[0]?.id ?? '';
}

const settled = (running: Bench, id: string): Promise<Contribution> =>
  expect
    .poll(async () => (await running.workspace.contributions.get(id))?.status, { timeout: 30_000 })
    .toMatch(/needs-person|in-review|refused/)
    .then(async () => (await running.workspace.contributions.get(id)) as Contribution);

const page = `${write([title], 50, 720, 20, 'F2')}${write(
  [`Journal of Inventions 2020; https://doi.org/${doi}`, 'CC BY 4.0'],
  50,
  640,
  7,
)}${draw('Im0', 100, 330, 240, 200)}${write(['Figure 1. Chest radiograph on day 3, with invented opacities.'], 100, 315, 7)}`;
const paper = onePage(page, [samplesImage(120, 100, 'DeviceGray', (x, y) => [40 + ((x * y) % 120)])]);

test.each([doi, `https://doi.org/${doi}`, 'https://journal.example/publisher/inv.60'])(
  '%s handed in on the Papers page is fetched and becomes a case to review',
  async (reference) => {
    const running = await bench({ [pdf]: paper });
    const done = await settled(running, await handIn(running, reference));
    expect([done.status, done.case, done.reason]).toEqual(['in-review', 'paper-10.5555-inv.60', null]);
    const record = await running.workspace.cases.get('paper-10.5555-inv.60');
    expect(record?.images.map(({ figure, sha256 }) => [figure, sha256 !== null])).toEqual([
      ['Figure 1', true],
    ]);
    // Its run stands in the history of crawls, which knows no source of that name to plan.
    expect((await fetch(`${running.url}/crawls`)).status).toBe(200);
  },
);

test('what cannot be fetched asks for the file, and may be tried again', async () => {
  const files: Record<string, Uint8Array> = {};
  const running = await bench(files);
  const id = await handIn(running, doi);
  const asked = await settled(running, id);
  expect(asked.reason).toMatch(/no open text could be fetched.*Save its PDF/);
  const shown = await (await fetch(`${running.url}/papers`)).text();
  expect(shown).toContain('Try again');
  expect(shown).not.toContain('It is under this licence');
  await fetch(`${running.url}/papers/${id}/again`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  const again = await settled(running, id);
  expect(again.history.map(({ status }) => status)).toEqual([
    'received',
    'extracting',
    'needs-person',
    'received',
    'extracting',
    'needs-person',
  ]);
});

test('a PDF under the title of a held paper asks on the Papers page, showing both; told apart it is read', async () => {
  const running = await bench({});
  const { url, workspace } = running;
  const scan = (seed: number) =>
    samplesImage(120, 100, 'DeviceGray', (x, y) => [40 + ((x * y * seed) % 120)]);
  const named = write([`Journal of Inventions 2020; https://doi.org/${doi}`], 50, 640, 7);
  const unnamed = page.replace(named, '');
  const submit = async (file: Buffer): Promise<string> => {
    const form = new FormData();
    form.set('pdf', new Blob([new Uint8Array(file)], { type: 'application/pdf' }), 'paper.pdf');
    const headers = { 'Sec-Fetch-Site': 'same-origin' };
    expect((await fetch(`${url}/papers`, { method: 'POST', headers, body: form })).status).toBe(200);
    return (await workspace.contributions.list())[0]?.id ?? '';
  };
  await settled(running, await submit(paper));
  const before = await workspace.cases.get('paper-10.5555-inv.60');
  const id = await submit(onePage(unnamed, [scan(3)]));
  const asked = await settled(running, id);
  expect([asked.status, asked.case, asked.heldAs]).toEqual(['needs-person', null, 'paper-10.5555-inv.60']);
  const shown = await (await fetch(`${url}/papers`)).text();
  expect(shown).toContain('paper-10.5555-inv.60 has the same title');
  expect(shown).toContain('It is another paper');
  expect(shown).toContain('See the case that may hold it');
  await fetch(`${url}/papers/${id}/another`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  const done = await settled(running, id);
  expect([done.status, done.heldAs]).toEqual(['in-review', null]);
  expect(done.case).not.toBe('paper-10.5555-inv.60');
  expect(await workspace.cases.get('paper-10.5555-inv.60')).toEqual(before);
  // What nobody was asked about cannot be answered.
  const again = await fetch(`${url}/papers/${id}/another`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(again.status).toBe(422);
});
