import { afterEach, describe, expect, test } from 'vitest';
import type { Case } from '../../../data/format/case.ts';
import {
  picturesOfSeries,
  type RadiopaediaStory,
  type RadiopaediaStudy,
  textOf,
} from '../../../samples/story.ts';
import { radiopaedia } from '../../../scrapers/radiopaedia/source.ts';
import { crawl, PlainDoor, type ReadCase, readWhole } from '../../helpers/plain-door.ts';
import { type RadiopaediaSiteOptions, startRadiopaedia, type TestSite } from '../../helpers/sites/index.ts';
import { radiopaediaStories } from '../../helpers/sites/stories/radiopaedia.ts';

let site: TestSite<RadiopaediaStory>;
const start = async (options: RadiopaediaSiteOptions = {}) => {
  site = await startRadiopaedia(options);
  return new PlainDoor(radiopaedia, site.origin);
};
afterEach(() => site.close());

const all = async (door: PlainDoor, text = 'pneumonia', filters = {}): Promise<ReadCase[]> => {
  const cases: ReadCase[] = [];
  for await (const read of crawl(radiopaedia, door, text, filters)) cases.push(read);
  return cases;
};

const textOfKind = (record: Case, kind: string): string | null =>
  record.texts.find((text) => text.kind === kind)?.text ?? null;
const joined = (paragraphs: RadiopaediaStory['presentation']): string | null =>
  paragraphs.length === 0 ? null : paragraphs.map(textOf).join('\n');

/** Images of a study that a crawl without all frames keeps. */
const expectedImages = (study: RadiopaediaStudy): string[] =>
  study.series.flatMap((series) => {
    const images = picturesOfSeries(series);
    if (images.length <= 40) return images.map((image) => String(image.id));
    return images.filter((image) => image.stackKey).map((image) => String(image.id));
  });

const compare = (record: Case, story: RadiopaediaStory): void => {
  expect(record.id).toBe(`radiopaedia-${story.rid}`);
  expect(record.document.title).toBe(story.title);
  expect(record.document.doi).toBe(`10.53347/rID-${story.rid}`);
  expect(record.document.credit).toBe(
    `Case courtesy of ${story.author.name}, Radiopaedia.org, rID: ${story.rid}`,
  );
  expect(record.document.licence.code).toBe('CC-BY-NC-SA-3.0');
  expect(record.document.authors).toEqual([story.author.name]);
  expect(record.document.published).toEqual({ stated: story.published, iso: '2020-08-18' });
  expect(record.document.keywords['Systems'] ?? []).toEqual(story.systems);
  expect(record.document.keywords['Tags'] ?? []).toEqual(story.tags);
  expect(record.document.keywords['Diagnostic certainty'] ?? []).toEqual(
    story.certainty ? [story.certainty] : [],
  );
  expect(record.document.institution).toBe(story.institution ?? null);
  expect(record.patients[0]?.age?.stated ?? null).toBe(story.age);
  expect(record.patients[0]?.sex?.stated ?? null).toBe(story.gender);
  expect(textOfKind(record, 'presentation')).toBe(joined(story.presentation));
  expect(textOfKind(record, 'discussion')).toBe(joined(story.discussion));
  expect(record.studies.map((study) => [study.id, study.modality.stated])).toEqual(
    story.studies.map((study) => [`study-${study.id}`, study.modality]),
  );
  for (const study of story.studies) {
    const findings = record.texts.find(
      (text) => text.kind === 'findings' && text.study === `study-${study.id}`,
    );
    expect(findings?.text ?? null).toBe(joined(study.findings));
    const images = record.images.filter((image) => image.study === `study-${study.id}`);
    expect(images.map((image) => image.id.replace('image-', ''))).toEqual(expectedImages(study));
    for (const image of images) {
      const series = study.series.find((candidate) =>
        picturesOfSeries(candidate).some((one) => `image-${one.id}` === image.id),
      );
      const truth = series && picturesOfSeries(series).find((one) => `image-${one.id}` === image.id);
      expect(image.caption).toBe(findings?.id ?? (study.caption ? `caption-${study.id}` : null));
      expect([image.width, image.height]).toEqual([truth?.width, truth?.height]);
      if (truth?.encoding === 'jpeg-truncated') expect(image.sha256).toBeNull();
      else expect(image.mime).toBe(truth?.encoding.startsWith('png') ? 'image/png' : 'image/jpeg');
      const stated = image.view.stated ?? '';
      expect(stated.startsWith(series?.perspective ?? '')).toBe(true);
    }
  }
};

