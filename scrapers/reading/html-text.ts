import type { Cheerio, CheerioAPI } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';

/**
 * Text of a page exactly as its author wrote it: entities decoded, non-breaking and doubled spaces kept, Unicode
 * NFC; paragraphs, list items and `<br>` separated by one newline. Line breaks and indentation of the HTML source
 * are no content and become one space, as in a browser.
 */

const blocks = new Set(
  'address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
const silent = new Set(['script', 'style', 'noscript', 'template', 'textarea', 'head']);

const isElement = (node: AnyNode): node is Element =>
  'name' in node && 'children' in node && 'attribs' in node;

/** Source line breaks with the indentation around them become one space; runs of spaces stay. */
const unwrapped = (data: string): string => {
  const lines = data.split(/\r\n|\r|\n/);
  return lines
    .map((line, index) => {
      const start = index === 0 ? line : line.replace(/^[ \t]{1,10000}/, '');
      return index === lines.length - 1 ? start : trimEnd(start);
    })
    .join(' ');
};

const trimEnd = (line: string): string => {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1;
  return line.slice(0, end);
};

const collect = (node: AnyNode, out: string[]): void => {
  if (node.type === 'text') {
    out.push(unwrapped(node.data));
    return;
  }
  if (!isElement(node) || silent.has(node.name)) return;
  if (node.name === 'br') {
    out.push('\n');
    return;
  }
  const block = blocks.has(node.name);
  if (block) out.push('\n');
  for (const child of node.children) collect(child, out);
  if (block) out.push('\n');
};

/** Text of everything selected. */
export const readParagraphs = (selection: Cheerio<AnyNode>): string => {
  const out: string[] = [];
  for (const node of selection.toArray()) {
    collect(node, out);
    out.push('\n');
  }
  return out
    .join('')
    .split('\n')
    .map((line) => trimEnd(line).replace(/^[ \t]{1,10000}/, ''))
    .filter((line) => line.trim() !== '')
    .join('\n')
    .trim()
    .normalize('NFC');
};

/** The same on one line: for titles, labels, names. */
export const readLine = (selection: Cheerio<AnyNode>): string =>
  readParagraphs(selection)
    .replaceAll(/[\n\u00a0]/g, ' ')
    .trim();

/** Text of what is selected without some of its parts (headings, labels). */
export const readTextWithout = (selection: Cheerio<AnyNode>, parts: string): string => {
  const copy = selection.clone();
  copy.find(parts).remove();
  return readParagraphs(copy);
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
