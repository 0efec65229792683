/** Pieces of the generated references. Pure. */

/** Text as a cell of a table: one line, no bar that would end it. */
export const cell = (text: string): string => text.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|');

export const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

/** @param rows each as long as `head` */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((cells) => cells.map(cell))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** A document of paragraphs, lists and tables. */
export const page = (...parts: readonly string[]): string =>
  `${parts.filter((part) => part !== '').join('\n\n')}\n`;
