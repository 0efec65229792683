import { describe, expect, onTestFinished, test } from 'vitest';
import type { Case } from '../../data/format/case.ts';
import { sampleCrawls, sampleStories, startSampleSite } from '../../samples/site.ts';
import { picturesOfSeries, type RadiopaediaStory, textOf } from '../../samples/story.ts';
import { crawl, plan } from '../../scrapers/crawl/crawl.ts';
import { sourceNamed } from '../../scrapers/sources.ts';
import { crawlWorkspace, casesOf as writtenOf } from '../helpers/crawl-workspace.ts';
import { startEurorad, startRadiopaedia, startSirm, type TestSite } from '../helpers/sites/index.ts';

const casesOf = async (workspace: Parameters<typeof writtenOf>[0]): Promise<Map<string, Case>> =>
  new Map([...(await writtenOf(workspace))].map(([id, text]) => [id, JSON.parse(text) as Case]));

/** Crawls a local site with the real door, archive and browser, and reads the cases back from disk. */
const crawled = async <Story>(source: string, site: TestSite<Story>, query: string[] = []) => {
  onTestFinished(() => site.close());
  const workspace = crawlWorkspace();
  const options = { baseUrl: site.origin, delay: 0, query };
  const result = await crawl(workspace, sourceNamed(source), options);
  return { workspace, result, options, cases: await casesOf(workspace) };
};

/** The parts of a case that do not depend on how its pages were delivered. */
const essence = (record: Case | undefined): unknown => ({
  title: record?.document.title,
  patients: record?.patients,
  // Only the newest viewer gives studies a caption.
  texts: Object.fromEntries(
    (record?.texts ?? []).filter((text) => text.kind !== 'caption').map((text) => [text.id, text.text]),
  ),
  studies: record?.studies.map(({ id, modality }) => [id, modality]),
  images: record?.images.map((image) => [
    image.id,
    image.sha256,
    image.view,
    image.caption,
    image.width,
    image.height,
  ]),
});

const findable = (site: TestSite<RadiopaediaStory>): RadiopaediaStory[] =>
  site.cases.filter((story) => !story.private);

