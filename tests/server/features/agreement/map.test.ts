import { load } from 'cheerio';
import { expect, test } from 'vitest';
import type { Meeting } from '../../../../curation/review/agreement/disagreement.ts';
import { fieldNamed } from '../../../../data/fields/field-set.ts';
import { drawMap, mapStyles } from '../../../../server/features/agreement/map.ts';

const meeting = (field: 'sex' | 'age', second: string, differing: number): Meeting => ({
  field: fieldNamed(field),
  first: 'ana',
  second,
  both: 8,
  differing,
  cases: ['eurorad-1'].slice(0, differing),
});

test('a cell says how many differ, and leads to their cases where any do; names stay text', () => {
  const $ = load(drawMap([meeting('sex', 'ben', 2), meeting('age', 'ben', 0), meeting('age', '<b>&', 8)]));
  expect($('b')).toHaveLength(0);
  expect(
    $('text.name')
      .toArray()
      .map((one) => $(one).text()),
  ).toEqual(['ana', '<b>&', 'ana', 'ben', 'Sex', 'Age']);
  expect(
    $('a')
      .toArray()
      .map((one) => $(one).attr('href')),
  ).toEqual([
    '/agreement/differing?field=sex&first=ana&second=ben',
    '/agreement/differing?field=age&first=ana&second=%3Cb%3E%26',
  ]);
  expect(
    $('text.count')
      .toArray()
      .map((one) => $(one).text()),
  ).toEqual(['2 of 8', '0 of 8', '8 of 8']);
  // A quarter, none and all of a cell's 120 units.
  expect(
    $('rect.bar')
      .toArray()
      .map((one) => $(one).attr('width')),
  ).toEqual(['30', '0', '120']);
});

test('a saved map brings its colours for light, dark and forced colours', () => {
  const svg = drawMap([meeting('sex', 'ben', 2)], mapStyles);
  for (const words of ['prefers-color-scheme:dark', 'forced-colors:active']) expect(svg).toContain(words);
});
