import { afterEach, expect, test } from 'vitest';
import { type SirmStory, textOf } from '../../../samples/story.ts';
import { sirm } from '../../../scrapers/sirm/source.ts';
import { crawl, PlainDoor, type ReadCase } from '../../helpers/plain-door.ts';
import { startSirm, type TestSite } from '../../helpers/sites/index.ts';

let site: TestSite<SirmStory>;
const all = async (text = '', options: Parameters<typeof startSirm>[0] = {}): Promise<ReadCase[]> => {
  site = await startSirm(options);
  const cases: ReadCase[] = [];
  for await (const read of crawl(sirm, new PlainDoor(sirm, site.origin), text)) cases.push(read);
  return cases;
};
afterEach(() => site.close());

test('every post equals its truth, in its own language', async () => {
  const read = await all('', { pageSize: 1 });
  expect(read).toHaveLength(site.cases.length);
  for (const [index, story] of site.cases.entries()) {
    const record = read[index]?.case;
    expect(record?.id).toBe(`sirm-${story.date.replaceAll('/', '-')}-${story.slug}`);
    expect(record?.document).toMatchObject({
      title: story.title,
      licence: { code: null, stated: null },
      credit: story.credit,
    });
    expect(record?.document.published?.iso).toBe(story.date.replaceAll('/', '-'));
    expect(record?.texts.find((text) => text.kind === 'body')?.text).toBe(
      [...story.paragraphs.map(textOf), ...(story.credit ? [story.credit] : [])].join('\n'),
    );
    expect(new Set(record?.texts.map((text) => text.language))).toEqual(new Set(['it-IT']));
    expect(record?.images.map((image) => [image.width, image.height])).toEqual(
      story.figures.map((figure) => [figure.width, figure.height]),
    );
    expect(
      record?.images.map((image) => record.texts.find((text) => text.id === image.caption)?.text ?? null),
    ).toEqual(story.figures.map((figure) => (figure.caption === null ? null : textOf(figure.caption))));
  }
  const asked = site.requests.map((entry) => entry.url);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.filter((url) => /-\d+x\d+\./.test(url))).toEqual([]);
});

test('age, sex and modality are read from Italian words', async () => {
  const [woman, man] = (await all()).map((read) => read.case);
  expect(woman?.patients[0]).toMatchObject({ sex: { value: 'female' }, age: { value: 71, unit: 'years' } });
  expect(man?.patients[0]).toMatchObject({ sex: { value: 'male' }, age: { value: 43, unit: 'years' } });
  expect(woman?.images.map((image) => image.modality.value)).toEqual(['X-ray', 'CT']);
  expect(woman?.images[1]).toMatchObject({
    mime: 'image/png',
    file: 'sirm-covid-19-caso-901-covid-19-caso-901-1-TC.png',
  });
});

test('words search the whole site; nothing found is no error', async () => {
  expect((await all('interstizio')).map((read) => read.case.id)).toEqual([
    'sirm-2020-03-12-covid-19-caso-902',
  ]);
  await site.close();
  expect(await all('nientedelgenere')).toEqual([]);
});
