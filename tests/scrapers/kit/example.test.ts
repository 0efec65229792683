import { expect, onTestFinished, test } from 'vitest';
import { crawl } from '../../../scrapers/crawl/crawl.ts';
import { example } from '../../../scrapers/kit/example/source.ts';
import { casesOf, crawlWorkspace } from '../../helpers/crawl-workspace.ts';
import { exampleStories, startExample } from '../../helpers/sites/example.ts';

const started = async (options: Parameters<typeof startExample>[0] = {}) => {
  const site = await startExample(options);
  onTestFinished(() => site.close());
  return site;
};

test('every case equals its truth, and nothing is requested twice', async () => {
  const site = await started({ pageSize: 2 });
  const workspace = crawlWorkspace();
  const result = await crawl(workspace, example, { baseUrl: site.origin, delay: 0 });
  expect(result).toMatchObject({ status: 'done', new: exampleStories.length, failed: [] });
  for (const story of exampleStories) {
    const read = await workspace.cases.get(`example-${story.key}`);
    const text = (kind: string) => read?.texts.filter((one) => one.kind === kind).map((one) => one.text);
    expect(read?.document).toMatchObject({ title: story.title, licence: { code: 'CC-BY-4.0' } });
    expect([text('history'), text('findings')]).toEqual([[story.history], [story.findings]]);
    expect(text('caption')).toEqual(story.figures.flatMap(({ caption }) => caption ?? []));
    expect(read?.patients[0]).toMatchObject({ age: { stated: story.age }, sex: { stated: story.sex } });
    expect(read?.images.map(({ width, height }) => [width, height])).toEqual(
      story.figures.map(({ width, height }) => [width, height]),
    );
  }
  const asked = site.requests.map(({ url }) => url);
  expect(new Set(asked).size).toBe(asked.length);
});

test('a crawl of one case asks for its pages only', async () => {
  const site = await started();
  await crawl(crawlWorkspace(), example, { baseUrl: site.origin, delay: 0, limit: 1 });
  expect(site.requests.map(({ url }) => url.split('?', 1)[0])).toEqual([
    '/robots.txt',
    '/search',
    '/case/901',
    '/files/901-1.png',
    '/files/901-2.png',
  ]);
});

test('words that find nothing are no error; a filter is refused', async () => {
  const { origin } = await started();
  const workspace = crawlWorkspace();
  const options = { baseUrl: origin, delay: 0 };
  const nothing = await crawl(workspace, example, { ...options, query: ['nowhere'] });
  expect(nothing).toMatchObject({ status: 'done', new: 0, failed: [] });
  await expect(crawl(workspace, example, { ...options, query: ['year=2020'] })).rejects.toThrow(/no filter/);
  expect((await casesOf(workspace)).size).toBe(0);
});

test('a page without its marks stops the run and names them', async () => {
  const { origin } = await started({
    faults: [{ kind: 'replace', path: /^\/case\/901/, from: /<h2>[^<]{1,40}<\/h2>/g, to: '' }],
  });
  const result = await crawl(crawlWorkspace(), example, { baseUrl: origin, delay: 0 });
  expect(result).toMatchObject({ status: 'failed', failed: [{ code: 'contract-broken' }] });
});
