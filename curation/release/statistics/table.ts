import { escapeHtml } from '../../../data/escape-html.ts';

/** Tables of the statistics page as HTML text. Pure. */

export type Cell = string | number | null;

/** Numbers, and words that are made of them (`5/1`, `0.55`, `12 %`), stand to the right. */
const isNumeric = (value: Cell): boolean =>
  typeof value === 'number' || /^\d[\d./]*(?: %)?$/.test(value ?? '');

/** Folded until somebody asks for the numbers; its frame scrolls by itself, by keyboard too, where the table is wider. */
const folded = (caption: string, wide: string): string =>
  `<details class="numbers"><summary>${escapeHtml(caption)}</summary><div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(caption)}">${wide}</div></details>`;

/** A folded table. A column is numeric where its rows are: its heading stands with them. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  total?: readonly Cell[],
): string {
  const numeric = head.map(
    (_, at) => at > 0 && rows.length > 0 && rows.every((row) => row[at] === null || isNumeric(row[at] ?? '')),
  );
  const mark = (at: number): string => (numeric[at] ? ' class="number"' : '');
  const cell = (value: Cell, at: number): string =>
    at === 0
      ? `<th scope="row">${escapeHtml(String(value ?? ''))}</th>`
      : `<td${mark(at)}>${escapeHtml(String(value ?? ''))}</td>`;
  const line = (row: readonly Cell[]): string => `<tr>${row.map(cell).join('')}</tr>`;
  return folded(
    caption,
    `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${head.map((name, at) => `<th scope="col"${mark(at)}>${escapeHtml(name)}</th>`).join('')}</tr></thead><tbody>${rows.map(line).join('')}</tbody>${total ? `<tfoot>${line(total)}</tfoot>` : ''}</table>`,
  );
}
