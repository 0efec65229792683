import type { IncomingMessage } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BadUsage, NotFound } from '../../../data/errors.ts';
import { crawl, plan } from '../../../scrapers/crawl/crawl.ts';
import { CookieJar } from '../../../scrapers/crawl/door/requests/cookie-jar.ts';
import { readSession } from '../../../scrapers/crawl/door/requests/session-file.ts';
import { always, crawlWith, page } from '../../helpers/crawl-with.ts';
import { crawlWorkspace } from '../../helpers/crawl-workspace.ts';
import { plainSource } from '../../helpers/plain-source.ts';

process.env['CASELINE_CHROMIUM'] = '/nowhere/chromium';

const again = (site: { origin: string }, more = {}) => ({ baseUrl: site.origin, delay: 0, ...more });
const short = (html: string) => html.replace(/<p class="filler">.*?<\/p>/, '');

describe('an ordinary page is no challenge', () => {
  test.each([
    ["Cloudflare's script", `<script>a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'</script>`],
    ['its older script', '<script src="/cdn-cgi/challenge-platform/h/b/scripts/invisible.js"></script>'],
    ['a reCAPTCHA footer', '<footer>This site is protected by reCAPTCHA.</footer>'],
    ['a newsletter form', '<form id="newsletter"><div class="g-recaptcha"></div><input name="mail"></form>'],
    ['a cookie banner', '<div>We use cookies. Accept all cookies to continue.</div>'],
    ['a login form in its menu', '<nav><form><input type="password"></form></nav>'],
  ])('for %s, when it fulfils its contract', async (_name, extra) => {
    const { result } = await crawlWith({
      mutate: (html) => short(html).replace('</body>', `${extra}</body>`),
    });
    expect(result).toMatchObject({ status: 'done', new: 3, failed: [] });
  });
});

describe('a page that breaks its contract', () => {
  test.each([
    [
      'a captcha',
      'captcha',
      page(
        'Search',
        '<form><p>One more step for you today, dear visitor</p><div class="g-recaptcha"></div></form>',
      ),
    ],
    [
      'a challenge widget',
      'challenge',
      page(
        'Cases',
        '<p>Verifying that the connection is a good one, please hold on</p><div class="cf-turnstile"></div>',
      ),
    ],
    [
      'a consent wall',
      'consent-wall',
      page('Before you continue', '<h1>Before you continue</h1><button>Accept all</button>'),
    ],
    [
      'a notice about cookies',
      'consent-wall',
      page('Site', '<div>We and our partners use cookies. To read on, accept our cookies.</div>'),
    ],
    [
      'a login form',
      'login-wall',
      page(
        'Members',
        '<h1>Members of the society only, welcome back</h1><form><input name="user"><input type="password"></form>',
      ),
    ],
  ])('as %s is a refusal, and is asked for again when it has passed', async (_name, code, body) => {
    let closed = true;
    const { result, site, workspace } = await crawlWith({
      interfere: (path) => (closed && path.startsWith('/cases/case-about-101') ? { body } : undefined),
    });
    expect(result).toMatchObject({ status: 'blocked', new: 1, failed: [{ code }] });
    expect((await workspace.crawls.blocked.list()).records).toMatchObject([{ reason: code, hasPage: true }]);
    closed = false;
    expect(await crawl(workspace, plainSource, again(site))).toMatchObject({ status: 'done', new: 2 });
    const paths = site.paths();
    const twice = paths.filter((path, at) => paths.indexOf(path) !== at);
    expect(twice).toEqual(['/cases/case-about-101?lang=us']);
  });

  test.each([
    page('Page not found | Site', '<h1>404</h1>'),
    page('Site', '<h1>Sorry</h1><p>This case no longer exists.</p>'),
    page('Sito', '<h1>Pagina non trovata</h1>'),
  ])('and says that it is gone costs itself: %s', async (body) => {
    const { result } = await crawlWith({ interfere: always('/cases/case-about-101', { body }) });
    expect(result).toMatchObject({ status: 'done', new: 2, failed: [{ code: 'soft-404' }] });
  });

  test('and explains itself by nothing has changed', async () => {
    const { result } = await crawlWith({
      interfere: always('/cases/case-about-101', { body: page('Case', '<h2>A case</h2><p>Cough.</p>') }),
    });
    expect(result).toMatchObject({ status: 'failed', new: 1, failed: [{ code: 'contract-broken' }] });
  });

  test('among search pages is told alike', async () => {
    const body = page(
      'Before you continue',
      '<h1>Your privacy choices</h1><p>Accept all of our cookies?</p>',
    );
    const { result } = await crawlWith({ interfere: always('/search', { body }) });
    expect(result).toMatchObject({ status: 'blocked', failed: [{ code: 'consent-wall' }] });
  });
});

