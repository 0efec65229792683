import type { Disagreement, Evaluation } from './evaluate.ts';

/** An evaluation as text tables, for a terminal. */

const percent = (value: number | null | undefined): string =>
  value == null ? '–' : `${(100 * value).toFixed(1)} %`;

/** Columns padded to their widest cell; the first is aligned left, the others right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const pad = (cell: string, at: number) =>
    at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

/** Scores a field and the calibration. */
export function evaluationTable({ rows, minimum, fields, calibration }: Evaluation): string {
  const scores = Object.entries(fields).map(([field, score]) => [
    field,
    ...[score.suggested, score.right, score.wrong, score.missed, score.unverified].map(String),
    percent(score.precision),
    'precisionWithinOne' in score ? percent(score.precisionWithinOne) : '',
    percent(score.recall),
  ]);
  const bins = calibration.map(({ from, to, suggested, verified, right, meanConfidence, precision }) => [
    `${from.toFixed(2)}–${to.toFixed(2)}`,
    ...[suggested, verified, right].map(String),
    percent(meanConfidence),
    percent(precision),
  ]);
  return [
    `${rows} rows, suggestions of confidence ${minimum} or more`,
    table([
      ['field', 'suggested', 'right', 'wrong', 'missed', 'unverified', 'precision', 'within a day', 'recall'],
      ...scores,
    ]),
    '',
    table([['confidence', 'suggested', 'verified', 'right', 'mean shown', 'precision'], ...bins]),
  ].join('\n');
}

/** What was suggested otherwise than curated, each with its words. */
export const disagreementTable = (errors: readonly Disagreement[]): string =>
  errors
    .map(
      ({ row, file, field, suggested, curated, quote, rule, confidence }) =>
        `row ${row} ${file} ${field}: suggested ${suggested}, curated ${curated}; «${quote}» (${rule}, ${confidence})`,
    )
    .join('\n');
