import { describe, expect, it, test } from 'vitest';
import { captionLabel } from '../../../../scrapers/papers/pdf/page/caption-labels.ts';
import { draw, onePage, pages, write } from '../fixtures.ts';
import { body, column, figuresOf, front, line, other, read, scan, under } from '../layout-pages.ts';

/** Labels of figures in other languages and house styles, and labels that stand apart from their words. */

describe('a label', () => {
  it.each([
    ['Fig. 1. A film.', 'Fig. 1', 'figure 1', '. A film.'],
    ['Figure 1 | A film.', 'Figure 1', 'figure 1', ' | A film.'],
    ['Fig 1A–D. Films.', 'Fig 1', 'figure 1', '. Films.'],
    ['Figure 2a, b Films', 'Figure 2', 'figure 2', ' Films'],
    ['Figure 2A and B. Films', 'Figure 2', 'figure 2', '. Films'],
    ['Figure 3 A-C: Films', 'Figure 3', 'figure 3', ': Films'],
    ['Figure 3 A 54-year-old man', 'Figure 3', 'figure 3', ' A 54-year-old man'],
    ['Figure n° 2 : Contrôle', 'Figure n° 2', 'figure 2', ' : Contrôle'],
    ['Figura No. 4. Radiografía', 'Figura No. 4', 'figure 4', '. Radiografía'],
    ['Figure (5): Film', 'Figure (5)', 'figure 5', ': Film'],
    ['Figure IV. Film', 'Figure IV', 'figure 4', '. Film'],
    ['TABLE IX. Values', 'TABLE IX', 'table 9', '. Values'],
    ['Immagine 2. Radiografia', 'Immagine 2', 'figure 2', '. Radiografia'],
    ['Abbildung 3: Verlauf', 'Abbildung 3', 'figure 3', ': Verlauf'],
    ['Рисунок 1. Снимок', 'Рисунок 1', 'figure 1', '. Снимок'],
    ['Photograph 3. CT', 'Photograph 3', 'figure 3', '. CT'],
    ['Supplementary Figure S1. Film', 'Supplementary Figure S1', 'figure s1', '. Film'],
    ['Supplementary Fig. 1. Film', 'Supplementary Fig. 1', 'figure s1', '. Film'],
    ['eFigure 3. Film', 'eFigure 3', 'figure s3', '. Film'],
    ['Additional file 1: Figure S4. Film', 'Additional file 1: Figure S4', 'figure s4', '. Film'],
    ['F I G U R E 1 Film', 'FIGURE 1', 'figure 1', ' Film'],
    ['Figure. A film.', 'Figure', 'figure', '. A film.'],
  ])('is found in %j', (text, label, key, rest) => {
    expect(captionLabel(text)).toMatchObject({ label, key, rest });
  });

  it.each([
    'Figure in the text',
    'Figures of speech',
    'Table values',
    'figure. A thing',
    'Imaging 1 day later',
    'Figure Index',
  ])('is not found in %j', (text) => {
    expect(captionLabel(text)).toBeNull();
  });
});

const picture = draw('Im0', 60, 330, 240, 200);
const said = (caption: string) => read(under(write([caption], 60, 318, 7), picture));

test('letters of panels are no part of the words', async () => {
  const paper = await said('Figure 1A-B. Film on day 3. (A) Frontal. (B) Lateral.');
  expect(figuresOf(paper)).toEqual([['Figure 1', 'Film on day 3. (A) Frontal. (B) Lateral.', 1]]);
  expect(paper.figures[0]?.panels.map(({ label }) => label)).toEqual(['a', 'b']);
});

test('the only figure needs no number, but counts only where none has one', async () => {
  expect(figuresOf(await said('Figure. Chest film 8 days after onset.'))).toEqual([
    ['Figure', 'Chest film 8 days after onset.', 1],
  ]);
  const both =
    front() +
    picture +
    write(['Figure 1. Film on day 3.'], 60, 318, 7) +
    body(50, 290, 4) +
    draw('Im1', 60, 60, 160, 130) +
    write(['Figure. Not a caption of this paper.'], 60, 50, 7);
  expect(figuresOf(await read(onePage(both, [scan, other]))).map(([label]) => label)).toEqual(['Figure 1']);
});

test('parts of a figure with captions of their own are figures each', async () => {
  const content =
    front() +
    draw('Im0', 50, 360, 220, 170) +
    line(
      [
        ['F2', 'Figure 1A. '],
        ['F1', 'Film on day 3.'],
      ],
      50,
      348,
    ) +
    draw('Im1', 330, 360, 220, 170) +
    line(
      [
        ['F2', 'Figure 1B. '],
        ['F1', 'Film on day 9.'],
      ],
      330,
      348,
    ) +
    body(50, 300, 12);
  expect(figuresOf(await read(onePage(content, [scan, other])))).toEqual([
    ['Figure 1A', 'Film on day 3.', 1],
    ['Figure 1B', 'Film on day 9.', 1],
  ]);
});

test('the label over the picture, its words below', async () => {
  const content =
    front() +
    column(50, 570, 3) +
    write(['FIGURE 1'], 60, 534, 7, 'F2') +
    picture +
    write(['Film on day 5: opacities in both', 'lower zones.'], 60, 318, 7) +
    column(50, 280, 14) +
    column(320, 570, 38);
  expect(figuresOf(await read(onePage(content, [scan])))).toEqual([
    ['FIGURE 1', 'Film on day 5: opacities in both lower zones.', 1],
  ]);
});

test('a picture without words under its label keeps none of the running text', async () => {
  const content =
    front() + write(['FIGURE 1'], 60, 534, 7, 'F2') + picture + column(60, 316, 18) + column(320, 570, 38);
  expect(figuresOf(await read(onePage(content, [scan])))).toEqual([['FIGURE 1', '', 1]]);
});

test('a page set sideways may hold little more than its figure', async () => {
  const turned = `q 0 1 -1 0 612 0 cm\n${draw('Im0', 100, 250, 300, 240)}${write(['Figure 2. Film on day 9.'], 100, 236, 8)}Q\n`;
  const paper = await read(
    pages(
      [
        { content: front() + picture + write(['Figure 1. Film on day 3.'], 60, 318, 7), images: [0] },
        { content: turned, images: [0] },
      ],
      [scan],
    ),
  );
  expect(figuresOf(paper)).toEqual([
    ['Figure 1', 'Film on day 3.', 1],
    ['Figure 2', 'Film on day 9.', 1],
  ]);
  const [x0, y0, x1, y1] = paper.figures[1]?.box ?? [];
  expect([x0, y0, x1, y1].map((value) => Math.round(value ?? 0))).toEqual([122, 392, 362, 692]);
});
