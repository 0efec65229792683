import * as cheerio from 'cheerio';
import type { Element } from 'domhandler';
import { requireMatch } from '../reading/contract.ts';
import { isoDate } from '../reading/dates.ts';
import { asWritten, readAttribute, readLine, readOnlyHeading, readParagraphs } from '../reading/html-text.ts';
import { readFlow } from '../reading/text/flow.ts';
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

const captionSelector = 'figcaption, .wp-caption-text';
/** The caption of a picture: the first one of the figure it stands in. */
const captionOf = (image: cheerio.Cheerio<Element>): cheerio.Cheerio<Element> =>
  image
    .closest('figure, .wp-caption, .gallery-item')
    .find(captionSelector)
    .first() as cheerio.Cheerio<Element>;

const figureOf = ($: cheerio.CheerioAPI, element: Element): Omit<PostFigure, 'after'> | null => {
  const image = $(element);
  const linked = image.closest('a').attr('href');
  const sources = sourcesOf(image);
  const target = linked !== undefined && raster.test(linked) ? [linked] : [];
  const all = [...target, ...sources.map(withoutSize), ...sources];
  if (!isPicture(image, sources)) return null;
  const caption = readParagraphs(captionOf(image));
  const [first] = all;
  return { urls: [...new Set(all)], file: fileOf(first ?? ''), caption: caption || null };
};

/** Elements that are one paragraph, breaks and all; other words are one a line. */
const paragraphs = 'p, li, dt, dd, blockquote, h1, h2, h3, h4, h5, h6, pre, tr';

/** Paragraphs and pictures in the order in which a reader meets them; captions are of their pictures alone. */
const walk = (
  $: cheerio.CheerioAPI,
  content: cheerio.Cheerio<Element>,
): { paragraphs: string[]; figures: PostFigure[] } => {
  const pictures = new Map<Element, Omit<PostFigure, 'after'>>();
  const captions = new Set<Element>();
  for (const element of content.find('img').toArray()) {
    const figure = figureOf($, element);
    if (figure === null) continue;
    pictures.set(element, figure);
    for (const caption of captionOf($(element)).toArray()) captions.add(caption);
  }
  const flow = readFlow(content.toArray(), {
    ...asWritten,
    skip: (element) => captions.has(element),
    mark: (element) => pictures.has(element),
  });
  const text: string[] = [];
  const figures = new Map<string, PostFigure>();
  for (const item of flow) {
    if ('text' in item) {
      const whole = item.element !== null && $(item.element).is(paragraphs);
      const lines = whole ? [item.text] : item.text.split('\n');
      text.push(...lines.map((words) => words.trim()).filter(Boolean));
      continue;
    }
    const figure = pictures.get(item.mark);
    const address = figure?.urls[0] ?? '';
    if (figure !== undefined && !figures.has(address))
      figures.set(address, { ...figure, after: text.length });
  }
  return { paragraphs: text, figures: [...figures.values()] };
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
    readLine($('article h1, article .entry-title').first()) ||
    readOnlyHeading($);
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
