import { expect, test } from 'vitest';
import type { TextLine } from '../../../../../scrapers/papers/pdf/page/page-text.ts';
import { evenSizes } from '../../../../../scrapers/papers/pdf/page/scanned-sizes.ts';

const line = (size: number, left: number, top: number, bottom: number): TextLine => ({
  page: 1,
  text: 'words',
  box: [left, top, left + 200, bottom],
  size,
  font: 'f1',
  runs: [],
});

test('lines of a scan that follow each other evenly are of one size, others keep theirs', () => {
  const lines = [
    // A title, its second line without a tall letter; then names, a caption and a paragraph beside it.
    line(18, 57, 84, 102),
    line(17, 57, 112, 129),
    line(9, 57, 145, 154),
    line(11, 309, 327, 338),
    line(8, 309, 342, 350),
    line(11, 310, 364, 375),
    line(10, 309, 388, 398),
  ];
  evenSizes(lines);
  expect(lines.map(({ size }) => size)).toEqual([18, 18, 9, 11, 11, 11, 10]);
});
