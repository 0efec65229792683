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
  expect(said.every((warning) => warning.includes('the font ABCDEF+Odd does not say'))).toBe(true);
});

/** A map from codes to characters, as the file of a font may bring it. */
const toUnicode = (pairs: readonly [code: string, sign: string][], width: 2 | 4) => ({
  dictionary: '',
  data: `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <${'0'.repeat(width)}> <${'F'.repeat(width)}> endcodespacerange ${pairs.length} beginbfchar ${pairs.map(([code, sign]) => `<${code}> <${sign}>`).join(' ')} endbfchar endcmap end end`,
});

const cid = (name: string, more = '', child = 9) =>
  `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${child} 0 R] ${more} >>`;
const descendant = (name: string) =>
  `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor << /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>`;
const hex = (words: string, shift: number) =>
  [...words].map((sign) => (sign.charCodeAt(0) - shift).toString(16).padStart(4, '0')).join('');

/** A page of running text, then lines in the fonts F3, F4, F5 and F6. */
async function readIn(fontObjects: Record<number, string | ReturnType<typeof toUnicode>>, lines: string) {
  const folder = temporaryFolder();
  const plain = write(
    Array.from({ length: 20 }, (_, at) => prose[at % 4] ?? ''),
    50,
    500,
    9,
  );
  const pdf = pages(
    [{ content: write(['A film of day 3 and its signs'], 50, 740, 18, 'F2') + lines + plain, images: [] }],
    [],
    { ...fonts, ...fontObjects },
    '',
  )
    .toString('latin1')
    .replaceAll('/F2 5 0 R', '/F2 5 0 R /F3 900 0 R /F4 901 0 R /F5 902 0 R /F6 903 0 R');
  const file = join(folder, 'signs.pdf');
  writeFileSync(file, Buffer.from(pdf, 'latin1'));
  return readPaper(file, { outDir: join(folder, 'out') });
}

test('signs of fonts of signs are named by the tables of their fonts', async () => {
  const mathPi = '/Differences [1 /H11002 2 /H11349 3 /H9262 4 /H99999 ]';
  const paper = await readIn(
    {
      900: cid('SymbolMT', '/ToUnicode 910 0 R', 904),
      901: cid('Wingdings-Regular', '/ToUnicode 911 0 R', 905),
      902: `<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+MathematicalPi-One /FirstChar 1 /LastChar 4 /Widths [600 600 600 600] /Encoding << /Type /Encoding ${mathPi} >> >>`,
      903: '<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+MTSY /FirstChar 0 /LastChar 2 /Widths [600 600 600] /ToUnicode 912 0 R >>',
      904: descendant('SymbolMT'),
      905: descendant('Wingdings-Regular'),
      910: toUnicode(
        [
          ['0003', 'F0B7'],
          ['0004', 'F0A3'],
          ['0005', 'F0B0'],
        ],
        4,
      ),
      // A map that gives up on both signs.
      912: toUnicode(
        [
          ['00', 'FFFD'],
          ['02', 'FFFD'],
        ],
        2,
      ),
      911: toUnicode(
        [
          ['0003', 'F0A7'],
          ['0004', 'F0FF'],
        ],
        4,
      ),
    },
    'BT /F3 9 Tf 50 700 Td <0003> Tj /F1 9 Tf ( fever ) Tj /F3 9 Tf <0004> Tj /F1 9 Tf ( 38 ) Tj /F3 9 Tf <0005> Tj /F1 9 Tf (C for two days before admission) Tj ET\n' +
      'BT /F4 9 Tf 50 688 Td <0003> Tj /F1 9 Tf ( a box and a sign that no table names ) Tj /F4 9 Tf <0004> Tj ET\n' +
      'BT /F1 9 Tf 50 676 Td (stored at ) Tj /F5 9 Tf <01> Tj /F1 9 Tf (80 and p ) Tj /F5 9 Tf <02> Tj /F1 9 Tf ( 0.05 with 5 ) Tj /F5 9 Tf <03> Tj /F1 9 Tf (m and ) Tj /F5 9 Tf <04> Tj ET\n' +
      'BT /F1 9 Tf 50 664 Td (a table of the font has 3 ) Tj /F6 9 Tf <02> Tj /F1 9 Tf ( 10 and ) Tj /F6 9 Tf <00> Tj /F1 9 Tf (4) Tj ET\n',
  );
  const words = paper.sections.flatMap(({ paragraphs }) => paragraphs).join(' ');
  expect(words).toContain('• fever ≤ 38 °C for two days');
  expect(words).toContain('▪ a box and a sign that no table names \ufffd');
  expect(words).toContain('stored at −80 and p ≤ 0.05 with 5 µm and \ufffd');
  expect(words).toContain('has 3 × 10 and −4');
  expect(words).not.toMatch(/[\ue000-\uf8ff]/);
  expect(paper.warnings.filter((one) => one.includes('does not say what its codes mean'))).toEqual([
    expect.stringContaining('page 1: a sign cannot be read, because the font Wingdings-Regular'),
    expect.stringContaining('page 1: a sign cannot be read, because the font ABCDEF+MathematicalPi-One'),
  ]);
});

