import { type Cheerio, type CheerioAPI, load } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { plainSpaces } from './plain-spaces.ts';
import { readBlocks, type TextBlock } from './text/flow.ts';
import { htmlVocabulary } from './text/html-vocabulary.ts';

/**
 * Text of a page exactly as its author wrote it: entities decoded, non-breaking and doubled spaces kept, Unicode
 * NFC; what stands apart on the page (paragraphs, items with their numbers, rows of tables, breaks) on lines of its own.
 * Line breaks and indentation of the HTML source are no content and become one space, as in a browser.
 */

export const asWritten = { vocabulary: htmlVocabulary, spaces: 'kept' } as const;

const textOf = (blocks: readonly TextBlock[]): string =>
  blocks
    .map(({ text }) => text)
    .join('\n')
    .trim();

/** Text of everything selected, each word once. */
export const readParagraphs = (selection: Cheerio<AnyNode>): string =>
  textOf(readBlocks(selection.toArray(), asWritten));

/** Elements and references that only a text with mark-up holds; `p < 0.05` is none. */
const markUp =
  /<\/?(?:a|b|br|div|em|font|h[1-6]|i|li|ol|p|span|strong|su[bp]|table|t[bdhr]|u|ul)(?:\s[^<>]{0,500})?\/?>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/i;

/** Text of a field that is plain or marked up, as its author liked: its line ends are breaks either way. */
export const readMarkedText = (text: string): string => {
  const body = markUp.test(text) ? load(`<pre>\n${text}</pre>`)('body') : null;
  if (body !== null) return readParagraphs(body);
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  return lines.filter(Boolean).join('\n').normalize('NFC');
};

/** The same on one line: for titles, labels, names. */
export const readLine = (selection: Cheerio<AnyNode>): string =>
  plainSpaces(readParagraphs(selection)).trim();

/**
 * Words that may be the title of the document, where the mark of its title is gone: they count if the document's own title
 * begins with them, as it does on sites that write `title | site`. @returns '' when it does not
 */
export const titleProven = ($: CheerioAPI, words: string): string => {
  const lower = (text: string): string => text.replaceAll(/\s{1,1000}/g, ' ').toLowerCase();
  return lower(readTitle($)).startsWith(lower(words)) ? words : '';
};

/** The page's first main heading, if it has no other or the document's title begins with it; else ''. */
export const readOnlyHeading = ($: CheerioAPI): string => {
  const headings = $('h1');
  const words = readLine(headings.first());
  return headings.length === 1 ? words : titleProven($, words);
};

/** What the document calls itself: for tabs and search engines. */
export const readTitle = ($: CheerioAPI): string =>
  plainSpaces($('title').first().text()).trim().normalize('NFC');

/** Text of what is selected without some of its parts (headings, labels). */
export const readTextWithout = (selection: Cheerio<AnyNode>, parts: string | Cheerio<AnyNode>): string => {
  const left = new Set<AnyNode>((typeof parts === 'string' ? selection.find(parts) : parts).toArray());
  return textOf(readBlocks(selection.toArray(), { ...asWritten, skip: (element) => left.has(element) }));
};

/** An attribute, trimmed, NFC; null when missing or empty. */
export const readAttribute = (selection: Cheerio<AnyNode>, name: string): string | null =>
  selection.attr(name)?.trim().normalize('NFC') || null;

/** Elements (innermost first in page order) whose whole own text is one of the labels, colon and case aside. */
export const findLabels = ($: CheerioAPI, labels: readonly string[], within = 'body'): Cheerio<Element> => {
  const wanted = new Set(labels.map((label) => label.toLowerCase()));
  return $(within)
    .find('h1, h2, h3, h4, h5, h6, strong, b, dt, th, label, span, div, p')
    .filter((_, element) => {
      if ($(element).children().length > 0) return false;
      const text = $(element).text();
      return (
        text.length < 80 &&
        wanted.has(
          text
            .replaceAll(/[\s\u00a0:]{1,20}/g, ' ')
            .trim()
            .toLowerCase(),
        )
      );
    }) as Cheerio<Element>;
};
