import { parse } from 'csv-parse/sync';
import { InvalidInput } from '../../../data/errors.ts';

/** Severity scores of images, from annotations made outside the review. */
export interface SeverityScore {
  readonly filename: string;
  /** Extent of lung involvement, 0 to 8. */
  readonly geographic: number;
  /** Degree of opacity, 0 to 6. */
  readonly opacity: number;
}

export interface SeverityAnnotations {
  readonly scores: readonly SeverityScore[];
  /** Lines before the table: licence, citation, meaning. They go out with the scores. */
  readonly notes: readonly string[];
}

const ranges = { geographic_mean: 8, opacity_mean: 6 } as const;

/**
 * Reads the scores' CSV (`filename,geographic_mean,opacity_mean`, notes before it behind `##`), the form in
 * which "Predicting COVID-19 Pneumonia Severity on Chest X-Ray with Deep Learning" (2020) published them.
 * @throws InvalidInput naming the line that is off.
 */
export function readSeverity(text: string, name: string): SeverityAnnotations {
  const lines = text.split(/\r?\n/);
  const notes = lines.filter((line) => line.startsWith('#')).map((line) => line.replace(/^#+\s?/, ''));
  let rows: Record<string, string>[];
  try {
    rows = parse(text, {
      columns: true,
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
  const scores = rows.map((row, at) => {
    const read = (column: keyof typeof ranges): number => {
      const value = Number(row[column]);
      if (!row[column] || !(value >= 0 && value <= ranges[column]))
        throw new InvalidInput(
          'bad-score',
          `${name}, row ${at + 1}: ${column} '${row[column] ?? ''}' is not between 0 and ${ranges[column]}`,
        );
      return value;
    };
    const filename = row['filename']?.trim();
    if (!filename)
      throw new InvalidInput(
        'bad-score',
        `${name}, row ${at + 1}: no filename; the columns are filename, geographic_mean, opacity_mean`,
      );
    return { filename, geographic: read('geographic_mean'), opacity: read('opacity_mean') };
  });
  return { scores, notes };
}
