import { parse } from 'csv-parse/sync';
import { InvalidInput } from '../../../data/errors.ts';

/** Severity scores of images, from annotations made outside the review. */
export interface SeverityScore {
  readonly filename: string;
  /** Extent of lung involvement, 0 to 8; the mean where several raters scored it. */
  readonly geographic: number;
  /** Degree of opacity, 0 to 6; the mean where several raters scored it. */
  readonly opacity: number;
}

/** One score that one rater gave one image, on any scale. */
export interface Reading {
  readonly filename: string;
  readonly rater: string;
  /** Name of the column it stood in. */
  readonly scale: string;
  readonly score: number;
}

export interface SeverityAnnotations {
  /** One an image. */
  readonly scores: readonly SeverityScore[];
  /** Every score as it was given. */
  readonly readings: readonly Reading[];
  /** Files that stand twice with the same scores: they count once. */
  readonly twice: readonly string[];
  /** Lines before the table: licence, citation, meaning. They go out with the scores. */
  readonly notes: readonly string[];
}

const ranges = { geographic_mean: 8, opacity_mean: 6 } as const;
/** Who scored, where a file does not say. */
export const NO_RATER = 'not stated';
const raterColumns = ['rater', 'reader', 'annotator', 'radiologist'];

type Line = Record<string, string>;

function linesOf(text: string, name: string): Line[] {
  try {
    return parse(text, {
      columns: (header: string[]) => header.map((cell) => cell.trim()),
      comment: '#',
      comment_no_infix: true,
      bom: true,
      skip_empty_lines: true,
    });
  } catch (cause) {
    throw new InvalidInput('bad-csv', `${name} is no CSV of severity scores: ${(cause as Error).message}`, {
      cause,
    });
  }
}

/** The scores of one line on every scale. */
function scoresOf(line: Line, at: number, name: string): Map<string, number> {
  const scores = new Map<string, number>();
  for (const [column, most] of Object.entries(ranges)) {
    const value = Number(line[column]);
    if (!line[column] || !(value >= 0 && value <= most))
      throw new InvalidInput(
        'bad-score',
        `${name}, row ${at + 1}: ${column} '${line[column] ?? ''}' is not between 0 and ${most}`,
      );
    scores.set(column, value);
  }
  for (const [column, cell] of Object.entries(line)) {
    const value = Number(cell);
    if (column === '' || cell.trim() === '' || scores.has(column) || !Number.isFinite(value)) continue;
    if (column !== 'filename' && !raterColumns.includes(column.toLowerCase())) scores.set(column, value);
  }
  return scores;
}

const sameScores = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean =>
  a.size === b.size && [...a].every(([scale, score]) => b.get(scale) === score);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Reads the scores' CSV (`filename,geographic_mean,opacity_mean`, notes before it behind `##`), the form in
 * which "Predicting COVID-19 Pneumonia Severity on Chest X-Ray with Deep Learning" (2020) published them. A column `rater` says
 * who scored; any other column of numbers is a scale of its own.
 * @param rater who scored, where the file does not say
 * @throws InvalidInput naming the line that is off, or the file that one rater scored twice and otherwise.
 */
export function readSeverity(text: string, name: string, rater = NO_RATER): SeverityAnnotations {
  const notes = text
    .split(/\r?\n/)
    .filter((line) => line.startsWith('#'))
    .map((line) => line.replace(/^#+\s?/, ''));
  const held = new Map<string, { at: number; filename: string; by: string; scores: Map<string, number> }>();
  const twice = new Set<string>();
  for (const [at, line] of linesOf(text, name).entries()) {
    const filename = line['filename']?.trim();
    if (!filename)
      throw new InvalidInput(
        'bad-score',
        `${name}, row ${at + 1}: no filename; the columns are filename, geographic_mean, opacity_mean`,
      );
    const named = Object.entries(line).find(([column]) => raterColumns.includes(column.toLowerCase()))?.[1];
    const by = named?.trim() || rater;
    const scores = scoresOf(line, at, name);
    const before = held.get(`${filename}\n${by}`);
    if (before && !sameScores(before.scores, scores))
      throw new InvalidInput(
        'scored-twice',
        `${name}: ${filename} stands in rows ${before.at + 1} and ${at + 1} with different scores; leave one, or say in a column 'rater' who gave each`,
      );
    if (before) twice.add(filename);
    else held.set(`${filename}\n${by}`, { at, filename, by, scores });
  }
  const readings = [...held.values()].flatMap(({ filename, by, scores }) =>
    [...scores].map(([scale, score]): Reading => ({ filename, rater: by, scale, score })),
  );
  return { ...joinSeverity([{ scores: [], readings, twice: [...twice], notes }]), notes };
}

/** Scores of several files as one. Pure. */
export function joinSeverity(all: readonly SeverityAnnotations[]): SeverityAnnotations {
  const readings = all.flatMap((one) => one.readings);
  const byFile = Map.groupBy(readings, ({ filename }) => filename);
  const scores = [...byFile].map(([filename, own]): SeverityScore => {
    const of = (wanted: keyof typeof ranges): number =>
      mean(own.filter(({ scale }) => scale === wanted).map(({ score }) => score));
    return { filename, geographic: of('geographic_mean'), opacity: of('opacity_mean') };
  });
  return {
    scores,
    readings,
    twice: all.flatMap((one) => one.twice),
    notes: all.flatMap((one) => one.notes),
  };
}
