import * as cheerio from 'cheerio';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  findLabels,
  readLine,
  readParagraphs,
  readTextWithout,
} from '../../../scrapers/reading/html-text.ts';

const read = (html: string): string => readParagraphs(cheerio.load(html)('body'));

test('paragraphs and breaks become lines; source line breaks become spaces', () => {
  expect(
    read('<div>\n  <p>One\n     two</p>\n  <p>Three<br>four</p><ul><li>a</li><li>b</li></ul></div>'),
  ).toBe('One two\nThree\nfour\na\nb');
});

test('entities are decoded; doubled and non-breaking spaces stay; markup inside a sentence leaves no trace', () => {
  expect(read('<p>Heart size normal.  Lungs&nbsp;clear.</p>')).toBe('Heart size normal.  Lungs\u00a0clear.');
  expect(read('<p>5&nbsp;cm<sup>2</sup> &lt; 10 &amp; <a href="#">more</a>…</p>')).toBe(
    '5\u00a0cm² < 10 & more…',
  );
});

test('raised numbers keep their meaning; a word that may be parted is whole', () => {
  expect(read('<p>4.2 × 10<sup>9</sup>/L, COVID-19<sup><a href="#r1">1</a></sup>, SpO<sub>2</sub></p>')).toBe(
    '4.2 × 10⁹/L, COVID-19¹, SpO2',
  );
  expect(read('<p>the 5<sup>th</sup> day, cardio<wbr>mega&shy;ly</p>')).toBe('the 5th day, cardiomegaly');
});

test('scripts, styles and forms are no text; letters are composed', () => {
  expect(read('<p>a<script>var b</script><style>p{}</style><textarea>c</textarea>d</p>')).toBe('ad');
  expect(read('<p>Universita\u0300</p>')).toBe('Università');
});

test('empty paragraphs leave no lines', () => {
  expect(read('<p>&nbsp;</p><p> </p><p>x</p><p></p>')).toBe('x');
});

test('a line is one line, and parts can be left out', () => {
  const $ = cheerio.load('<div><strong>Age:</strong>\n 60&nbsp;years</div>');
  expect(readLine($('div'))).toBe('Age: 60 years');
  expect(readTextWithout($('div'), 'strong')).toBe('60\u00a0years');
});

test('labels are found by their whole text', () => {
  const $ = cheerio.load(
    '<h2> Presentation </h2><p>Presentation</p><div>Presentation of cases</div><strong>Presentation:</strong>',
  );
  expect(findLabels($, ['presentation']).length).toBe(3);
});

test('any text survives being put into a page and read back, white space at line ends aside', () => {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const words = fc.string({ unit: fc.constantFrom(...'ab <&>"\u00a0éΤ°.,'), minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.array(words, { maxLength: 5 }), (paragraphs) => {
      const expected = paragraphs
        .map((text) => text.replace(/^[ \t]+|[ \t]+$/g, ''))
        .filter((text) => text.trim() !== '')
        .join('\n')
        .trim();
      expect(read(paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n'))).toBe(
        expected.normalize('NFC'),
      );
    }),
  );
});

test('a page of a million spaces is read in no time', () => {
  const started = performance.now();
  read(`<p>a${' '.repeat(1_000_000)}b${'\n '.repeat(200_000)}c</p>`);
  expect(performance.now() - started).toBeLessThan(2_000);
});
