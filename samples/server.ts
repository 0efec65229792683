import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the site saw it. */
export interface LoggedRequest {
  /** Milliseconds since 1970, on arrival and when the answer was complete (null: still open or dropped). */
  readonly at: number;
  finishedAt: number | null;
  readonly method: string;
  /** Path with query, as asked. */
  readonly url: string;
  readonly host: string;
  readonly headers: IncomingHttpHeaders;
  /** Status sent; 0 when the connection was dropped. */
  status: number;
  bytes: number;
  /** Other requests being answered when this one arrived. */
  readonly concurrent: number;
}

export interface SampleAnswer {
  status?: number;
  headers?: Record<string, string>;
  body: string | Uint8Array;
}

export interface SiteRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
}

/** Null: not here. */
export type SiteRoute = (request: SiteRequest) => SampleAnswer | null | Promise<SampleAnswer | null>;

/** What may happen to an answer on its way: used by tests to be as unkind as networks are. */
export type Interference =
  | { kind: 'answer'; answer: SampleAnswer }
  | { kind: 'drop'; afterBytes?: number }
  | { kind: 'delay'; milliseconds: number }
  | { kind: 'change'; change: (answer: SampleAnswer) => SampleAnswer };

export interface SiteOptions {
  routes: readonly SiteRoute[];
  /** Called for each request before it is answered. */
  interfere?: (request: SiteRequest, log: readonly LoggedRequest[]) => Interference | null;
}

export interface SampleSite {
  readonly origin: string;
  readonly requests: LoggedRequest[];
  close(): Promise<void>;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const bytesOf = (body: string | Uint8Array): Buffer =>
  typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);

const firstAnswer = async (routes: readonly SiteRoute[], request: SiteRequest): Promise<SampleAnswer> => {
  for (const route of routes) {
    const answer = await route(request);
    if (answer) return answer;
  }
  return {
    status: 404,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<!DOCTYPE html><html><head><title>Page not found</title></head><body><h1>404</h1></body></html>',
  };
};

/** Adds an entity tag, and answers 304 when the client holds it. */
const conditional = (
  answer: SampleAnswer,
  request: SiteRequest,
): { status: number; headers: Record<string, string>; body: Buffer } => {
  const body = bytesOf(answer.body);
  const status = answer.status ?? 200;
  const headers = { ...answer.headers };
  if (status !== 200) return { status, headers, body };
  headers['etag'] ??= `"${createHash('sha256').update(body).digest('hex').slice(0, 20)}"`;
  const held = request.headers['if-none-match'];
  if (held?.includes(headers['etag'])) return { status: 304, headers, body: Buffer.alloc(0) };
  return { status, headers, body };
};

const send = (
  response: ServerResponse,
  entry: LoggedRequest,
  sent: { status: number; headers: Record<string, string>; body: Buffer },
): void => {
  entry.status = sent.status;
  entry.bytes = sent.body.length;
  const hasBody = sent.status !== 304 && entry.method !== 'HEAD';
  response.writeHead(
    sent.status,
    hasBody ? { ...sent.headers, 'content-length': String(sent.body.length) } : sent.headers,
  );
  response.end(hasBody ? sent.body : undefined);
};

/** A site on 127.0.0.1, port chosen by the system, with a log of every request. */
export const startSite = async (options: SiteOptions): Promise<SampleSite> => {
  const requests: LoggedRequest[] = [];
  let open = 0;
  const server: Server = createServer(async (incoming, response) => {
    const host = incoming.headers.host ?? 'localhost';
    const entry: LoggedRequest = {
      at: Date.now(),
      finishedAt: null,
      method: incoming.method ?? 'GET',
      url: incoming.url ?? '/',
      host,
      headers: incoming.headers,
      status: 0,
      bytes: 0,
      concurrent: open,
    };
    const request: SiteRequest = {
      method: entry.method,
      url: new URL(entry.url, `http://${host}`),
      headers: incoming.headers,
    };
    const interference = options.interfere?.(request, requests) ?? null;
    requests.push(entry);
    open += 1;
    response.on('close', () => {
      open -= 1;
      if (response.writableFinished) entry.finishedAt = Date.now();
    });
    try {
      if (interference?.kind === 'delay') await pause(interference.milliseconds);
      let answer =
        interference?.kind === 'answer' ? interference.answer : await firstAnswer(options.routes, request);
      if (interference?.kind === 'change') answer = interference.change(answer);
      if (interference?.kind === 'drop') {
        const body = bytesOf(answer.body);
        if (interference.afterBytes !== undefined) {
          response.writeHead(200, { ...answer.headers, 'content-length': String(body.length) });
          response.write(body.subarray(0, interference.afterBytes), () => incoming.socket.destroy());
        } else incoming.socket.destroy();
        return;
      }
      send(response, entry, conditional(answer, request));
    } catch (error) {
      send(response, entry, {
        status: 500,
        headers: { 'content-type': 'text/plain' },
        body: Buffer.from(String(error)),
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // A connection closed just as the next request comes would be asked again: requests are counted.
    server.keepAliveTimeout = 0;
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
};

export const html = (body: string, status = 200): SampleAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
});
export const json = (value: unknown, status = 200): SampleAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});
export const redirect = (location: string, status = 301): SampleAnswer => ({
  status,
  headers: { location, 'content-type': 'text/html; charset=utf-8' },
  body: '<html><body>Moved</body></html>',
});
export const image = (body: Uint8Array, mime: string): SampleAnswer => ({
  headers: { 'content-type': mime },
  body,
});
