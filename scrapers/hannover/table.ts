import { parse } from 'csv-parse/sync';
import { InvalidInput } from '../../data/errors.ts';

/**
 * `data.csv` of the Hannover repository. Every cell stays text until its column says what it is: some image ids look
 * like numbers (`09258248`, `341e2287`) and would lose their zero or turn infinite.
 */

/** One value of a laboratory: on which day counted from the image, and what. */
export interface LabCell {
  /** Column name without its ending: `lymphocytes`, `po2`, `d-dimer`. */
  name: string;
  /** Days from the image to the measurement; null when not given. */
  offset: number | null;
  /** As written; `inf` and `-inf` are beyond the limits of detection. */
  stated: string;
  /** Null for `inf` and `-inf`. */
  value: number | null;
}

/** One row: an image. Offsets count days from the image to the event. */
export interface HannoverRow {
  /** 1-based, header not counted. */
  row: number;
  patient: string;
  image: string;
  sex: string;
  age: string;
  admission: number | null;
  icuAdmission: number | null;
  icuRelease: number | null;
  death: number | null;
  modality: string;
  projection: string;
  labs: LabCell[];
  /** All filled cells as they stand. */
  cells: Record<string, string>;
}

const required = ['patient_id', 'image_id', 'sex', 'admission_offset', 'modality', 'projection'] as const;

const number = /^[+-]?\d{1,9}(?:\.\d{1,9})?$/;

const dayOf = (cell: string, column: string, row: number, name: string): number | null => {
  if (cell === '') return null;
  const value = number.test(cell) ? Number(cell) : Number.NaN;
  if (!Number.isInteger(value) || Math.abs(value) > 36_525) {
    throw new InvalidInput(
      'bad-offset',
      `${name}, row ${row}: ${column} is '${cell}', not a whole number of days; mend the cell`,
    );
  }
  return value;
};

const labValue = (cell: string, column: string, row: number, name: string): number | null => {
  if (/^[+-]?inf(?:inity)?$/i.test(cell)) return null;
  if (!number.test(cell)) {
    throw new InvalidInput(
      'bad-value',
      `${name}, row ${row}: ${column} is '${cell}', not a number, inf or -inf; mend the cell`,
    );
  }
  return Number(cell);
};

const labsOf = (cells: Record<string, string>, row: number, name: string): LabCell[] =>
  Object.keys(cells)
    .filter((column) => column.endsWith('_val') && cells[column] !== '')
    .map((column) => {
      const lab = column.slice(0, -'_val'.length);
      const stated = cells[column] ?? '';
      return {
        name: lab,
        offset: dayOf(cells[`${lab}_offset`] ?? '', `${lab}_offset`, row, name),
        stated,
        value: labValue(stated, column, row, name),
      };
    });

/**
 * @param csv the table, UTF-8
 * @param name for messages
 * @throws InvalidInput naming row and column of what cannot be read, a missing column, a blank or repeated id
 */
export const parseHannover = (csv: string, name = 'data.csv'): HannoverRow[] => {
  let records: Record<string, string>[];
  try {
    records = parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true }) as Record<
      string,
      string
    >[];
  } catch (cause) {
    throw new InvalidInput(
      'bad-csv',
      `${name} is no CSV table: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
  const [first] = records;
  const missing = required.filter((column) => first !== undefined && !(column in first));
  if (first === undefined || missing.length > 0) {
    throw new InvalidInput(
      'not-hannover',
      `${name} is not the Hannover table: ${first === undefined ? 'it has no rows' : `column ${missing.join(', ')} is missing`}`,
    );
  }
  const seen = new Map<string, number>();
  return records.map((cells, index) => {
    const row = index + 1;
    const at = (column: string): string => cells[column] ?? '';
    const day = (column: string): number | null => dayOf(at(column), column, row, name);
    if (at('patient_id') === '' || at('image_id') === '') {
      throw new InvalidInput('blank-key', `${name}, row ${row}: patient_id and image_id must be given`);
    }
    const before = seen.get(at('image_id'));
    if (before !== undefined) {
      throw new InvalidInput(
        'image-twice',
        `${name}: image ${at('image_id')} stands in rows ${before} and ${row}; each needs its own`,
      );
    }
    seen.set(at('image_id'), row);
    return {
      row,
      patient: at('patient_id'),
      image: at('image_id'),
      sex: at('sex'),
      age: at('age'),
      admission: day('admission_offset'),
      icuAdmission: day('icu_admission_offset'),
      icuRelease: day('icu_release_offset'),
      death: day('death_offset'),
      modality: at('modality'),
      projection: at('projection'),
      labs: labsOf(cells, row, name),
      cells: Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== '')),
    };
  });
};
