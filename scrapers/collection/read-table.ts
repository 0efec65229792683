import { parse } from 'csv-parse/sync';
import { InvalidInput } from '../../data/errors.ts';
import type { MetadataColumn, MetadataRow } from '../../data/fields/columns.ts';
import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import { unguardFormula } from '../../data/format/formula.ts';

/** What the older table called its columns. */
const formerNames: Readonly<Record<string, MetadataColumn>> = {
  'clinical notes': 'clinical_notes',
  'other notes': 'other_notes',
  'pO2 saturation': 'pO2_saturation',
};

/** At most this many bytes of a table are read (the reference has one million). */
export const MAX_TABLE_BYTES = 512 * 1024 * 1024;

/** Bytes as text. @throws InvalidInput naming the line of the first byte that is no UTF-8. */
export function decodeTable(bytes: Uint8Array, name: string): string {
  if (bytes.length > MAX_TABLE_BYTES)
    throw new InvalidInput(
      'table-too-large',
      `${name} has ${bytes.length} bytes, more than ${MAX_TABLE_BYTES}; split it`,
    );
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    throw new InvalidInput('wrong-encoding', `${name} is UTF-16; save it as UTF-8`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Find the line for the message: the longest prefix that decodes ends on it.
    let start = 0;
    let line = 1;
    for (let at = 0; at <= bytes.length; at += 1) {
      if (at < bytes.length && bytes[at] !== 0x0a) continue;
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, at));
      } catch {
        break;
      }
      start = at + 1;
      line += 1;
    }
    throw new InvalidInput(
      'wrong-encoding',
      `${name}, line ${line}: bytes that are no UTF-8 (Latin-1?); save it as UTF-8, e.g. iconv -f LATIN1 -t UTF-8`,
    );
  }
}

export interface TableRow {
  /** 1-based data row, header not counted. */
  readonly row: number;
  readonly cells: MetadataRow;
  /** What stood beyond the named columns, where anything did; also the end of `cells.other_notes`. */
  readonly spilled?: string;
}

/** Cells beyond the named columns are notes that spilled out of theirs: they go back to `other_notes`. */
const withSpill = (notes: string, spilled: readonly string[]): string =>
  [notes, ...spilled].filter((part) => part.trim() !== '').join(' ');

/**
 * Reads a `metadata.csv` of the reference collection: UTF-8, header by name in any order, the nameless last
 * column appended to `other_notes`, blanks kept blank.
 * @throws InvalidInput naming the missing column, or the line of a ragged row or an open quote.
 */
export function readMetadataTable(bytes: Uint8Array, name: string, fields: FieldSet = builtIn): TableRow[] {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(decodeTable(bytes, name), {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 16_000_000,
    }) as unknown as { record: string[]; info: { lines: number } }[];
  } catch (cause) {
    if (cause instanceof InvalidInput) throw cause;
    throw new InvalidInput('bad-csv', `${name} is no CSV: ${(cause as Error).message}`, { cause });
  }
  const header = (records[0]?.record ?? []).map((cell) => {
    const trimmed = cell.trim();
    return formerNames[trimmed] ?? trimmed;
  });
  // Older tables lack what came late and what a collection asks beyond the reference; they lose nothing.
  const missing = fields.columns
    .filter(
      ({ name, field }) => !header.includes(name) && !field?.column?.late && field?.column?.place !== null,
    )
    .map(({ name }) => name);
  if (missing.length > fields.columns.length / 2) {
    throw new InvalidInput(
      'not-metadata',
      `${name} is no metadata.csv of the reference collection: its first line lacks most of ${fields.columnNames.join(', ')}`,
    );
  }
  if (missing.length > 0) {
    throw new InvalidInput(
      'missing-column',
      `${name} lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}; add ${missing.length > 1 ? 'them' : 'it'}, blank cells are fine`,
    );
  }
  const twice = header.find((column, at) => column !== '' && header.indexOf(column) !== at);
  if (twice) throw new InvalidInput('column-twice', `${name} has the column ${twice} twice; remove one`);
  const positions = new Map(fields.columnNames.map((column) => [column, header.indexOf(column)]));
  const extra = header.flatMap((column, at) => (column === '' ? [at] : []));
  return records.slice(1).map(({ record, info }, index) => {
    // The genuine file ends every line with a comma: one nameless cell more or less is no fault.
    if (record.length < header.length - 1 || record.length > header.length + 1) {
      throw new InvalidInput(
        'ragged-row',
        `${name}, line ${info.lines}: ${record.length} cells where the header has ${header.length}; a quote or comma is off near there`,
      );
    }
    const cells = fields.row((column) => unguardFormula(record[positions.get(column) ?? -1] ?? ''));
    const beyond = [...extra, header.length].map((at) => record[at] ?? '');
    const spilled = withSpill('', beyond);
    return {
      row: index + 1,
      cells: { ...cells, other_notes: withSpill(cells.other_notes, beyond) },
      ...(spilled === '' ? {} : { spilled }),
    };
  });
}