describe('cookies', () => {
  test('live within a run; a site that sets one and sends us where we were is followed once more', async () => {
    const gated = (path: string, request: IncomingMessage) => {
      if (path === '/robots.txt' || request.headers.cookie?.includes('seen=1')) return undefined;
      return { status: 302, headers: { location: path, 'set-cookie': 'seen=1; Path=/; HttpOnly' } };
    };
    const { result, site, workspace } = await crawlWith({ interfere: gated });
    expect(result).toMatchObject({ status: 'done', new: 3, failed: [] });
    expect(site.paths().filter((path) => path.startsWith('/search'))).toHaveLength(2);
    expect(site.requests.filter(({ status }) => status === 302)).toHaveLength(1);
    expect((await workspace.cases.get('plain-100'))?.source.aliases).toEqual([]);
    // The next run begins without.
    expect(await crawl(workspace, plainSource, again(site))).toMatchObject({ status: 'done', unchanged: 3 });
    expect(site.requests.filter(({ status }) => status === 302)).toHaveLength(2);
    const offline = { ...again(site), offline: true };
    expect(await crawl(workspace, plainSource, offline)).toMatchObject({ status: 'done', unchanged: 3 });
  });

  test('that do not help end in a circle, named', async () => {
    const circle = always('/cases/case-about-101', {
      status: 302,
      headers: { location: '/cases/case-about-101?lang=us', 'set-cookie': 'a=1' },
    });
    const { result, site } = await crawlWith({ interfere: circle });
    expect(result).toMatchObject({ status: 'done', new: 2, failed: [{ code: 'redirect-loop' }] });
    expect(site.paths().filter((path) => path.startsWith('/cases/case-about-101'))).toHaveLength(2);
  });

  test('go where they belong', () => {
    const jar = new CookieJar();
    const url = new URL('https://www.a.org/cases/one');
    jar.take(
      url,
      [
        'host=1; Path=/',
        'below=1; Domain=a.org; Path=/',
        'folder=1',
        'foreign=1; Domain=b.org',
        'ending=1; Domain=org',
        'old=1; Max-Age=0; Path=/',
        'dated=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT; Path=/',
        'split=a\u0001b',
        '=nameless',
      ].join('\n'),
    );
    const names = (address: string) => jar.for(new URL(address)).map(({ name }) => name);
    expect(names('https://www.a.org/cases/two')).toEqual(['host', 'below', 'folder', 'dated']);
    expect(names('https://img.a.org/')).toEqual(['below']);
    expect(names('https://www.a.org/casesearch')).toEqual(['host', 'below', 'dated']);
    jar.take(url, 'host=; Max-Age=-1; Path=/');
    expect(names('https://www.a.org/')).toEqual(['below', 'dated']);
  });
});

