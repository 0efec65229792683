import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { FetchedText } from '../../../scrapers/crawl/door/door.ts';
import { example } from '../../../scrapers/kit/example/source.ts';
import { fetchPage } from '../../../scrapers/kit/fetch-page.ts';
import { inspectPage } from '../../../scrapers/kit/inspect-page.ts';
import { readAs } from '../../../scrapers/kit/read-as.ts';
import { crawlWorkspace } from '../../helpers/crawl-workspace.ts';
import { startExample } from '../../helpers/sites/example.ts';

const folder = join(import.meta.dirname, '../../../scrapers/kit/example/contract');
const html = readFileSync(join(folder, 'whole.case.html'), 'utf8');

test('a page is shown as a parser may rely on it', () => {
  const marked = html.replace('</head>', '<meta name="ROBOTS" content="noarchive"></head>');
  const report = inspectPage(marked);
  expect(report).toMatchObject({
    title: 'Invented pneumonia | Example',
    language: 'en',
    robots: 'noarchive',
    canonical: null,
  });
  expect(report.headings).toEqual([
    { selector: 'h1.case-title', text: 'Invented pneumonia' },
    { selector: 'main h2', text: 'History' },
    { selector: 'main h2', text: 'Findings' },
  ]);
  expect(report.images).toEqual([
    {
      selector: 'main img',
      address: '/files/901-1-small.png',
      caption: 'Chest X-ray, PA view, on admission.',
    },
    { selector: 'main img', address: '/files/901-2.png', caption: null },
  ]);
  expect(report.blocks.map(({ text }) => text)).toContain('Patchy opacities of both lungs.');
  expect(report.candidates.find(({ selector }) => selector === 'main li')).toEqual({
    selector: 'main li',
    matches: 2,
    parts: 2,
    characters: 'FeverNo travel'.length,
  });
});

test('a picture that is loaded late is told by the address it will have', () => {
  const late = 'src="data:image/gif;base64,R0lGODlhAQABAAAAACw="';
  const { images } = inspectPage(
    `<img ${late} data-src="/a.png"><a href="/b.png"><img ${late}></a><img ${late}>`,
  );
  expect(images.map(({ address }) => address.slice(0, 6))).toEqual(['/a.png', '/b.png', 'data:i']);
});

const asked = async (path: string, options: Parameters<typeof startExample>[0] = {}) => {
  const site = await startExample(options);
  onTestFinished(() => site.close());
  const answer = await fetchPage(crawlWorkspace(), null, new URL(path, site.origin), { delay: 0 });
  return { site, answer };
};
const pageOf = async (path: string, options?: Parameters<typeof startExample>[0]): Promise<FetchedText> => {
  const { answer } = await asked(path, options);
  if (!('page' in answer)) throw new Error(answer.refusal);
  return answer.page;
};

test('a page of a site is asked for behind its robots.txt, once, and nothing else', async () => {
  const { site, answer } = await asked('/case/901');
  expect(site.requests.map(({ url }) => url)).toEqual(['/robots.txt', '/case/901']);
  expect(answer).toMatchObject({ page: { text: expect.stringContaining('Invented pneumonia') } });
});

test('what robots.txt forbids is not asked for, and said', async () => {
  const { site, answer } = await asked('/case/901', { robots: { body: 'User-agent: *\nDisallow: /case/' } });
  expect(site.requests.map(({ url }) => url)).toEqual(['/robots.txt']);
  expect(answer).toMatchObject({ refusal: expect.stringMatching(/robots\.txt/) });
});

test('how a source reads it: fields that are filled, fields that are missing, a contract that is broken', async () => {
  const read = await readAs(example, await pageOf('/case/901'));
  const state = Object.fromEntries(read.fills.map(({ field, filled, of }) => [field, [filled, of]]));
  expect(read).toMatchObject({ id: 'example-901', title: 'Invented pneumonia', images: 2, problem: null });
  expect(state).toMatchObject({ title: [1, 1], demographics: [1, 1], 'image.caption': [1, 2] });
  const without = (from: RegExp) =>
    pageOf('/case/901', { faults: [{ kind: 'replace', path: /case/, from, to: '' }] });
  const bare = await readAs(example, await without(/<dl>.{0,200}?<\/dl>/s));
  expect(bare.fills).toContainEqual({ field: 'demographics', selector: 'main dt', filled: 0, of: 1 });
  const broken = await readAs(example, await without(/<h2>[^<]{1,40}<\/h2>/g));
  expect(broken).toMatchObject({
    id: null,
    fills: [],
    problem: expect.stringMatching(/no longer has main section h2/),
  });
  const listing = await readAs(example, await pageOf('/search?q='));
  expect(listing.problem).toMatch(/no address of a case/);
});
