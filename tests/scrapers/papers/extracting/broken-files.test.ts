import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readPaper } from '../../../../scrapers/papers/extracting/read-paper.ts';
import type { Paper } from '../../../../scrapers/papers/paper.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';
import { draw, onePage, pdfOf, prose, samplesImage, write } from '../fixtures.ts';

function read(name: string, bytes: Uint8Array): Promise<Paper> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), bytes);
  return readPaper(join(folder, name), { outDir: join(folder, 'out') });
}

const text = write([...prose, ...prose, ...prose], 50, 740, 9);
const packed = deflateSync(Buffer.from(text));

/** Pages with the given contents, packed. */
const packedPages = (...contents: Buffer[]): Buffer =>
  pdfOf({
    1: '<< /Type /Catalog /Pages 2 0 R >>',
    2: `<< /Type /Pages /Count ${contents.length} /Kids [${contents.map((_, at) => `${10 + 2 * at} 0 R`).join(' ')}] >>`,
    4: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...Object.fromEntries(
      contents.flatMap((data, at) => [
        [
          10 + 2 * at,
          `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 4 0 R >> >> /Contents [${`${11 + 2 * at} 0 R `.repeat(3)}] >>`,
        ],
        [11 + 2 * at, { dictionary: '/Filter /FlateDecode', data }],
      ]),
    ),
  });

/** Packed words as they are after a transfer as text. */
const spoilt = Buffer.concat([Buffer.from([0x0d, 0x0a, 0xff]), packed.subarray(3)]);

test('a file whose pages cannot be unpacked at all is refused, with what to do', async () => {
  await expect(read('a.pdf', packedPages(spoilt))).rejects.toThrow(
    /a\.pdf is damaged, and nothing on its pages can be read \(A FlateDecode .*\); fetch it again/,
  );
});

test('of a file with one damaged page the others are kept, and the page is named once', async () => {
  const { sections, warnings } = await read('a.pdf', packedPages(packed, spoilt));
  expect(JSON.stringify(sections)).toContain('followed for several weeks');
  expect(warnings.filter((warning) => warning.includes('unpacked'))).toEqual([
    'page 2: A FlateDecode stream cannot be unpacked.',
  ]);
});

const figure = onePage(
  draw('Im0', 100, 400, 200, 200) + write(['Figure 1. A made-up scan.'], 100, 385, 8) + text,
  [samplesImage(60, 60, 'DeviceGray', (x, y) => [(x * y) % 256])],
);

test.each(['a.pdf', 'a.docx', 'a.xml', 'a.nxml', 'a.html', 'a'])(
  'a PDF by the name of %s is a PDF',
  async (name) => {
    const { figures, warnings } = await read(name, figure);
    expect(figures.map(({ caption }) => caption)).toEqual(['A made-up scan.']);
    expect(warnings.join()).not.toContain('left out');
  },
);

test('a PDF that lost its first bytes is mended, and a file without any objects is none', async () => {
  const { figures } = await read('a.pdf', figure.subarray(9));
  expect(figures.map(({ caption }) => caption)).toEqual(['A made-up scan.']);
  await expect(read('a.pdf', Buffer.alloc(3_000_000, 'no objects '))).rejects.toThrow(
    /a\.pdf is not a readable PDF: neither.*fetch it again/,
  );
});
