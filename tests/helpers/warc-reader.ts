import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A WARC record by the grammar of the standard (ISO 28500:2017, section 4). */
export interface PlainRecord {
  readonly version: string;
  /** Names in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  /** Headers of the HTTP message in the block, lower case; empty where there is none. */
  readonly http: ReadonlyMap<string, string>;
  readonly statusLine: string;
  readonly payload: Buffer;
}

const fieldsOf = (lines: readonly string[]): Map<string, string> =>
  new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      if (colon < 1) throw new Error(`no field: ${line}`);
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );

const headOf = (bytes: Buffer, at: number): { lines: string[]; end: number } => {
  const blank = bytes.indexOf('\r\n\r\n', at);
  if (blank < 0) throw new Error(`no end of the headers behind ${at}`);
  return { lines: bytes.subarray(at, blank).toString('utf8').split('\r\n'), end: blank + 4 };
};

/**
 * Reads a WARC file without the library that writes it: version, named fields, a block of the stated length, two line
 * ends. @throws Error where the file is not of that form or a record lacks a mandatory field (section 5.1)
 */
export const readWarc = (file: string): PlainRecord[] => {
  const bytes = gunzipSync(readFileSync(file));
  const records: PlainRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { lines, end } = headOf(bytes, at);
    const [version = '', ...others] = lines;
    const fields = fieldsOf(others);
    for (const name of ['warc-record-id', 'warc-date', 'warc-type', 'content-length'])
      if (!fields.has(name)) throw new Error(`a record without ${name}`);
    const length = Number(fields.get('content-length'));
    const block = bytes.subarray(end, end + length);
    at = end + length + 4;
    if (block.length !== length || bytes.subarray(at - 4, at).toString('latin1') !== '\r\n\r\n')
      throw new Error(`the block of ${fields.get('warc-record-id')} is not as long as it says`);
    const message = fields.get('content-type')?.startsWith('application/http') ? headOf(block, 0) : null;
    const [statusLine = '', ...headers] = message?.lines ?? [];
    records.push({
      version,
      fields,
      http: fieldsOf(headers),
      statusLine,
      payload: block.subarray(message?.end ?? 0),
    });
  }
  return records;
};