/** A simple font of the Latin alphabet by another name. */
const latin = (name: string, encoding = '') =>
  `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /FirstChar 0 /LastChar 255 /Widths [${'500 '.repeat(256)}] /FontDescriptor << /Type /FontDescriptor /FontName /${name} /Flags 32 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> /Encoding ${encoding || '/WinAnsiEncoding'} >>`;

test('fonts that set signs at the codes of letters and digits are read as what they show', async () => {
  const paper = await readIn(
    {
      900: latin('ABCDEF+MathematicalPi-One'),
      901: latin('ABCDEF+AdvP7DA6'),
      902: latin(
        'ABCDEF+AdvP4C4E74',
        '<< /Type /Encoding /Differences [1 /C0 /C6 /C20 /C1 188 /onequarter 240 /eth 222 /Thorn 254 /thorn] >>',
      ),
      903: latin('ABCDEF+QwertyAdvP0005'),
    },
    'BT /F1 9 Tf 50 700 Td (aged 36 ) Tj /F3 9 Tf (6) Tj /F1 9 Tf ( 5 years with 38.5 ) Tj /F3 9 Tf (8) Tj /F1 9 Tf (C and p ) Tj /F3 9 Tf (,) Tj /F1 9 Tf ( 0.05 and ) Tj /F3 9 Tf (Q) Tj /F1 9 Tf ( unknown) Tj ET\n' +
      'BT /F1 9 Tf 50 688 Td (high TNF-) Tj /F4 9 Tf (a) Tj /F1 9 Tf (, IFN-) Tj /F4 9 Tf (g) Tj /F1 9 Tf ( and 5 ) Tj /F4 9 Tf (m) Tj /F1 9 Tf (g of a drug) Tj ET\n' +
      'BT /F1 9 Tf 50 676 Td (so that n ) Tj /F5 9 Tf <BC> Tj /F1 9 Tf ( 3 ) Tj /F5 9 Tf <01> Tj /F1 9 Tf ( 2 ) Tj /F5 9 Tf <02> Tj /F1 9 Tf ( 1 ) Tj /F5 9 Tf <03> Tj /F1 9 Tf ( 4 ) Tj /F5 9 Tf <FE> Tj /F1 9 Tf ( 6 in ) Tj /F5 9 Tf <F0> Tj /F1 9 Tf (12) Tj /F5 9 Tf <DE> Tj ET\n' +
      'BT /F1 9 Tf 50 664 Td (A point ) Tj /F6 9 Tf (&) Tj /F1 9 Tf ( and another & a third) Tj ET\n',
  );
  const words = paper.sections.flatMap(({ paragraphs }) => paragraphs).join(' ');
  expect(words).toContain('aged 36 ± 5 years with 38.5 °C and p < 0.05 and \ufffd unknown');
  expect(words).toContain('high TNF-α, IFN-γ and 5 μg of a drug');
  expect(words).toContain('so that n = 3 − 2 ± 1 ≤ 4 + 6 in (12)');
  expect(words).toContain('A point • and another & a third');
});