describe("a person's exported session", () => {
  const cookie = { name: 'key', value: 'k1', domain: '127.0.0.1', path: '/' };
  const walled = {
    interfere: (path: string, request: IncomingMessage) =>
      path === '/robots.txt' || request.headers.cookie?.includes('key=k1')
        ? undefined
        : { status: 403, body: page('No', 'no') },
  };

  test('is sent where the permission of the site is recorded, and refused elsewhere', async () => {
    const { result, site, workspace } = await crawlWith(walled);
    expect(result).toMatchObject({ status: 'blocked' });
    const options = again(site, { session: [cookie] });
    for (const work of [crawl, plan])
      await expect(work(workspace, plainSource, options)).rejects.toMatchObject({
        code: 'permission-missing',
      });
    workspace.config.sources['plain'] = { permission: { who: 'Plain', what: 'all', when: '2026' } };
    expect(await crawl(workspace, plainSource, options)).toMatchObject({ status: 'done', new: 3 });
  });

  test.each([
    ['cookies.txt', '# Netscape HTTP Cookie File\n#HttpOnly_127.0.0.1\tFALSE\t/\tFALSE\t0\tkey\tk1\n'],
    ['storageState', JSON.stringify({ cookies: [{ ...cookie, expires: -1 }], origins: [] })],
    ['an extension', JSON.stringify([{ ...cookie, expirationDate: 4_000_000_000, hostOnly: true }])],
  ])('is read from %s', (_name, text) => {
    expect(readSession(text)).toMatchObject([cookie]);
  });

  test.each(['', '{}', '[]', '{"cookies": [', 'key=k1', '{"cookies": [{"name": 1}]}'])(
    'is not %j',
    (text) => {
      expect(() => readSession(text)).toThrow(expect.objectContaining({ code: 'bad-session' }));
    },
  );

  test('stands in where no window can be opened', async () => {
    const { DISPLAY: display, WAYLAND_DISPLAY: wayland } = process.env;
    delete process.env['DISPLAY'];
    delete process.env['WAYLAND_DISPLAY'];
    onTestFinished(() => {
      if (display !== undefined) process.env['DISPLAY'] = display;
      if (wayland !== undefined) process.env['WAYLAND_DISPLAY'] = wayland;
    });
    const headed = crawl(crawlWorkspace(), plainSource, { baseUrl: 'http://127.0.0.1:9', headed: true });
    await expect(headed).rejects.toMatchObject({ code: 'no-display', exitCode: 2 });
    await expect(headed).rejects.toThrow(/--session FILE/);
  });
});

describe('wrong usage', () => {
  const picky = {
    ...plainSource,
    // biome-ignore lint/correctness/useYield: it comes to no page
    async *search() {
      throw new BadUsage('unknown-filter', "plain knows no filter 'colour'");
    },
  };
  test('of a query ends with 2, not with a run that failed', async () => {
    const { site, workspace } = await crawlWith({});
    for (const work of [crawl, plan])
      await expect(work(workspace, picky, again(site))).rejects.toMatchObject({ exitCode: 2 });
    await using stores = await workspace.crawls.open();
    expect(await stores.runs.inProgress('plain')).toBeNull();
    expect(await crawl(workspace, plainSource, again(site))).toMatchObject({ status: 'done' });
  });
});

describe('an entry of a query that leads to no case', () => {
  const withEntry = (isAlone: boolean) => ({
    ...plainSource,
    async *search(...[door, query]: Parameters<typeof plainSource.search>) {
      const { code, message } = new NotFound('unknown-doi', '10.1/x is no DOI that is known');
      yield {
        url: `${door.base}/x`,
        found: null,
        references: [],
        failed: [{ url: '10.1/x', code, message }],
      };
      if (!isAlone) yield* plainSource.search(door, query);
    },
  });
  test('costs itself alone, and the run when there is no other', async () => {
    const { site, workspace } = await crawlWith({ cases: 1 });
    const alone = await crawl(workspace, withEntry(true), again(site));
    expect(alone).toMatchObject({ status: 'failed', failed: [{ code: 'unknown-doi' }] });
    const fresh = crawlWorkspace();
    const planned = await plan(fresh, withEntry(false), again(site));
    expect(planned).toMatchObject({ status: 'planned', cases: 1, failed: [{ code: 'unknown-doi' }] });
    const result = await crawl(fresh, withEntry(false), again(site));
    expect(result).toMatchObject({ status: 'done', new: 1, failed: [{ code: 'unknown-doi' }] });
  });
});

test("a copy of the site that the workspace's settings name is asked by crawl and plan", async () => {
  const { site } = await crawlWith({});
  const workspace = crawlWorkspace();
  workspace.config.sources['plain'] = { baseUrl: site.origin, delay: 0 };
  expect(await plan(workspace, plainSource, {})).toMatchObject({ cases: 3, seconds: { min: 0 } });
  expect(await crawl(workspace, plainSource, {})).toMatchObject({ status: 'done', new: 3 });
  workspace.config.sources['plain'] = { baseUrl: 'https://elsewhere.example' };
  await expect(crawl(workspace, plainSource, {})).rejects.toMatchObject({ code: 'bad-base-url' });
});
