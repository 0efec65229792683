import { describe, expect, test } from 'vitest';
import { crawl } from '../../../../scrapers/crawl/crawl.ts';
import { siblingOf } from '../../../../scrapers/crawl/door/requests/robots-gate.ts';
import {
  MAX_ROBOTS_BYTES,
  RobotsRules,
  robotsText,
  verdictOf,
} from '../../../../scrapers/crawl/pacing/robots.ts';
import { crawlWith, page } from '../../../helpers/crawl-with.ts';
import type { SiteAnswer } from '../../../helpers/http-site.ts';
import { plainSource } from '../../../helpers/plain-source.ts';

process.env['CASELINE_CHROMIUM'] = '/nowhere/chromium';

const rules = (text: string) => new RobotsRules('https://a.example', 'rules', text);
const allowed = (text: string, path: string) => rules(text).allows(`https://a.example${path}`);

describe('robots.txt', () => {
  test.each<[string, string, string, boolean]>([
    ['nothing in it', '', '/cases/1', true],
    ['only comments', '# welcome\n', '/cases/1', true],
    ['everything forbidden', 'User-agent: *\nDisallow: /', '/cases/1', false],
    ['an empty Disallow', 'User-agent: *\nDisallow:', '/cases/1', true],
    ['a path', 'User-agent: *\nDisallow: /search', '/search?q=a', false],
    ['another path', 'User-agent: *\nDisallow: /search', '/cases/1', true],
    ['the longest match wins', 'User-agent: *\nDisallow: /cases\nAllow: /cases/1', '/cases/1', true],
    ['allow wins a tie', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
    ['wildcards', 'User-agent: *\nDisallow: /*.json$', '/studies/1.json', false],
    ['wildcards with end', 'User-agent: *\nDisallow: /*.json$', '/studies/1.json?c=1', true],
    [
      'our own group beats the general one',
      'User-agent: *\nDisallow:\n\nUser-agent: Caseline\nDisallow: /',
      '/a',
      false,
    ],
    [
      'our own group may be kinder',
      'User-agent: *\nDisallow: /\n\nUser-agent: caseline\nDisallow: /x',
      '/a',
      true,
    ],
    ['somebody else is forbidden', 'User-agent: otherbot\nDisallow: /', '/a', true],
    ['several agents in one group', 'User-agent: otherbot\nUser-agent: caseline\nDisallow: /', '/a', false],
    [
      'two groups of ours are one',
      'User-agent: caseline\nDisallow: /a\n\nUser-agent: caseline\nDisallow: /b',
      '/b',
      false,
    ],
    ['a byte order mark', '\u{feff}User-agent: *\nDisallow: /', '/a', false],
    ['lines ended by CR', 'User-agent: *\rDisallow: /a\r', '/a', false],
    ['a comment behind the rule', 'User-agent: *\nDisallow: /a # private', '/a', false],
    ['odd case and spaces', '  uSeR-aGeNt :  *  \n  DISALLOW :  /a  ', '/a', false],
    ['an HTML page', page('Not found', 'Disallow nothing'), '/a', true],
    ['rules before any agent', 'Disallow: /\nUser-agent: *\nDisallow: /b', '/a', true],
    [
      'an overlong rule forbids its beginning',
      `User-agent: *\nDisallow: /${'a'.repeat(3000)}`,
      `/${'a'.repeat(2000)}`,
      false,
    ],
    ['thousands of rules forbid everything', `User-agent: *\n${'Disallow: /x\n'.repeat(6000)}`, '/a', false],
  ])('with %s', (_name, text, path, expected) => {
    expect(allowed(robotsText(Buffer.from(text)), path)).toBe(expected);
  });

  test('Crawl-delay is read in seconds, nonsense is none', () => {
    const delay = (value: string) => rules(`User-agent: *\nCrawl-delay: ${value}`).crawlDelay;
    expect(['10', '0.5', '-3', 'soon', '', 'Infinity'].map(delay)).toEqual([10_000, 500, 0, 0, 0, 0]);
  });

  test('a pattern made to be slow is compared quickly', () => {
    const text = `User-agent: *\n${`Disallow: /${'*a'.repeat(450)}b\n`.repeat(200)}`;
    const began = performance.now();
    expect(allowed(text, `/${'a'.repeat(1500)}`)).toBe(true);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test('at most 500 KiB are read, whole lines only', () => {
    const text = robotsText(Buffer.from(`${'# filler\n'.repeat(60_000)}User-agent: *\nDisallow: /\n`));
    expect(text.length).toBeLessThanOrEqual(MAX_ROBOTS_BYTES);
    expect(text.endsWith('# filler\n')).toBe(true);
  });

  test('2xx gives rules, 4xx none, everything else forbids', () => {
    const verdicts = [200, 204, 301, 401, 403, 404, 410, 429, 500, 503, 0].map(verdictOf);
    const [r, a, d] = ['rules', 'allow', 'disallow'];
    expect(verdicts).toEqual([r, r, d, a, a, a, a, d, d, d, d]);
  });
});

describe('a crawl under robots.txt', () => {
  test.each<[string, SiteAnswer]>([
    ['404', { status: 404, body: 'no' }],
    ['403', { status: 403, body: 'no' }],
    ['401', { status: 401, body: 'no' }],
    ['an HTML page of its own', { body: page('Welcome', 'Our pages are many and our robots are few.') }],
    [
      'rules that allow',
      { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow: /private' },
    ],
  ])('%s lets it crawl', async (_name, robots) => {
    const { result, site } = await crawlWith({ robots });
    expect(result).toMatchObject({ status: 'done', new: 3 });
    expect(site.paths().filter((path) => path === '/robots.txt')).toHaveLength(1);
  });

  test.each<[string, SiteAnswer, string]>([
    [
      'rules that forbid',
      { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow: /' },
      'robots-forbids',
    ],
    ['a 500', { status: 500, body: '' }, 'robots-unreachable'],
    ['a dropped connection', { drop: 'before' }, 'robots-unreachable'],
    ['a challenge', { body: page('Just a moment...', '') }, 'robots-unreachable'],
    [
      'a redirect to another site',
      { status: 301, headers: { location: 'https://elsewhere.example/robots.txt' } },
      'robots-unreachable',
    ],
    ['a redirect in a circle', { status: 301, headers: { location: '/robots.txt' } }, 'robots-unreachable'],
  ])('%s stops it before the first page, with evidence', async (_name, robots, code) => {
    const { result, site, workspace } = await crawlWith({ robots });
    expect(result).toMatchObject({ status: 'blocked', new: 0, failed: [{ code }] });
    expect(site.paths().every((path) => path === '/robots.txt')).toBe(true);
    expect((await workspace.crawls.blocked.list()).records).toMatchObject([{ reason: code }]);
  });

  test('a redirect on the same site is followed', async () => {
    const { result } = await crawlWith({
      interfere: (path) => {
        if (path === '/robots.txt') return { status: 301, headers: { location: '/rules' } };
        return path === '/rules'
          ? { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow: /cases' }
          : undefined;
      },
    });
    expect(result).toMatchObject({ status: 'blocked', failed: [{ code: 'robots-forbids' }] });
  });

  const forbidding = (...paths: string[]): SiteAnswer => ({
    headers: { 'content-type': 'text/plain' },
    body: ['User-agent: *', ...paths.map((path) => `Disallow: ${path}`)].join('\n'),
  });

  test.each([
    ['an image', ['/images/101-0'], 3, [true, true, true]],
    ['a case', ['/cases/case-about-101'], 2, [true, false, true]],
    ['data of a case', ['/studies/101.json'], 2, [true, false, true]],
  ])(
    '%s that is forbidden alone is left out, said, and never requested',
    async (_name, paths, written, held) => {
      const { result, site, workspace } = await crawlWith({ robots: forbidding(...paths) });
      expect(result).toMatchObject({ status: 'done', new: written, failed: expect.anything() });
      expect(new Set(result.failed.map(({ code }) => code))).toEqual(new Set(['robots-forbids']));
      expect(site.paths().filter((path) => paths.some((each) => path.startsWith(each)))).toEqual([]);
      const ids = ['plain-100', 'plain-101', 'plain-102'];
      expect(await Promise.all(ids.map((id) => workspace.cases.has(id)))).toEqual(held);
      expect((await workspace.crawls.blocked.list()).records).toEqual([]);
    },
  );

  test.each([
    ['the images', ['/images/']],
    ['the data', ['/studies/']],
    ['the cases', ['/cases/']],
    ['the search', ['/search']],
    ['every case one by one', ['/cases/case-about-100', '/cases/case-about-101', '/cases/case-about-102']],
  ])('a crawl to which %s are forbidden stops, with evidence', async (_name, paths) => {
    const { result, site, workspace } = await crawlWith({ robots: forbidding(...paths) });
    expect(result).toMatchObject({ status: 'blocked', new: 0 });
    expect(result.failed.at(-1)).toMatchObject({ code: 'robots-forbids' });
    expect(site.paths().filter((path) => paths.some((each) => path.startsWith(each)))).toEqual([]);
    expect((await workspace.crawls.blocked.list()).records).toMatchObject([{ reason: 'robots-forbids' }]);
  });

  test.each([
    ['https://a.example/cases/covid-19?lang=us', 'https://a.example/cases/caseline-000?lang=us'],
    ['https://a.example/studies/555/stacks', 'https://a.example/studies/caseline-000/stacks'],
    ['https://a.example/cases/pneumonia/', 'https://a.example/cases/caseline-000/'],
    [
      'https://a.example/sites/files/2020-04//1_1.jpg',
      'https://a.example/sites/files/caseline-000//caseline-000',
    ],
    ['https://a.example/', 'https://a.example/'],
  ])('the sibling of %s is %s', (address, sibling) => {
    expect(siblingOf(new URL(address))).toBe(sibling);
  });

  test('Crawl-delay holds even at full speed', async () => {
    const robots = { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nCrawl-delay: 0.15' };
    const { result, site } = await crawlWith({ cases: 1, imagesPerCase: 1, robots });
    expect(result).toMatchObject({ status: 'done', new: 1 });
    site.requests.slice(1).forEach(({ arrived }, at) => {
      expect(arrived - (site.requests[at]?.ended ?? 0)).toBeGreaterThanOrEqual(149);
    });
  });

  test('is asked for once a day, and unreachable is asked again by the next run', async () => {
    let down = true;
    const { result, site, workspace } = await crawlWith({
      interfere: (path) => (path === '/robots.txt' && down ? { status: 500, body: '' } : undefined),
    });
    expect(result.status).toBe('blocked');
    down = false;
    const options = { baseUrl: site.origin, delay: 0 };
    expect(await crawl(workspace, plainSource, options)).toMatchObject({ status: 'done', new: 3 });
    const before = site.requests.length;
    await crawl(workspace, plainSource, options);
    expect(site.paths().slice(before)).toEqual(['/search?page=1']);
  });
});