describe.each(['2020', '2023', '2026'] as const)('Radiopaedia of %s', (era) => {
  test('every case, image and text; nothing twice; a second crawl asks for no case again', {
    timeout: 180_000,
  }, async () => {
    const site = await startRadiopaedia({
      era,
      imageHost: 'second',
      slugFor: (story) => story.aliases?.[0] ?? story.slug,
    });
    const { result, workspace, cases, options } = await crawled('radiopaedia', site, ['pneumonia']);
    expect(result).toMatchObject({ status: 'done', new: findable(site).length });
    for (const story of findable(site)) {
      const record = cases.get(`radiopaedia-${story.rid}`);
      expect(record?.document.title).toBe(story.title);
      for (const kind of ['presentation', 'discussion'] as const) {
        const text = record?.texts.find((candidate) => candidate.kind === kind)?.text ?? '';
        expect(text).toBe(story[kind].map(textOf).join('\n'));
      }
      for (const study of story.studies) {
        const findings = record?.texts.find(
          (text) => text.kind === 'findings' && text.study === `study-${study.id}`,
        );
        expect(findings?.text ?? '').toBe(study.findings.map(textOf).join('\n'));
        const images = study.series
          .map(picturesOfSeries)
          .flatMap((list) => (list.length > 40 ? list.filter((image) => image.stackKey) : list));
        const held = record?.images.filter((image) => image.study === `study-${study.id}`);
        expect(held?.map((image) => image.id)).toEqual(images.map((image) => `image-${image.id}`));
        for (const [index, image] of images.entries()) {
          if (image.encoding === 'jpeg-truncated') continue;
          expect([held?.[index]?.width, held?.[index]?.height]).toEqual([image.width, image.height]);
          expect(held?.[index]?.sha256).toMatch(/^[0-9a-f]{64}$/);
        }
      }
    }
    // A file that is cut short is asked for once more, then a smaller copy of it.
    const asked = site.requests
      .filter((entry) => !entry.url.includes('/71001003/broken'))
      .map((entry) => `${entry.host}${entry.url.replace(/[?&]c=\d+/, '')}`);
    expect(asked.filter((url, index) => asked.indexOf(url) !== index)).toEqual([]);
    expect(asked.filter((url) => /_(thumb|small|gallery|jumbo)|\/users\//.test(url))).toEqual([]);
    const before = site.requests.length;
    const again = await crawl(workspace, sourceNamed('radiopaedia'), options);
    expect(again).toMatchObject({ status: 'done', new: 0 });
    expect(site.requests.slice(before).every((entry) => /^\/(robots\.txt|search\?)/.test(entry.url))).toBe(
      true,
    );
    const offline = await crawl(workspace, sourceNamed('radiopaedia'), { ...options, offline: true });
    expect(offline.failed).toEqual([]);
    const rebuilt = await casesOf(workspace);
    for (const [id, record] of cases) expect(essence(rebuilt.get(id))).toEqual(essence(record));
  });
});

test('the eras of Radiopaedia give the same cases', { timeout: 180_000 }, async () => {
  const eras = await Promise.all(
    (['2020', '2023', '2026'] as const).map(async (era) => {
      const stories = await startRadiopaedia({ era });
      const { cases } = await crawled('radiopaedia', stories, ['test', 'pneumonia', 'serial']);
      return [...cases.values()].map((record) => essence(record));
    }),
  );
  expect(eras[1]).toEqual(eras[0]);
  expect(eras[2]).toEqual(eras[0]);
});

test.each(['2020', '2026'] as const)('Eurorad of %s', async (era) => {
  const site = await startEurorad({ era, pageSize: 2 });
  const { result, cases } = await crawled('eurorad', site);
  expect(result).toMatchObject({ status: 'done', new: site.cases.length, failed: [] });
  for (const story of site.cases) {
    const record = cases.get(`eurorad-${story.id}`);
    expect(record?.images).toHaveLength(story.figures.length);
    expect(record?.images.every((image) => image.sha256 !== null)).toBe(true);
  }
});

test('SIRM', async () => {
  const site = await startSirm({ pageSize: 1 });
  const { result } = await crawled('sirm', site);
  expect(result).toMatchObject({ status: 'done', new: site.cases.length, failed: [] });
});

test.each([
  ['radiopaedia', () => startRadiopaedia({ pageSize: 4 }), ['pneumonia']],
  ['eurorad', () => startEurorad({ pageSize: 2 }), []],
  ['sirm', () => startSirm({ pageSize: 1 }), []],
] as const)(
  '%s: the crawl writes the cases of its plan, with requests in its range',
  async (source, start, query) => {
    const site = await start();
    onTestFinished(() => site.close());
    const workspace = crawlWorkspace();
    const options = { baseUrl: site.origin, delay: 0, query: [...query] };
    const planned = await plan(workspace, sourceNamed(source), options);
    expect(planned.requests.max).toBeLessThanOrEqual(2 * planned.requests.min);
    expect(site.requests.every((entry) => /robots\.txt|search|category/.test(entry.url))).toBe(true);
    const result = await crawl(workspace, sourceNamed(source), options);
    expect(result).toMatchObject({ status: 'done', new: planned.cases });
    expect(result.requests).toBeGreaterThanOrEqual(planned.requests.min);
    expect(result.requests).toBeLessThanOrEqual(planned.requests.max);
  },
);

describe('what goes wrong is said', () => {
  test('renamed markup stops the run and names the selector', async () => {
    const faults = [
      { kind: 'replace' as const, path: /^\/cases\//, from: 'study-findings', to: 'findings-of-study' },
    ];
    const { result, cases } = await crawled('radiopaedia', await startRadiopaedia({ faults }), ['pneumonia']);
    expect(result.status).toBe('failed');
    expect(result.failed.at(-1)?.message).toContain('study-findings');
    expect(cases.size).toBe(0);
  });

  test.each([
    ['a captcha that looks like an empty search', { kind: 'captcha', path: /^\/search/ }],
    ['a challenge with status 200', { kind: 'challenge', path: /^\/search/, status: 200 }],
    ['a login wall', { kind: 'login-redirect', path: /^\/cases\/test-pneumonia-1/ }],
    ['a refusal', { kind: 'forbidden', path: /^\/cases\// }],
  ] as const)('%s blocks', async (_, fault) => {
    const { result, cases } = await crawled('radiopaedia', await startRadiopaedia({ faults: [fault] }), [
      'pneumonia',
    ]);
    expect(result.status).toBe('blocked');
    expect(cases.size).toBe(0);
  });

  test('an article page in Latin-1 keeps its letters', async () => {
    const faults = [{ kind: 'latin-1' as const, path: /covid-19-caso-901\/$/ }];
    const { cases } = await crawled('sirm', await startSirm({ faults }));
    const record = cases.get('sirm-2020-03-10-covid-19-caso-901');
    expect(record?.texts.find((text) => text.kind === 'body')?.text).toContain('perché è più dispnoica');
  });
});

test('the bundled sample: 12 cases and 30 images are really scraped', { timeout: 180_000 }, async () => {
  const site = await startSampleSite();
  onTestFinished(() => site.close());
  const workspace = crawlWorkspace();
  for (const { source, query } of sampleCrawls) {
    const result = await crawl(workspace, sourceNamed(source), {
      baseUrl: site.origin,
      delay: 0,
      query: query === '' ? [] : [query],
    });
    expect(result).toMatchObject({ status: 'done', failed: [] });
  }
  const cases = [...(await casesOf(workspace)).values()];
  expect(cases).toHaveLength(12);
  expect(sampleStories.radiopaedia.length + sampleStories.eurorad.length + sampleStories.sirm.length).toBe(
    12,
  );
  const images = cases.flatMap((record) => record.images);
  expect(images).toHaveLength(30);
  expect(images.every((image) => image.sha256 !== null && image.width !== null)).toBe(true);
  expect(new Set(images.map((image) => image.sha256)).size).toBe(30);
});
