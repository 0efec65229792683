import type { Cheerio, CheerioAPI } from 'cheerio';
import type { Element } from 'domhandler';
import { requireMatch } from '../reading/contract.ts';
import { readLine, readParagraphs, readTextWithout } from '../reading/html-text.ts';
import type { GalleryFigure } from './record.ts';

const itemSelector = '.figure-gallery__item';
const captionSelector =
  '.figure-gallery__item__label > span.mb-1.d-block, .figure-gallery__item__label span.mb-1';
/** No case has so many; a page that has is none. */
const MOST_FIGURES = 500;
const imageMark = '/figure_image/';

/** Address of an image; lazy ones hold a `data:` placeholder until scrolled to. */
const addressOf = (image: Cheerio<Element>): string | null => {
  const [lazy, shown] = [image.attr('data-src'), image.attr('src')];
  return [lazy, shown].find((url) => url?.includes(imageMark) && !url.startsWith('data:')) ?? null;
};

/** Folder and name of the upload, whatever the rendition: what makes two addresses one figure. */
const keyOf = (url: string): string => {
  const path = url.replace(/[?#].*$/s, '');
  return path.slice(path.lastIndexOf(imageMark) + imageMark.length);
};

/** The upload itself, the large rendition, the one shown: best first. The doubled slash of folders is kept. */
export const renditionsOf = (urls: readonly string[]): string[] => {
  const original = urls.map((url) =>
    url.replace(/[?#].*$/s, '').replace(/\/styles\/[A-Za-z0-9_]{1,60}\/public\/figure_image\//, imageMark),
  );
  const large = urls.filter((url) => url.includes('/styles/figure_image/'));
  const enlarged =
    large.length > 0
      ? []
      : urls.map((url) => url.replace(/\/styles\/figure_image_[a-z_]{1,40}\//, '/styles/figure_image/'));
  return [...new Set([...original, ...large, ...enlarged, ...urls])];
};

const fileOf = (url: string): string => {
  const name = keyOf(url).split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(name).normalize('NFC');
  } catch {
    return name;
  }
};

/** `16691_2_1.jpg` → `2a`, and `2` when it is its figure's only file; null for other names. */
const labelFromFile = (file: string, all: readonly string[]): string | null => {
  const numbers = /_(\d{1,3})_(\d{1,2})\.[A-Za-z]{3,4}$/.exec(file);
  if (!numbers?.[1] || !numbers[2]) return null;
  const siblings = all.filter((other) => new RegExp(`_${numbers[1]}_\\d{1,2}\\.`).test(other)).length;
  return siblings > 1 ? `${numbers[1]}${String.fromCodePoint(96 + Number(numbers[2]))}` : numbers[1];
};

const labelsOf = ($: CheerioAPI, files: readonly string[], url: string): string[] => {
  const stated = $('.figure-gallery-paginator__link')
    .toArray()
    .map((element) => readLine($(element)).replace(/^Fig(?:ure|\.)?\s{0,3}/i, ''));
  if (stated.length === files.length && stated.every(Boolean)) return stated;
  const numbered = files.map((file) => labelFromFile(file, files));
  const unnumbered = stated.length === 0 && numbered.every((label) => label === null);
  const read = unnumbered ? files.map((_, index) => String(index + 1)) : numbered;
  requireMatch(
    read.every((label) => label !== null),
    {
      selector: 'li.list-inline-item > a.figure-gallery-paginator__link',
      field: `numbers of ${files.length} figures, found ${stated.length}`,
    },
    { source: 'eurorad', url },
  );
  return read.map((label) => label ?? '');
};

const captionOf = ($: CheerioAPI, item: Cheerio<Element>, index: number, count: number): Cheerio<Element> => {
  const own = item.find(captionSelector);
  if (own.length > 0) return own;
  const all = $(captionSelector);
  return all.length === count ? all.eq(index) : own;
};

const originWords = /^(?:©|&copy;|Origin\b)/;

const originOf = ($: CheerioAPI, item: Cheerio<Element>): string | null => {
  const lines = item
    .find('span, p, div, small')
    .toArray()
    .filter((element) => $(element).children().length === 0)
    .map((element) => readParagraphs($(element)));
  return lines.find((line) => originWords.test(line)) ?? null;
};

/** A caption, and what else its label says beside the origin. */
const captionText = (item: Cheerio<Element>, caption: Cheerio<Element>): string | null => {
  const label = item.find('.figure-gallery__item__label');
  const beside = readTextWithout(label, caption)
    .split('\n')
    .filter((line) => line !== '' && !originWords.test(line));
  if (caption.length === 0) return null;
  return [readParagraphs(caption), ...beside].filter(Boolean).join('\n') || null;
};

/**
 * All figures of a case page in gallery order.
 * @throws ContractBroken when an item has no address, a figure stands outside of the gallery, the paginator numbers
 *   other figures than there are, or captions are no longer where they were
 */
export const readFigures = ($: CheerioAPI, url: string): GalleryFigure[] => {
  const page = { source: 'eurorad', url };
  const marked = $(itemSelector).toArray();
  const items = marked.length > 0 ? marked : $('img.figure-image-lazy').parent().toArray();
  requireMatch(
    items.length <= MOST_FIGURES,
    { selector: `div${itemSelector}`, field: `figures, found ${items.length}` },
    page,
  );
  const found = items.map((element) => {
    const item = $(element);
    const addresses = item
      .find('img')
      .toArray()
      .flatMap((image) => addressOf($(image)) ?? []);
    requireMatch(
      addresses.length > 0,
      {
        selector: `div${itemSelector} img[typeof="foaf:Image"][data-src], img.figure-image-lazy[data-src]`,
        field: 'figure address',
      },
      page,
    );
    return { item, addresses };
  });
  const keys = new Map(found.map(({ addresses }, index) => [keyOf(addresses[0] ?? ''), index]));
  for (const element of $('img').toArray()) {
    const address = addressOf($(element));
    if (address === null || $(element).closest('a[href*="/case/"]').length > 0) continue;
    const index = keys.get(keyOf(address));
    requireMatch(
      index !== undefined,
      { selector: `div${itemSelector}`, field: `figure ${fileOf(address)}` },
      page,
    );
    if (index !== undefined) found[index]?.addresses.push(address);
  }
  const unique = found.filter(({ addresses }, index) => keys.get(keyOf(addresses[0] ?? '')) === index);
  requireMatch(
    unique.length > 0 || $('.figure-gallery-paginator__link').length === 0,
    { selector: `div${itemSelector}`, field: 'figures' },
    page,
  );
  const files = unique.map(({ addresses }) => fileOf(addresses[0] ?? ''));
  const labels = labelsOf($, files, url);
  const figures = unique.map(({ item, addresses }, index) => ({
    label: labels[index] ?? '',
    urls: renditionsOf(addresses),
    file: files[index] ?? '',
    caption: captionText(item, captionOf($, item, index, unique.length)),
    origin: originOf($, item),
  }));
  const wordy = unique.some(({ item }) => readParagraphs(item).replace(/^©.*$/gm, '').trim() !== '');
  requireMatch(
    !wordy || figures.some((figure) => figure.caption !== null),
    { selector: 'div.figure-gallery__item__label > span.mb-1.d-block', field: 'captions' },
    page,
  );
  return figures;
};
