import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawPhantom } from '../../samples/phantom.ts';
import { renderOriginal, renderReduced } from '../../samples/picture.ts';
import { sampleStories } from '../../samples/site.ts';
import { picturesOfSeries, type StoredPicture } from '../../samples/story.ts';

const { radiopaedia, eurorad, sirm } = sampleStories;

test('twelve cases, thirty images, no id twice', () => {
  expect(radiopaedia.length + eurorad.length + sirm.length).toBe(12);
  const series = radiopaedia.flatMap((story) => story.studies).flatMap((study) => study.series);
  const shown = series.map((one) => (picturesOfSeries(one).length > 40 ? 1 : picturesOfSeries(one).length));
  const figures = [...eurorad.flatMap((story) => story.figures), ...sirm.flatMap((story) => story.figures)];
  expect(shown.reduce((sum, each) => sum + each, 0) + figures.length).toBe(30);
  const ids = [
    ...radiopaedia.map((story) => story.rid),
    ...series.flatMap(picturesOfSeries).map((image) => image.id),
    ...eurorad.map((story) => story.id),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});

test('a long stack is written out with its key frame', () => {
  const stack = radiopaedia
    .flatMap((story) => story.studies)
    .flatMap((study) => study.series)
    .find((series) => series.frames);
  const frames = stack ? picturesOfSeries(stack) : [];
  expect(frames).toHaveLength(48);
  expect(frames.filter((frame) => frame.stackKey).map((frame) => frame.position)).toEqual([31]);
});

const small = (picture: StoredPicture['picture'], encoding: StoredPicture['encoding']): StoredPicture => ({
  file: 'x',
  width: 120,
  height: 90,
  encoding,
  picture,
});

test.each(['frontal', 'lateral', 'axial'] as const)(
  'a %s picture is the same every time, and another for another person',
  async (view) => {
    const [first, again, other] = await Promise.all(
      [1, 1, 2].map((seed) =>
        drawPhantom(
          { view, seed, opacities: [{ x: 300, y: 600, rx: 100, ry: 100, density: 0.5 }] },
          160,
          140,
        ),
      ),
    );
    expect(first).toHaveLength(160 * 140);
    expect(first?.equals(again ?? Buffer.alloc(0))).toBe(true);
    expect(first?.equals(other ?? Buffer.alloc(0))).toBe(false);
  },
);

test('lungs are darker than heart and belly; an opacity brightens its place', async () => {
  const mean = (pixels: Buffer, x: number, y: number): number => {
    let sum = 0;
    for (let dy = -6; dy <= 6; dy += 1)
      for (let dx = -6; dx <= 6; dx += 1) sum += pixels[(y + dy) * 200 + x + dx] ?? 0;
    return sum / 169;
  };
  const plain = await drawPhantom({ view: 'frontal', seed: 5 }, 200, 200);
  const ill = await drawPhantom(
    { view: 'frontal', seed: 5, opacities: [{ x: 250, y: 500, rx: 110, ry: 110, density: 1.2 }] },
    200,
    200,
  );
  expect(mean(plain, 50, 100)).toBeLessThan(mean(plain, 100, 125) - 40);
  expect(mean(plain, 50, 100)).toBeLessThan(mean(plain, 60, 185) - 40);
  expect(mean(ill, 50, 100)).toBeGreaterThan(mean(plain, 50, 100) + 20);
});

test.each([
  ['jpeg', 'jpeg', false],
  ['png', 'png', false],
  ['png-rgba', 'png', true],
] as const)('%s is what it says', async (encoding, format, hasAlpha) => {
  const metadata = await sharp(await renderOriginal(small({ kind: 'ramp', seed: 3 }, encoding))).metadata();
  expect(metadata).toMatchObject({ format, hasAlpha, width: 120, height: 90 });
});

test('a truncated file cannot be decoded; reduced copies keep their proportions', async () => {
  const broken = await renderOriginal({
    ...small({ kind: 'ramp', seed: 3 }, 'jpeg-truncated'),
    width: 600,
    height: 600,
  });
  await expect(sharp(broken, { failOn: 'error' }).stats()).rejects.toThrow();
  const reduced = await sharp(await renderReduced(small({ kind: 'table', seed: 1 }, 'png'), 60)).metadata();
  expect([reduced.width, reduced.height]).toEqual([60, 45]);
});
