import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { InvalidInput, Retryable } from './errors.ts';

/** Longest body after decompression, bytes: a page or image beyond it is a bomb. */
const MAX_DECODED = 256 * 1024 * 1024;

/** What `decodeContent` understands, for the Accept-Encoding header. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

const inflateEither = (body: Uint8Array, options: { maxOutputLength: number }): Buffer => {
  // "deflate" is zlib-wrapped by the standard and raw in the wild.
  try {
    return inflateSync(body, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw error;
    return inflateRawSync(body, options);
  }
};

const decoders: Readonly<Record<string, typeof inflateEither>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateEither,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
};

/**
 * Undoes the Content-Encoding of a body.
 * @throws InvalidInput (code `too-large`) for decompression bombs, (code `unknown-encoding`) for codings not asked for
 * @throws Retryable (code `truncated`) when the compressed stream is broken
 */
export const decodeContent = (
  body: Uint8Array,
  encoding: string,
  url: string,
  limit = MAX_DECODED,
): Uint8Array => {
  let decoded = body;
  const codings = encoding.split(',').map((coding) => coding.trim().toLowerCase());
  for (const coding of codings.reverse()) {
    if (coding === '' || coding === 'identity') continue;
    const decoder = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
    if (decoder === undefined || codings.length > 3) {
      throw new InvalidInput(
        'unknown-encoding',
        `${url}: sent with Content-Encoding '${encoding.slice(0, 60)}'`,
      );
    }
    try {
      decoded = decoder(decoded, { maxOutputLength: limit });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
        throw new InvalidInput('too-large', `${url}: unpacks to more than ${limit} bytes; not read`);
      }
      throw new Retryable('truncated', `${url}: its ${coding} stream is broken`, { cause: error });
    }
  }
  return decoded;
};
