import { palette, root, shortened, words } from '../../../curation/drawing/parts.ts';
import type { Meeting } from '../../../curation/review/agreement/disagreement.ts';
import { escapeHtml } from '../../../data/escape-html.ts';

/** Where readers differ, as one picture: a row a field, a column a pair. Pure. */

export const mapStyles = `${palette('.differing', {
  'differing-ink': ['#1b1f24', '#e8eaed', 'CanvasText'],
  'differing-line': ['#6b7280', '#9aa3ad', 'CanvasText'],
  'differing-bar': ['#9c2f1b', '#f0998a', 'LinkText'],
})}.differing{display:block}.differing text{fill:var(--differing-ink);font:12px system-ui,sans-serif}
.differing .cell{fill:transparent;stroke:var(--differing-line)}.differing .bar{fill:var(--differing-bar)}
.differing a:hover .cell,.differing a:focus-visible .cell{stroke-width:3}.differing a:hover text{text-decoration:underline}
`;

const [left, column, row, head] = [190, 130, 34, 44] as const;

export const pairName = ({ first, second }: Pick<Meeting, 'first' | 'second'>): string =>
  `${first} and ${second}`;

export const addressOf = ({ field, first, second }: Meeting): string =>
  `/agreement/differing?${new URLSearchParams({ field: field.name, first, second })}`;

export const inWords = (one: Meeting): string =>
  `${one.field.label}, ${pairName(one)}: ${one.differing} of ${one.both} differ`;

/** @param style rules to carry along, for a file of its own */
export function drawMap(all: readonly Meeting[], style = ''): string {
  const fields = [...new Set(all.map(({ field }) => field))];
  const pairs = [...new Map(all.map((one) => [pairName(one), one])).values()].sort((one, other) =>
    pairName(one) < pairName(other) ? -1 : 1,
  );
  const columns = new Map(pairs.map((pair, at) => [pairName(pair), left + at * column]));
  const [width, height] = [left + pairs.length * column + 2, head + fields.length * row + 2];
  const body = [
    ...pairs.flatMap(({ first, second }, at) => {
      const x = left + at * column + 4;
      return [words('name', x, 15, shortened(first, 18)), words('name', x, 32, shortened(second, 18))];
    }),
    ...fields.map((field, at) =>
      words('name', left - 10, head + at * row + 21, shortened(field.label, 28), 'end'),
    ),
    ...all.map((one) => {
      const x = columns.get(pairName(one)) ?? left;
      const y = head + fields.indexOf(one.field) * row;
      const long = Math.round(((column - 10) * one.differing) / one.both);
      const drawn = `<title>${escapeHtml(inWords(one))}</title><rect class="cell" x="${x + 2}" y="${y + 2}" width="${column - 4}" height="${row - 4}" rx="3"/><rect class="bar" x="${x + 5}" y="${y + row - 10}" width="${long}" height="5"/>${words('count', x + 8, y + 18, `${one.differing} of ${one.both}`)}`;
      return one.differing > 0 ? `<a href="${escapeHtml(addressOf(one))}">${drawn}</a>` : `<g>${drawn}</g>`;
    }),
  ];
  const title = `Where readers differ: ${fields.length} fields, ${pairs.length} pairs`;
  return root(
    { className: 'differing', role: 'group', width, height, title, isOwnSize: true, style },
    body.join(''),
  );
}
