import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { crawl } from '../../../scrapers/crawl/crawl.ts';
import { always, crawlWith, first, page } from '../../helpers/crawl-with.ts';
import type { SiteAnswer } from '../../helpers/http-site.ts';
import { plainSource } from '../../helpers/plain-source.ts';
import { tinyPng } from '../../helpers/tiny-png.ts';

// Pictures of kept pages need a browser; they are the slow tests' business.
process.env['CASELINE_CHROMIUM'] = '/nowhere/chromium';

describe('a site that refuses', () => {
  const cases: [string, string, SiteAnswer][] = [
    ['a plain 403', 'forbidden', { status: 403, body: page('Forbidden', 'no') }],
    ['a 401', 'login-wall', { status: 401, body: page('Members', 'no') }],
    ['"Just a moment" with 200', 'challenge', { body: page('Just a moment...', '<div id="x"></div>') }],
    [
      '"Just a moment" with 503',
      'challenge',
      { status: 503, body: page('Just a moment...', 'Enable JavaScript and cookies to continue') },
    ],
    [
      'a verification notice',
      'challenge',
      { body: page('', '<p>Please wait while your request is being verified...</p>') },
    ],
    ['a page that only names its host', 'challenge', { body: page('plain.example', '<div></div>') }],
    [
      'a captcha that would parse as no results',
      'captcha',
      { body: page('Search', '<form>Please resolve the captcha <img src="/c.png"></form>') },
    ],
    ['a redirect to the login page', 'login-wall', { status: 302, headers: { location: '/users/sign_in' } }],
  ];
  test.each(cases)('%s stops the run with evidence, not with 0 results', async (_name, code, answer) => {
    const { result, workspace, site } = await crawlWith({ interfere: always('/search', answer) });
    expect(result).toMatchObject({ status: 'blocked', new: 0, failed: [{ code }] });
    expect(site.paths()).toEqual(['/robots.txt', '/search?page=1']);
    const { blocked } = workspace.crawls;
    const [kept] = (await blocked.list('plain')).records;
    expect(kept).toMatchObject({ reason: code, source: 'plain', hasPage: true });
    const page = await blocked.read('plain', kept?.key ?? '', 'page');
    expect(Buffer.from(page ?? []).toString()).toBe(answer.body ?? '');
  });

  test('a page where JSON is expected stops the run', async () => {
    const { result } = await crawlWith({
      interfere: always('/studies/101', { body: page('Viewer', 'Loading') }),
    });
    expect(result).toMatchObject({ status: 'blocked', new: 1, failed: [{ code: 'html-instead-of-json' }] });
  });

  test.each([
    ['asks for a login', 'login-wall', { status: 302, headers: { location: '/users/sign_in' } }],
    ['answers 403', 'forbidden', { status: 403, body: page('Draft', 'not yet') }],
  ] as const)(
    'a single case that %s is asked for last by the next run and keeps no other away',
    async (_name, code, answer) => {
      let closed = true;
      const interfere = (path: string) =>
        closed && path.startsWith('/cases/case-about-101') ? answer : undefined;
      const { result, workspace, site } = await crawlWith({ interfere });
      expect(result).toMatchObject({ status: 'blocked', new: 1, failed: [{ code }] });
      const again = async () => {
        const before = site.requests.length;
        const { status, failed, ...counts } = await crawl(workspace, plainSource, {
          baseUrl: site.origin,
          delay: 0,
        });
        const cases = site
          .paths()
          .slice(before)
          .filter((path) => path.startsWith('/cases/'));
        return { status, codes: failed.map((failure) => failure.code), new: counts.new, cases };
      };
      expect(await again()).toEqual({
        status: 'done',
        codes: [code],
        new: 1,
        cases: ['/cases/case-about-102?lang=us', '/cases/case-about-101?lang=us'],
      });
      // Once it is open it is a case like any other.
      closed = false;
      expect(await again()).toMatchObject({ status: 'done', codes: [], new: 1 });
      expect(await again()).toEqual({ status: 'done', codes: [], new: 0, cases: [] });
    },
  );

  test('a site that asks for a login everywhere stops every run at its first refusal', async () => {
    const interfere = (path: string) =>
      path.startsWith('/cases/') ? { status: 302, headers: { location: '/users/sign_in' } } : undefined;
    const { result, workspace, site } = await crawlWith({ interfere, cases: 3 });
    expect(result).toMatchObject({ status: 'blocked', new: 0 });
    const refusals = () => site.paths().filter((path) => path.startsWith('/cases/')).length;
    for (const total of [2, 3]) {
      expect(await crawl(workspace, plainSource, { baseUrl: site.origin, delay: 0 })).toMatchObject({
        status: 'blocked',
        failed: [{ code: 'login-wall' }],
      });
      expect(refusals()).toBe(total);
    }
    // Now all three are known to refuse: one is asked for, the others are listed without a request.
    const last = await crawl(workspace, plainSource, { baseUrl: site.origin, delay: 0 });
    expect(last.status).toBe('blocked');
    expect(last.failed.map(({ code }) => code)).toEqual(['login-wall', 'login-wall', 'login-wall']);
    expect(refusals()).toBe(4);
    // Each has its turn: one that refuses for ever does not keep the others waiting.
    for (let round = 0; round < 2; round += 1)
      await crawl(workspace, plainSource, { baseUrl: site.origin, delay: 0 });
    const asked = site.paths().filter((path) => path.startsWith('/cases/'));
    expect(new Set(asked.slice(-3)).size).toBe(3);
  });

  test('a first 429 is sat out as long as it asks and sent again; a second one stops the run', async () => {
    const busy: SiteAnswer = { status: 429, headers: { 'retry-after': '1' }, body: 'slow down' };
    const once = await crawlWith({ interfere: first(1, '/cases/case-about-101', busy) });
    expect(once.result).toMatchObject({ status: 'done', new: 3 });
    const asked = once.site.requests.filter(({ url }) => url.startsWith('/cases/case-about-101'));
    expect(asked).toHaveLength(2);
    expect((asked[1]?.arrived ?? 0) - (asked[0]?.ended ?? 0)).toBeGreaterThanOrEqual(1000);
    const twice = await crawlWith({ interfere: always('/cases/case-about-101', busy) });
    expect(twice.result).toMatchObject({
      status: 'blocked',
      new: 1,
      failed: [{ code: 'too-many-requests' }],
    });
    expect(twice.site.requests.filter(({ status }) => status === 429)).toHaveLength(2);
  });

  test('a pause longer than the run is patient ends it as throttled, and the next run does not ask before', async () => {
    const { result, site, workspace } = await crawlWith(
      {
        interfere: always('/cases/case-about-101', {
          status: 429,
          headers: { 'retry-after': '3600' },
          body: '',
        }),
      },
      { patience: 2 },
    );
    expect(result).toMatchObject({ status: 'blocked', failed: [{ code: 'long-pause' }] });
    const before = site.requests.length;
    const again = await crawl(workspace, plainSource, { baseUrl: site.origin, delay: 0, patience: 2 });
    expect(again).toMatchObject({ status: 'blocked', failed: [{ code: 'long-pause' }] });
    expect(site.requests.length).toBe(before);
  });

  test('what was received before a refusal is not asked for again when it has passed', async () => {
    let closed = true;
    const { site, workspace, result } = await crawlWith({
      interfere: (path) => (closed && path === '/images/101-1.png' ? { status: 403, body: 'no' } : undefined),
    });
    expect(result).toMatchObject({ status: 'blocked', new: 1 });
    closed = false;
    const again = await crawl(workspace, plainSource, { baseUrl: site.origin, delay: 0 });
    expect(again).toMatchObject({ status: 'done', new: 2, unchanged: 1 });
    const paths = site.paths();
    expect(paths.filter((path, at) => paths.indexOf(path) !== at)).toEqual(['/images/101-1.png']);
  });
});

