import { expect, test } from 'vitest';
import { draw, onePage, pages, samplesImage, write } from '../fixtures.ts';
import { body, figuresOf, front, other, read, scan } from '../layout-pages.ts';

/** Pages with something unusual about them: backgrounds, units, captions between pictures, strips. */

const paper = samplesImage(60, 80, 'DeviceRGB', (x) => [250, 250 - (x % 3), 252]);
const picture = draw('Im0', 60, 330, 240, 200);
const caption = write(['Figure 1. Film on day 3.'], 60, 318, 7);

test('a picture under the whole page is paper, not part of the figure', async () => {
  const content = draw('Im1', 0, 0, 612, 792) + front() + picture + caption + body(50, 290, 12);
  const read1 = await read(onePage(content, [scan, paper]));
  expect(
    read1.figures.map(({ label, box, images }) => [label, box, images.map(({ object }) => object)]),
  ).toEqual([['Figure 1', [60, 262, 300, 462], ['10 0']]]);
  expect(read1.unassigned.map(({ object, note }) => [object, note])).toEqual([['11 0', 'fills the page']]);
});

test('a page that is one picture with words over it keeps it', async () => {
  const content = `${draw('Im0', 0, 0, 612, 792)}3 Tr ${front()}${body(50, 500, 10)}${write(['Figure 1. Film on day 3.'], 60, 150, 7)}`;
  expect(figuresOf(await read(onePage(content, [scan])))).toEqual([['Figure 1', 'Film on day 3.', 1]]);
});

test('captions over their pictures, each nearer to the picture before', async () => {
  const heading = (text: string, y: number): string => write([text], 60, y, 8, 'F2');
  const third = samplesImage(120, 100, 'DeviceGray', (x, y) => [(x * y) % 251]);
  const content =
    write(['An invented patient with a rare course of pneumonia'], 50, 740, 18, 'F2') +
    heading('Figure 1. Film on day 3.', 700) +
    draw('Im0', 60, 520, 240, 165) +
    heading('Figure 2. Film on day 6.', 505) +
    draw('Im1', 60, 325, 240, 165) +
    heading('Figure 3. Film on day 9.', 310) +
    draw('Im2', 60, 130, 240, 165) +
    body(50, 100, 4);
  const { figures } = await read(onePage(content, [scan, other, third]));
  expect(figures.map(({ label, images }) => [label, images.map(({ object }) => object)])).toEqual([
    ['Figure 1', ['10 0']],
    ['Figure 2', ['11 0']],
    ['Figure 3', ['12 0']],
  ]);
});

test('a page in units of its own', async () => {
  const content = front() + picture + caption + body(50, 290, 12);
  const { figures } = await read(pages([{ content, images: [0], more: '/UserUnit 2' }], [scan]));
  expect(figures.map(({ label, box, images }) => [label, box, images.length])).toEqual([
    ['Figure 1', [60, 262, 300, 462], 1],
  ]);
});

test('strips of two panels side by side are joined to two pictures', async () => {
  const strips = Array.from({ length: 6 }, (_, at) =>
    samplesImage(120, 20, 'DeviceGray', (x, y) => [
      Math.round(128 + 90 * Math.sin((x + (y + at * 20) * 0.7) / 25)),
    ]),
  );
  const drawn = strips
    .map(
      (_, at) => draw(`Im${at}`, 60, 490 - 40 * at, 240, 40) + draw(`Im${at}`, 320, 490 - 40 * at, 240, 40),
    )
    .join('');
  const content =
    front() +
    drawn +
    write(['Figure 1. (A) Film on day 3. (B) Film on day 6.'], 60, 275, 7) +
    body(50, 250, 12);
  const [figure] = (await read(onePage(content, strips))).figures;
  const joined = figure?.images.filter(({ kind }) => kind === 'rendered') ?? [];
  expect(joined.map(({ width, height, tiles }) => [width, height, tiles.length])).toEqual([
    [120, 120, 6],
    [120, 120, 6],
  ]);
  expect(figure?.panels.map(({ label, image }) => [label, image])).toEqual([
    ['a', joined[0]?.id],
    ['b', joined[1]?.id],
  ]);
  const numbers =
    figure?.images.flatMap(({ kind, number }) => (kind === 'rendered' ? [] : [number ?? -1])) ?? [];
  expect(numbers).toEqual([...numbers].sort((one, next) => one - next));
});

test('a caption that goes on in small letters, in a type of its own', async () => {
  const small = write(['Figure 1 chest film on day 3, patchy opacities'], 60, 318, 7);
  const content = front() + picture + small + body(50, 290, 12);
  expect(figuresOf(await read(onePage(content, [scan])))).toEqual([
    ['Figure 1', 'chest film on day 3, patchy opacities', 1],
  ]);
  const sentence = write(['Figure 1 chest film on day 3, patchy opacities'], 60, 318, 8);
  expect(figuresOf(await read(onePage(front() + picture + sentence + body(50, 290, 12), [scan])))).toEqual(
    [],
  );
});
