/**
 * The tables of a release: names, types and meaning of their columns in one folder, from which the CSVs' headers, the
 * data dictionary, `datapackage.json`, `croissant.json` and the JSON Schemas are made.
 */
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly means: string;
  readonly unit?: string;
  /** Values of the column where it is a closed list. */
  readonly values?: readonly string[];
  readonly required?: boolean;
  /** Both ends allowed. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** What each cell that is not blank looks like. */
  readonly pattern?: string;
}

export interface Table {
  readonly path: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  /** Column -> the table and column whose values it repeats. */
  readonly refers?: readonly { column: string; table: string; to: string }[];
}

/** A whole number that counts something. */
export const counted = { minimum: 0 } as const;
export const hash = { pattern: '[0-9a-f]{64}' } as const;

export const text = (name: string, means: string, extra: Partial<Column> = {}): Column => ({
  name,
  type: 'string',
  means,
  ...extra,
});
export const whole = (name: string, means: string, extra: Partial<Column> = {}): Column => ({
  name,
  type: 'integer',
  means,
  ...extra,
});
export const number = (name: string, means: string, extra: Partial<Column> = {}): Column => ({
  name,
  type: 'number',
  means,
  ...extra,
});
