import * as cheerio from 'cheerio';
import type { Element } from 'domhandler';
import { requireMatch } from '../reading/contract.ts';
import { isoDate } from '../reading/dates.ts';
import { readAttribute, readLine, readParagraphs, readTextWithout } from '../reading/html-text.ts';
import { postKeyOf } from './listing.ts';
import type { PostFigure, SirmPost } from './record.ts';

const contentSelector = 'article .entry-content, .entry-content, article .post-content';
const uploads = '/wp-content/uploads/';
/** Pictures of the site's own that are none of the author's. */
const ornament =
  /(?:^|[\s/_.-])(?:emoji|smiley|avatar|gravatar|icon|logo|spacer|pixel|share)s?(?:$|[\s/_.-])/i;
const raster = /\.(?:jpe?g|png|gif|webp|tiff?|bmp)\s{0,3}(?:[?#]|$)/i;

/** WordPress appends `-300x210` to the names of smaller copies; the name without it is the upload itself. */
const withoutSize = (url: string): string =>
  url.replace(/-\d{2,5}x\d{2,5}(\.[A-Za-z]{3,4})(?:[?#].*)?$/, '$1');

const sourcesOf = (image: cheerio.Cheerio<Element>): string[] => {
  const set = image.attr('srcset') ?? image.attr('data-srcset') ?? '';
  const sized = set
    .split(/,\s{1,5}/)
    .map((part) => part.trim().split(/\s{1,5}/))
    .map(([url, size]) => ({ url: url ?? '', width: Number.parseInt(size ?? '0', 10) || 0 }))
    .filter(({ url }) => url !== '')
    .sort((a, b) => b.width - a.width)
    .map(({ url }) => url);
  const shown = [image.attr('data-src'), image.attr('data-lazy-src'), image.attr('src')].flatMap((url) =>
    url && !url.startsWith('data:') ? [url] : [],
  );
  return [...sized, ...shown];
};

const fileOf = (url: string): string => {
  const name =
    url
      .replace(/[?#].*$/s, '')
      .split('/')
      .at(-1) ?? '';
  try {
    return decodeURIComponent(name).normalize('NFC');
  } catch {
    return name;
  }
};

/** What the author uploaded or put into a figure; no smileys, buttons or counters. */
const isPicture = (image: cheerio.Cheerio<Element>, sources: readonly string[]): boolean => {
  if (sources.some((url) => url.includes(uploads))) return true;
  const marks = [image.attr('class') ?? '', ...sources.map((url) => url.replace(/[?#].*$/s, ''))];
  return sources.some((url) => raster.test(url)) && !marks.some((mark) => ornament.test(mark));
};

const figureOf = ($: cheerio.CheerioAPI, element: Element, after: number): PostFigure | null => {
  const image = $(element);
  const linked = image.closest('a').attr('href');
  const sources = sourcesOf(image);
  const target = linked !== undefined && raster.test(linked) ? [linked] : [];
  const all = [...target, ...sources.map(withoutSize), ...sources];
  if (!isPicture(image, sources)) return null;
  const holder = image.closest('figure, .wp-caption');
  const caption = readParagraphs(holder.find('figcaption, .wp-caption-text').first());
  const [first] = all;
  return { urls: [...new Set(all)], file: fileOf(first ?? ''), caption: caption || null, after };
};

/** Paragraphs and pictures in the order in which a reader meets them. */
const walk = (
  $: cheerio.CheerioAPI,
  content: cheerio.Cheerio<Element>,
): { paragraphs: string[]; figures: PostFigure[] } => {
  const paragraphs: string[] = [];
  const figures: PostFigure[] = [];
  const seen = new Set<string>();
  for (const element of content.find('p, li, h2, h3, h4, blockquote, img').toArray()) {
    const node = $(element);
    if (element.name === 'img') {
      const figure = figureOf($, element, paragraphs.length);
      if (figure && !seen.has(figure.urls[0] ?? '')) {
        seen.add(figure.urls[0] ?? '');
        figures.push(figure);
      }
      continue;
    }
    if (node.closest('figure, .wp-caption').length > 0 || node.parents('p, li, blockquote').length > 0)
      continue;
    const text = readParagraphs(node);
    if (text !== '') paragraphs.push(text);
  }
  // Posts written without paragraphs: each line is one.
  if (paragraphs.length === 0)
    paragraphs.push(...readTextWithout(content, 'figure').split('\n').filter(Boolean));
  return { paragraphs, figures };
};

/**
 * A single post.
 * @throws ContractBroken when title, content or its pictures are not where they were
 */
export const parsePost = (html: string, url: string): SirmPost => {
  const $ = cheerio.load(html);
  const page = { source: 'sirm', url };
  const key = postKeyOf(url) ?? postKeyOf($('link[rel="canonical"]').attr('href') ?? '');
  requireMatch(key !== null, { selector: 'link[rel="canonical"]', field: 'address of the post' }, page);
  const title =
    readLine($('h1.entry-title').first()) ||
    readLine($('article h1').first()) ||
    readLine($('article .entry-title, h1').first());
  requireMatch(title !== '', { selector: 'h1.entry-title', field: 'title' }, page);
  const content = $(contentSelector).first() as cheerio.Cheerio<Element>;
  requireMatch(
    content.length > 0 && readParagraphs(content) !== '',
    { selector: 'article .entry-content p', field: 'text' },
    page,
  );
  const { paragraphs, figures } = walk($, content);
  const outside = $('article img')
    .toArray()
    .filter((element) => sourcesOf($(element)).some((address) => address.includes(uploads))).length;
  requireMatch(
    figures.length > 0 || outside === 0,
    { selector: '.entry-content img[src*="/wp-content/uploads/"]', field: 'pictures' },
    page,
  );
  const date = key?.slice(0, 10).replaceAll('/', '-') ?? '';
  const stated = readLine($('time.entry-date, article time').first()) || date;
  return {
    key: key ?? '',
    slug: key?.split('/').at(-1) ?? '',
    title,
    language: readAttribute($('html'), 'lang') ?? 'it',
    published: {
      stated,
      iso:
        isoDate(readAttribute($('time.entry-date, article time').first(), 'datetime') ?? '') ?? isoDate(date),
    },
    paragraphs,
    categories: [
      ...new Set(
        $('article a[rel~="category"], article header a[href*="/category/"]')
          .toArray()
          .map((element) => readLine($(element))),
      ),
    ],
    licence:
      readAttribute($('a[rel~="license"]').first(), 'href') ??
      readAttribute($('article a[href*="creativecommons.org/licenses/"]').first(), 'href'),
    figures,
  };
};
