import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { crawl, plan } from '../../../scrapers/crawl/crawl.ts';
import { always, crawlWith, page } from '../../helpers/crawl-with.ts';
import { crawlWorkspace } from '../../helpers/crawl-workspace.ts';
import type { SiteAnswer } from '../../helpers/http-site.ts';
import { plainSource } from '../../helpers/plain-source.ts';
import { tinyPng } from '../../helpers/tiny-png.ts';

process.env['CASELINE_CHROMIUM'] = '/nowhere/chromium';

const image = { 'content-type': 'image/png' };
const json = { 'content-type': 'application/json' };
const again = (site: { origin: string }, more = {}) => ({ baseUrl: site.origin, delay: 0, ...more });

describe('where something belongs and nothing of the kind comes', () => {
  const answers: [string, string, string, SiteAnswer][] = [
    ['a page for an image', '/images/101-1', 'html-instead-of-image', { body: page('Welcome', 'Hello') }],
    [
      'a page that calls itself an image',
      '/images/101-1',
      'html-instead-of-image',
      { headers: image, body: page('Welcome', 'Hello') },
    ],
    ['an empty image', '/images/101-1', 'empty-image', { headers: image, body: '' }],
    [
      'an object for a list',
      '/studies/101',
      'json-of-another-shape',
      { headers: json, body: '{"error": "please sign in"}' },
    ],
    ['null for a list', '/studies/101', 'json-of-another-shape', { headers: json, body: 'null' }],
  ];
  test.each(answers)('%s stops the run with evidence, and the next one asks for it last', async (...row) => {
    const [, path, code, answer] = row;
    const { result, workspace, site } = await crawlWith({ interfere: always(path, answer) });
    expect(result).toMatchObject({ status: 'blocked', new: 1, failed: [{ code }] });
    const [kept] = (await workspace.crawls.blocked.list('plain')).records;
    expect(kept).toMatchObject({ reason: code, hasPage: true });
    const next = await crawl(workspace, plainSource, again(site));
    expect(next).toMatchObject({ status: 'done', new: 1, unchanged: 1, failed: [{ code }] });
  });
});

test('a page that breaks off is asked for again, and is no case without what stood below', async () => {
  const half =
    '<!DOCTYPE html><html><head><title>A case</title></head><body><div id="main"><h1>A case</h1><p>Half a';
  let broken = true;
  const { result, site, workspace } = await crawlWith({
    interfere: (path) => (broken && path.startsWith('/cases/case-about-101') ? { body: half } : undefined),
  });
  expect(result).toMatchObject({ status: 'done', new: 2, failed: [{ code: 'truncated-page' }] });
  expect(result.failed[0]?.message).toMatch(/breaks off before its end/);
  broken = false;
  const events: string[] = [];
  const next = await crawl(
    workspace,
    plainSource,
    again(site, { onEvent: ({ type }: { type: string }) => events.push(type) }),
  );
  expect(next).toMatchObject({ status: 'done', new: 1, unchanged: 2, failed: [] });
  expect(events.filter((type) => type === 'held')).toHaveLength(2);
});

describe('an image that does not come', () => {
  const faults: [string, string, SiteAnswer][] = [
    ['is gone', 'not-found', { status: 404, body: 'no' }],
    ['is at a server in trouble', 'http-500', { status: 500, body: '' }],
    ['is something else', 'not-an-image', { headers: image, body: 'no picture' }],
    ['is refused as a request', 'http-400', { status: 400, body: '' }],
    ['redirects elsewhere', 'foreign-host', { status: 302, headers: { location: 'https://e.example/' } }],
  ];
  test.each(faults)(
    'and %s costs itself, is named, and comes with the next crawl',
    async (_name, code, answer) => {
      let broken = true;
      const { result, site, workspace } = await crawlWith({
        interfere: (path) => (broken && path.startsWith('/images/101-1') ? answer : undefined),
      });
      expect(result).toMatchObject({ status: 'done', new: 3, failed: [{ code }] });
      const hashes = async () =>
        (await workspace.cases.get('plain-101'))?.images.map(({ sha256 }) => sha256 !== null);
      expect(await hashes()).toEqual([true, false]);
      broken = false;
      const planned = await plan(workspace, plainSource, again(site));
      const before = site.requests.length;
      const next = await crawl(workspace, plainSource, again(site));
      const asked = site
        .paths()
        .slice(before)
        .filter((path) => !path.startsWith('/search'));
      // Where it stood on another host nobody asks for it; otherwise for it alone, at its best address.
      const comes = code !== 'foreign-host';
      expect(asked).toEqual(comes ? ['/images/101-1.png'] : []);
      expect(next).toMatchObject({ status: 'done', new: 0, failed: [], updated: comes ? 1 : 0 });
      expect(await hashes()).toEqual([true, comes]);
      expect(planned.cases).toBe(0);
      expect(next.requests).toBeGreaterThanOrEqual(planned.requests.min);
      expect(next.requests).toBeLessThanOrEqual(planned.requests.max);
      const last = site.requests.length;
      expect(await crawl(workspace, plainSource, again(site))).toMatchObject({ unchanged: 3, updated: 0 });
      expect(site.paths().slice(last)).toEqual(['/search?page=1']);
    },
  );

  test('ever is asked for by three crawls, and then by --refresh alone', async () => {
    const { site, workspace } = await crawlWith({
      interfere: always('/images/101-1', { status: 404, body: 'no' }),
    });
    const asked = () => site.paths().filter((path) => path.startsWith('/images/101-1')).length;
    const counts = [asked()];
    for (const more of [{}, {}, {}, { refresh: true }]) {
      const { failed } = await crawl(workspace, plainSource, again(site, more));
      counts.push(asked());
      expect(failed.length).toBe(counts.at(-1) === counts.at(-2) ? 0 : 1);
    }
    expect(counts).toEqual([2, 4, 6, 6, 8]);
  });

  test('is no reason to write cases without any: three in a row are the site, not the image', async () => {
    const { result, workspace } = await crawlWith({
      imagesPerCase: 3,
      interfere: always('/images/101', { status: 500, body: '' }),
    });
    expect(result).toMatchObject({ status: 'done', new: 2, failed: [{ code: 'http-500' }] });
    expect(await workspace.cases.has('plain-101')).toBe(false);
  });

  test('of any case is noticed as what it is', async () => {
    const { result } = await crawlWith({
      cases: 12,
      interfere: always('/images/', { status: 404, body: 'no' }),
    });
    expect(result.status).toBe('failed');
    expect(result.failed.at(-1)).toMatchObject({
      code: 'fill-rate-dropped',
      message: expect.stringContaining("'image.file'"),
    });
    expect(result.new).toBe(0);
  });
});

