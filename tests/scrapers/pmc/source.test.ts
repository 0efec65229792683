import { expect, onTestFinished, test } from 'vitest';
import { textOf } from '../../../samples/story.ts';
import { parseQuery } from '../../../scrapers/crawl/source.ts';
import { searchTerms } from '../../../scrapers/pmc/query.ts';
import { pmc } from '../../../scrapers/pmc/source.ts';
import { crawl, PlainDoor, type ReadCase } from '../../helpers/plain-door.ts';
import { startPmc, type TestSite } from '../../helpers/sites/index.ts';
import type { PmcArticle } from '../../helpers/sites/pmc.ts';
import { pmcArticles } from '../../helpers/sites/stories/pmc.ts';

let site: TestSite<PmcArticle>;
const start = async (options: Parameters<typeof startPmc>[0]) => {
  site = await startPmc(options);
  onTestFinished(() => site.close());
};

const all = async (
  text: string,
  options: Parameters<typeof startPmc>[0] = {},
  most = Number.POSITIVE_INFINITY,
): Promise<ReadCase[]> => {
  await start(options);
  const cases: ReadCase[] = [];
  for await (const read of crawl(pmc, new PlainDoor(pmc, site.origin), text)) {
    cases.push(read);
    if (cases.length >= most) break;
  }
  return cases;
};

/** Many articles, so that results take several pages. */
const many = (count: number): PmcArticle[] => {
  const [article] = pmcArticles();
  return Array.from({ length: count }, (_, at) => ({
    ...(article as PmcArticle),
    number: String(9_910_000 + at),
    doi: `10.9999/many.${at}`,
    published: `20${20 + (at % 3)}-01-02`,
  }));
};

test.each([true, false])('every article that a search finds equals its truth (JATS: %s)', async (jats) => {
  const read = await all('', { jats });
  expect(read.map((one) => one.case.document.doi)).toEqual(site.cases.map(({ doi }) => doi));
  for (const [index, article] of site.cases.entries()) {
    const record = read[index]?.case;
    expect(record?.document).toMatchObject({
      title: article.title,
      authors: article.authors,
      journal: article.journal,
    });
    expect(record?.document.published?.iso).toBe(article.published);
    expect(record?.source.url).toBe(`${site.origin}/articles/PMC${article.number}/`);
    const running = record?.texts.filter(({ kind }) => !['title', 'caption', 'panel-caption'].includes(kind));
    expect(running?.map(({ text }) => text).join('\n')).toContain(
      article.sections.map(({ paragraphs }) => paragraphs.map(textOf).join('\n')).join('\n'),
    );
    const pictures = record?.images.filter(({ parent }) => !parent) ?? [];
    expect(pictures.map(({ width, height }) => [width, height])).toEqual(
      article.figures.map(({ width, height }) => [width, height]),
    );
    for (const { url } of pictures) expect(url).toContain(`${site.origin}/pmc/blobs/`);
  }
  expect(read[0]?.case.patients).toMatchObject([
    { sex: { value: 'male' }, age: { value: 61, unit: 'years' } },
  ]);
  expect(read[0]?.case.document.licence.code).toBe('CC-BY-4.0');
  expect(read[0]?.case.document.licence.stated).not.toContain('Radiographs follow');
  const asked = site.requests.map(({ url }) => url);
  expect(new Set(asked).size).toBe(asked.length);
});

test('a consumer that stops after k articles has caused the pages of k results and k articles', async () => {
  const read = await all('', { cases: many(60) }, 2);
  expect(read).toHaveLength(2);
  const asked = site.requests.map(({ url }) => url);
  expect(asked.filter((url) => url.includes('/rest/search'))).toHaveLength(1);
  expect(asked.filter((url) => url.includes('/fullTextXML'))).toHaveLength(2);
  expect(asked.filter((url) => url.startsWith('/articles/'))).toHaveLength(2);
});

test('pages of results follow each other to the end, each once', async () => {
  await start({ cases: many(60) });
  const door = new PlainDoor(pmc, site.origin);
  const sizes: number[] = [];
  for await (const { references, found } of pmc.search(door, parseQuery(['case']))) {
    sizes.push(references.length);
    expect(found).toBe(60);
  }
  expect(sizes).toEqual([25, 25, 10]);
});

test('case reports by words, licence and year; articles by name are not searched for', async () => {
  expect(
    searchTerms(parseQuery(['covid', 'pneumonia', 'licence=CC-BY', 'licence=cc by-nc', 'year=2020-2021'])),
  ).toBe(
    '(covid pneumonia) AND PUB_TYPE:"case-reports" AND OPEN_ACCESS:Y AND IN_EPMC:Y AND (LICENSE:"cc by" OR LICENSE:"cc by-nc") AND PUB_YEAR:[2020 TO 2021]',
  );
  expect(() => searchTerms(parseQuery(['licence=mine']))).toThrow(/licence that pmc can be asked for/);
  expect(() => searchTerms(parseQuery(['modality=CT']))).toThrow(/licence= or year=/);
  expect(() => searchTerms(parseQuery(['year=soon']))).toThrow(/span of years/);
  const read = await all('10.9999/invented.2020.001 PMC9900002');
  expect(read.map((one) => one.case.document.doi)).toEqual([
    '10.9999/invented.2020.001',
    '10.9999/invented.2020.002',
  ]);
  expect(site.requests.filter(({ url }) => url.includes('/rest/search'))).toEqual([]);
});

test('the archive knows an article by its page and by its text', () => {
  for (const url of [
    'http://a.test/articles/PMC12/',
    'http://a.test/europepmc/webservices/rest/PMC12/fullTextXML',
  ])
    expect(pmc.referenceOf(url)).toEqual({ alias: 'PMC12', url: 'http://a.test/articles/PMC12/' });
  expect(pmc.referenceOf('http://a.test/europepmc/webservices/rest/search?query=x')).toBeNull();
});
