import { load } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';

/**
 * The same site as another author would have written it: same content and same marks, other spelling of the HTML, other
 * links, other headers. Stands in front of a local site and rewrites what passes.
 */
export interface Rewriting {
  /** How attributes are written. */
  readonly quotes?: 'double' | 'single' | 'none';
  readonly attributes?: 'as-is' | 'reversed' | 'upper';
  /** Every tag name in capitals. */
  readonly upperTags?: boolean;
  /** Line breaks and indentation between elements, comments inside of them. */
  readonly airy?: boolean;
  /** Everything beyond ASCII as entities: decimal or hexadecimal. */
  readonly entities?: 'decimal' | 'hexadecimal';
  /** How links to the site itself are written. */
  readonly links?: 'absolute' | 'protocol-relative' | 'dotted';
  /** Further classes on everything that has one. */
  readonly moreClasses?: boolean;
  /** Attributes that scripts and styles like to leave. */
  readonly dataAttributes?: boolean;
  /** An extra element around the children of every block. */
  readonly nested?: boolean;
  /** Headings in capitals, as a style sheet would show them. */
  readonly capitals?: boolean;
  /** A frame of menus and footers that speak of everything. */
  readonly chrome?: boolean;
  readonly encoding?: 'gzip' | 'deflate' | 'deflate-raw' | 'br';
  /** No Content-Length. */
  readonly chunked?: boolean;
  readonly charset?: 'header' | 'meta-only' | 'latin1' | 'utf16' | 'byte-order-mark';
  /** Content types as careless servers send them. */
  readonly types?: 'odd-case' | 'none-for-images' | 'json-as-text';
  /** Changes the text of pages at last. */
  readonly change?: (text: string, path: string) => string;
}

const VOID = new Set(['img', 'br', 'hr', 'meta', 'link', 'input', 'source']);
const RAW = new Set(['script', 'style']);
const INLINE = new Set([
  'a',
  'span',
  'b',
  'i',
  'em',
  'strong',
  'sup',
  'sub',
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'title',
  'textarea',
  'time',
  'figcaption',
  'li',
  'td',
  'th',
  'dt',
  'dd',
  'button',
  'label',
  'small',
  'option',
]);
const WRAPPED = new Set(['main', 'article', 'section']);

const escaped = (text: string, how: Rewriting['entities'], quoted: boolean): string => {
  const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const safe = quoted ? plain.replaceAll('"', '&quot;').replaceAll("'", '&#39;') : plain;
  if (how === undefined) return safe.replaceAll('\u00a0', '&nbsp;');
  return safe.replaceAll(/[\u{80}-\u{10ffff}]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return how === 'decimal' ? `&#${point};` : `&#x${point.toString(16).toUpperCase()};`;
  });
};

const rewriteLink = (
  link: string,
  path: string,
  inner: string,
  outer: string,
  how: Rewriting['links'],
): string => {
  if (link === '' || link.startsWith('#') || link.startsWith('data:') || link.startsWith('mailto:'))
    return link;
  const url = URL.parse(link, inner + path);
  if (url === null || url.origin !== inner) return link;
  const rest =
    link.startsWith(inner) || link.startsWith('/') ? `${url.pathname}${url.search}${url.hash}` : link;
  if (how === 'absolute') return outer + url.pathname + url.search;
  if (how === 'protocol-relative') return `//${new URL(outer).host}${url.pathname}${url.search}`;
  if (how === 'dotted' && !url.pathname.startsWith('//')) return `/./x/..${url.pathname}${url.search}`;
  return rest;
};

const LINKS = new Set(['href', 'src', 'data-src', 'data-study-stacks-url', 'content']);

class Writer {
  readonly #how: Rewriting;
  readonly #place: { path: string; inner: string; outer: string };

  constructor(how: Rewriting, place: { path: string; inner: string; outer: string }) {
    this.#how = how;
    this.#place = place;
  }

