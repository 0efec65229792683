import { ACCEPT_ENCODING } from '../../../../data/content-encoding.ts';
import type { JournalEntry } from '../../../../data/format/journal-entry.ts';
import type { Expectation } from '../door.ts';
import type { FetchTask } from '../judging/judged.ts';
import type { HostPolicy } from './host-policy.ts';

const ACCEPT: Readonly<Record<Expectation, string>> = {
  html: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  json: 'application/json,text/javascript,*/*;q=0.8',
  xml: 'application/xml,text/xml,*/*;q=0.8',
  image: 'image/png,image/jpeg,image/*;q=0.9,*/*;q=0.5',
  pdf: 'application/pdf,*/*;q=0.5',
  text: 'text/plain,*/*;q=0.8',
  any: '*/*',
};

/** Set by the door alone: a source neither poses as somebody else nor reaches another host. */
const RESERVED = new Set([
  'user-agent',
  'host',
  'cookie',
  'connection',
  'content-length',
  'transfer-encoding',
]);

/** Cookies as the one header they are sent in. */
export const cookieHeader = (cookies: readonly { name: string; value: string }[]): string =>
  cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

/**
 * Headers of one request: who we are, what is wanted, where the link stood, and what is held already.
 * @param validators the held answer to ask about conditionally
 */
export const requestHeaders = (
  task: FetchTask,
  { userAgent, policy }: { userAgent: string; policy: HostPolicy },
  validators: JournalEntry | null,
): Record<string, string> => {
  const headers: Record<string, string> = {
    'user-agent': userAgent,
    accept: ACCEPT[task.expect],
    'accept-language': 'en',
    'accept-encoding': ACCEPT_ENCODING,
  };
  const referer = task.referer === undefined ? null : policy.resolve(task.referer, policy.base);
  if (referer !== null) headers['referer'] = referer;
  if (task.cookie !== undefined && task.cookie !== '') headers['cookie'] = task.cookie;
  for (const [name, value] of Object.entries(task.headers ?? {})) {
    if (!RESERVED.has(name.toLowerCase())) headers[name.toLowerCase()] = value;
  }
  const { etag, 'last-modified': modified } = validators?.headers ?? {};
  if (etag !== undefined) headers['if-none-match'] = etag;
  if (modified !== undefined) headers['if-modified-since'] = modified;
  return headers;
};
