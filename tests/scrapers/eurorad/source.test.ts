import { afterEach, describe, expect, test } from 'vitest';
import type { Case } from '../../../data/format/case.ts';
import { type EuroradStory, textOf } from '../../../samples/story.ts';
import { eurorad } from '../../../scrapers/eurorad/source.ts';
import { crawl, PlainDoor, type ReadCase, readWhole } from '../../helpers/plain-door.ts';
import { startEurorad, type TestSite } from '../../helpers/sites/index.ts';

let site: TestSite<EuroradStory>;
const start = async (options: Parameters<typeof startEurorad>[0] = {}) => {
  site = await startEurorad(options);
  return new PlainDoor(eurorad, site.origin);
};
afterEach(() => site.close());

const all = async (door: PlainDoor, text = '', filters = {}): Promise<ReadCase[]> => {
  const cases: ReadCase[] = [];
  for await (const read of crawl(eurorad, door, text, filters)) cases.push(read);
  return cases;
};
const one = async (door: PlainDoor, id: number): Promise<Case> =>
  (await readWhole(eurorad, door, { alias: String(id), url: `${site.origin}/case/${id}` })).case;

const textsOfKind = (record: Case, kind: string): string[] =>
  record.texts.filter((text) => text.kind === kind).map((text) => text.text);
const joined = (paragraphs: EuroradStory['history']): string[] =>
  paragraphs.length === 0 ? [] : [paragraphs.map(textOf).join('\n')];

const compare = (record: Case, story: EuroradStory): void => {
  expect(record.id).toBe(`eurorad-${story.id}`);
  expect(record.document).toMatchObject({
    title: story.title,
    doi: `10.35100/eurorad/case.${story.id}`,
    authors: story.authors,
    institution: story.hospital,
    licence: { code: 'CC-BY-NC-SA-4.0' },
  });
  expect(record.document.published?.iso).toBe(story.published.split('.').reverse().join('-'));
  expect(record.document.keywords).toEqual(
    Object.fromEntries(
      Object.entries({
        Section: [story.section],
        'Case type': [story.caseType],
        'Area of Interest': story.areaOfInterest,
        'Imaging Technique': story.technique,
        Procedure: story.procedure,
        'Special Focus': story.specialFocus,
      }).filter(([, words]) => words.length > 0),
    ),
  );
  expect(textsOfKind(record, 'history')).toEqual(joined(story.history));
  expect(textsOfKind(record, 'findings')).toEqual(joined(story.findings));
  expect(textsOfKind(record, 'discussion')).toEqual(joined(story.discussion));
  expect(textsOfKind(record, 'differential')).toEqual(story.differential);
  expect(textsOfKind(record, 'diagnosis')).toEqual([story.diagnosis]);
  expect(textsOfKind(record, 'patient-data')).toEqual(
    story.demographics === null ? [] : [story.demographics],
  );
  expect(record.images.map((image) => `${image.figure}${image.panel ?? ''}`)).toEqual(
    story.figures.map((figure) => figure.label),
  );
  for (const [index, figure] of story.figures.entries()) {
    const image = record.images[index];
    const caption = record.texts.find((text) => text.id === image?.caption);
    expect(caption?.text ?? '').toBe(textOf(figure.caption));
    if (caption) expect(caption.images).toContain(image?.id);
    if (caption) expect(caption.heading).toMatch(/^Figure \d+[a-z]?$/);
    expect(image?.origin?.credit ?? undefined).toBe(figure.origin);
    if (figure.missing?.includes('original')) continue;
    expect([image?.width, image?.height, image?.mime]).toEqual([
      figure.width,
      figure.height,
      figure.encoding.startsWith('png') ? 'image/png' : 'image/jpeg',
    ]);
  }
};

