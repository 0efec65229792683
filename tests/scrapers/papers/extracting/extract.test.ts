import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeCase } from '../../../../data/format/read.ts';
import { paperToCase } from '../../../../scrapers/papers/case/to-case.ts';
import { readPaper } from '../../../../scrapers/papers/extracting/read-paper.ts';
import { paperJson } from '../../../../scrapers/papers/held/paper-json.ts';
import type { Paper } from '../../../../scrapers/papers/paper.ts';
import { writeAllRasters } from '../../../../scrapers/papers/pdf/pixels/write-rasters.ts';
import { draw, pages, prose, samplesImage, write } from '../fixtures.ts';

/** A smooth picture, so that tiles of it go on across their seams. */
const shade = (x: number, y: number): number =>
  Math.round(128 + 60 * Math.sin(x / 17) + 60 * Math.cos(y / 13));
const tile = (left: number, top: number, width: number, height: number) =>
  samplesImage(width, height, 'DeviceGray', (x, y) => [shade(left + x, top + y)]);
/** Two scans beside each other on white. */
const pair = samplesImage(220, 100, 'DeviceGray', (x, y) => [
  x >= 100 && x < 120 ? 255 : 40 + ((x * y) % 90),
]);

let folder: string;
let path: string;
let paper: Paper;