  #attribute(name: string, value: string): string {
    const { quotes = 'double', attributes, entities, links, moreClasses } = this.#how;
    const { path, inner, outer } = this.#place;
    const link = LINKS.has(name) && (name !== 'content' || value.startsWith(inner));
    const linked = link ? rewriteLink(value, path, inner, outer, links) : value.replaceAll(inner, outer);
    const text = name === 'class' && moreClasses && value !== '' ? `js-x ${linked}  u-mb-0 ` : linked;
    const spelled = attributes === 'upper' ? name.toUpperCase() : name;
    if (quotes === 'none' && /^[\w./:?&;=%-]+$/.test(text) && !text.includes('&'))
      return `${spelled}=${text}`;
    const mark = quotes === 'single' ? "'" : '"';
    return `${spelled} = ${mark}${escaped(text, entities, true)}${mark}`.replace(
      ' = ',
      quotes === 'single' ? ' = ' : '=',
    );
  }

  #element(node: Element, depth: number): string {
    const { upperTags, airy, attributes, dataAttributes, nested } = this.#how;
    const name = upperTags ? node.name.toUpperCase() : node.name;
    const pairs = Object.entries(node.attribs);
    if (attributes === 'reversed') pairs.reverse();
    if (dataAttributes) pairs.unshift(['data-v-1a2b', ''], ['style', 'color: inherit']);
    const open = `<${[name, ...pairs.map(([key, value]) => this.#attribute(key, value))].join(airy ? '\n   ' : ' ')}>`;
    if (VOID.has(node.name)) return open;
    let inside = node.children.map((child) => this.write(child, depth + 1, node)).join('');
    if (nested && WRAPPED.has(node.name)) inside = `<div class="l-wrap"><div>${inside}</div></div>`;
    const line = airy && !INLINE.has(node.name) && !RAW.has(node.name) ? `\n${' '.repeat(2 * depth)}` : '';
    const comment = airy && node.name === 'div' ? '<!-- block > a < b -->' : '';
    return `${line}${open}${comment}${inside}${line}</${name}>${line}`;
  }

  write(node: AnyNode, depth: number, parent: Element | null): string {
    if (node.type === 'text') {
      if (parent !== null && RAW.has(parent.name))
        return node.data.replaceAll(this.#place.inner, this.#place.outer);
      const heading = parent !== null && /^h[2-4]$/.test(parent.name) && this.#how.capitals;
      const text = node.data.replaceAll(this.#place.inner, this.#place.outer);
      return escaped(heading ? text.toUpperCase() : text, this.#how.entities, false);
    }
    if (node.type === 'comment') return '';
    if ('name' in node && 'attribs' in node) return this.#element(node, depth);
    if (node.type === 'directive') return `<${node.data}>`;
    return 'children' in node ? node.children.map((child) => this.write(child, depth, parent)).join('') : '';
  }
}

const menus =
  '<header class="site-header"><nav><ul><li><a href="/about">About</a></li><li><a href="/login">Sign in</a></li>' +
  '<li><a href="/cases?page=2">Cases</a></li></ul><form action="/search"><label>Search</label><input name="q"></form></nav></header>';
const footer =
  '<footer><p>Terms of use. Accept cookies to continue.</p><ul><li>X-ray</li><li>Discussion</li><li>References</li></ul></footer>';

/** A page of the inner site as the outer one shows it. */
export const rewritePage = (
  html: string,
  how: Rewriting,
  place: { path: string; inner: string; outer: string },
): string => {
  const $ = load(html);
  if (how.chrome) {
    $('body').prepend(menus);
    $('body').append(footer);
  }
  if (how.charset !== undefined) $('meta[charset]').remove();
  if (how.charset === 'meta-only')
    $('head').prepend('<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">');
  const text = $.root()
    .contents()
    .toArray()
    .map((node) => new Writer(how, place).write(node, 0, null))
    .join('');
  return how.change?.(text, place.path) ?? text;
};
