import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { InvalidInput } from '../../../data/errors.ts';
import type { MetadataRow } from '../../../data/fields/columns.ts';
import { builtIn, type FieldSet } from '../../../data/fields/field-set.ts';
import { unguardFormula } from '../../../data/format/formula.ts';
import { countedWords } from '../counted.ts';
import { fixedSets, type KeptSet } from '../splits/fixed-split.ts';
import { fixedSplitTable, type Table } from '../tables.ts';

/** An earlier release, as far as the next one looks at it. */
export interface PreviousRelease {
  readonly version: string;
  readonly date: string;
  /** By file name. */
  readonly rows: ReadonlyMap<string, MetadataRow>;
  /** Hash of the original -> file name. */
  readonly byHash: ReadonlyMap<string, string>;
  /** Where it put its rows in the fixed split, by file name; none in releases that had no such split. */
  readonly sets: ReadonlyMap<string, KeptSet>;
  readonly changelog: string;
}

const factsSchema = z.object({ version: z.string(), date: z.string() });

/** @throws InvalidInput when the text is not what a release writes. */
function readFacts(text: string, folder: string): z.infer<typeof factsSchema> {
  try {
    return factsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new InvalidInput('no-release', `${folder}/release.json is damaged; name a whole release`, {
      cause,
    });
  }
}

/**
 * Reads what an earlier release wrote.
 * @param read text of a file of its folder, null where it is not there
 * @throws InvalidInput when the folder is no release.
 */
export function readPrevious(
  read: (path: string) => string | null,
  folder: string,
  fields: FieldSet = builtIn,
): PreviousRelease {
  const facts = read('release.json');
  const table = read('metadata.csv');
  if (facts === null || table === null)
    throw new InvalidInput(
      'no-release',
      `${folder} is no earlier release: it lacks ${facts === null ? 'release.json' : 'metadata.csv'}`,
    );
  const { version, date } = readFacts(facts, folder);
  const records = (text: string): Record<string, string>[] =>
    parse(text, { columns: true, bom: true, relax_column_count: true });
  const rows = new Map<string, MetadataRow>();
  for (const record of records(table)) {
    const row = fields.row((column) => unguardFormula(record[column] ?? ''));
    rows.set(row.filename, row);
  }
  const byHash = new Map<string, string>();
  for (const { original_sha256: hash = '', filename = '' } of records(read('images.csv') ?? ''))
    if (hash && filename) byHash.set(hash, filename);
  const sets = new Map<string, KeptSet>();
  for (const { filename = '', set = '', since = '' } of records(read(fixedSplitTable.path) ?? '')) {
    const known = fixedSets.find((name) => name === set);
    if (known) sets.set(unguardFormula(filename), { set: known, since });
  }
  return { version, date, rows, byHash, sets, changelog: read('CHANGELOG.md') ?? '' };
}

export const changesTable: Table = {
  path: 'changes.csv',
  title: 'Every row and cell that differs from the previous release',
  columns: [
    {
      name: 'change',
      type: 'string',
      means: 'what became of the row',
      values: ['added', 'removed', 'changed'],
      required: true,
    },
    { name: 'filename', type: 'string', means: 'file name in the release that has the row', required: true },
    { name: 'patientid', type: 'string', means: 'patient in that release' },
    { name: 'column', type: 'string', means: 'column of the cell; blank for a whole row' },
    { name: 'before', type: 'string', means: 'cell of the previous release' },
    { name: 'after', type: 'string', means: 'cell of this release' },
  ],
  key: [],
};

export interface Change {
  readonly change: 'added' | 'removed' | 'changed';
  readonly filename: string;
  readonly patientid: string;
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/** Takes the rows of the new release one by one and tells how each differs. */
export class Difference {
  readonly #previous: PreviousRelease;
  readonly #names: readonly string[];
  readonly #left: Map<string, MetadataRow>;
  readonly #counts = { added: 0, removed: 0, changed: 0 };
  readonly #columns = new Map<string, number>();

  constructor(previous: PreviousRelease, fields: FieldSet = builtIn) {
    this.#previous = previous;
    this.#names = fields.columnNames;
    this.#left = new Map(previous.rows);
  }

  /** The row of the previous release that this one continues: by the file's bytes, else by its name. */
  before(filename: string, hash: string): MetadataRow | null {
    const name = this.#previous.byHash.get(hash) ?? filename;
    return this.#previous.rows.get(name) ?? null;
  }

  take(row: MetadataRow, before: MetadataRow | null): Change[] {
    const { filename, patientid } = row;
    if (!before || !this.#left.delete(before.filename)) {
      this.#counts.added += 1;
      return [{ change: 'added', filename, patientid, column: '', before: '', after: '' }];
    }
    const changes = this.#names
      .filter((column) => row[column] !== before[column])
      .map((column) => ({
        change: 'changed' as const,
        filename,
        patientid,
        column,
        before: before[column] ?? '',
        after: row[column] ?? '',
      }));
    if (changes.length > 0) this.#counts.changed += 1;
    for (const { column } of changes) this.#columns.set(column, (this.#columns.get(column) ?? 0) + 1);
    return changes;
  }

  /** Rows of the previous release that the new one does not have. Call last. */
  removed(): { change: Change; row: MetadataRow }[] {
    this.#counts.removed = this.#left.size;
    return [...this.#left.values()].map((row) => ({
      row,
      change: {
        change: 'removed',
        filename: row.filename,
        patientid: row.patientid,
        column: '',
        before: '',
        after: '',
      },
    }));
  }

  summary(): {
    previous: string;
    added: number;
    removed: number;
    changed: number;
    columns: Record<string, number>;
  } {
    return {
      previous: this.#previous.version,
      ...this.#counts,
      columns: Object.fromEntries([...this.#columns].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))),
    };
  }
}

/** `CHANGELOG.md`, newest release first; the text of the previous one is kept below. */
export function changelog(
  facts: { version: string; date: string },
  counts: { rows: number; patients: number },
  difference: ReturnType<Difference['summary']> | null,
  before: string,
): string {
  const cohort = `${countedWords(counts.rows, 'image')} of ${countedWords(counts.patients, 'patient')}`;
  const lines = [`## ${facts.version} (${facts.date})`, ''];
  if (!difference) lines.push(`First release: ${cohort}.`);
  else {
    lines.push(
      `${cohort}. Against ${difference.previous}: ${countedWords(difference.added, 'row')} added, ${difference.removed} removed, ${difference.changed} changed; each is named in changes.csv.`,
    );
    const columns = Object.entries(difference.columns);
    if (columns.length > 0)
      lines.push(
        '',
        'Cells changed by column:',
        '',
        ...columns.map(([column, count]) => `- ${column}: ${count}`),
      );
  }
  const older = before.replace(/^# Changes\n+/, '').trim();
  return ['# Changes', '', ...lines, '', ...(older ? [older, ''] : [])].join('\n');
}
