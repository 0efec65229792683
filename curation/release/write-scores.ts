import type { OutputFolder, WrittenFile } from '../../data/files/output-folder.ts';
import { CsvFile } from './csv-file.ts';
import type { ReleaseRow } from './release-row.ts';
import type { SeverityAnnotations } from './splits/severity.ts';
import { columnNames, scores, type Table } from './tables.ts';

/** What of the scores found no row, and what stood twice. */
export interface ScoredFiles {
  /** Scored files that are in no row of the release. */
  readonly unknown: readonly string[];
  /** Files that stood twice with the same scores. */
  readonly twice: readonly string[];
}

/** Scores under the names that their files went out under. */
export const renamedScores = (
  given: SeverityAnnotations,
  name: (selected: string) => string,
): SeverityAnnotations => ({
  ...given,
  scores: given.scores.map((score) => ({ ...score, filename: name(score.filename) })),
  readings: given.readings.map((reading) => ({ ...reading, filename: name(reading.filename) })),
});

/** Writes every score of every rater on every scale; nothing where none were given. */
export function writeScores(
  folder: OutputFolder,
  rows: readonly ReleaseRow[],
  given: SeverityAnnotations | null,
): { files: { table: Table; file: WrittenFile }[]; scored: ScoredFiles } {
  const patients = new Map(rows.map(({ filename, patientid }) => [filename, patientid]));
  const unknown = new Set(
    given?.scores.map(({ filename }) => filename).filter((name) => !patients.has(name)),
  );
  const scored = { unknown: [...unknown], twice: given?.twice ?? [] };
  if (given === null) return { files: [], scored };
  const csv = new CsvFile<string>(folder, scores.path, columnNames(scores));
  for (const { filename, rater, scale, score } of given.readings)
    if (patients.has(filename)) csv.add({ filename, patientid: patients.get(filename), rater, scale, score });
  return { files: [{ table: scores, file: csv.end() }], scored };
}
