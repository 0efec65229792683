import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load as loadHtml } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldReview } from '../../../curation/record/fold.ts';
import { roles } from '../../../data/format/account.ts';
import { sourceNames } from '../../../scrapers/source-names.ts';
import { sources } from '../../../scrapers/sources.ts';
import { createApp } from '../../../server/app.ts';
import { startServer } from '../../../server/serve.ts';

import { draftOf, filmsFor } from '../helpers/synthetic-case.ts';
import { type Bench, startBench } from '../helpers/workbench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ cases: 60, films: 0 });
  const films = await filmsFor(bench.workspace.images, 3, 9);
  const draft = draftOf('eurorad-900', films);
  await bench.workspace.cases.put({
    ...draft,
    images: draft.images.map((image, at) => ({ ...image, series: 'axial', frame: at, caption: null })),
    texts: draft.texts.filter((text) => text.kind !== 'caption'),
  });
}, 60_000);
afterAll(() => bench.close());

const post = (path: string, fields: Record<string, string>, rev: number) =>
  fetch(`${bench.url}${path}`, {
    method: 'POST',
    headers: {
      'If-Match': `"${rev}"`,
      'Content-Type': 'application/x-www-form-urlencoded',
      'Sec-Fetch-Site': 'same-origin',
      'HX-Request': 'true',
    },
    body: new URLSearchParams(fields),
  });
const text = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(bench.url + path, { headers })).text();

it('a connection that rests is kept longer than a proxy rests it, so that no request meets its end', async () => {
  const { headers } = await fetch(`${bench.url}/cases`);
  expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(60);
});

describe('the list', () => {
  it('searches, filters, orders and pages, and its address is the view', async () => {
    expect(await text('/cases')).toContain('61 cases');
    expect(await text('/cases?q=eurorad-900')).toMatch(/>1 case /);
    expect(await text('/cases?q=bergamo&status=new&t.licence=CC-BY-4.0')).toContain('61 cases');
    expect(await text('/cases?t.licence=CC0-1.0')).toContain('Nothing matches');
    const second = await text('/cases?page=2');
    expect(second).toContain('Page 2 of 2');
    expect(second.match(/class="case-row"/g)).toHaveLength(21);
    for (const nonsense of [
      '?page=x',
      '?page=-1',
      '?order=%27',
      '?t.%27=1',
      '?q=%22%20OR%20*',
      '?status[]=a',
    ]) {
      expect((await fetch(`${bench.url}/cases${nonsense}`)).status).toBeLessThan(500);
    }
  });

  it('answers htmx with the results alone', async () => {
    const piece = await text('/cases?q=pneumonia', { 'HX-Request': 'true', 'HX-Request-Type': 'partial' });
    expect(piece).toContain('id="results"');
    expect(piece).not.toContain('<html');
  });
});

describe('a stack', () => {
  it('is decided frame by frame in one action, and one undo takes it back', async () => {
    const path = '/cases/eurorad-900';
    expect(await text(path)).toContain('stack of 3');
    await post(`${path}/decisions`, { field: 'view', patient: 'p1', image: 'i1', value: 'Axial' }, 0);
    const decided = async () =>
      foldReview(await bench.workspace.reviews.get('eurorad-900')).decisions.map(({ target, value }) => [
        target.image,
        value,
      ]);
    expect(await decided()).toEqual([
      ['i1', 'Axial'],
      ['i2', 'Axial'],
      ['i3', 'Axial'],
    ]);
    await post(`${path}/undo`, {}, 1);
    expect(await decided()).toEqual([]);
    await post(`${path}/redo`, {}, 2);
    await post(`${path}/decisions`, { field: 'view', patient: 'p1', image: 'i1', do: 'clear' }, 3);
    expect(await decided()).toEqual([]);
  });
});

describe('the queue', () => {
  it('hands out a case, keeps it for its holder, and says when nothing is left', async () => {
    const to = async () => (await fetch(`${bench.url}/next`, { redirect: 'manual' })).headers.get('location');
    const first = await to();
    expect(first).toMatch(/^\/cases\/eurorad-/);
    expect(await to()).toBe(first);
    const status = (await post(`${first}/status`, { status: 'done', next: '1' }, 0)).headers.get(
      'hx-redirect',
    );
    expect(status).toBe('/next');
    expect(await to()).not.toBe(first);
  });
});

describe('crawls', () => {
  it('says of each source in its own words why it waits for a permission', async () => {
    const shown = loadHtml(await text('/crawls'));
    const allowed = Object.fromEntries(
      shown('table.ledger')
        .first()
        .find('tbody tr')
        .toArray()
        .map((row) => [shown(row).find('th').text(), shown(row).find('td').last().text()]),
    );
    expect(Object.keys(allowed)).toEqual([...sourceNames]);
    for (const [name, { needsPermission }] of Object.entries(sources))
      expect(allowed[name]).toContain(needsPermission ?? 'as its robots.txt says');
  });
});

