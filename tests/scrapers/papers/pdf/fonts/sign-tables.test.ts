import { expect, test } from 'vitest';
import { bestShift } from '../../../../../scrapers/papers/pdf/fonts/glyph-order.ts';
import {
  signOfAdobe,
  signOfGlyph,
  tableOfFont,
} from '../../../../../scrapers/papers/pdf/fonts/sign-tables.ts';

const signs = (font: string, ...codes: number[]) => codes.map((code) => tableOfFont(font)?.get(code) ?? null);

test('each table has its signs at the codes that its font was published with', () => {
  expect(signs('ABCDEF+SymbolMT', 0x61, 0x6d, 0xa3, 0xb0, 0xb1, 0xb3, 0xb4, 0xb7, 0xce, 0xf0, 0xfe)).toEqual([
    'α',
    'μ',
    '≤',
    '°',
    '±',
    '≥',
    '×',
    '•',
    '∈',
    null,
    '⎭',
  ]);
  expect(signs('Wingdings-Regular', 0x6c, 0x76, 0x81, 0xa7, 0xd8, 0xe0, 0xfc, 0xfe)).toEqual([
    '●',
    '❖',
    '①',
    '▪',
    '➢',
    '→',
    '✓',
    '☑',
  ]);
  expect(signs('ZapfDingbats', 0x21, 0x33, 0x34, 0x48, 0x6c, 0x6e, 0x76, 0xac, 0xb6, 0xd4, 0xfe)).toEqual([
    '✁',
    '✓',
    '✔',
    '★',
    '●',
    '■',
    '❖',
    '①',
    '❶',
    '➔',
    '➾',
  ]);
  expect(signs('XYZABC+CMSY10', 0x00, 0x02, 0x06, 0x0f, 0x14, 0x15, 0x21, 0x31, 0x41, 0x7f)).toEqual([
    '−',
    '×',
    '±',
    '•',
    '≤',
    '≥',
    '→',
    '∞',
    'A',
    '♠',
  ]);
  expect(signs('MTSY', 0x00, 0x02)).toEqual(['−', '×']);
  expect(signs('CMMI7', 0x00, 0x0b, 0x16, 0x1b, 0x27, 0x40)).toEqual(['Γ', 'α', 'μ', 'σ', 'φ', '∂']);
  expect(signs('CMR10', 0x0b, 0x0c, 0x0f, 0x19, 0x1f)).toEqual(['ff', 'fi', 'ffl', 'ß', 'Ø']);
  expect(['Wingdings2', 'Wingdings 3', 'Times-Roman', 'Calibri', 'SymphonyText'].map(tableOfFont)).toEqual(
    Array(5).fill(null),
  );
});

test('names and private places that fonts of mathematics use', () => {
  expect(
    ['H11002', 'H11003', 'H11034', 'H11349', 'H9251', 'H9262', 'H9268', 'toString', 'g7'].map(signOfGlyph),
  ).toEqual(['−', '×', '°', '≤', 'α', 'µ', 'σ', null, null]);
  expect(['\uf8e9', '\uf761', '\uf734', '\uf8fe', '\ue000'].map(signOfAdobe)).toEqual([
    '©',
    'A',
    '4',
    '⎭',
    null,
  ]);
});

const codes = (words: string, shift: number) => [...words].map((sign) => sign.charCodeAt(0) - shift);

test('glyphs in the order of ASCII are found by the words that they make, and else not', () => {
  const german = 'Die Redaktion informiert Sie schnell und fundiert, 24 Stunden am Tag.';
  const english = 'Chest film on day 3 shows patchy opacities in both lower zones of the lungs.';
  expect(bestShift(codes(german, 29))).toBe(29);
  expect(bestShift(codes(english, 31))).toBe(31);
  expect(bestShift(codes(english, 32))).toBe(32);
  expect(bestShift(codes(english, 17))).toBeNull();
  expect(bestShift(codes('Too short', 29))).toBeNull();
  expect(bestShift([...english].map((_, at) => 3 + ((at * 37) % 91)))).toBeNull();
});