describe('a site in trouble', () => {
  const passing: [string, SiteAnswer][] = [
    ['a 500', { status: 500, body: 'oops' }],
    ['a 503', { status: 503, body: 'oops' }],
    ['a dropped connection', { drop: 'before' }],
    ['a body cut short', { body: page('Case', 'x'.repeat(5000)), drop: 2000 }],
    ['an empty answer', { body: '' }],
    [
      'a broken gzip stream',
      { headers: { 'content-encoding': 'gzip' }, body: gzipSync('x'.repeat(5000)).subarray(0, 20) },
    ],
  ];
  test.each(passing)('%s is tried again and costs nothing', async (_name, answer) => {
    const { result, site } = await crawlWith({ interfere: first(2, '/cases/case-about-101', answer) });
    expect(result).toMatchObject({ status: 'done', new: 3, failed: [] });
    expect(site.paths().filter((path) => path.startsWith('/cases/case-about-101'))).toHaveLength(3);
    expect(result.requests).toBe(site.requests.length);
  });

  test('a fault that stays costs its case, named in the result, and no other', async () => {
    const { result, workspace, site } = await crawlWith({
      interfere: always('/studies/101', { status: 500, body: '' }),
    });
    expect(result).toMatchObject({ status: 'done', new: 2, failed: [{ code: 'http-500' }] });
    expect(result.failed[0]?.url).toContain('case-about-101');
    expect(await workspace.cases.has('plain-101')).toBe(false);
    expect(site.paths().filter((path) => path === '/studies/101.json')).toHaveLength(4);
  });

  test('JSON that ends too early is tried again', async () => {
    const cut: SiteAnswer = { headers: { 'content-type': 'application/json' }, body: '[{"id": "1' };
    const { result } = await crawlWith({ interfere: first(1, '/studies/101', cut) });
    expect(result).toMatchObject({ status: 'done', new: 3, failed: [] });
  });

  test('an image cut short with a matching length is asked for once more, then the smaller one is taken', async () => {
    const cut = (await tinyPng('whatever', 64)).subarray(0, 300);
    const { result, site, workspace } = await crawlWith({
      interfere: always('/images/101-0.png', { headers: { 'content-type': 'image/png' }, body: cut }),
    });
    expect(result).toMatchObject({ status: 'done', new: 3, failed: [] });
    expect(site.paths().filter((path) => path.startsWith('/images/101-0'))).toEqual([
      '/images/101-0.png',
      '/images/101-0.png',
      '/images/101-0_small.png',
    ]);
    expect((await workspace.cases.get('plain-101'))?.images[0]?.sha256).not.toBeNull();
  });

  test('a site where nothing works is left alone after three cases', async () => {
    const { result, site } = await crawlWith({
      cases: 9,
      interfere: always('/cases/', { status: 502, body: '' }),
    });
    expect(result).toMatchObject({ status: 'failed', new: 0 });
    expect(result.failed.at(-1)?.code).toBe('site-in-trouble');
    expect(site.paths().filter((path) => path.startsWith('/cases/'))).toHaveLength(3 * 4);
  });
});

