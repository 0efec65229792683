import { expect, onTestFinished, test } from 'vitest';
import { type CrawlEvent, crawl } from '../../../scrapers/crawl/crawl.ts';
import { sirm } from '../../../scrapers/sirm/source.ts';
import { crawlWorkspace } from '../../helpers/crawl-workspace.ts';
import { startHttpSite } from '../../helpers/http-site.ts';

const post = (slug: string, ...rest: Uint8Array[]) =>
  Buffer.concat([
    Buffer.from(
      `<html lang="it"><head><title>${slug} perché</title></head><article><h1 class="entry-title">${slug} perché</h1>\n<div class="entry-content"><p>Donna di 65&nbsp;anni, più dispnoica`,
    ),
    ...rest,
    Buffer.from('.</p></div></article></html>'),
  ]);

test('a stray byte costs itself: the page stays what it is, the place is told, the rate counts it', async () => {
  const listing = ['uno', 'due']
    .map(
      (slug) => `<article><h2 class="entry-title"><a href="/2020/03/10/${slug}/">${slug}</a></h2></article>`,
    )
    .join('');
  const pages: Record<string, Buffer | string> = {
    '/category/senza-categoria/covid-19/': `<html><body>${listing}</body></html>`,
    '/2020/03/10/uno/': post('uno', Uint8Array.of(0xa9)),
    '/2020/03/10/due/': post('due'),
  };
  const site = await startHttpSite((path) => {
    const body = pages[path];
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    return body === undefined ? { status: 404, body: 'no' } : { headers, body };
  });
  onTestFinished(() => site.close());
  const workspace = crawlWorkspace();
  const events: CrawlEvent[] = [];
  const result = await crawl(workspace, sirm, {
    baseUrl: site.origin,
    delay: 0,
    onEvent: (event) => events.push(event),
  });
  expect(result).toMatchObject({ status: 'done', new: 2 });
  const told = events.filter((event) => event.type === 'replaced');
  expect(told).toMatchObject([{ url: `${site.origin}/2020/03/10/uno/` }]);
  expect(told[0]?.message).toMatch(/a byte is no character .*line 2, column 67/);
  const record = await workspace.cases.get('sirm-2020-03-10-uno');
  expect(record?.document.title).toBe('uno perché');
  expect(record?.texts.find(({ kind }) => kind === 'body')?.text).toBe(
    'Donna di 65\u00a0anni, più dispnoica\u{fffd}.',
  );
  expect(record?.patients).toMatchObject([{ sex: { value: 'female' }, age: { value: 65, unit: 'years' } }]);
  await using stores = await workspace.crawls.open();
  const rates = await stores.memoryOf('sirm').filledRates(1, 1);
  expect(rates.get('encoding')).toMatchObject([{ filled: 1, total: 2 }]);
});
