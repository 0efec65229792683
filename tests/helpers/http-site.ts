import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server saw it. Times in milliseconds since 1970. */
export interface SeenRequest {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly arrived: number;
  /** When the answer was ready and about to be sent; 0 while it is being made. */
  ended: number;
  status: number;
  /** Requests of this server not yet answered when it arrived, itself included. */
  readonly together: number;
}

export interface SiteAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
  /** Milliseconds before anything is sent. */
  readonly delay?: number;
  /** Drops the connection: before the answer, or after this many bytes of the body. */
  readonly drop?: 'before' | number;
}

export type SiteHandler = (path: string, request: IncomingMessage) => SiteAnswer | Promise<SiteAnswer>;

export interface HttpSite {
  readonly origin: string;
  readonly requests: SeenRequest[];
  /** Paths asked for, in order. */
  paths(): string[];
  close(): Promise<void>;
}

const send = (response: ServerResponse, answer: SiteAnswer): void => {
  const { status = 200, headers = {}, body = '', drop } = answer;
  if (drop === 'before') {
    response.socket?.destroy();
    return;
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value as string]));
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': bytes.length,
    ...given,
  });
  if (drop === undefined) {
    response.end(status === 304 ? undefined : bytes);
    return;
  }
  response.write(bytes.subarray(0, drop), () => response.socket?.destroy());
};

/** A real server on this machine that logs what it is asked. */
export const startHttpSite = async (handler: SiteHandler): Promise<HttpSite> => {
  const requests: SeenRequest[] = [];
  let under = 0;
  const server = createServer(async (request, response) => {
    under += 1;
    const seen: SeenRequest = {
      url: request.url ?? '/',
      headers: request.headers,
      arrived: Date.now(),
      ended: 0,
      status: 0,
      together: under,
    };
    requests.push(seen);
    const answer = await handler(seen.url, request);
    if (answer.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.delay));
    // Taken down before the bytes go: the asker cannot have them earlier, however busy this machine is.
    under -= 1;
    seen.status = answer.status ?? 200;
    seen.ended = Date.now();
    send(response, answer);
  });
  // A connection closed just as the next request comes would be asked again: requests are counted.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    paths: () => requests.map(({ url }) => url),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
