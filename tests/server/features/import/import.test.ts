import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decide } from '../../../helpers/drafts.ts';
import { metadataCsv, metadataRow } from '../../../helpers/metadata.ts';
import { tinyPng } from '../../../helpers/tiny-png.ts';
import { zipOf } from '../../../helpers/zip.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ cases: 0 });
});
afterAll(() => bench.close());

const row = (patientid: string, filename: string, cells = {}) =>
  metadataRow({
    patientid,
    filename,
    finding: 'Pneumonia',
    view: 'PA',
    url: `https://example.org/${patientid}`,
    ...cells,
  });

async function hand(
  table: string | Buffer,
  {
    files = {},
    name = 'metadata.csv',
    ...fields
  }: { files?: Record<string, Buffer>; name?: string } & Record<string, unknown> = {},
) {
  const body = new FormData();
  body.set('table', new Blob([Buffer.from(table)]), name);
  for (const [field, value] of Object.entries(fields))
    body.set(
      field,
      typeof value === 'string' ? value : new Blob([Buffer.from(value as Buffer)]),
      ...((typeof value === 'string' ? [] : ['map.json']) as []),
    );
  for (const [file, bytes] of Object.entries(files))
    body.append('images', new Blob([Buffer.from(bytes)]), file);
  return fetch(`${bench.url}/import`, { method: 'POST', body, redirect: 'manual' });
}
const look = async (path: string) => load(await (await fetch(bench.url + path)).text());
const post = (path: string, fields: Record<string, string> = {}) =>
  fetch(bench.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
/** Confirms a plan and waits for its end. */
async function confirm(path: string) {
  expect((await post(`${path}/confirm`)).status).toBe(303);
  for (;;) {
    const page = await look(`${path}/progress`);
    if (!page('#import-state').attr('hx-get')) return page;
    await sleep(50);
  }
}
const rowsIn = (page: Awaited<ReturnType<typeof look>>, section: string): string[] =>
  page(`#${section} tbody tr`)
    .toArray()
    .map((line) =>
      page(line)
        .children()
        .toArray()
        .map((cell) => page(cell).text())
        .join(' | '),
    );

describe('the import page', () => {
  let first = '';

  test('shows what a table with its images would do, and writes nothing before it is confirmed', async () => {
    const archive = zipOf({
      'all/images/a.png': await tinyPng('a'),
      '__MACOSX/._a.png': 'x',
      'all/none.png': 'n',
    });
    const answer = await hand(metadataCsv([row('1', 'a.png', { survival: 'Y' }), row('2', 'b.png')]), {
      files: { 'images.zip': archive, 'b.png': Buffer.alloc(0) },
    });
    expect(answer.status).toBe(303);
    first = answer.headers.get('location') ?? '';
    const page = await look(first);
    expect(rowsIn(page, 'appears')).toEqual(['1 | a.png', '2 | b.png']);
    expect(rowsIn(page, 'empty')).toEqual(['b.png']);
    expect(rowsIn(page, 'unused')).toEqual(['none.png']);
    expect(await Array.fromAsync(bench.workspace.cases.ids())).toEqual([]);
    const done = await confirm(first);
    expect(done('.import-done').text()).toContain('Done.');
    const stored = await bench.workspace.cases.get('collection-1');
    expect(stored?.images[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await post(`${first}/confirm`)).status).toBe(412);
  });

  test('shows changes, what vanishes, clashes and kept decisions with what becomes of each, and takes answers', async () => {
    await bench.workspace.reviews.append('collection-1', [decide('survival', 'no')]);
    const answer = await hand(metadataCsv([row('1', 'a.png', { survival: 'Unclear', offset: '4' })]));
    const path = answer.headers.get('location') ?? '';
    const page = await look(path);
    expect(rowsIn(page, 'changes')).toEqual(['1 | a.png | offset | blank | 4']);
    expect(rowsIn(page, 'kept')).toEqual(['1 | all | survival | N | Unclear | ana']);
    expect(rowsIn(page, 'vanishes')).toEqual(['2 | b.png | kept']);
    expect(page('.warning').text()).toContain('Stored rows are not in this table');
    expect((await post(`${path}/answers`, { onVanished: 'remove', replace: 'false' })).status).toBe(303);
    expect(rowsIn(await look(path), 'vanishes')).toEqual(['2 | b.png | removed']);
    await confirm(path);
    expect(bench.workspace.config.imports).toMatchObject({ collection: { onVanished: 'remove' } });
    expect((await bench.workspace.cases.get('collection-2'))?.images).toEqual([]);
    const clash = await hand(
      metadataCsv([row('1', 'z.png', { url: 'https://other.example', sex: 'F', age: '9' })]),
    );
    expect(rowsIn(await look(clash.headers.get('location') ?? ''), 'clashes')[0]).toMatch(
      /^1 \| .*the stored one stays$/,
    );
  });

  test('takes an import back as one, after it was shown what that does', async () => {
    const list = await look('/import');
    const link = list('tbody a[href$="/undo"]').first().attr('href') ?? '';
    expect((await look(link))('[role="status"]').text()).toMatch(/2 cases would be as before/);
    expect((await bench.workspace.cases.get('collection-2'))?.images).toEqual([]);
    const page = load(await (await post(link)).text());
    expect(page('h1').text()).toMatch(/Taken back/);
    expect((await bench.workspace.cases.get('collection-2'))?.images).toHaveLength(1);
    expect((await look('/import'))('tbody').text()).toContain('taken back by ana');
  });

  test('suggests a mapping for another layout, takes one that is given, and gives a dataset its own ids', async () => {
    const table = 'patient,label,projection,image\n1,covid,pa,x.png\n';
    const answer = await hand(table, { name: 'other.csv', dataset: 'other' });
    const path = answer.headers.get('location') ?? '';
    const page = await look(path);
    expect(rowsIn(page, 'mapping')).toEqual(
      expect.arrayContaining(['column patient | patientid', 'finding: covid | Pneumonia/Viral/COVID-19']),
    );
    expect(page('.warning').text()).toContain('another layout');
    await confirm(path);
    expect((await bench.workspace.cases.get('collection-other-1'))?.source).toMatchObject({
      key: '1',
      dataset: 'other',
    });
    const map = Buffer.from(
      JSON.stringify({
        columns: { patient: 'patientid', label: 'finding', projection: null, image: 'filename' },
      }),
    );
    const mapped = await look(
      (await hand(table, { name: 'other.csv', dataset: 'other', map })).headers.get('location') ?? '',
    );
    expect(rowsIn(mapped, 'mapping')).toContain('column projection | left out');
  });

  test.each([
    ['no table', 'x', 'notes.md', 422, /choose a table|no metadata/],
    [
      'a page',
      '<!doctype html><p>',
      'metadata.csv',
      422,
      /^metadata\.csv is a web page|metadata\.csv is a web page/,
    ],
    ['a dataset that is no name', metadataCsv([row('1', 'a.png')]), 'metadata.csv', 422, /dataset/],
  ])('%s is refused and said, without a path of this machine', async (name, table, file, status, message) => {
    const answer = await hand(table, {
      name: file,
      ...(name.startsWith('a dataset') ? { dataset: 'No Name!' } : {}),
    });
    expect(answer.status).toBe(status);
    const text = load(await answer.text()).text();
    expect(text).toMatch(message);
    expect(text).not.toContain(tmpdir());
  });

  test('leaves nothing behind', async () => {
    await post(`${(await hand(metadataCsv([row('5', 'q.png')]))).headers.get('location')}/leave`);
    const key = '0'.repeat(24);
    expect((await fetch(`${bench.url}/import/plan/${key}`)).status).toBe(404);
    expect(readdirSync(tmpdir()).filter((name) => /^[0-9a-f]{32}$/.test(name))).toEqual([]);
  });
});

test('a refusal leads back to the form that it came from, and to no other site', async () => {
  const refused = async (referer: string) => {
    const body = new FormData();
    body.set('table', new Blob(['no table']), 'metadata.csv');
    const answer = await fetch(`${bench.url}/import`, { method: 'POST', body, headers: { referer } });
    expect(answer.status).toBe(422);
    return load(await answer.text())('.notice a')
      .toArray()
      .map(({ attribs }) => attribs['href']);
  };
  expect(await refused(`${bench.url}/import?x=1`)).toEqual(['/import?x=1', '/', '/cases']);
  expect(await refused('https://elsewhere.example/import')).toEqual(['/', '/cases']);
  expect(await refused('no address')).toEqual(['/', '/cases']);
});