describe.each(['2020', '2023'] as const)('pages of %s', (era) => {
  test('every case equals its truth, each once, whatever slug led to it', async () => {
    const door = await start({ era, pageSize: 4, slugFor: (story) => story.aliases?.[0] ?? story.slug });
    const found = site.cases.filter((story) => !story.private);
    const read = await all(door);
    expect(read.map((one) => one.case.id)).toEqual(found.map((story) => `radiopaedia-${story.rid}`));
    for (const [index, story] of found.entries()) compare(read[index]?.case as Case, story);
    const renamed = read.find((one) => one.case.id === 'radiopaedia-510002');
    expect(renamed?.aliases).toEqual(
      expect.arrayContaining(['test-pneumonia-2', 'test-pneumonia-renamed', '510002']),
    );
  });

  test('nothing but search, case pages, studies and originals is requested, nothing twice', async () => {
    const door = await start({ era, imageHost: 'second' });
    await all(door);
    const asked = site.requests.map((entry) => entry.host + entry.url);
    expect(new Set(asked).size).toBe(asked.length);
    for (const entry of site.requests) {
      expect(entry.url).toMatch(/^\/(search\?|cases\/[a-z0-9-]+\?|studies\/\d+\/stacks|images\/\d+\/)/);
      expect(entry.url).not.toMatch(/_(thumb|gallery|jumbo)/);
    }
  });
});

test('a consumer that stops after two cases has caused one search page and two cases', async () => {
  const door = await start({ era: '2023' });
  let count = 0;
  for await (const _ of crawl(radiopaedia, door, 'pneumonia')) {
    count += 1;
    if (count === 2) break;
  }
  expect(site.requests.map((entry) => entry.url.replace(/\?.*/, ''))).toEqual([
    '/search',
    '/cases/test-pneumonia-1',
    '/studies/610001/stacks',
    `/images/71000101/${'a'.repeat(64)}.jpeg`,
    '/studies/610002/stacks',
    `/images/71000201/${'b'.repeat(64)}.jpeg`,
    '/cases/test-pneumonia-renamed',
    '/studies/610003/stacks',
    '/images/71000301/0..jpg',
    '/images/71000302/0..jpg',
  ]);
});

test('all frames of a long stack when asked for', async () => {
  const door = await start({ era: '2023' });
  const reference = {
    alias: 'test-pneumonia-ct-300',
    url: `${site.origin}/cases/test-pneumonia-ct-300?lang=us`,
  };
  const { case: whole } = await readWhole(radiopaedia, door, reference, { allFrames: true });
  const axial = whole.images.filter((image) => image.view.value === 'Axial');
  expect(axial.map((image) => image.frame)).toEqual(Array.from({ length: 300 }, (_, index) => index));
  expect(whole.images.filter((image) => image.view.value === 'Coronal')).toHaveLength(12);
});

test('an image that two studies of a case show is one image, requested once', async () => {
  const [story] = radiopaediaStories();
  const [study] = story?.studies ?? [];
  const twice = story && study ? [{ ...story, studies: [study, { ...study, id: 999 }] }] : [];
  const door = await start({ era: '2023', cases: twice });
  const reference = { alias: 'test-pneumonia-1', url: `${site.origin}/cases/test-pneumonia-1?lang=us` };
  const { case: record } = await readWhole(radiopaedia, door, reference);
  expect(record.studies).toHaveLength(2);
  expect(record.images.map((image) => image.id)).toEqual(['image-71000101']);
  expect(site.requests.filter((entry) => entry.url.startsWith('/images/'))).toHaveLength(1);
});

test('filters narrow the search; unknown ones are refused before any request', async () => {
  const door = await start({ era: '2023' });
  const read = await all(door, 'pneumonia', { modality: ['MRI'], system: ['Chest'] });
  expect(read.map((one) => one.case.id)).toEqual(['radiopaedia-510007']);
  site.requests.length = 0;
  await expect(all(door, 'pneumonia', { colour: ['blue'] })).rejects.toThrow(/modality=, system= or sort=/);
});

test('stacks that are gone lead to the viewer, and images of a study page are the last resort', async () => {
  const door = await start({ era: '2023', faults: [{ kind: 'not-found', path: /\/stacks/ }] });
  const reference = { alias: 'test-pneumonia-1', url: `${site.origin}/cases/test-pneumonia-1?lang=us` };
  const { case: record } = await readWhole(radiopaedia, door, reference);
  expect(record.images.map((image) => image.sha256 === null)).toEqual([false, false]);
  expect(
    site.requests
      .map((entry) => entry.url.replace(/\?.*/, ''))
      .filter((url) => url.includes('510001/studies')),
  ).toEqual(['/cases/510001/studies/610001', '/cases/510001/studies/610002']);
});

test('fill rates name their selectors', async () => {
  const door = await start({ era: '2023' });
  const reference = { alias: 'test-pneumonia-bare', url: `${site.origin}/cases/test-pneumonia-bare?lang=us` };
  const { fills } = await readWhole(radiopaedia, door, reference);
  const rate = Object.fromEntries(fills.map((fill) => [fill.field, fill.filled / fill.of]));
  expect(rate).toMatchObject({
    title: 1,
    author: 1,
    age: 0,
    sex: 0,
    presentation: 0,
    'study.findings': 1,
    'study.modality': 0,
  });
  for (const field of Object.keys(radiopaedia.expectedFill))
    expect(fills.map((fill) => fill.field)).toContain(field);
});
