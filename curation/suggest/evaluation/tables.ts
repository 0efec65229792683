import type { Disagreement, Evaluation, OffsetScore } from './evaluate.ts';

/** An evaluation as Markdown tables, for the documentation. */

const percent = (value: number | null): string => (value === null ? '–' : `${(value * 100).toFixed(1)} %`);
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
/** Words of a source in a table cell. */
const quoted = (words: string): string =>
  `“${words.slice(0, 120).replace(/\s+/g, ' ').replaceAll('|', '\\|').trim()}”`;

export const fieldScoresTable = (evaluation: Evaluation): string =>
  [
    row(['field', 'suggested', 'right', 'wrong', 'missed', 'unverified', 'precision', 'recall']),
    row(['---', '---:', '---:', '---:', '---:', '---:', '---:', '---:']),
    ...Object.entries(evaluation.fields).map(([field, score]) =>
      row([
        field,
        score.suggested,
        score.right,
        score.wrong,
        score.missed,
        score.unverified,
        percent(score.precision),
        percent(score.recall),
      ]),
    ),
  ].join('\n');

/** One line: days are right exactly and within a day. */
export function offsetLine(evaluation: Evaluation): string {
  const score = evaluation.fields['offset'] as OffsetScore | undefined;
  if (!score) return 'no days were scored';
  return `days: exact ${percent(score.precision)}, within one day ${percent(score.precisionWithinOne)}`;
}

export const calibrationTable = (evaluation: Evaluation): string =>
  [
    row(['confidence', 'suggested', 'curated', 'right', 'mean confidence', 'share right']),
    row(['---', '---:', '---:', '---:', '---:', '---:']),
    ...evaluation.calibration.map((bin) =>
      row([
        `${bin.from.toFixed(2)} to ${bin.to.toFixed(2)}`,
        bin.suggested,
        bin.verified,
        bin.right,
        bin.meanConfidence === null ? '–' : bin.meanConfidence.toFixed(2),
        percent(bin.precision),
      ]),
    ),
  ].join('\n');

/** Disagreements, the nearest to certain first. */
export const errorTable = (
  evaluation: Evaluation,
  list: readonly Disagreement[] = evaluation.errors,
): string =>
  [
    row(['field', 'patient', 'image', 'suggested', 'curated', 'confidence', 'rule', 'words']),
    row(['---', '---', '---', '---', '---', '---:', '---', '---']),
    ...[...list]
      .sort((a, b) => (a.field < b.field ? -1 : a.field > b.field ? 1 : a.row - b.row))
      .map((one) =>
        row([
          one.field,
          one.patient,
          one.file,
          one.suggested,
          one.curated,
          one.confidence.toFixed(2),
          one.rule,
          quoted(one.quote),
        ]),
      ),
  ].join('\n');
