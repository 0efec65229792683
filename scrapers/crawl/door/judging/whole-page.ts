/** How often an element is opened, less how often it is closed. */
const open = (text: string, name: string): number =>
  (text.match(new RegExp(`<${name}[\\s>]`, 'gi'))?.length ?? 0) -
  (text.match(new RegExp(`</${name}[\\s>]`, 'gi'))?.length ?? 0);

/**
 * Whether a page breaks off: its end is missing, and it stops within a tag or in an element that must be closed. Pages may leave
 * the end tag out, and sloppy ones lose a `</div>`, but seldom both.
 */
export const breaksOff = (text: string): boolean =>
  !/<\/html\s*>/i.test(text) &&
  (/<[a-z!/][^<>]*$/i.test(text) ||
    ['div', 'table', 'section', 'article', 'main', 'script'].some((name) => open(text, name) > 0));
