import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { type Rewriting, rewritePage } from './rewrite-page.ts';

export type { Rewriting } from './rewrite-page.ts';

const encoded = (text: string, charset: Rewriting['charset']): Buffer => {
  if (charset === 'latin1') {
    // What Latin-1 does not have can only be written as an entity.
    return Buffer.from(
      text.replaceAll(/[\u{100}-\u{10ffff}]/gu, (character) => `&#${character.codePointAt(0)};`),
      'latin1',
    );
  }
  if (charset === 'utf16') return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  if (charset === 'byte-order-mark') return Buffer.from(`\u{feff}${text}`);
  return Buffer.from(text);
};

const typeOf = (charset: Rewriting['charset']): string => {
  if (charset === 'header') return 'text/html;charset="UTF-8"';
  if (charset === 'latin1') return 'text/html; charset=ISO-8859-1';
  return 'text/html';
};

const squeezers = {
  gzip: gzipSync,
  deflate: deflateSync,
  'deflate-raw': deflateRawSync,
  br: brotliCompressSync,
};

const send = (
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: Buffer,
  how: Rewriting,
): void => {
  const coding = how.encoding;
  const bytes = coding === undefined ? body : squeezers[coding](body);
  const sent = {
    ...headers,
    ...(coding === undefined ? {} : { 'content-encoding': coding.replace('-raw', '') }),
  };
  if (!how.chunked) {
    response.writeHead(status, { ...sent, 'content-length': String(bytes.length) });
    response.end(bytes);
    return;
  }
  response.writeHead(status, sent);
  for (let at = 0; at < bytes.length; at += 1_000) response.write(bytes.subarray(at, at + 1_000));
  response.end();
};

/** Starts the rewriting front of a site. */
export const startRewritten = async (
  inner: string,
  how: Rewriting,
): Promise<{ origin: string; paths: string[]; close(): Promise<void> }> => {
  let outer = '';
  const paths: string[] = [];
  const server = createServer(async (request, response) => {
    const path =
      new URL(request.url ?? '/', 'http://x').pathname + new URL(request.url ?? '/', 'http://x').search;
    paths.push(path);
    const answer = await fetch(inner + path, { redirect: 'manual' });
    const body = Buffer.from(await answer.arrayBuffer());
    const type = answer.headers.get('content-type') ?? '';
    const location = answer.headers.get('location');
    const headers: Record<string, string> = { 'content-type': type };
    if (location !== null) headers['location'] = location.replace(inner, outer);
    if (type.includes('text/html')) {
      const text = rewritePage(body.toString('utf8'), how, { path, inner, outer });
      headers['content-type'] = typeOf(how.charset);
      send(response, answer.status, headers, encoded(text, how.charset), how);
      return;
    }
    const json = type.includes('json');
    const bytes = json ? Buffer.from(body.toString('utf8').replaceAll(inner, outer)) : body;
    if (how.types === 'odd-case') headers['content-type'] = type.toUpperCase();
    if (how.types === 'json-as-text' && json) headers['content-type'] = 'text/plain';
    if (how.types === 'none-for-images' && type.startsWith('image/')) delete headers['content-type'];
    send(response, answer.status, headers, bytes, type.startsWith('image/') ? {} : how);
  });
  // A connection closed just as the next request comes would be asked again: requests are counted.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  outer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: outer,
    paths,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