test('no control, private or half character of a map reaches the words', async () => {
  const strange = ['0001', '0085', 'E000', 'F8FF', 'DBBCDFD9', 'DBFFDFFD'];
  const paper = await readIn(
    {
      900: cid('ABCDEF+Odd', '/ToUnicode 910 0 R', 904),
      901: latin('Helvetica'),
      902: latin('Helvetica'),
      903: latin('Helvetica'),
      904: descendant('ABCDEF+Odd'),
      910: toUnicode(
        strange.map((sign, at) => [`00${16 + at}`, sign]),
        4,
      ),
    },
    `BT /F1 9 Tf 50 700 Td (Words before ) Tj /F3 9 Tf <${strange.map((_, at) => `00${16 + at}`).join('')}> Tj /F1 9 Tf ( and after them) Tj ET\n`,
  );
  const words = paper.sections.flatMap(({ paragraphs }) => paragraphs).join(' ');
  expect(words).toContain(`Words before ${'\ufffd'.repeat(strange.length)} and after them`);
  expect(words).not.toMatch(/[\p{Co}\p{Cs}]|[^\P{Cc}\n\t]/u);
});

test('words whose codes are numbers of glyphs are read where they make words, and marked where not', async () => {
  const sentence = 'The film of day 3 shows patchy opacities in both lower zones of the lungs.';
  const nonsense = [...sentence].map((_, at) => String.fromCharCode(40 + ((at * 37) % 80))).join('');
  const paper = await readIn(
    {
      900: cid('ABCDEF+Shifted', '', 904),
      901: cid('ABCDEF+Nothing', '', 905),
      902: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      903: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      904: descendant('ABCDEF+Shifted'),
      905: descendant('ABCDEF+Nothing'),
    },
    `BT /F3 9 Tf 50 700 Td <${hex(sentence, 29)}> Tj ET\nBT /F4 9 Tf 50 670 Td <${hex(`\x21${nonsense}`, 32)}> Tj ET\n`,
  );
  const words = paper.sections.flatMap(({ paragraphs }) => paragraphs).join(' ');
  expect(words).toContain(sentence);
  expect(words).toContain('\ufffd'.repeat(10));
  expect(paper.warnings.join('\n')).toContain('ABCDEF+Nothing does not say');
  expect(paper.warnings.join('\n')).not.toContain('ABCDEF+Shifted');
});

const article = (end: string): string =>
  `<article><front><article-meta><title-group><article-title>A film\u0001 of day 3</article-title></title-group></article-meta></front><body><sec><title>Case</title><p>\uf0b7 A 44-year-old man\ue123.</p><fig><label>Figure 1</label><caption><p>Film.</p></caption><graphic href="a.jpg" xlink:href="a.jpg"/></fig></sec>${end}`;

test('an article names its pictures that are not there, and its control and private characters', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a.xml');
  writeFileSync(file, article('</body></article>'));
  const { title, sections, warnings } = await readPaper(file, { outDir: join(folder, 'out') });
  expect(title).toBe('A film\ufffd of day 3');
  expect(sections.flatMap(({ paragraphs }) => paragraphs)).toEqual(['• A 44-year-old man\ufffd.']);
  expect(warnings.join('\n')).toMatch(/2 control or private characters/);
  expect(warnings.join('\n')).toMatch(/Figure 1 has no picture: a\.jpg does not lie beside/);
});

test('an article that breaks off is no article', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a.xml');
  writeFileSync(file, article(''));
  await expect(readPaper(file, { outDir: join(folder, 'out') })).rejects.toThrow(/breaks off/);
});
