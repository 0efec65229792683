import { escapeHtml } from '../../../data/escape-html.ts';
import { countedWords } from '../counted.ts';

/**
 * Charts as SVG text, drawn here and not in the browser: readable without scripts, by screen readers (title and
 * description; the same numbers stand in a table beside each) and in light and dark (colours come from the
 * classes of `chartStyles`). Pure functions.
 */

export interface Bar {
  readonly label: string;
  readonly value: number;
}

export interface Chart {
  /** Unique on the page: letters, digits and dashes. */
  readonly id: string;
  readonly title: string;
  readonly bars: readonly Bar[];
  /** What is counted, one of it, e.g. `image`. */
  readonly unit: string;
}

/** Classes of the charts, for the page's own style sheet. Contrast of bars and words is over 4.5 in both schemes. */
export const chartStyles = `.chart{width:100%;max-width:44rem;height:auto;display:block}
.chart .bar{fill:#1d5fa8}.chart .name,.chart .count{fill:#1b1f24;font:12px system-ui,sans-serif}
.chart .axis{stroke:#6b7280;stroke-width:1}
@media (prefers-color-scheme:dark){.chart .bar{fill:#7db4f0}.chart .name,.chart .count{fill:#e8eaed}.chart .axis{stroke:#9aa3ad}}
[data-theme=light] .chart .bar{fill:#1d5fa8}[data-theme=light] .chart .name,[data-theme=light] .chart .count{fill:#1b1f24}
[data-theme=dark] .chart .bar{fill:#7db4f0}[data-theme=dark] .chart .name,[data-theme=dark] .chart .count{fill:#e8eaed}
`;

const rounded = (value: number): number => Math.round(value * 10) / 10;

function svg(chart: Chart, width: number, height: number, body: string): string {
  const total = chart.bars.reduce((sum, { value }) => sum + value, 0);
  const most = chart.bars.reduce<Bar | null>((a, b) => (a === null || b.value > a.value ? b : a), null);
  const described = most?.value
    ? `${countedWords(chart.bars.length, 'bar')}, ${countedWords(total, chart.unit)} in all; most: ${most.label} with ${most.value}.`
    : 'No data.';
  return `<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${chart.id}-title ${chart.id}-description"><title id="${chart.id}-title">${escapeHtml(chart.title)}</title><desc id="${chart.id}-description">${escapeHtml(described)}</desc>${body}</svg>`;
}

/** Lying bars with their names, longest names cut to 34 letters. */
export function barChart(chart: Chart): string {
  const [width, row, left, right] = [640, 22, 230, 60];
  const most = Math.max(1, ...chart.bars.map(({ value }) => value));
  const body = chart.bars.map(({ label, value }, at) => {
    const y = at * row + 4;
    const long = rounded(((width - left - right) * value) / most);
    const name = label.length > 34 ? `${label.slice(0, 33)}…` : label;
    return `<text class="name" x="${left - 8}" y="${y + 13}" text-anchor="end">${escapeHtml(name)}</text><rect class="bar" x="${left}" y="${y}" width="${long}" height="${row - 6}" rx="2"/><text class="count" x="${rounded(left + long + 6)}" y="${y + 13}">${value}</text>`;
  });
  return svg(chart, width, chart.bars.length * row + 8, body.join(''));
}

/** Standing bars side by side, as of a histogram. */
export function columnChart(chart: Chart): string {
  const [width, height, bottom, top] = [640, 260, 40, 20];
  const most = Math.max(1, ...chart.bars.map(({ value }) => value));
  const step = width / Math.max(1, chart.bars.length);
  const body = chart.bars.map(({ label, value }, at) => {
    const high = rounded(((height - bottom - top) * value) / most);
    const x = rounded(at * step);
    const middle = rounded((at + 0.5) * step);
    return `<rect class="bar" x="${rounded(x + 2)}" y="${rounded(height - bottom - high)}" width="${rounded(step - 4)}" height="${high}" rx="2"/>${value > 0 ? `<text class="count" x="${middle}" y="${rounded(height - bottom - high - 5)}" text-anchor="middle">${value}</text>` : ''}<text class="name" x="${middle}" y="${height - bottom + 16}" text-anchor="middle">${escapeHtml(label)}</text>`;
  });
  return svg(
    chart,
    width,
    height,
    `${body.join('')}<line class="axis" x1="0" y1="${height - bottom}" x2="${width}" y2="${height - bottom}"/>`,
  );
}
