import { expect, test } from 'vitest';
import { draw, onePage, pages, write } from '../fixtures.ts';
import { body, column, figuresOf, front, line, other, read, scan } from '../layout-pages.ts';

/** Settings of captions that are easily read wrong. */

test('two caption columns, second a new sentence', async () => {
  const p = await read(
    onePage(
      front() +
        draw('Im0', 60, 330, 480, 200) +
        write(
          [
            'Figure 1. Chest radiograph of the invented patient on day 3',
            'of the disease shows patchy opacities in the right lung.',
          ],
          60,
          318,
          7,
        ) +
        write(
          [
            'Consolidation is seen in both lower zones, with a tube',
            'that ends above the carina as it should in most patients.',
          ],
          280,
          318,
          7,
        ) +
        column(50, 280, 14) +
        column(320, 280, 14),
      [scan],
    ),
  );
  expect(figuresOf(p)).toEqual([
    [
      'Figure 1',
      'Chest radiograph of the invented patient on day 3 of the disease shows patchy opacities in the right lung. Consolidation is seen in both lower zones, with a tube that ends above the carina as it should in most patients.',
      1,
    ],
  ]);
});
test('bold label body font, body follows closely', async () => {
  const p = await read(
    onePage(
      front() +
        draw('Im0', 60, 330, 240, 200) +
        line(
          [
            ['F2', 'Figure 1. '],
            ['F1', 'Chest radiograph on day 3, with patchy opacities'],
          ],
          60,
          318,
          8,
        ) +
        write(['in both lower zones.'], 60, 308.4, 8) +
        column(60, 288, 20),
      [scan],
    ),
  );
  expect(figuresOf(p)).toEqual([
    ['Figure 1', 'Chest radiograph on day 3, with patchy opacities in both lower zones.', 1],
  ]);
});
test('two columns of body, figure in left column, 6-line caption', async () => {
  const lines = [
    'Figure 1. Chest radiograph of the invented patient taken on',
    'day 3 after admission shows patchy opacities in both lower',
    'zones. The heart is of normal size. There is no effusion on',
    'either side, and the mediastinum is not widened. The tube',
    'ends 3 cm above the carina; the line projects over the upper',
    'vena cava. Follow-up on day 8 is not shown.',
  ];
  const p = await read(
    onePage(
      front() +
        column(50, 560, 3) +
        draw('Im0', 50, 340, 240, 180) +
        write(lines, 50, 328, 7) +
        column(50, 270, 18) +
        column(310, 560, 48),
      [scan],
    ),
  );
  expect(figuresOf(p)).toEqual([['Figure 1', lines.join(' ').replace('Figure 1. ', ''), 1]]);
});
test('legend list in manuscript, pictures on later pages with labels', async () => {
  const p = await read(
    pages(
      [
        { content: front() + body(50, 560, 30), images: [] },
        {
          content:
            write(['Figure legends'], 50, 740, 12, 'F2') +
            write(['Figure 1. Chest radiograph on day 3, with patchy opacities.'], 50, 710, 8) +
            write(['Figure 2. Axial CT on day 8, with consolidation.'], 50, 680, 8),
          images: [],
        },
        { content: write(['Figure 1'], 50, 740, 12) + draw('Im0', 100, 300, 400, 330), images: [0] },
        { content: write(['Figure 2'], 50, 740, 12) + draw('Im1', 100, 300, 400, 330), images: [1] },
      ],
      [scan, other],
    ),
  );
  expect(figuresOf(p)).toEqual([
    ['Figure 1', 'Chest radiograph on day 3, with patchy opacities.', 1],
    ['Figure 2', 'Axial CT on day 8, with consolidation.', 1],
  ]);
});
test('caption in two paragraphs', async () => {
  const p = await read(
    onePage(
      front() +
        draw('Im0', 60, 330, 240, 200) +
        line([['F2', 'Figure 1. Chest radiograph on day 3.']], 60, 318) +
        write(
          ['Patchy opacities are seen in both lower zones. Arrows', 'point at consolidation.'],
          60,
          306,
          7,
        ) +
        body(50, 270, 12),
      [scan],
    ),
  );
  expect(figuresOf(p)).toEqual([
    [
      'Figure 1',
      'Chest radiograph on day 3. Patchy opacities are seen in both lower zones. Arrows point at consolidation.',
      1,
    ],
  ]);
});
test('superscripts and subscripts in a caption', async () => {
  const cap =
    'BT 60 318 Td /F1 7 Tf (Figure 1. SpO) Tj /F1 5 Tf -1 Ts (2) Tj 0 Ts /F1 7 Tf ( was 88% \\(5 x 10) Tj /F1 5 Tf 3 Ts (9) Tj 0 Ts /F1 7 Tf (/L\\) on day 3.) Tj ET\n';
  const p = await read(onePage(front() + draw('Im0', 60, 330, 240, 200) + cap + body(50, 280, 12), [scan]));
  expect(figuresOf(p)).toEqual([['Figure 1', 'SpO2 was 88% (5 x 109/L) on day 3.', 1]]);
});
test('panel letters printed on and between pictures, caption below all', async () => {
  const p = await read(
    onePage(
      front() +
        ['Im0', 'Im1', 'Im0', 'Im1']
          .map(
            (n, i) =>
              draw(n, 60 + (i % 2) * 130, 420 - Math.floor(i / 2) * 110, 120, 100) +
              write(['abcd'[i] ?? ''], 62 + (i % 2) * 130, 512 - Math.floor(i / 2) * 110, 9, 'F2'),
          )
          .join('') +
        write(['Figure 1. Serial films. (a) Admission. (b) Day 3. (c) Day 5. (d) Day 9.'], 60, 298, 7) +
        body(50, 270, 12),
      [scan, other],
    ),
  );
  expect(figuresOf(p)).toEqual([
    ['Figure 1', 'Serial films. (a) Admission. (b) Day 3. (c) Day 5. (d) Day 9.', 4],
  ]);
  expect(p.figures[0]?.panels.map((x) => [x.label, x.image])).toMatchObject([
    ['a', '001-000'],
    ['b', '001-001'],
    ['c', '001-002'],
    ['d', '001-003'],
  ]);
});
test('figure at head of page above running header, journal logo small', async () => {
  const p = await read(
    pages(
      [
        { content: front() + body(50, 560, 30), images: [] },
        {
          content:
            write(['Muster et al.'], 50, 770, 7) +
            draw('Im1', 520, 762, 40, 20) +
            draw('Im0', 150, 480, 300, 250) +
            write(['Fig. 1 Chest radiograph on day 3'], 150, 468, 7) +
            body(50, 430, 20),
          images: [0, 1],
        },
        {
          content: write(['Muster et al.'], 50, 770, 7) + draw('Im1', 520, 762, 40, 20) + body(50, 700, 30),
          images: [1],
        },
      ],
      [scan, other],
    ),
  );
  expect(figuresOf(p)).toEqual([['Fig. 1', 'Chest radiograph on day 3', 1]]);
});
test('label and caption right aligned beside, label above words', async () => {
  const p = await read(
    onePage(
      front() +
        draw('Im0', 200, 330, 340, 220) +
        line([['F2', 'Figure 1']], 50, 540) +
        write(['Chest radiograph on day', '3, with patchy opacities', 'in both lower zones.'], 50, 529, 7) +
        body(50, 290, 12),
      [scan],
    ),
  );
  expect(figuresOf(p)).toEqual([
    ['Figure 1', 'Chest radiograph on day 3, with patchy opacities in both lower zones.', 1],
  ]);
});
test('caption on previous page', async () => {
  const p = await read(
    pages(
      [
        {
          content: front() + body(50, 560, 30) + write(['Figure 1. Chest radiograph on day 3.'], 50, 80, 7),
          images: [],
        },
        { content: draw('Im0', 60, 100, 480, 640), images: [0] },
        { content: body(50, 700, 40), images: [] },
      ],
      [scan],
    ),
  );
  expect(figuresOf(p)).toEqual([['Figure 1', 'Chest radiograph on day 3.', 1]]);
});
test('German, French, Spanish, Italian labels', async () => {
  for (const [l, words] of [
    ['Abb. 1', 'Thoraxaufnahme am dritten Tag.'],
    ['Abbildung 1', 'Thoraxaufnahme am dritten Tag.'],
    ['Figura 1', 'Radiografia de torax el tercer dia.'],
    ['Image 1', 'Chest radiograph.'],
  ] as const) {
    const p = await read(
      onePage(
        front() +
          draw('Im0', 60, 330, 240, 200) +
          line(
            [
              ['F2', `${l}.`],
              ['F1', ` ${words}`],
            ],
            60,
            318,
          ) +
          body(50, 280, 12),
        [scan],
      ),
    );
    expect(figuresOf(p)).toEqual([[l, words, 1]]);
  }
});

test('a caption does not go on in the middle of its neighbour', async () => {
  const left = [
    'Figure 1. Chest radiograph of the invented patient on day 3',
    'of the disease shows patchy opacities in the right lung.',
  ];
  const right = [
    'Figure 2. Chest radiograph of the invented patient on day 8',
    'after the tube was placed, with consolidation on the right.',
    'The heart is of normal size, and so are the vessels of it.',
  ];
  const p = await read(
    onePage(
      front() +
        draw('Im0', 50, 340, 220, 180) +
        draw('Im1', 300, 350, 220, 170) +
        write(left, 50, 328, 7) +
        write(right, 265, 336.4, 7) +
        column(50, 280, 14) +
        column(310, 280, 14),
      [scan, other],
    ),
  );
  const words = (lines: string[]): string => lines.join(' ').replace(/^Figure \d\. /, '');
  expect(figuresOf(p)).toEqual([
    ['Figure 1', words(left), 1],
    ['Figure 2', words(right), 1],
  ]);
});
