import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { CaselineError, InvalidInput, Retryable } from '../../../../data/errors.ts';
import type { RawResponse } from '../../../../data/ports/crawl/raw-response.ts';
import { type AllowedKind, checkLiteral, guardedLookup } from './addresses.ts';

export interface HttpLimits {
  /** Longest body accepted, bytes as sent. */
  readonly maxBytes: number;
  /** Longest silence, milliseconds. */
  readonly idle: number;
  /** Longest whole exchange, milliseconds. */
  readonly total: number;
}

export const httpLimits: HttpLimits = { maxBytes: 256 * 1024 * 1024, idle: 30_000, total: 180_000 };

const fault = (code: string, url: string, what: string, cause?: unknown): Retryable =>
  new Retryable(code, `${url}: ${what}`, { cause });

/** Joins repeated headers; Node's own joining drops some duplicates. */
const joined = (pairs: readonly (readonly [string, string])[]): Record<string, string> => {
  const headers = new Map<string, string>();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const before = headers.get(key);
    // Cookies hold commas of their own; a line end keeps them apart, as browsers' tools expect.
    const between = key === 'set-cookie' ? '\n' : ', ';
    headers.set(key, before === undefined ? value : before + between + value);
  }
  return Object.fromEntries(headers);
};

/**
 * Sends GET requests and reads whole answers. Connections are kept alive, one a host; the address is checked when it is
 * connected to, so that no name leads into the inner network.
 */
export class HttpTier {
  readonly #http: HttpAgent;
  readonly #https: HttpsAgent;
  readonly #limits: HttpLimits;
  readonly #allowed: AllowedKind;

  constructor(allowed: AllowedKind, limits: Partial<HttpLimits> = {}) {
    const options = { keepAlive: true, maxSockets: 1, lookup: guardedLookup(allowed) };
    this.#http = new HttpAgent(options);
    this.#https = new HttpsAgent(options);
    this.#limits = { ...httpLimits, ...limits };
    this.#allowed = allowed;
  }

  /** Longest an exchange may take, milliseconds. */
  get longest(): number {
    return this.#limits.total;
  }

  /**
   * @throws Retryable (codes `network`, `timeout`, `truncated`) for faults of the moment
   * @throws InvalidInput (code `too-large`, `private-address`) for answers that must not be read
   */
  get(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<RawResponse> {
    const secure = url.protocol === 'https:';
    return new Promise<RawResponse>((resolve, reject) => {
      // Names are checked as they are looked up; an address written out is never looked up.
      checkLiteral(url.hostname, this.#allowed);
      const sent = Date.now();
      const started = performance.now();
      const request = (secure ? httpsRequest : httpRequest)(url, {
        agent: secure ? this.#https : this.#http,
        headers,
        signal,
        maxHeaderSize: 64 * 1024,
      });
      const deadline = setTimeout(
        () => request.destroy(fault('timeout', url.href, `no whole answer within ${this.#limits.total} ms`)),
        this.#limits.total,
      );
      const fail = (error: unknown) => {
        clearTimeout(deadline);
        reject(signal.aborted ? signal.reason : asFault(url, error));
      };
      request.setTimeout(this.#limits.idle, () =>
        request.destroy(fault('timeout', url.href, `silent for ${this.#limits.idle} ms`)),
      );
      request.on('error', fail);
      request.on('response', (response) => {
        this.#read(response, url).then((body) => {
          clearTimeout(deadline);
          const rawHeaders = pairsOf(response.rawHeaders);
          resolve({
            url: url.href,
            httpVersion: response.httpVersion,
            status: response.statusCode ?? 0,
            statusText: response.statusMessage ?? '',
            rawHeaders,
            headers: joined(rawHeaders),
            body,
            requestHeaders: requestHeadersOf(request.getRawHeaderNames(), (name) => request.getHeader(name)),
            sent,
            latency: performance.now() - started,
          });
        }, fail);
      });
      request.end();
    });
  }

  /** Reads the body, into one piece of the promised length where there is a promise. */
  #read(response: IncomingMessage, url: URL): Promise<Uint8Array> {
    const { maxBytes } = this.#limits;
    const stated = response.headers['content-length'];
    // A 304 may state the length of the body that it spares us (RFC 9110 section 8.6).
    const bare = response.statusCode === 304 || response.statusCode === 204;
    const promised = stated === undefined || bare ? null : Number(stated);
    const tooLong = () =>
      new InvalidInput('too-large', `${url.href}: longer than ${maxBytes} bytes; not read further`);
    return new Promise<Uint8Array>((resolve, reject) => {
      if (promised !== null && promised > maxBytes) {
        response.destroy();
        reject(tooLong());
        return;
      }
      const whole = promised === null ? null : Buffer.allocUnsafeSlow(promised);
      const chunks: Uint8Array[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        if (size + chunk.length > maxBytes) {
          response.destroy();
          reject(tooLong());
          return;
        }
        if (whole === null) chunks.push(chunk);
        else chunk.copy(whole, size);
        size += chunk.length;
      });
      response.on('error', reject);
      response.on('end', () => {
        const length = promised ?? size;
        if (response.complete && length === size) resolve(whole ?? Buffer.concat(chunks));
        else reject(fault('truncated', url.href, `the body ended after ${size} of ${length} bytes`));
      });
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}

const pairsOf = (flat: readonly string[]): [string, string][] => {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([flat[at] ?? '', flat[at + 1] ?? '']);
  return pairs;
};

const requestHeadersOf = (
  names: readonly string[],
  header: (name: string) => number | string | string[] | undefined,
): [string, string][] => names.map((name) => [name, String(header(name) ?? '')]);

/** Errors of the socket become faults of the moment; our own pass as they are. */
const asFault = (url: URL, error: unknown): Error => {
  if (error instanceof CaselineError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ECONNRESET' && message === 'aborted') {
    return fault('truncated', url.href, 'the connection was dropped inside the body', error);
  }
  return fault('network', url.href, `${code ?? 'fault'} (${message})`, error);
};
