import { type CaselineError, InvalidInput, NotFound, Retryable } from '../../../data/errors.ts';
import { decodeText, mediaType } from './content.ts';
import type { Fetched, FetchedJson, FetchedText, FetchOptions } from './door.ts';
import { errorOf, type Landed } from './judging/judged.ts';

/** What a source gets to see of a landed answer. @throws the error it stands for, when it is no content */
export const fetchedOf = (url: string, landed: Landed): Fetched => {
  const error = errorOf(landed);
  if (error !== null) throw error;
  const { answer, judgement, entry, origin, redirects } = landed;
  return {
    url,
    finalUrl: answer.url,
    redirects,
    status: answer.status,
    headers: answer.headers,
    body: answer.body,
    sha256: entry.sha256 ?? '',
    mime: judgement.kind === 'ok' ? judgement.mime : mediaType(answer.headers['content-type']),
    origin,
    retrievedAt: entry.time,
  };
};

export const fetchedTextOf = (url: string, landed: Landed): FetchedText => {
  const fetched = fetchedOf(url, landed);
  const { judgement } = landed;
  if (judgement.kind !== 'ok') return { ...fetched, text: '' };
  const { text, replaced } = judgement;
  return { ...fetched, text: text ?? '', ...(replaced === undefined ? {} : { replaced }) };
};

/** What a page in the browser has received, as text whatever it was asked for as. */
export const receivedTextOf = (landed: Landed): FetchedText => {
  const { url, body, headers } = landed.answer;
  return { ...fetchedOf(url, landed), text: decodeText(body, headers['content-type'] ?? '') };
};

export const fetchedJsonOf = (url: string, landed: Landed): FetchedJson => {
  const fetched = fetchedTextOf(url, landed);
  return { ...fetched, data: landed.judgement.kind === 'ok' ? landed.judgement.data : undefined };
};

/** True where an address has no whole image, or is on a host that is none of the source's and so is not asked. */
export const isNoImage = (error: unknown): error is CaselineError =>
  error instanceof NotFound ||
  (error instanceof Retryable && error.code === 'truncated-image') ||
  (error instanceof InvalidInput && error.code === 'foreign-host');

/**
 * The first address that gives a whole image.
 * @throws the last address' error when none does: `NotFound`, `Retryable` (code `truncated-image`), or `InvalidInput`
 *   (code `foreign-host`)
 */
export const firstImage = async (
  urls: string | readonly string[],
  options: FetchOptions,
  fetchOne: (url: string, options: FetchOptions) => Promise<Fetched>,
): Promise<Fetched> => {
  let last: Error = new NotFound('not-found', 'the image has no address');
  for (const url of typeof urls === 'string' ? [urls] : urls) {
    try {
      return await fetchOne(url, { ...options, expect: 'image' });
    } catch (error) {
      if (!isNoImage(error)) throw error;
      last = error;
    }
  }
  throw last;
};
