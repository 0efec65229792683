import { type Bar, barChart, type Chart, columnChart, scatterChart } from './charts.ts';
import type { Histogram, Statistics } from './collect.ts';

/** Bins of a histogram with their names; where `ends`, the first and last hold all beyond them. */
export const bins = ({ bins: all }: Histogram, ends: boolean): Bar[] =>
  all.map(({ from, to, count }, at) => ({
    label:
      ends && at === 0
        ? `≤${to}`
        : ends && at === all.length - 1
          ? `≥${from}`
          : from < 0
            ? `${from} to ${to}`
            : `${from}–${to}`,
    value: count,
  }));

interface Figure {
  readonly id: string;
  readonly svg: string;
  /** Whether there is anything in it. */
  readonly isEmpty: boolean;
}

function figuresOf(statistics: Statistics): Figure[] {
  const ages = bins(statistics.ages, false);
  while (ages.length > 1 && ages.at(-1)?.value === 0) ages.pop();
  const charts: [Chart, (chart: Chart) => string][] = [
    [{ id: 'ages', title: 'Age of the patients in years', unit: 'patient', bars: ages }, columnChart],
    [
      { id: 'offsets', title: 'Day of the image', unit: 'image', bars: bins(statistics.offsets, true) },
      columnChart,
    ],
    [
      {
        id: 'findings',
        title: 'Findings by genus or species',
        unit: 'image',
        bars: statistics.findings.map(({ type, genus, count }) => ({
          label: genus === null ? type : `${genus} (${type})`,
          value: count,
        })),
      },
      barChart,
    ],
    [
      {
        id: 'views',
        title: 'Views',
        unit: 'image',
        bars: statistics.views.map(({ view, modality, count }) => ({
          label: `${view}, ${modality}`,
          value: count,
        })),
      },
      barChart,
    ],
    [
      {
        id: 'regions',
        title: 'UN sub-regions',
        unit: 'image',
        bars: statistics.places.map(({ subRegion, count }) => ({ label: subRegion, value: count })),
      },
      barChart,
    ],
    [
      {
        id: 'missing',
        title: 'Images without a value, by field',
        unit: 'blank cell',
        bars: statistics.missing.map(({ field, blank }) => ({ label: field, value: blank })),
      },
      barChart,
    ],
  ];
  const sizes = scatterChart({
    id: 'sizes',
    title: 'Figure 4. Size of the frontal films',
    unit: 'film',
    dots: statistics.sizes.map(({ width, height, count }) => ({ x: width, y: height, count })),
    xName: 'width in pixels',
    yName: 'height in pixels',
  });
  return [
    ...charts.map(([chart, draw]) => ({
      id: chart.id,
      svg: draw(chart),
      isEmpty: chart.bars.every(({ value }) => value === 0),
    })),
    { id: 'sizes', svg: sizes, isEmpty: statistics.sizes.length === 0 },
  ];
}

/** The figures, by file name without ending. */
export const statisticsCharts = (statistics: Statistics): Record<string, string> =>
  Object.fromEntries(figuresOf(statistics).map(({ id, svg }) => [id, svg]));

const nothing: Readonly<Record<string, string>> = {
  ages: 'No patient has an age yet.',
  offsets: 'No image has a day yet.',
  findings: 'No image is counted yet.',
  views: 'No image is counted yet.',
  regions: 'No image is counted yet.',
  missing: 'No image is without a value.',
  sizes: 'No frontal film is counted yet.',
};

/** The figures as a page shows them: of one that would be an empty frame, words. */
export const chartsOnPage = (statistics: Statistics): Record<string, string> =>
  Object.fromEntries(
    figuresOf(statistics).map(({ id, svg, isEmpty }) => [
      id,
      isEmpty ? `<p class="nothing">${nothing[id] ?? ''}</p>` : svg,
    ]),
  );
