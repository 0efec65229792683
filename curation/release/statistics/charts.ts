import { escapeHtml } from '../../../data/escape-html.ts';
import { palette, root, rounded, shortened, words } from '../../drawing/parts.ts';
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
export const chartStyles = `${palette('.chart', {
  'chart-bar': ['#1d5fa8', '#7db4f0', 'LinkText'],
  'chart-ink': ['#1b1f24', '#e8eaed', 'CanvasText'],
  'chart-axis': ['#6b7280', '#9aa3ad', 'CanvasText'],
})}.chart{width:100%;max-width:44rem;height:auto;display:block}
.chart .bar{fill:var(--chart-bar)}.chart .dot{fill:var(--chart-bar);fill-opacity:.45}.chart .name,.chart .count{fill:var(--chart-ink);font:12px system-ui,sans-serif}
.chart .axis{stroke:var(--chart-axis);stroke-width:1}
`;

const svg = (
  { id, title }: Pick<Chart, 'id' | 'title'>,
  described: string,
  size: Size,
  body: string,
  style = '',
): string => root({ className: 'chart', role: 'img', id, title, described, style, ...size }, body);

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How many bars, what they add up to, and the highest. */
function barsInWords({ bars, unit }: Chart): string {
  const total = bars.reduce((sum, { value }) => sum + value, 0);
  const most = bars.reduce<Bar | null>((a, b) => (a === null || b.value > a.value ? b : a), null);
  return most?.value
    ? `${countedWords(bars.length, 'bar')}, ${countedWords(total, unit)} in all; most: ${most.label} with ${most.value}.`
    : 'No data.';
}

/** Lying bars with their names, longest names cut to 34 letters. @param style to carry along, for a file of its own */
export function barChart(chart: Chart, style = ''): string {
  const [width, row, left, right] = [640, 22, 230, 60];
  const most = Math.max(1, ...chart.bars.map(({ value }) => value));
  const body = chart.bars.map(({ label, value }, at) => {
    const y = at * row + 4;
    const long = rounded(((width - left - right) * value) / most);
    const name = words('name', left - 8, y + 13, shortened(label, 34), 'end');
    return `${name}<rect class="bar" x="${left}" y="${y}" width="${long}" height="${row - 6}" rx="2"/>${words('count', rounded(left + long + 6), y + 13, String(value))}`;
  });
  const size = { width, height: chart.bars.length * row + 8 };
  return svg(chart, barsInWords(chart), size, body.join(''), style);
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
    barsInWords(chart),
    { width, height },
    `${body.join('')}<line class="axis" x1="0" y1="${height - bottom}" x2="${width}" y2="${height - bottom}"/>`,
  );
}

export interface Dot {
  readonly x: number;
  readonly y: number;
  /** How many things lie here: the dot's area follows it. */
  readonly count: number;
}

export interface ScatterChart {
  /** Unique on the page: letters, digits and dashes. */
  readonly id: string;
  readonly title: string;
  readonly dots: readonly Dot[];
  readonly xName: string;
  readonly yName: string;
  /** What is counted, one of it, e.g. `film`. */
  readonly unit: string;
}

/** A round step that divides an axis into at most five: 1, 2 or 5 times a power of ten. */
function stepOf(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / 5)));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => most / step <= 5) ?? 10 * power;
}

/** Dots on a plane, both axes from 0 on, each with its own scale. */
export function scatterChart(chart: ScatterChart): string {
  const [width, height, left, bottom, top, right] = [640, 400, 64, 48, 14, 24];
  const { dots } = chart;
  const total = dots.reduce((sum, { count }) => sum + count, 0);
  const mostX = dots.reduce((most, { x }) => Math.max(most, x), 1);
  const mostY = dots.reduce((most, { y }) => Math.max(most, y), 1);
  const [stepX, stepY] = [stepOf(mostX), stepOf(mostY)];
  const [endX, endY] = [Math.ceil(mostX / stepX) * stepX, Math.ceil(mostY / stepY) * stepY];
  const placeX = (x: number): number => rounded(left + ((width - left - right) * x) / endX);
  const placeY = (y: number): number => rounded(height - bottom - ((height - bottom - top) * y) / endY);
  const ticks = (end: number, step: number): number[] =>
    Array.from({ length: Math.round(end / step) + 1 }, (_, at) => at * step);
  const body = [
    ...ticks(endX, stepX).map(
      (x) =>
        `<line class="axis" x1="${placeX(x)}" y1="${height - bottom}" x2="${placeX(x)}" y2="${height - bottom + 5}"/><text class="name" x="${placeX(x)}" y="${height - bottom + 19}" text-anchor="middle">${x}</text>`,
    ),
    ...ticks(endY, stepY).map(
      (y) =>
        `<line class="axis" x1="${left - 5}" y1="${placeY(y)}" x2="${left}" y2="${placeY(y)}"/><text class="name" x="${left - 9}" y="${rounded(placeY(y) + 4)}" text-anchor="end">${y}</text>`,
    ),
    `<line class="axis" x1="${left}" y1="${height - bottom}" x2="${width - right}" y2="${height - bottom}"/><line class="axis" x1="${left}" y1="${top}" x2="${left}" y2="${height - bottom}"/>`,
    `<text class="name" x="${(left + width - right) / 2}" y="${height - 8}" text-anchor="middle">${escapeHtml(chart.xName)}</text><text class="name" transform="translate(14 ${(top + height - bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(chart.yName)}</text>`,
    ...dots.map(
      ({ x, y, count }) =>
        `<circle class="dot" cx="${placeX(x)}" cy="${placeY(y)}" r="${rounded(Math.min(14, 2.5 * Math.sqrt(count)))}"/>`,
    ),
  ];
  const described =
    total === 0
      ? 'No data.'
      : `${countedWords(total, chart.unit)} in ${countedWords(dots.length, 'size')}; ${chart.xName} up to ${mostX}, ${chart.yName} up to ${mostY}.`;
  return svg(chart, described, { width, height }, body.join(''));
}
