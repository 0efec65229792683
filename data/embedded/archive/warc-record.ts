import { hash } from 'node:crypto';
import { constants, gunzipSync } from 'node:zlib';
import { WARCParser, WARCRecord } from 'warcio';
import type { RawResponse } from '../../ports/crawl/raw-response.ts';
import { squeezedMember, storedMember } from './gzip-member.ts';

/** A gzip member in the pieces it is to be written in. */
export type Member = readonly Uint8Array[];

/** Bodies that are compressed already are stored, not squeezed again: pages at level 6, images as they are. */
const isSqueezed = (headers: Readonly<Record<string, string>>): boolean =>
  headers['content-encoding'] !== undefined ||
  /^(image|video|audio)\/(?!svg|bmp|x-ms-bmp|tiff)/.test(headers['content-type'] ?? '');

const LEVEL = 6;
const END = Buffer.from('\r\n\r\n');

type RecordType = 'response' | 'request' | 'revisit' | 'resource' | 'warcinfo';

const profiles = 'http://netpreserve.org/warc/1.1/revisit';

/** What a revisit stands for, in place of the payload (WARC 1.1, section 6.7). */
export interface Revisit {
  /** A 304, or an answer whose payload was received before. */
  readonly profile: 'server-not-modified' | 'identical-payload-digest';
  /** The record that holds the payload: its address, when it was made, its id. */
  readonly url: string;
  readonly time: string;
  readonly recordId: string;
}

interface RecordParts {
  type: RecordType;
  url?: string;
  /** Milliseconds since 1970. */
  time: number;
  statusline?: string;
  httpHeaders?: readonly (readonly [string, string])[];
  warcHeaders?: Record<string, string>;
  /** Of a revisit (section 6.7): why the payload is not repeated. */
  profile?: Revisit['profile'] | undefined;
  body: Uint8Array;
  /** Hash of `body`, when it is known already. */
  bodySha256?: string | undefined;
  /** The body is compressed already. */
  stored?: boolean;
}

const digestOf = (body: Uint8Array, known: string | undefined): string =>
  `sha256:${known ?? hash('sha256', body)}`;

/**
 * One WARC/1.1 record as a gzip member of its own, and its record id. The payload has its SHA-256; a digest of the whole
 * block, which the standard leaves open, would only hash every image once more.
 */
const memberOf = (parts: RecordParts): { member: Member; id: string } => {
  const { body } = parts;
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
    [],
  );
  const http = Buffer.from(record.httpHeaders === null ? '' : `${record.httpHeaders.toString()}\r\n`);
  const { headers } = record.warcHeaders;
  if (parts.type !== 'revisit' && parts.type !== 'warcinfo')
    headers.set('WARC-Payload-Digest', digestOf(body, parts.bodySha256));
  // The library gives every revisit the same profile and puts it over ours.
  if (parts.profile !== undefined) headers.set('WARC-Profile', `${profiles}/${parts.profile}`);
  headers.set('Content-Length', String(http.length + body.length));
  const pieces = [Buffer.from(`${record.warcHeaders.toString()}\r\n`), http, body, END];
  return {
    member: parts.stored === true ? storedMember(pieces) : squeezedMember(pieces, LEVEL),
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
export const warcInfo = (file: string, software: string): Member => {
  const fields = {
    software,
    format: 'WARC File Format 1.1',
    conformsTo: 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  const { member } = memberOf({
    type: 'warcinfo',
    time: Date.now(),
    warcHeaders: { 'WARC-Filename': file, 'Content-Type': 'application/warc-fields' },
    body: Buffer.from(lines.join('')),
  });
  return member;
};

/**
 * The request and its response, or the revisit of an earlier one: its headers without the payload.
 * @param bodySha256 hash of the body as sent, when it is known already
 * @returns the two members in that order; the journal points to the second, so that it ends where the pair ends
 */
export const exchangeMembers = (
  raw: RawResponse,
  revisitOf?: Revisit,
  bodySha256?: string,
): [Member, Member] => {
  const { pathname, search, host } = new URL(raw.url);
  const request = memberOf({
    type: 'request',
    url: raw.url,
    time: raw.sent,
    statusline: `GET ${pathname}${search} HTTP/1.1`,
    httpHeaders: [['Host', host], ...raw.requestHeaders.filter(([name]) => name.toLowerCase() !== 'host')],
    body: new Uint8Array(),
  });
  const revisit: Record<string, string> =
    revisitOf === undefined
      ? {}
      : {
          'WARC-Refers-To': revisitOf.recordId,
          'WARC-Refers-To-Target-URI': revisitOf.url,
          'WARC-Refers-To-Date': revisitOf.time,
          // Of a 304 nothing was received that could be digested.
          ...(revisitOf.profile === 'identical-payload-digest'
            ? { 'WARC-Payload-Digest': digestOf(raw.body, bodySha256) }
            : {}),
        };
  const response = memberOf({
    type: revisitOf === undefined ? 'response' : 'revisit',
    url: raw.url,
    time: raw.sent,
    statusline: `HTTP/${raw.httpVersion} ${raw.status} ${raw.statusText}`,
    httpHeaders: archivable(raw.rawHeaders),
    warcHeaders: { 'WARC-Concurrent-To': request.id, ...revisit },
    profile: revisitOf?.profile,
    body: revisitOf === undefined ? raw.body : new Uint8Array(),
    bodySha256,
    stored: revisitOf === undefined && isSqueezed(raw.headers),
  });
  return [request.member, response.member];
};

/** A document as rendered: a resource record under `urn:caseline:rendered:<url>`. */
export const renderedMember = (url: string, html: Uint8Array, time: number): Member => {
  const { member } = memberOf({
    type: 'resource',
    url: `urn:caseline:rendered:${url}`,
    time,
    warcHeaders: { 'Content-Type': 'text/html; charset=utf-8' },
    body: html,
  });
  return member;
};

/** Bytes that hold the headers of any record of ours, squeezed. */
const HEAD = 16 * 1024;

/** The id of a record. @throws Error when it has none */
export const recordIdOf = (member: Uint8Array): string => {
  const head = gunzipSync(member.subarray(0, HEAD), { finishFlush: constants.Z_SYNC_FLUSH });
  const id = /^WARC-Record-ID: {0,5}(<[^<>\r\n]{1,200}>)/im.exec(head.toString('latin1'))?.[1];
  if (id === undefined) throw new Error('a WARC record without an id');
  return id;
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
