import { parse } from 'csv-parse/sync';
import { InvalidInput } from '../../data/errors.ts';

/** A file of cells in lines, before anything is known of its columns. */

/** At most this many bytes of a table are read (the reference has one million). */
export const MAX_TABLE_BYTES = 512 * 1024 * 1024;

const delimiters = [
  [',', 'commas'],
  [';', 'semicolons'],
  ['\t', 'tabs'],
] as const;

export interface Sheet {
  readonly name: string;
  /** What stands between two cells. */
  readonly delimiter: string;
  /** The first line, white space at the ends of its cells aside. */
  readonly header: readonly string[];
  readonly records: readonly { readonly cells: readonly string[]; readonly line: number }[];
}

/** How cells are parted, in words. */
export const delimiterInWords = (delimiter: string): string =>
  delimiters.find(([sign]) => sign === delimiter)?.[1] ?? JSON.stringify(delimiter);

/** What a file is that is called a table and is none; null for text. By its first bytes, never by its name. */
function otherKind(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4_096));
  if (head.length >= 4 && head.readUInt32BE(0) === 0x504b0304) {
    const words = head.toString('latin1');
    if (words.includes('opendocument'))
      return 'a spreadsheet of OpenDocument (.ods); save it as CSV, UTF-8, cells parted by commas';
    return /\[Content_Types\]|xl\/|_rels\//.test(words)
      ? 'an Excel workbook (.xlsx); save it as "CSV UTF-8" and import that'
      : 'a ZIP archive; unpack it and import the table that is in it';
  }
  if (head.length >= 8 && head.readUInt32BE(0) === 0xd0cf11e0)
    return 'an old Excel workbook (.xls); save it as "CSV UTF-8" and import that';
  if (head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b)
    return 'packed with gzip; unpack it (gunzip) and import what is in it';
  if (head.toString('latin1', 0, 5) === '%PDF-') return 'a PDF; import the table itself';
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff))
    return 'UTF-16; save it as UTF-8';
  const start = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^<(?:!doctype|html|head|body|\?xml|!--)/i.test(start))
    return 'a web page that was saved as a table; download the file itself (on GitHub the button "Raw")';
  if (/^version https:\/\/git-lfs/.test(start))
    return 'a pointer of Git LFS; fetch the file itself (git lfs pull)';
  return null;
}

/** The line of the first byte that is no UTF-8, counted from 1. */
function lineOfFault(bytes: Uint8Array): number {
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
  return line;
}

/** Bytes as text. @throws InvalidInput naming what the file is instead, or the line of the first byte that is no UTF-8. */
function decodeTable(bytes: Uint8Array, name: string, encoding: 'utf-8' | 'latin1'): string {
  if (bytes.length > MAX_TABLE_BYTES)
    throw new InvalidInput(
      'table-too-large',
      `${name} has ${bytes.length} bytes, more than ${MAX_TABLE_BYTES}; split it`,
    );
  const other = otherKind(bytes);
  if (other !== null) throw new InvalidInput('no-table', `${name} is ${other}`);
  // Browsers and Node mean Windows-1252 by it, which is what such tables are written in.
  if (encoding === 'latin1') return new TextDecoder('windows-1252').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidInput(
      'wrong-encoding',
      `${name}, line ${lineOfFault(bytes)}: bytes that are no UTF-8 (Latin-1?); save it as UTF-8, e.g. iconv -f LATIN1 -t UTF-8, or say "encoding": "latin1" in a mapping (--map)`,
    );
  }
}

/** What parts the cells of the first line: the sign that stands most often outside of quotes, a comma where none does. */
function delimiterOf(text: string): string {
  const end = text.indexOf('\n');
  const head = (end < 0 ? text : text.slice(0, end)).slice(0, 100_000).replace(/"[^"]*"/g, '');
  const counts = delimiters.map(([sign]) => ({ sign, count: head.split(sign).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).sign;
}

/**
 * Reads a table's lines: UTF-8 unless it is said otherwise, cells parted by commas, semicolons or tabs.
 * @throws InvalidInput naming what the file is instead of a table, the line that is off, or the column that stands twice
 */
export function readSheet(bytes: Uint8Array, name: string, encoding: 'utf-8' | 'latin1' = 'utf-8'): Sheet {
  const text = decodeTable(bytes, name, encoding);
  const delimiter = delimiterOf(text);
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      // Where tabs part the cells, quotes are letters like others.
      relax_quotes: delimiter === '\t',
      skip_empty_lines: true,
      max_record_size: 16_000_000,
    }) as unknown as typeof records;
  } catch (cause) {
    throw new InvalidInput('bad-csv', `${name} is no CSV: ${(cause as Error).message}`, { cause });
  }
  const header = (records[0]?.record ?? []).map((cell) => cell.trim());
  const twice = header.find((column, at) => column !== '' && header.indexOf(column) !== at);
  if (twice !== undefined)
    throw new InvalidInput('column-twice', `${name} has the column ${twice} twice; remove one`);
  return {
    name,
    delimiter,
    header,
    records: records.slice(1).map(({ record, info }) => {
      // The genuine file ends every line with a comma: one nameless cell more or less is no fault.
      if (record.length < header.length - 1 || record.length > header.length + 1)
        throw new InvalidInput(
          'ragged-row',
          `${name}, line ${info.lines}: ${record.length} cells where the header has ${header.length}; a quote or comma is off near there`,
        );
      return { cells: record, line: info.lines };
    }),
  };
}
