import { load } from 'cheerio';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReviewEventInput } from '../../../../data/format/review.ts';
import { privateArchive } from '../../../helpers/private-archive.ts';
import { type Bench, startBench } from '../../helpers/workbench.ts';

const decided = (field: string, image: string | null, value: string | number): ReviewEventInput => ({
  at: '2026-01-03T00:00:00.000Z',
  by: 'ann',
  id: `d-${field}-${image ?? ''}`,
  kind: 'decide',
  target: { patient: 'p1', image },
  field,
  value,
  basis: { kind: 'person' },
});

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ cases: 4, films: 2 });
  const { reviews, index } = bench.workspace;
  await reviews.append('eurorad-1', [
    decided('age', null, 54),
    decided('location', null, 'Bergamo, Italy'),
    decided('RT_PCR_positive', null, 'yes'),
    decided('view', 'i1', 'PA'),
    decided('view', 'i2', 'L'),
    decided('offset', 'i1', 4),
  ]);
  await reviews.append('eurorad-2', [
    decided('age', null, 7),
    decided('RT_PCR_positive', null, 'no'),
    {
      at: '2026-01-03T00:00:00.000Z',
      by: 'ann',
      id: 'x',
      kind: 'image-excluded',
      image: 'i2',
      reason: 'not a film',
    },
  ]);
  await index.ready();
});
afterAll(() => bench.close());

const page = async (path: string) => load(await (await fetch(bench.url + path)).text());
type Page = Awaited<ReturnType<typeof page>>;

const bars = ($: Page, kind: string): Record<string, number> =>
  Object.fromEntries(
    $(`#of-${kind}`)
      .parent()
      .find('.cohort-bars a')
      .toArray()
      .map((bar) => [$(bar).find('.name').text(), Number($(bar).find('.number').text())]),
  );
const size = ($: Page): string => $('.cohort-size').text();

test('bars follow what was decided, each field with its own terms, bands in their order', async () => {
  const $ = await page('/cohort');
  expect(size($)).toBe('7 images of 4 patients in 4 cases');
  expect(bars($, 'rt-pcr-positive')).toEqual({ Yes: 1, No: 1, 'not stated': 2 });
  expect(Object.entries(bars($, 'age'))).toEqual([
    ['0 to 9', 1],
    ['50 to 59', 1],
    ['not stated', 2],
  ]);
  expect(bars($, 'country')).toMatchObject({ Italy: 1 });
  expect(bars($, 'day')).toMatchObject({ 'day 3 to 6': 1 });
  expect(bars($, 'view')).toMatchObject({ PA: 1, L: 1 });
  expect(bars($, 'site')).toEqual({ eurorad: 4 });
});

test('a click on a bar filters the others, keeps its own alternatives, and a second takes it back', async () => {
  const all = await page('/cohort');
  const click = ($: Page, kind: string, name: string): string =>
    $(`#of-${kind}`)
      .parent()
      .find('.cohort-bars a')
      .filter((_, bar) => $(bar).find('.name').text() === name)
      .attr('href') ?? '';
  const href = click(all, 'rt-pcr-positive', 'Yes');
  const $ = await page(href);
  expect(size($)).toBe('2 images of 1 patient in 1 case');
  expect(bars($, 'rt-pcr-positive')).toEqual({ Yes: 1, No: 1, 'not stated': 2 });
  expect(bars($, 'age')).toEqual({ '50 to 59': 1 });
  expect($('a[aria-current]').text()).toContain('Yes');
  expect(click($, 'rt-pcr-positive', 'Yes')).toBe('/cohort');
  for (const [words, path] of [
    ['Open these cases', '/cases'],
    ['Their timelines', '/timelines'],
    ['Release these', '/datasets/new'],
  ] as const)
    expect($(`.cohort-ways a:contains("${words}")`).attr('href')).toBe(`${path}?t.rt-pcr-positive=Y`);
  expect((await page('/cases?t.rt-pcr-positive=Y'))('.found-head p').first().text()).toContain('1 case ');
});

test('“release these” makes a dataset whose rule is the cohort, and editing it loses none of it', async () => {
  const post = async (path: string, form: [string, string][]) =>
    fetch(bench.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  const filled = async (path: string, more: Record<string, string>): Promise<[string, string][]> => {
    const $ = await page(path);
    const fields = $('form.stacked')
      .serializeArray()
      .map(({ name, value }): [string, string] => [name, more[name] ?? value]);
    return fields;
  };
  const begun = await filled('/datasets/new?t.rt-pcr-positive=Y&site=eurorad', {
    id: 'positive',
    title: 'Positive',
  });
  expect((await post('/datasets', begun)).status).toBe(303);
  const rule = { site: 'eurorad', terms: { 'rt-pcr-positive': 'Y' } };
  expect((await datasetOf('positive')).members.rule).toEqual(rule);
  await post('/datasets', await filled('/datasets/positive/edit', { title: 'Still positive' }));
  expect(await datasetOf('positive')).toMatchObject({ title: 'Still positive', members: { rule } });
  expect((await page('/datasets/positive'))('.case-row')).toHaveLength(1);
});

async function datasetOf(id: string) {
  return bench.workspace.datasets.need(id);
}

test('a picture is saved with its own style; one that there is not is said to be none', async () => {
  const answer = await fetch(`${bench.url}/cohort/picture.svg?of=age&t.rt-pcr-positive=Y`);
  expect(answer.headers.get('content-disposition')).toContain('age.svg');
  expect(await answer.text()).toMatch(/^<svg .*<style>.*50 to 59.*>1<\/text>/s);
  expect((await fetch(`${bench.url}/cohort/picture.svg?of=zebra`)).status).toBe(404);
});

test('what a reader must not see is in no count, no bar, no term and no picture', async () => {
  const archive = await privateArchive();
  await archive.workspace.index.ready();
  const told = async (as: string, path: string) => load(await (await archive.ask(path, { as })).text());
  expect(size(await told('mia', '/cohort'))).toBe('4 images of 4 patients in 4 cases');
  const seen = await told('rea', '/cohort');
  expect(size(seen)).toBe('2 images of 2 patients in 2 cases');
  expect(bars(seen, 'site')).toEqual({ eurorad: 2 });
  expect(seen('.cohort-groups').text()).not.toContain('radiopaedia');
  expect(size(await told('rea', '/cohort?site=radiopaedia'))).toBe('0 images of 0 patients in 0 cases');
  expect(size(await told('rea', '/cohort?q=secretword'))).toBe('2 images of 2 patients in 2 cases');
  const picture = await (await archive.ask('/cohort/picture.svg?of=site', { as: 'rea' })).text();
  expect(picture).toContain('eurorad');
  expect(picture).not.toContain('radiopaedia');
});