describe('a hostile site', () => {
  test.each([
    ['http://169.254.169.254/latest/meta-data/', 'foreign-host'],
    ['http://10.0.0.1/', 'foreign-host'],
    ['https://elsewhere.example/case', 'foreign-host'],
    ['file:///etc/passwd', 'bad-url'],
  ])('a redirect to %s is not followed', async (location, code) => {
    const { result } = await crawlWith({
      interfere: always('/cases/case-about-101', { status: 302, headers: { location } }),
    });
    expect(result).toMatchObject({ status: 'done', new: 2, failed: [{ code }] });
  });

  test('a redirect in a circle ends', async () => {
    const { result } = await crawlWith({
      interfere: (path) =>
        path.startsWith('/cases/case-about-101') || path === '/round'
          ? {
              status: 302,
              headers: { location: path === '/round' ? '/cases/case-about-101?lang=us' : '/round' },
            }
          : undefined,
    });
    expect(result).toMatchObject({ status: 'done', new: 2, failed: [{ code: 'redirect-loop' }] });
  });

  test('a case page that is no such case any more fails alone', async () => {
    const { result, workspace } = await crawlWith({
      interfere: always('/cases/case-about-101', { status: 404, body: page('404', 'gone') }),
    });
    expect(result).toMatchObject({ status: 'done', new: 2, failed: [{ code: 'not-found' }] });
    expect(existsSync(join(workspace.directory, 'blocked'))).toBe(false);
    expect(readdirSync(join(workspace.directory, 'archive')).some((name) => name.endsWith('.warc.gz'))).toBe(
      true,
    );
  });
});
