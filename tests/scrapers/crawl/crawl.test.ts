import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { crawl } from '../../../scrapers/crawl/crawl.ts';
import { casesOf, crawlWorkspace } from '../../helpers/crawl-workspace.ts';
import { startHttpSite } from '../../helpers/http-site.ts';
import { type PlainSiteOptions, startPlainSite } from '../../helpers/plain-site.ts';
import { plainSource } from '../../helpers/plain-source.ts';

const site = async (options: PlainSiteOptions = {}) => {
  const started = await startPlainSite(options);
  onTestFinished(() => started.close());
  return started;
};
const fast = (origin: string) => ({ baseUrl: origin, delay: 0 });
const repeated = (paths: string[]) => paths.filter((path, at) => paths.indexOf(path) !== at);

describe('a crawl', () => {
  test('writes every case with its images and asks for nothing twice', async () => {
    const { origin, requests, paths } = await site();
    const workspace = crawlWorkspace();
    const result = await crawl(workspace, plainSource, fast(origin));
    expect(result).toMatchObject({
      source: 'plain',
      found: 5,
      new: 5,
      updated: 0,
      unchanged: 0,
      failed: [],
      status: 'done',
    });
    expect(result.requests).toBe(requests.length);
    expect(repeated(paths())).toEqual([]);
    // robots.txt, 2 search pages, then page, study and 2 images of 5 cases; no small image, nothing else.
    expect(requests.length).toBe(1 + 2 + 5 * 4);
    const cases = await casesOf(workspace);
    expect([...cases.keys()]).toEqual(['plain-100', 'plain-101', 'plain-102', 'plain-103', 'plain-104']);
    const first = await workspace.cases.get('plain-100');
    expect(first?.images.map(({ width, mime }) => [width, mime])).toEqual([
      [8, 'image/png'],
      [8, 'image/png'],
    ]);
  });

  test('stops after k cases with the requests of k cases only', async () => {
    const { origin, paths } = await site({ cases: 9 });
    const result = await crawl(crawlWorkspace(), plainSource, { ...fast(origin), limit: 2 });
    expect(result).toMatchObject({ new: 2, status: 'limit', found: 9 });
    expect(paths()).toEqual([
      '/robots.txt',
      '/search?page=1',
      ...[100, 101].flatMap((number) => [
        `/cases/case-about-${number}?lang=us`,
        `/studies/${number}.json`,
        `/images/${number}-0.png`,
        `/images/${number}-1.png`,
      ]),
    ]);
  });

  test('a second crawl requests search pages only', async () => {
    const { origin, requests, paths } = await site();
    const workspace = crawlWorkspace();
    await crawl(workspace, plainSource, fast(origin));
    const before = requests.length;
    const again = await crawl(workspace, plainSource, fast(origin));
    expect(again).toMatchObject({ new: 0, unchanged: 5, status: 'done' });
    expect(paths().slice(before)).toEqual(['/search?page=1', '/search?page=2']);
  });

  test('--refresh asks conditionally and finds what changed', async () => {
    let changed = false;
    const { origin, requests } = await site({
      mutate: (html, path) => (changed && path.includes('101') ? html.replace('Cough', 'Fever') : html),
    });
    const workspace = crawlWorkspace();
    await crawl(workspace, plainSource, fast(origin));
    changed = true;
    const before = requests.length;
    const again = await crawl(workspace, plainSource, { ...fast(origin), refresh: true });
    expect(again).toMatchObject({ new: 0, updated: 1, unchanged: 4, failed: [], status: 'done' });
    const statuses = requests.slice(before).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 304)).toHaveLength(statuses.length - 1);
    expect((await workspace.cases.get('plain-101'))?.texts[0]?.text).toContain('Fever');
  });

  test('--offline rebuilds byte-identical cases and images from the archive alone', async () => {
    const { origin, close } = await site();
    const workspace = crawlWorkspace();
    await crawl(workspace, plainSource, fast(origin));
    const before = await casesOf(workspace);
    await close();
    for (const folder of ['cases', 'images']) rmSync(join(workspace.directory, folder), { recursive: true });
    const result = await crawl(workspace, plainSource, { baseUrl: origin, offline: true });
    expect(result).toMatchObject({ new: 5, failed: [], requests: 0, status: 'done' });
    expect(await casesOf(workspace)).toEqual(before);
    for await (const record of workspace.cases.all()) {
      for (const { sha256 } of record.images) expect(await workspace.images.get(sha256 ?? '')).not.toBeNull();
    }
  });

  test('an image that is gone falls back to the smaller one, and to none with a note', async () => {
    const { origin } = await site({
      cases: 2,
      interfere: (path) =>
        path === '/images/100-0.png' || path.startsWith('/images/101-1')
          ? { status: 404, body: 'gone' }
          : undefined,
    });
    const workspace = crawlWorkspace();
    const result = await crawl(workspace, plainSource, fast(origin));
    expect(result).toMatchObject({ new: 2, status: 'done' });
    expect(result.failed).toMatchObject([{ url: `${origin}/images/101-1.png`, code: 'not-found' }]);
    expect((await workspace.cases.get('plain-100'))?.images[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await workspace.cases.get('plain-101'))?.images[1]?.sha256).toBeNull();
  });

  test("an image on a host that is not the site's is not asked for; the case is kept without it", async () => {
    const image = (id: string, large: string) => ({ id, large, small: large, caption: '' });
    const images = [image('100-0', 'https://elsewhere.example/a.png'), image('100-1', '/images/100-1.png')];
    const { origin } = await site({
      cases: 2,
      interfere: (path) =>
        path === '/studies/100.json'
          ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(images) }
          : undefined,
    });
    const workspace = crawlWorkspace();
    const result = await crawl(workspace, plainSource, fast(origin));
    expect(result).toMatchObject({ new: 2, status: 'done', failed: [{ code: 'foreign-host' }] });
    const hashes = (await workspace.cases.get('plain-100'))?.images.map(({ sha256 }) => sha256 !== null);
    expect(hashes).toEqual([false, true]);
  });

  test('a site with Last-Modified alone is asked conditionally; its 304 may state the length it spares', async () => {
    const modified = 'Sat, 22 Aug 2020 10:00:00 GMT';
    let conditional = 0;
    const plain = await site({ cases: 2 });
    const front = await startHttpSite(async (path, request) => {
      const answer = await fetch(plain.origin + path);
      const body = Buffer.from(await answer.arrayBuffer());
      const type = answer.headers.get('content-type') ?? '';
      const since = request.headers['if-modified-since'];
      if (since !== undefined) conditional += 1;
      const headers = {
        'content-type': type,
        'last-modified': modified,
        'content-length': String(body.length),
      };
      return since === modified ? { status: 304, headers } : { status: answer.status, headers, body };
    });
    onTestFinished(() => front.close());
    const workspace = crawlWorkspace();
    expect(await crawl(workspace, plainSource, fast(front.origin))).toMatchObject({ new: 2, status: 'done' });
    const again = await crawl(workspace, plainSource, { ...fast(front.origin), refresh: true });
    expect(again).toMatchObject({ new: 0, unchanged: 2, failed: [], status: 'done' });
    expect(conditional).toBeGreaterThanOrEqual(again.requests - 1);
  });

  test('a disk that refuses ends the run: what cannot be kept is not asked for', async () => {
    const { origin, paths } = await site();
    const workspace = crawlWorkspace();
    writeFileSync(join(workspace.directory, 'images'), 'in the way');
    const result = await crawl(workspace, plainSource, fast(origin));
    expect(result).toMatchObject({
      new: 0,
      status: 'failed',
      failed: [{ code: expect.stringMatching(/^disk-/) }],
    });
    expect(paths().filter((path) => path.startsWith('/cases/'))).toHaveLength(1);
    rmSync(join(workspace.directory, 'images'));
    expect(await crawl(workspace, plainSource, fast(origin))).toMatchObject({ new: 5, status: 'done' });
    const asked = paths().filter((path) => !path.startsWith('/robots'));
    expect(asked.filter((path, at) => asked.indexOf(path) !== at)).toEqual([]);
  });
});