describe('live progress', () => {
  it('lists what refused a crawl, and names a record that was cut off', async () => {
    const { workspace } = bench;
    const reason = {
      source: 'eurorad',
      url: 'http://a.example/',
      reason: 'forbidden',
      status: 403,
      headers: {},
    };
    const when = { time: '2026-11-22T10:00:00.000Z', run: 'r1' };
    const page = Buffer.from('<p>No</p>');
    const kept = await workspace.crawls.blocked.keep(
      { ...reason, ...when, message: 'it answers 403' },
      page,
      null,
    );
    const half = join(workspace.directory, 'blocked', 'eurorad', 'half');
    mkdirSync(half);
    writeFileSync(join(half, 'reason.json'), '{"source": "eur');
    const shown = await text('/crawls');
    expect(shown).toContain('it answers 403');
    expect(shown).toContain('blocked/eurorad/half: reason.json cannot be read');
    const answer = await fetch(`${bench.url}/crawls/blocked/eurorad/${kept.key}/page`);
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual([
      'text/plain; charset=utf-8',
      '<p>No</p>',
    ]);
    const none = await fetch(`${bench.url}/crawls/blocked/eurorad/${kept.key}/screenshot`);
    expect(none.status).toBe(404);
  });

  it('shows suspect cases and what fell away, and takes them over', async () => {
    const { workspace } = bench;
    const id = 'eurorad-99901';
    await workspace.crawls.suspects.keep('eurorad', draftOf(id, await filmsFor(workspace.images, 1, 7)));
    {
      await using stores = await workspace.crawls.open();
      const drift = { field: 'demographics', selector: 'p.color-grey', filled: 0, total: 3, usual: 0.96 };
      await stores.memoryOf('eurorad').noteDrift(drift);
    }
    const shown = await text('/crawls');
    expect(shown).toContain('suspect/eurorad/');
    expect(shown).toMatch(/demographics.*p\.color-grey.*0 %.*usually in 96 %/);
    const headers = { 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(`${bench.url}/crawls/eurorad/accept`, { method: 'POST', headers });
    expect([answer.status, await answer.text()]).toEqual([200, expect.not.stringContaining(id)]);
    expect(await workspace.cases.has(id)).toBe(true);
    expect(await text('/crawls')).not.toContain('suspect/eurorad/');
  });

  it('comes as server-sent events, the piece of the page as it stands', async () => {
    const stop = new AbortController();
    const answer = await fetch(`${bench.url}/crawls/live`, { signal: stop.signal });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const { value } = (await answer.body?.getReader().read()) ?? {};
    expect(new TextDecoder().decode(value)).toMatch(/^data: <div id="live-crawls"/);
    stop.abort();
  });
});

describe('routes', () => {
  it('each name the role they need, and none changes anything for a reader', () => {
    const { routes, close } = createApp({ workspace: bench.workspace });
    expect(routes.list.length).toBeGreaterThan(40);
    for (const route of routes.list) {
      expect([...roles, 'anyone']).toContain(route.role);
      if (route.method !== 'get' && !/^\/(login|logout)/.test(route.path)) {
        expect(route.role, `${route.method} ${route.path}`).not.toBe('anyone');
      }
    }
    close();
  });
});

describe('starting', () => {
  it('says so when the port is taken, and leaves the other server alone', async () => {
    const port = Number(new URL(bench.url).port);
    await expect(startServer({ workspace: bench.workspace, port })).rejects.toThrow(
      `port ${port} on 127.0.0.1 is in use; end the other program, or choose another with --port`,
    );
    expect((await fetch(bench.url)).status).toBe(200);
  });
});

describe('an image of nobody', () => {
  it('asks whose it is, with the words that name the patient, and goes to whoever is chosen', async () => {
    const films = await filmsFor(bench.workspace.images, 2, 4);
    const draft = draftOf('sirm-77', films);
    await bench.workspace.cases.put({
      ...draft,
      patients: [
        { id: 'p1', label: 'Patient A', sex: null, age: null, location: null },
        { id: 'p2', label: 'Patient B', sex: null, age: null, location: null },
      ],
      images: draft.images.map((image, at) => ({ ...image, patient: at === 0 ? 'p1' : null })),
    });
    const page = await text('/cases/sirm-77');
    expect(page.match(/Whose image is this\?/g)).toHaveLength(1);
    expect((await post('/cases/sirm-77/images/i2/assign', { patient: 'p2' }, 0)).status).toBe(200);
    expect(await text('/cases/sirm-77')).not.toContain('Whose image is this?');
    expect((await post('/cases/sirm-77/images/i2/assign', { patient: '+' }, 1)).status).toBe(200);
    expect(await text('/cases/sirm-77')).toContain('Patient 3');
    expect((await post('/cases/sirm-77/patients/merge', { from: 'p3', into: 'p1' }, 2)).status).toBe(200);
    expect(await text('/cases/sirm-77')).not.toContain('data-group-patient="p3"');
    expect((await post('/cases/sirm-77/images/i2/assign', { patient: 'nobody' }, 3)).status).toBe(422);
  });
});