describe('a run in which nothing worked', () => {
  const faults: [string, string, SiteAnswer][] = [
    ['every case is gone', '/cases/', { status: 404, body: page('404', 'gone') }],
    ['every case leads elsewhere', '/cases/', { status: 302, headers: { location: 'https://e.example/' } }],
    ['all data is cut short', '/studies/', { headers: json, body: '[{"id": "1' }],
  ];
  test.each(faults)('as %s has failed', async (_name, path, answer) => {
    const { result } = await crawlWith({ cases: 2, interfere: always(path, answer) });
    expect(result).toMatchObject({ status: 'failed', new: 0 });
    expect(result.failed).toHaveLength(3);
    expect(result.failed.at(-1)).toMatchObject({
      code: 'every-case-failed',
      message: expect.stringContaining('none of the 2 cases'),
    });
  });

  test('where one case is gone among held ones has not', async () => {
    const { site, workspace } = await crawlWith({
      interfere: always('/cases/case-about-101', { status: 404, body: 'gone' }),
    });
    const next = await crawl(workspace, plainSource, again(site));
    expect(next).toMatchObject({ status: 'done', unchanged: 2, failed: [{ code: 'not-found' }] });
  });

  test('from an archive that holds nothing says so', async () => {
    const empty = await crawl(crawlWorkspace(), plainSource, { offline: true });
    expect(empty).toMatchObject({ status: 'failed', requests: 0, failed: [{ code: 'archive-empty' }] });
    const { site, workspace } = await crawlWith({}, { query: ['covid'] });
    const other = await crawl(workspace, plainSource, { ...again(site), query: ['lung'], offline: true });
    // The made-up site's search knows no words: its pages are those of any query.
    expect(other).toMatchObject({ status: 'done', unchanged: 3 });
  });
});

describe('--offline', () => {
  test('goes on past a faulty page, rebuilds the others and ends as failed', async () => {
    const { site, workspace } = await crawlWith({ cases: 8 });
    for (const folder of ['cases', 'images']) rmSync(join(workspace.directory, folder), { recursive: true });
    const strict = {
      ...plainSource,
      readCase: async (...[door, reference, options]: Parameters<typeof plainSource.readCase>) => {
        const read = await plainSource.readCase(door, reference, options);
        if (read.id === 'plain-105') throw new TypeError('cannot read properties of undefined');
        if (read.id !== 'plain-103') return read;
        const { requireMatch } = await import('../../../scrapers/reading/contract.ts');
        requireMatch(0, { selector: 'h2.new', field: 'title' }, { source: 'plain', url: reference.url });
        return read;
      },
    };
    const result = await crawl(workspace, strict, { ...again(site), offline: true });
    expect(result).toMatchObject({ new: 6, requests: 0, status: 'failed' });
    expect(result.failed.map(({ code }) => code).sort()).toEqual(['contract-broken', 'unexpected']);
    expect(result.failed.find(({ code }) => code === 'contract-broken')?.message).toContain('h2.new');
  });

  test('keeps an image that the archive has broken out of its case', async () => {
    const cut = (await tinyPng('x', 64)).subarray(0, 300);
    const { site, workspace } = await crawlWith({
      interfere: always('/images/101-0', { headers: image, body: cut }),
    });
    rmSync(join(workspace.directory, 'cases'), { recursive: true });
    const result = await crawl(workspace, plainSource, { ...again(site), offline: true });
    expect(result).toMatchObject({ new: 3, status: 'done', failed: [{ code: 'truncated-image' }] });
  });
});
