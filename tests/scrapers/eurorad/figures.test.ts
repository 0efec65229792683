import * as cheerio from 'cheerio';
import { expect, test } from 'vitest';
import { readFigures, renditionsOf } from '../../../scrapers/eurorad/figures.ts';

const page = 'https://www.eurorad.org/case/16691';
const shown = (file: string): string =>
  `/sites/default/files/styles/figure_image_teaser_large/public/figure_image/2020-04//${file}?itok=abc`;
const modal = (file: string): string =>
  `/sites/default/files/styles/figure_image/public/figure_image/2020-04//${file}?itok=xyz`;
const item = (file: string, caption: string | null): string =>
  `<div class="figure-gallery__item"><div><img typeof="foaf:Image" src="data:image/gif;base64,x" data-src="${shown(file)}"></div>` +
  `${caption === null ? '' : `<div class="figure-gallery__item__label"><span class="mb-1 d-block">${caption}</span></div>`}</div>`;
const paginator = (...labels: string[]): string =>
  labels
    .map(
      (label) =>
        `<li class="list-inline-item"><a class="figure-gallery-paginator__link" href="#">${label}</a></li>`,
    )
    .join('');
const read = (html: string) => readFigures(cheerio.load(html), page);

test('addresses go from the upload over the large rendition to the one shown; the doubled slash stays', () => {
  const [upload, large, small] = renditionsOf([shown('16691_1_1.jpg')]);
  expect(upload).toBe('/sites/default/files/figure_image/2020-04//16691_1_1.jpg');
  expect(large).toBe(
    '/sites/default/files/styles/figure_image/public/figure_image/2020-04//16691_1_1.jpg?itok=abc',
  );
  expect(small).toBe(shown('16691_1_1.jpg'));
  expect(renditionsOf([shown('a.jpg'), modal('a.jpg')])).toEqual([
    '/sites/default/files/figure_image/2020-04//a.jpg',
    modal('a.jpg'),
    shown('a.jpg'),
  ]);
});

test('without paginator, file names tell figure and panel, or the order does', () => {
  const named = read(item('16691_1_1.jpg', 'x') + item('16691_2_1.jpg', 'y') + item('16691_2_2.jpg', 'z'));
  expect(named.map(({ label }) => label)).toEqual(['1', '2a', '2b']);
  const unnamed = read(item('000001.jpg', 'x') + item('000002.jpg', 'y'));
  expect(unnamed.map(({ label }) => label)).toEqual(['1', '2']);
});

test('captions and large renditions may stand outside of the items', () => {
  const labels =
    '<div class="figure-gallery__item__label"><span class="mb-1 d-block">One</span></div><div class="figure-gallery__item__label"><span class="mb-1 d-block">Two</span></div>';
  const figures = read(
    `${item('a.jpg', null)}${item('b.jpg', null)}${labels}${paginator('1', '2')}<img class="figure-modal-lazy" data-src="${modal('b.jpg')}">`,
  );
  expect(figures.map(({ caption }) => caption)).toEqual(['One', 'Two']);
  expect(figures[1]?.urls).toContain(modal('b.jpg'));
});

test('a gallery of lazy images without items is read as well', () => {
  const figures = read(
    `<div><img class="figure-image-lazy" data-src="${shown('16691_1_1.jpg')}"></div><div><img class="figure-image-lazy" data-src="${shown('16691_2_1.jpg')}"></div>`,
  );
  expect(figures.map(({ file, label }) => [file, label])).toEqual([
    ['16691_1_1.jpg', '1'],
    ['16691_2_1.jpg', '2'],
  ]);
});

test('pictures of other cases are not this case’s; a page may have no figure', () => {
  expect(
    read(`${item('a.jpg', 'x')}<a href="/case/5"><img data-src="${shown('other.jpg')}"></a>`),
  ).toHaveLength(1);
  expect(read('<p>No figures.</p>')).toEqual([]);
});

test.each([
  ['an item without address', '<div class="figure-gallery__item"><img src="data:x"></div>', 'data-src'],
  [
    'a figure outside of the gallery',
    `${item('a.jpg', 'x')}<img data-src="${shown('b.jpg')}">`,
    'figure-gallery__item',
  ],
  ['a paginator that counts others', `${item('a.jpg', 'x')}${paginator('1', '2')}`, 'paginator'],
  ['a paginator without figures', paginator('1'), 'figure-gallery__item'],
  [
    'words where captions were',
    `<div class="figure-gallery__item"><img data-src="${shown('a.jpg')}"><em>Caption</em></div>`,
    'captions',
  ],
  [
    'a thousand figures',
    Array.from({ length: 1000 }, (_, index) => item(`${index}.jpg`, 'x')).join(''),
    'figures, found 1000',
  ],
])('%s stops the run', (_, html, words) => {
  expect(() => read(html)).toThrow(words);
});
