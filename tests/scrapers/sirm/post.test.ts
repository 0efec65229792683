import { expect, test } from 'vitest';
import { parsePost } from '../../../scrapers/sirm/post.ts';

const url = 'https://www.sirm.org/2020/03/10/covid-19-caso-1/';
const post = (content: string): string =>
  `<html lang="it-IT"><article><h1 class="entry-title">Caso 1</h1><div class="entry-content">${content}</div></article></html>`;
const uploads = 'https://www.sirm.org/wp-content/uploads/2020/03';

test('of a small copy alone, the upload itself is asked for first', () => {
  const [figure] = parsePost(post(`<p>RX.</p><img src="${uploads}/RX-300x210.jpg">`), url).figures;
  expect(figure).toMatchObject({
    urls: [`${uploads}/RX.jpg`, `${uploads}/RX-300x210.jpg`],
    file: 'RX.jpg',
    after: 1,
  });
});

test('of several copies, the largest comes right after the upload', () => {
  const set = `${uploads}/a-300x200.jpg 300w, ${uploads}/a-1024x700.jpg 1024w`;
  const [figure] = parsePost(
    post(`<p>RX.</p><img src="data:image/gif;base64,x" data-src="${uploads}/a-300x200.jpg" srcset="${set}">`),
    url,
  ).figures;
  expect(figure?.urls).toEqual([`${uploads}/a.jpg`, `${uploads}/a-1024x700.jpg`, `${uploads}/a-300x200.jpg`]);
});

test('decoration is no picture, the same picture twice is one', () => {
  const image = `<img src="${uploads}/a.jpg">`;
  const { figures } = parsePost(
    post(`<p>x</p><img src="/wp-content/themes/logo.png">${image}<p>y</p>${image}`),
    url,
  );
  expect(figures.map(({ file }) => file)).toEqual(['a.jpg']);
});

test('a picture of an old gallery has the caption of its own item', () => {
  const item = (name: string): string =>
    `<dl class="gallery-item"><dt class="gallery-icon"><a href="${uploads}/${name}.jpg"><img src="${uploads}/${name}-150x150.jpg"></a></dt><dd class="wp-caption-text gallery-caption">TC ${name}</dd></dl>`;
  const { figures, paragraphs } = parsePost(
    post(`<p>x</p><div class="gallery">${item('a')}${item('b')}</div>`),
    url,
  );
  expect(figures.map(({ caption }) => caption)).toEqual(['TC a', 'TC b']);
  expect(paragraphs).toEqual(['x']);
});

test.each([
  ['no title', '<article><div class="entry-content"><p>x</p></div></article>', 'h1.entry-title'],
  ['no content', '<article><h1 class="entry-title">T</h1></article>', '.entry-content'],
  [
    'pictures outside',
    `<article><h1 class="entry-title">T</h1><div class="entry-content"><p>x</p></div><img src="${uploads}/a.jpg"></article>`,
    'wp-content/uploads',
  ],
])('%s stops the run', (_, html, selector) => {
  expect(() => parsePost(html, url)).toThrow(selector);
});