describe.each(['2020', '2026'] as const)('pages of %s', (era) => {
  test('every case equals its truth', async () => {
    const door = await start({ era, pageSize: 2 });
    const read = await all(door);
    expect(read.map((entry) => entry.case.id)).toEqual(site.cases.map((story) => `eurorad-${story.id}`));
    for (const [index, story] of site.cases.entries()) compare(read[index]?.case as Case, story);
    const asked = site.requests.map((entry) => entry.url);
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('sub-figures share one caption text', async () => {
    const door = await start({ era });
    const record = await one(door, 17002);
    const [shared] = record.texts.filter((text) => text.kind === 'caption');
    expect(record.texts.filter((text) => text.kind === 'caption')).toHaveLength(1);
    expect(shared?.images).toEqual(['figure-1a', 'figure-1b', 'figure-1c', 'figure-1d']);
    expect(record.images.map((image) => [image.modality.value, image.view.value])).toEqual([
      ['CT', 'Axial'],
      ['CT', 'Axial'],
      ['CT', 'Sagittal'],
      ['CT', 'Coronal'],
      [null, null],
    ]);
  });

  test('a missing original falls back to the large rendition, then to the one shown', async () => {
    const door = await start({ era });
    const record = await one(door, 17005);
    expect(record.images.map((image) => image.url?.replace(site.origin, '').replace(/\?.*/, ''))).toEqual([
      '/sites/default/files/styles/figure_image/public/figure_image/2018-08/0000017005/000001.jpg',
      '/sites/default/files/styles/figure_image_teaser_large/public/figure_image/2018-08/0000017005/000002.jpg',
    ]);
    expect(record.images.map((image) => image.file)).toEqual([
      'eurorad-17005-000001.jpg',
      'eurorad-17005-000002.jpg',
    ]);
    expect(record.patients).toEqual([{ id: 'p1', label: null, sex: null, age: null, location: null }]);
  });

  test('the header speaks for nobody in a case of several patients', async () => {
    const door = await start({ era });
    const record = await one(door, 17004);
    expect(
      record.patients.map(({ label, sex, age }) => [label, sex?.value ?? null, age?.value ?? null]),
    ).toEqual([
      ['Patient 1', 'male', 27],
      ['Patient 2', 'female', 39],
      ['Patient 3', null, null],
    ]);
    expect(record.images.map((image) => image.patient)).toEqual([null, 'p1', 'p2', 'p3']);
    expect(record.images[0]?.modality).toMatchObject({ value: 'Table' });
  });

  test('a film of a case that lists CT only is a film; units of age are kept', async () => {
    const door = await start({ era });
    const record = await one(door, 17001);
    expect(record.images.map((image) => image.modality.value)).toEqual(['X-ray', 'CT']);
    expect(record.images[0]?.modality.reason).toContain('Chest X-ray');
    expect(record.images[0]?.view).toMatchObject({ value: 'AP', stated: null });
    const infant = await one(door, 17009);
    expect(infant.patients[0]?.age).toEqual({ value: 3, unit: 'months', stated: '3 months' });
    expect(infant.images[0]?.modality.value).toBe('X-ray');
  });
});

test('a consumer that stops after one case has caused one search page and that case', async () => {
  const door = await start({ era: '2026', pageSize: 2 });
  for await (const _ of crawl(eurorad, door, '')) break;
  expect(site.requests.map((entry) => entry.url)).toEqual([
    '/advanced-search?search=',
    '/case/17001',
    '/sites/default/files/figure_image/2020-04//17001_1_1.jpg',
    '/sites/default/files/figure_image/2020-04//17001_2_1.png',
  ]);
});

test('filters are the numbers of the site; an empty result is no error', async () => {
  const door = await start();
  expect((await all(door, '', { section: ['40'] })).map((read) => read.case.id)).not.toContain(
    'eurorad-17009',
  );
  expect(await all(door, 'nothingofthekind')).toEqual([]);
  await expect(all(door, '', { modality: ['CT'] })).rejects.toThrow(/section= or area_of_interest=/);
});