const body = (x: number, y: number, times: number): string =>
  write(
    Array.from({ length: times }, (_, index) => prose[index % prose.length] ?? ''),
    x,
    y,
    8,
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paper-'));
  path = join(folder, 'paper.pdf');
  const first =
    write(['Three invented patients and', 'their made-up pictures'], 50, 720, 20, 'F2') +
    write(['Erika Muster, Max Mustermann'], 50, 670, 11) +
    write(['Journal of Inventions 2020; https://doi.org/10.5555/inv.20.1'], 50, 640, 7) +
    write(
      [
        'This article is licensed under a Creative Commons Attribution 4.0 International License,',
        'http://creativecommons.org/licenses/by/4.0/.',
      ],
      50,
      625,
      7,
    ) +
    write(['Case 1'], 50, 590, 10, 'F2') +
    write(
      ['A 61-year-old man was admitted with a cough of five days; the picture of day 3 is Figure 1.'],
      50,
      576,
      8,
    ) +
    write(
      ['Figure 1 shows what is described in this sentence of the running text and is no caption of its'],
      50,
      566,
      8,
    ) +
    body(50, 556, 8) +
    // A picture in four tiles, its caption below.
    draw('Im0', 100, 330, 90, 60) +
    draw('Im1', 190, 330, 60, 60) +
    draw('Im2', 100, 290, 90, 40) +
    draw('Im3', 190, 290, 60, 40) +
    write(['Figure 1.'], 100, 275, 7, 'F2') +
    write(['Chest radiograph on day 3, with patchy opacities that'], 134, 275, 7) +
    write(['are invented.'], 100, 266, 7) +
    draw('Im5', 540, 750, 20, 20);
  const second =
    write(['Case 2'], 50, 720, 10, 'F2') +
    write(['A 34-year-old woman had two scans (Fig. 2).'], 50, 706, 8) +
    body(50, 696, 6) +
    // Caption above, beside another figure.
    draw('Im4', 60, 400, 220, 100) +
    write(['Fig. 2 (a) Scan at admission; (b) scan 8 days later.'], 60, 385, 7, 'F1') +
    // A chart made of paths.
    Array.from({ length: 14 }, (_, index) => `${330 + index * 12} 420 8 ${20 + index * 5} re f`).join('\n') +
    '\n' +
    write(['Fig. 3 Counts by day, drawn and not scanned.'], 330, 405, 7) +
    body(50, 300, 8) +
    draw('Im5', 540, 750, 20, 20);
  const third = write(['Discussion'], 50, 720, 10, 'F2') + body(50, 700, 20) + draw('Im5', 540, 750, 20, 20);
  // A figure and its caption set sideways, to be read with the page turned clockwise.
  const turned = (text: string, x: number, y: number): string =>
    `BT /F1 7 Tf 0 1 -1 0 ${x} ${y} Tm (${text}) Tj ET\n`;
  const fourth =
    'q 0 300 -200 0 350 200 cm /Im4 Do Q\n' +
    turned('Figure 4. A scan that is set sideways on its page, with a caption of', 362, 200) +
    turned('two lines.', 371, 200);
  const images = [
    tile(0, 0, 180, 120),
    tile(180, 0, 120, 120),
    tile(0, 120, 180, 80),
    tile(180, 120, 120, 80),
    pair,
    samplesImage(20, 20, 'DeviceRGB', () => [200, 30, 30]),
  ];
  await writeFile(
    path,
    pages(
      [
        { content: first, images: [0, 1, 2, 3, 5] },
        { content: second, images: [4, 5] },
        { content: third, images: [5] },
        { content: fourth, images: [4] },
      ],
      images,
    ),
  );
  paper = await readPaper(path, { outDir: join(folder, 'out') });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a paper', () => {
  it('has its metadata', () => {
    expect(paper).toMatchObject({
      id: 'paper-10.5555-inv.20.1',
      title: 'Three invented patients and their made-up pictures',
      authors: ['Erika Muster', 'Max Mustermann'],
      doi: '10.5555/inv.20.1',
      licence: { code: 'CC-BY-4.0' },
      language: 'en',
      year: 2020,
      pages: 4,
    });
  });

  it('has its figures with label, caption, page and box, and no sentence for a caption', () => {
    expect(paper.figures.map(({ label, caption, page }) => [label, caption, page])).toEqual([
      ['Figure 1', 'Chest radiograph on day 3, with patchy opacities that are invented.', 1],
      ['Fig. 2', '(a) Scan at admission; (b) scan 8 days later.', 2],
      ['Fig. 3', 'Counts by day, drawn and not scanned.', 2],
      ['Figure 4', 'A scan that is set sideways on its page, with a caption of two lines.', 4],
    ]);
    // The box is that of the page as it is shown.
    expect(paper.figures[3]?.box?.map(Math.round)).toEqual([150, 292, 350, 592]);
    expect(paper.figures[0]?.box?.map(Math.round)).toEqual([100, 402, 250, 502]);
  });

  it('joins the tiles of one picture at their own resolution', async () => {
    const [joined, ...tiles] = paper.figures[0]?.images ?? [];
    expect(joined).toMatchObject({ kind: 'rendered', width: 300, height: 200 });
    expect(joined?.tiles).toHaveLength(4);
    expect(tiles.every((image) => image.kind === 'decoded' && image.number !== null)).toBe(true);
    const pixels = await sharp(joined?.file ?? '')
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    expect([pixels[0], pixels[199], pixels[299], pixels[199 * 300 + 250]]).toEqual([
      shade(0, 0),
      shade(199, 0),
      shade(299, 0),
      shade(250, 199),
    ]);
  });

  it('divides one picture into the panels of its caption', () => {
    const [, figure] = paper.figures;
    expect(figure?.panels.map(({ label, caption }) => [label, caption])).toEqual([
      ['a', 'Scan at admission'],
      ['b', 'scan 8 days later.'],
    ]);
    const [left, right] = figure?.panels.map((panel) => panel.rectangle) ?? [];
    expect(left?.x).toBe(0);
    expect(Math.abs((left?.width ?? 0) - 100)).toBeLessThan(3);
    expect(Math.abs((right?.x ?? 0) - 120)).toBeLessThan(3);
  });

  it('draws a figure made of paths at 300 dots an inch', async () => {
    const [crop] = paper.figures[2]?.images ?? [];
    expect(crop?.kind).toBe('rendered');
    expect(crop?.width).toBeGreaterThan(((14 * 12 - 4) * 300) / 72 - 3);
    const { dominant } = await sharp(crop?.file ?? '').stats();
    expect(dominant.r).toBeGreaterThan(200);
    expect((await sharp(crop?.file ?? '').stats()).channels[0]?.min).toBeLessThan(30);
  });

  it('lists what belongs to no figure, with the reason', () => {
    expect(paper.unassigned.map(({ object, note }) => [object, note])).toEqual(
      Array.from({ length: 3 }, () => ['15 0', 'repeated on several pages: a mark of the publisher']),
    );
  });

  it('tells patients apart and becomes a valid case', () => {
    expect(paper.figures.map((figure) => figure.patient)).toEqual(['Case 1', 'Case 2', null, null]);
    const record = completeCase(paperToCase(paper, { retrievedAt: '2026-01-02T03:04:05Z' }));
    expect(record.patients.map(({ sex, age }) => [sex?.value, age?.value])).toEqual([
      ['male', 61],
      ['female', 34],
    ]);
    const [image] = record.images;
    expect(image).toMatchObject({ patient: 'p1', figure: 'Figure 1', modality: { value: 'X-ray' } });
    expect(record.images.filter((one) => one.parent !== null)).toHaveLength(2);
  });

  it('prints the contract for scripts', async () => {
    const json = paperJson(paper);
    expect(Object.keys(json)).toEqual(
      expect.arrayContaining(['case', 'title', 'doi', 'licence', 'figures', 'unassigned', 'warnings']),
    );
    for (const image of json.figures.flatMap((figure) => figure.images)) {
      expect(Object.keys(image)).toEqual(
        expect.arrayContaining([
          'object',
          'page',
          'width',
          'height',
          'bits',
          'colorspace',
          'kind',
          'file',
          'sha256',
          'view',
        ]),
      );
      expect((await readFile(image.view ?? '')).subarray(1, 4).toString()).toBe('PNG');
    }
  });

  it('writes every draw under page and number', async () => {
    const { images, warnings } = await writeAllRasters(path, join(folder, 'all'));
    expect(warnings).toEqual([]);
    expect(images.map(({ file }) => file.slice(folder.length + 5))).toEqual([
      '001-000.png',
      '001-001.png',
      '001-002.png',
      '001-003.png',
      '001-004.png',
      '002-005.png',
      '002-006.png',
      '003-007.png',
      '004-008.png',
    ]);
  });

  it('prefers the article beside the PDF', async () => {
    await writeFile(
      join(folder, 'paper.nxml'),
      `<article><front><article-meta><article-id pub-id-type="doi">10.5555/inv.20.1</article-id>
       <title-group><article-title>Better title</article-title></title-group></article-meta></front>
       <body><fig><label>Figure 1</label><caption><p>Better caption.</p></caption></fig></body></article>`,
    );
    const merged = await readPaper(path, { outDir: join(folder, 'merged') });
    await rm(join(folder, 'paper.nxml'));
    expect(merged.title).toBe('Better title');
    expect(merged.figures[0]).toMatchObject({ caption: 'Better caption.', source: 'jats', page: 1 });
    expect(merged.figures[0]?.images).toHaveLength(5);
    expect(merged.figures.map((figure) => figure.label)).toEqual([
      'Figure 1',
      'Fig. 2',
      'Fig. 3',
      'Figure 4',
    ]);
  });
});
