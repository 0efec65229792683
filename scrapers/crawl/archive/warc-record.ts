import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { WARCParser, WARCRecord, WARCSerializer } from 'warcio';
import type { RawResponse } from '../door/http-tier.ts';

const sha256 = (...parts: readonly Uint8Array[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** Bodies that are compressed already are stored, not squeezed again: pages at level 6, images at level 0. */
const levelFor = (headers: Readonly<Record<string, string>>): number =>
  headers['content-encoding'] !== undefined ||
  /^(image|video|audio)\/(?!svg|bmp|x-ms-bmp|tiff)/.test(headers['content-type'] ?? '')
    ? 0
    : 6;

/**
 * A gzip member. The compressor's own buffers are sized by what it gets: with the defaults each of the many small records
 * would take a quarter of a megabyte for a moment, and large ones would be put together from thousands of pieces.
 */
const squeezed = (bytes: Uint8Array, level: number): Buffer => {
  const windowBits = Math.min(15, Math.max(9, 32 - Math.clz32(bytes.length)));
  const chunkSize = Math.max(64, Math.ceil(bytes.length * 1.01) + 64);
  return gzipSync(bytes, { level, windowBits, memLevel: windowBits < 14 ? 4 : 8, chunkSize });
};

type RecordType = 'response' | 'request' | 'revisit' | 'resource' | 'warcinfo';

interface RecordParts {
  type: RecordType;
  url?: string;
  /** Milliseconds since 1970. */
  time: number;
  statusline?: string;
  httpHeaders?: readonly (readonly [string, string])[];
  warcHeaders?: Record<string, string>;
  body: Uint8Array;
  /** Hash of `body`, when it is known already. */
  bodySha256?: string | undefined;
  level: number;
}

/** One WARC/1.1 record as a gzip member of its own, and its record id. Digests are SHA-256, as the serializer's own. */
const memberOf = async (parts: RecordParts): Promise<{ member: Buffer; id: string }> => {
  const record = WARCRecord.create(
    {
      type: parts.type,
      ...(parts.url === undefined ? {} : { url: parts.url }),
      date: new Date(parts.time).toISOString(),
      warcVersion: 'WARC/1.1',
      ...(parts.statusline === undefined ? {} : { statusline: parts.statusline }),
      httpHeaders: (parts.httpHeaders ?? []) as [string, string][],
      warcHeaders: parts.warcHeaders ?? {},
      keepHeadersCase: true,
    },
    [parts.body],
  );
  if (parts.type !== 'warcinfo') {
    // The serializer would hash in WebAssembly; the runtime's own hash is several times faster.
    const head = record.httpHeaders === null ? '' : `${record.httpHeaders.toString()}\r\n`;
    const { headers } = record.warcHeaders;
    if (parts.type !== 'revisit') {
      headers.set('WARC-Payload-Digest', `sha256:${parts.bodySha256 ?? sha256(parts.body)}`);
    }
    headers.set('WARC-Block-Digest', `sha256:${sha256(Buffer.from(head), parts.body)}`);
  }
  const bytes = await WARCSerializer.serialize(record, { gzip: false });
  return {
    member: squeezed(bytes, parts.level),
    id: record.warcHeader('WARC-Record-ID') ?? '',
  };
};

/** The body is kept as sent, but Node has already taken the chunks apart: the header must not promise them. */
const archivable = (headers: readonly (readonly [string, string])[]): [string, string][] =>
  headers.map(([name, value]) => [
    name.toLowerCase() === 'transfer-encoding' ? `X-Archive-Orig-${name}` : name,
    value,
  ]);

/** The record that opens a file: who wrote it. */
export const warcInfo = async (file: string, software: string): Promise<Buffer> => {
  const fields = {
    software,
    format: 'WARC File Format 1.1',
    conformsTo: 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  const { member } = await memberOf({
    type: 'warcinfo',
    time: Date.now(),
    warcHeaders: { 'WARC-Filename': file, 'Content-Type': 'application/warc-fields' },
    body: Buffer.from(lines.join('')),
    level: 6,
  });
  return member;
};

/**
 * The request and its response (or, for a 304, the revisit of an earlier one).
 * @param bodySha256 hash of the body as sent, when it is known already
 * @returns the two members in that order; the journal points to the second, so that it ends where the pair ends
 */
export const exchangeMembers = async (
  raw: RawResponse,
  revisitOf?: { url: string; time: string },
  bodySha256?: string,
): Promise<[Buffer, Buffer]> => {
  const { pathname, search, host } = new URL(raw.url);
  const request = await memberOf({
    type: 'request',
    url: raw.url,
    time: raw.sent,
    statusline: `GET ${pathname}${search} HTTP/1.1`,
    httpHeaders: [['Host', host], ...raw.requestHeaders.filter(([name]) => name.toLowerCase() !== 'host')],
    body: new Uint8Array(),
    level: 6,
  });
  const revisit: Record<string, string> =
    revisitOf === undefined
      ? {}
      : {
          'WARC-Profile': 'http://netpreserve.org/warc/1.1/revisit/server-not-modified',
          'WARC-Refers-To-Target-URI': revisitOf.url,
          'WARC-Refers-To-Date': revisitOf.time,
        };
  const response = await memberOf({
    type: revisitOf === undefined ? 'response' : 'revisit',
    url: raw.url,
    time: raw.sent,
    statusline: `HTTP/${raw.httpVersion} ${raw.status} ${raw.statusText}`,
    httpHeaders: archivable(raw.rawHeaders),
    warcHeaders: { 'WARC-Concurrent-To': request.id, ...revisit },
    body: raw.body,
    bodySha256,
    level: levelFor(raw.headers),
  });
  return [request.member, response.member];
};

/** A document as rendered: a resource record under `urn:caseline:rendered:<url>`. */
export const renderedMember = async (url: string, html: Uint8Array, time: number): Promise<Buffer> => {
  const { member } = await memberOf({
    type: 'resource',
    url: `urn:caseline:rendered:${url}`,
    time,
    warcHeaders: { 'Content-Type': 'text/html; charset=utf-8' },
    body: html,
    level: 6,
  });
  return member;
};

/** One record read back: HTTP headers (lower case) and the body as it was sent, still content-encoded. */
export const readMember = async (
  member: Uint8Array,
): Promise<{ headers: Record<string, string>; body: Uint8Array }> => {
  const record = await WARCParser.parse([gunzipSync(member)], { keepHeadersCase: false });
  if (record === null) throw new Error('not a WARC record');
  const headers: Record<string, string> = {};
  for (const [name, value] of record.httpHeaders?.headers ?? []) headers[name.toLowerCase()] = value;
  const body = await record.readFully(false);
  return { headers, body };
};
