import { expect, onTestFinished, test } from 'vitest';
import { textOf } from '../../../samples/story.ts';
import { parseQuery } from '../../../scrapers/crawl/source.ts';
import { medpix } from '../../../scrapers/medpix/source.ts';
import { crawl, PlainDoor, type ReadCase } from '../../helpers/plain-door.ts';
import { startMedpix } from '../../helpers/sites/index.ts';

const read = async (words: string, most = Number.POSITIVE_INFINITY) => {
  const site = await startMedpix();
  onTestFinished(() => site.close());
  const cases: ReadCase[] = [];
  for await (const one of crawl(medpix, new PlainDoor(medpix, site.origin), words)) {
    cases.push(one);
    if (cases.length >= most) break;
  }
  return { site, cases };
};

test('every case equals its truth: texts plain or marked up, patient, pictures that are shown', async () => {
  const { site, cases } = await read('pneumonia');
  expect(cases.map((one) => one.case.id)).toEqual(site.cases.map(({ id }) => `medpix-${id}`));
  for (const [index, story] of site.cases.entries()) {
    const record = cases[index]?.case;
    const text = (kind: string) =>
      record?.texts
        .filter((one) => one.kind === kind)
        .map((one) => one.text)
        .join('\n') || null;
    const told = (part: (typeof story)['history']) =>
      part === null ? null : textOf(part).replaceAll('\r\n', '\n').replaceAll('\n\n', '\n');
    expect(text('history')).toBe(told(story.history));
    expect(text('findings')).toBe(told(story.findings));
    expect(text('differential')).toBe(told(story.ddx));
    expect(text('discussion')).toBe(told(story.discussion));
    expect(text('presentation')).toBeNull();
    expect(record?.document).toMatchObject({
      title: story.diagnosis,
      authors: [story.author],
      licence: { code: null },
    });
    expect(record?.source.url).toBe(`${site.origin}/case?id=${story.id}`);
    const shown = story.images.filter(({ deleted }) => deleted !== true);
    expect(record?.images.map(({ width, height }) => [width, height])).toEqual(
      shown.map(({ width, height }) => [width, height]),
    );
    expect(record?.images.map(({ modality }) => modality.stated)).toEqual(
      shown.map(({ modality }) => modality),
    );
    expect(text('caption')).toBe(
      shown.flatMap(({ caption }) => (caption === null ? [] : textOf(caption))).join('\n'),
    );
  }
  expect(cases[0]?.case.patients[0]).toMatchObject({
    sex: { value: 'male' },
    age: { value: 73, unit: 'years' },
  });
  expect(cases[0]?.case.images.map(({ modality, view }) => [modality.value, view.value])).toEqual([
    ['X-ray', 'PA'],
    ['CT', 'Axial'],
  ]);
  const asked = site.requests.map(({ url }) => url);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.filter((url) => url.includes('/thumbs/'))).toEqual([]);
});

test('a consumer that stops after k cases has caused one search and k cases', async () => {
  const { site } = await read('pneumonia', 1);
  expect(site.requests.map(({ url }) => url.split('?', 1)[0])).toEqual([
    '/rest/encounter/diagnosis.json',
    '/rest/encounter.json',
    '/images/full/synpic90001.jpg',
    '/images/full/synpic90002.jpg',
  ]);
});

test('nothing found is no error; words are needed, filters unknown', async () => {
  expect((await read('nothing of the kind')).cases).toEqual([]);
  await expect(read('')).rejects.toThrow(/give one/);
  const { site } = await read('nothing');
  const search = medpix.search(new PlainDoor(medpix, site.origin), parseQuery(['x', 'modality=CT']));
  await expect(Array.fromAsync(search)).rejects.toThrow(/no filter 'modality'/);
});
