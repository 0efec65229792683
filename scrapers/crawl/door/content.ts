import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { InvalidInput, Retryable } from '../../../data/errors.ts';

/** Longest body after decompression, bytes: a page or image beyond it is a bomb. */
export const MAX_DECODED = 256 * 1024 * 1024;

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

const decoderFor = (label: string): TextDecoder | null => {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
};

/** Character set a page names in its first 2,048 bytes (HTML meta, XML declaration). */
const declaredIn = (body: Uint8Array): string | null => {
  const head = Buffer.from(body.subarray(0, 2048)).toString('latin1');
  const match =
    /<meta[^>]{0,200}charset\s{0,5}=\s{0,5}["']?([\w:.-]{1,40})|<\?xml[^>]{0,100}encoding=["']([\w:.-]{1,40})/i.exec(
      head,
    );
  return match?.[1] ?? match?.[2] ?? null;
};

/**
 * Text of a body: byte order mark, then the header's charset, then what the page declares, then UTF-8. Bytes that are not
 * valid UTF-8 although they claim to be are read as windows-1252, the web's usual truth, instead of being lost.
 */
export const decodeText = (body: Uint8Array, contentType: string): string => {
  const bom =
    body[0] === 0xef && body[1] === 0xbb ? 'utf-8' : body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : null;
  const stated = /charset=["']?([\w:.-]{1,40})/i.exec(contentType)?.[1] ?? declaredIn(body) ?? 'utf-8';
  const decoder = decoderFor(bom ?? stated) ?? new TextDecoder();
  if (decoder.encoding !== 'utf-8') return decoder.decode(body);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return new TextDecoder('windows-1252').decode(body);
  }
};

/** Media type without parameters, lower case. */
export const mediaType = (contentType: string | undefined): string =>
  (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
