import * as cheerio from 'cheerio';
import type { Element } from 'domhandler';
import { asWritten, readAttribute, readLine, readTitle } from '../reading/html-text.ts';
import { readFlow } from '../reading/text/flow.ts';

/** Text or pictures of one page that one selector finds. */
export interface Candidate {
  readonly selector: string;
  /** Elements of the whole page that it matches. */
  readonly matches: number;
  /** Blocks of text, or pictures, that stand in them. */
  readonly parts: number;
  /** Characters of the text. */
  readonly characters: number;
}

/** What a page has that a parser may rely on. */
export interface PageReport {
  readonly title: string;
  /** As `html[lang]` says. */
  readonly language: string | null;
  /** What `meta[name=robots]` says. */
  readonly robots: string | null;
  readonly canonical: string | null;
  readonly headings: readonly { readonly selector: string; readonly text: string }[];
  /** In reading order. */
  readonly blocks: readonly { readonly selector: string; readonly text: string }[];
  readonly images: readonly {
    readonly selector: string;
    readonly address: string;
    readonly caption: string | null;
  }[];
  /** Selectors by how much text they hold, most first. */
  readonly candidates: readonly Candidate[];
}

/** Names that are safe in a selector as they stand, and do not number one element of many. */
const plainName = /^[A-Za-z_-][\w-]{0,60}$/;

/** `h1.case-title`: the element's name, with its id or first class where it has one. */
const ownSelector = ({ name, attribs }: Element): string => {
  const id = attribs['id'] ?? '';
  if (plainName.test(id) && !/\d/.test(id)) return `${name}#${id}`;
  const first = (attribs['class'] ?? '').split(/\s{1,20}/).find((word) => plainName.test(word));
  return first === undefined ? name : `${name}.${first}`;
};

/** The element by its own marks, behind those of the nearest ancestor that has some where it has none. */
const selectorOf = (element: Element): string => {
  const own = ownSelector(element);
  if (/[.#]/.test(own)) return own;
  for (let above = element.parent; above !== null && above.type === 'tag'; above = above.parent) {
    const place = ownSelector(above);
    if (/[.#]/.test(place) || ['main', 'article'].includes(above.name)) return `${place} ${own}`;
  }
  return own;
};

/** Where a picture's address stands; pages that load it late hold a `data:` picture in its place until then. */
const addressAttributes = ['src', 'data-src', 'data-original', 'data-lazy-src', 'srcset', 'data-srcset'];
const addressOf = (image: cheerio.Cheerio<Element>): string => {
  const named = addressAttributes.flatMap((name) => readAttribute(image, name) ?? []);
  const linked = readAttribute(image.closest('a'), 'href');
  return named.find((address) => !address.startsWith('data:')) ?? linked ?? named[0] ?? '';
};

/** Reads a page for one who is to write its parser. */
export const inspectPage = (html: string): PageReport => {
  const $ = cheerio.load(html);
  const flow = readFlow($('body').toArray(), { ...asWritten, mark: ({ name }) => name === 'img' });
  const blocks = flow.flatMap((item) =>
    'text' in item && item.text.trim() !== ''
      ? [{ selector: item.element === null ? 'body' : selectorOf(item.element), text: item.text.trim() }]
      : [],
  );
  const images = $('img')
    .toArray()
    .map((element) => ({
      selector: selectorOf(element),
      address: addressOf($(element)),
      caption: readLine($(element).closest('figure').find('figcaption').first()) || null,
    }));
  const candidates = [...Map.groupBy(blocks, ({ selector }) => selector)].map(([selector, found]) => ({
    selector,
    matches: $(selector).length,
    parts: found.length,
    characters: found.reduce((sum, { text }) => sum + text.length, 0),
  }));
  return {
    title: readTitle($),
    language: readAttribute($('html'), 'lang'),
    robots: readAttribute($('meta[name="robots" i]').first(), 'content'),
    canonical: readAttribute($('link[rel="canonical"]').first(), 'href'),
    headings: $('h1, h2, h3')
      .toArray()
      .map((element) => ({ selector: selectorOf(element), text: readLine($(element)) })),
    blocks,
    images,
    candidates: candidates.sort((one, other) => other.characters - one.characters),
  };
};
