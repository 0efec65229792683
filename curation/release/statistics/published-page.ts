import type { Statistics } from './collect.ts';
import type { CohortCounts } from './published-tables.ts';
import type { Cell } from './table.ts';

/** Heads and rows of the paper's tables, as the statistics page shows them. Pure. */

/** Column names, the cells of each row below them, and those of the row that adds them up. */
export type HeadAndRows = [head: string[], rows: Cell[][], total?: Cell[]];

const COHORT_HEAD = ['Age', 'Survival Y/N', 'ICU Y/N', 'Intubated Y/N', 'COVID-19', 'RT-PCR +', 'Men'];

const decimals = (value: number | null): string | null => value?.toFixed(2) ?? null;

const cohortCells = (counts: CohortCounts): Cell[] => [
  decimals(counts.ageMean),
  `${counts.survivalYes}/${counts.survivalNo}`,
  `${counts.icuYes}/${counts.icuNo}`,
  `${counts.intubatedYes}/${counts.intubatedNo}`,
  counts.covid19,
  counts.rtPcrPositive,
  decimals(counts.maleRatio),
];

/** Table 1. */
export const findingCells = ({ table1 }: Statistics): HeadAndRows => [
  ['Type', 'Genus or species', 'Films'],
  table1.map(({ type, name, count }) => [type, name, count]),
];

/** Table 3, with its totals below. */
export const regionCells = ({ table3, table3Totals: totals }: Statistics): HeadAndRows => [
  ['Sub-region', 'Region', 'Patients', 'Films', ...COHORT_HEAD],
  table3.map((row) => [row.subRegion, row.region, row.patients, row.frontalImages, ...cohortCells(row)]),
  ['All', '', totals.patients, totals.frontalImages, ...cohortCells(totals)],
];

/** Table 4. */
export const viewCells = ({ table4 }: Statistics): HeadAndRows => [
  ['View', 'Images', ...COHORT_HEAD],
  table4.map((row) => [row.view, row.images, ...cohortCells(row)]),
];

/** Lower ends of the classes of Figure 4, in pixels. */
const SIDES = [0, 256, 512, 1_024, 2_048];

/** The sizes of Figure 4 in classes of their shorter side. */
export function shorterSideCells({ sizes, sizesMissing }: Statistics): HeadAndRows {
  const classes = SIDES.map((from, at): Cell[] => {
    const end = SIDES[at + 1] ?? Number.POSITIVE_INFINITY;
    const films = sizes
      .filter(({ width, height }) => Math.min(width, height) >= from && Math.min(width, height) < end)
      .reduce((sum, { count }) => sum + count, 0);
    const name =
      from === 0
        ? `under ${end}`
        : end === Number.POSITIVE_INFINITY
          ? `${from} or more`
          : `${from}–${end - 1}`;
    return [name, films];
  });
  return [
    ['Pixels', 'Films'],
    [...classes, ['not known', sizesMissing]],
  ];
}
