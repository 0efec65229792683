import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../../data/format/account.ts';
import { tinyPng } from '../../../helpers/tiny-png.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ cases: 0 });
});
afterAll(() => bench.close());

const fields = {
  source: 'figure1',
  title: 'Cough <b>& fever</b>',
  url: 'https://app.figure1.com/images/5e73d7ae897e27ff066a30cb',
  credit: 'Dr A. Reader on Figure 1',
  text: 'A 62-year-old man.\r\nIntubated.',
  sex: 'male',
  age: '62 years',
  language: 'en',
};

const form = async (change: Record<string, string> = {}, pictures: Record<string, Uint8Array> = {}) => {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...change })) body.set(name, value);
  for (const [name, bytes] of Object.entries(pictures))
    body.set(name, new Blob([Buffer.from(bytes)]), 'film.png');
  return body;
};
const send = async (body: FormData, headers: Record<string, string> = {}, url = bench.url) =>
  fetch(`${url}/enter`, { method: 'POST', body, headers, redirect: 'manual' });

describe('entering a case by hand', () => {
  it('gives a form, with as many images as are asked for', async () => {
    const page = await (await fetch(`${bench.url}/enter`)).text();
    expect(page).toContain('name="image-2"');
    const row = await (await fetch(`${bench.url}/enter/row?number=3`)).text();
    expect(row).toContain('name="caption-3"');
    expect(row).toContain('/enter/row?number=4');
    expect(await (await fetch(`${bench.url}/enter/row?number=20`)).text()).not.toContain('number=21');
    expect((await fetch(`${bench.url}/enter/row?number=21`)).status).toBe(422);
  });

  it('says that a case has more words than one may have', async () => {
    const answer = await send(await form({ text: '漢'.repeat(900_000) }), { Accept: 'application/json' });
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { error: 'texts-too-long', message: expect.stringContaining('MB together, more than the 2 MB') },
    ]);
  });

  it('keeps the case with its words and pictures, and leads to it', async () => {
    const picture = await tinyPng('film', 64);
    const words = {
      'caption-2': 'Film',
      'day-2': 'day 3',
      'modality-2': 'X-ray',
      'view-2': 'PA',
      'caption-1': '',
    };
    const answer = await send(await form(words, { 'image-2': picture }));
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/cases/figure1-5e73d7ae897e27ff066a30cb',
    ]);
    const kept = await bench.workspace.cases.get('figure1-5e73d7ae897e27ff066a30cb');
    expect(kept?.texts.map(({ text }) => text)).toEqual([
      fields.title,
      'A 62-year-old man.\nIntubated.',
      'Film\nday 3',
    ]);
    expect(kept?.images).toMatchObject([{ width: 64, view: { value: 'PA' }, modality: { value: 'X-ray' } }]);
    const page = await (await fetch(`${bench.url}/cases/figure1-5e73d7ae897e27ff066a30cb`)).text();
    expect(page).toContain('Cough &lt;b&gt;&amp; fever');
    const again = await send(await form(words, { 'image-2': picture }), { 'hx-request': 'true' });
    expect([again.status, again.headers.get('hx-redirect')]).toEqual([
      200,
      '/cases/figure1-5e73d7ae897e27ff066a30cb',
    ]);
  });

  it('says what is off, keeps nothing, and leaves no upload behind', async () => {
    const uploads = () => readdirSync(tmpdir()).filter((name) => /^[0-9a-f]{32}$/.test(name)).length;
    const before = uploads();
    const url = 'https://example.org/other';
    for (const [change, pictures] of [
      [{ url, title: '' }, {}],
      [{ url, source: 'eurorad' }, {}],
      [{ url, 'caption-1': 'words without a picture' }, {}],
      [{ url }, { 'image-1': Buffer.from('<svg onload="alert(1)"/>') }],
      [{ url }, { 'image-1': (await tinyPng('cut', 64)).subarray(0, 3_000) }],
    ] as const) {
      expect((await send(await form({ ...change }, { ...pictures }))).status).toBe(422);
    }
    const many = Object.fromEntries(
      Array.from({ length: 21 }, (_, at) => [`image-${at + 1}`, Buffer.from('x')]),
    );
    expect((await send(await form({ url }, many))).status).toBe(422);
    const ids = [];
    for await (const id of bench.workspace.cases.ids()) ids.push(id);
    expect(ids).toEqual(['figure1-5e73d7ae897e27ff066a30cb']);
    await expect.poll(uploads).toBeLessThanOrEqual(before);
  });

  it('is refused from another site', async () => {
    expect((await send(await form(), { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send(await form(), { origin: 'https://evil.example' })).status).toBe(403);
  });

  it.each<[Role, number]>([
    ['reader', 403],
    ['contributor', 403],
    ['annotator', 303],
    ['maintainer', 303],
  ])('a %s is answered %i', async (role, status) => {
    const other = await startBench({ cases: 0, user: { name: 'someone', role } });
    try {
      expect((await send(await form(), {}, other.url)).status).toBe(status);
      expect((await fetch(`${other.url}/enter`)).status).toBe(status === 303 ? 200 : 403);
    } finally {
      await other.close();
    }
  });
});
