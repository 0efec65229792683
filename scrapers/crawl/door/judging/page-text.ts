/** What can be told of a page by plain searching, without a parser: linear in its length, whatever it holds. */

/** Longest start of a page that is looked at, characters. */
const LOOKED_AT = 2_000_000;

/** @returns the text between the first `<name ...>` and its end, at most 500 characters */
export const firstInside = (lower: string, name: string): string => {
  const from = lower.indexOf(`<${name}`);
  if (from < 0) return '';
  const start = lower.indexOf('>', from) + 1;
  const end = lower.indexOf(`</${name}`, start);
  return start > 0 && end > start ? visibleIn(lower.slice(start, Math.min(end, start + 500))) : '';
};

/** Removes `<name ...>...</name>` blocks. */
const withoutBlocks = (lower: string, name: string): string => {
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const from = lower.indexOf(`<${name}`, at);
    if (from < 0) return kept.join(' ') + lower.slice(at);
    kept.push(lower.slice(at, from));
    const end = lower.indexOf(`</${name}`, from);
    if (end < 0) return kept.join(' ');
    at = end + name.length + 3;
  }
};

const visibleIn = (content: string): string =>
  content
    .replace(/<[^<>]{0,5000}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

export interface PageText {
  /** All of it, lower case. */
  readonly lower: string;
  readonly title: string;
  /** What stands on the page itself: no head, scripts, styles. */
  readonly content: string;
  /** The words of that. */
  readonly visible: string;
}

export const pageText = (html: string): PageText => {
  const lower = html.slice(0, LOOKED_AT).toLowerCase();
  const content = ['head', 'script', 'style', 'template'].reduce(withoutBlocks, lower);
  return { lower, title: firstInside(lower, 'title'), content, visible: visibleIn(content) };
};

/** The page without what frames every page of a site: menus, banners at its foot. */
export const withoutFrame = ({ content }: PageText): { content: string; visible: string } => {
  // Headers have gone with the head: their names begin alike.
  const inner = ['nav', 'footer'].reduce(withoutBlocks, content);
  return { content: inner, visible: visibleIn(inner) };
};
