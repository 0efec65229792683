import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPaper } from '../../../../scrapers/papers/extracting/read-paper.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';
import { draw, pages, prose, samplesImage, write } from '../fixtures.ts';

/** Words in a font whose glyph names mean nothing and that maps no code to a character. */
const odd = (words: string, x: number, y: number): string =>
  `BT /F3 9 Tf ${x} ${y} Td <${[...words].map((sign) => ((sign.charCodeAt(0) % 8) + 1).toString(16).padStart(2, '0')).join('')}> Tj ET\n`;

const fonts = {
  6: `<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Odd /FontDescriptor 7 0 R /FirstChar 1 /LastChar 8 /Widths [${'500 '.repeat(8)}] /Encoding << /Type /Encoding /Differences [1 /g1 /g2 /g3 /g4 /g5 /g6 /g7 /g8] >> >>`,
  7: '<< /Type /FontDescriptor /FontName /ABCDEF+Odd /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
};

test('signs of a font that tells no characters are marked, and their page is named', async () => {
  const folder = temporaryFolder();
  const image = samplesImage(180, 120, 'DeviceGray', (x, y) => [(x * 3 + y * 5) & 255]);
  const plain = write(
    Array.from({ length: 20 }, (_, at) => prose[at % 4] ?? ''),
    50,
    700,
    9,
  );
  const pdf = pages(
    [
      {
        content: odd('A title that nobody can read', 50, 740).replace('/F3 9', '/F3 20') + plain,
        images: [],
      },
      {
        content:
          draw('Im0', 50, 450, 246, 220) +
          write(['Figure 1. Film on day 3 with'], 50, 436, 8) +
          odd('opacities', 158, 436) +
          write(
            Array.from({ length: 20 }, (_, at) => prose[at % 4] ?? ''),
            50,
            390,
            9,
          ),
        images: [0],
      },
    ],
    [image],
    fonts,
    '',
  );
  // The shared resources of the pages get a third font.
  const file = join(folder, 'odd.pdf');
  writeFileSync(
    file,
    Buffer.from(pdf.toString('latin1').replaceAll('/F2 5 0 R', '/F2 5 0 R /F3 6 0 R'), 'latin1'),
  );
  const paper = await readPaper(file, { outDir: join(folder, 'out') });
  expect(JSON.stringify(paper)).not.toMatch(/\\u00[01]|\\[bf]/);
  expect(paper.title).toBeNull();
  expect(paper.figures[0]?.caption).toBe(
    'Film on day 3 with \ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd',
  );
  const said = paper.warnings.filter((warning) => warning.includes('cannot be read'));
  expect(said.map((warning) => warning.split(' signs')[0])).toEqual(['page 1: 28', 'page 2: 9']);
});

const article = (end: string): string =>
  `<article><front><article-meta><title-group><article-title>A film\u0001 of day 3</article-title></title-group></article-meta></front><body><sec><title>Case</title><p>A 44-year-old man.</p><fig><label>Figure 1</label><caption><p>Film.</p></caption><graphic href="a.jpg" xlink:href="a.jpg"/></fig></sec>${end}`;

test('an article names its pictures that are not there, and its control characters', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a.xml');
  writeFileSync(file, article('</body></article>'));
  const { title, warnings } = await readPaper(file, { outDir: join(folder, 'out') });
  expect(title).toBe('A film\ufffd of day 3');
  expect(warnings.join('\n')).toMatch(/a control character/);
  expect(warnings.join('\n')).toMatch(/Figure 1 has no picture: a\.jpg does not lie beside/);
});

test('an article that breaks off is no article', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a.xml');
  writeFileSync(file, article(''));
  await expect(readPaper(file, { outDir: join(folder, 'out') })).rejects.toThrow(/breaks off/);
});
