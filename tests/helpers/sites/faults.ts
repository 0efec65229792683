import {
  html,
  type Interference,
  type LoggedRequest,
  type SampleAnswer,
  type SiteRequest,
} from '../../../samples/server.ts';

/** Everything that sites were seen to do to their visitors. */
export type FaultKind =
  | 'forbidden'
  | 'forbidden-without-browser-headers'
  | 'too-many-requests'
  | 'challenge'
  | 'captcha'
  | 'login-redirect'
  | 'slow'
  | 'drop'
  | 'drop-midway'
  | 'html-for-json'
  | 'not-found'
  | 'truncated'
  | 'server-error'
  | 'unavailable'
  | 'latin-1'
  | 'replace';

export interface Fault {
  kind: FaultKind;
  /** Tested against path and query. */
  path: RegExp;
  /** Which of the requests that match (1-based); all of them when left out. */
  nth?: number | readonly number[];
  /** `challenge`: which page and with what status. */
  challenge?: keyof typeof challengePages;
  status?: number;
  /** `too-many-requests`, `unavailable`: the Retry-After header, seconds or a date. */
  retryAfter?: string;
  /** `slow`: milliseconds. */
  milliseconds?: number;
  /** `replace`: what a markup change does to the text of the answer. */
  from?: string | RegExp;
  to?: string;
}

export const challengePages = {
  cloudflare:
    '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body><div id="challenge-running">Checking your browser</div><form id="challenge-form" action="/cdn-cgi/challenge-platform/x" method="POST"></form></body></html>',
  verification:
    '<!DOCTYPE html><html><head><title>eurorad.org</title></head><body><p>Please wait while your request is being verified...</p></body></html>',
  bare: '<!DOCTYPE html><html><head><title>eurorad.org</title></head><body><script src="/_Incapsula_Resource"></script></body></html>',
} as const;

/** A captcha inside the site's own frame: no results, and no words that say there are none. */
export const captchaPage =
  '<!DOCTYPE html><html><head><title>Search | Radiopaedia.org</title></head><body><div id="main"><h1>Security check</h1><form><div class="g-recaptcha" data-sitekey="x"></div><p>Please complete the captcha to continue.</p></form></div></body></html>';

const textOf = (body: string | Uint8Array): string =>
  typeof body === 'string' ? body : Buffer.from(body).toString();

const changed = (fault: Fault, answer: SampleAnswer): SampleAnswer => {
  if (fault.kind === 'truncated') {
    const bytes = Buffer.from(answer.body);
    return { ...answer, body: bytes.subarray(0, Math.floor(bytes.length / 2)) };
  }
  if (fault.kind === 'latin-1') {
    return {
      ...answer,
      headers: { ...answer.headers, 'content-type': 'text/html; charset=iso-8859-1' },
      body: Buffer.from(textOf(answer.body).replace('<meta charset="utf-8">', ''), 'latin1'),
    };
  }
  return {
    ...answer,
    body: textOf(answer.body).replaceAll(new RegExp(fault.from ?? /(?!)/, 'g'), fault.to ?? ''),
  };
};

const plainPage = (title: string): string =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;

const looksLikeBrowser = (request: SiteRequest): boolean =>
  Boolean(
    request.headers['accept-language'] &&
      request.headers['accept-encoding'] &&
      /mozilla/i.test(request.headers['user-agent'] ?? ''),
  );

const interferenceOf = (fault: Fault, request: SiteRequest): Interference | null => {
  const answer = (value: SampleAnswer): Interference => ({ kind: 'answer', answer: value });
  const pausing = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
  switch (fault.kind) {
    case 'forbidden':
      return answer(html(plainPage('403 Forbidden'), 403));
    case 'forbidden-without-browser-headers':
      return looksLikeBrowser(request) ? null : answer(html(plainPage('403 Forbidden'), 403));
    case 'too-many-requests':
      return answer({
        status: 429,
        headers: { 'content-type': 'text/html', ...pausing },
        body: plainPage('Too Many Requests'),
      });
    case 'challenge':
      return answer(html(challengePages[fault.challenge ?? 'cloudflare'], fault.status ?? 200));
    case 'captcha':
      return answer(html(captchaPage, fault.status ?? 200));
    case 'login-redirect':
      return answer({ status: 302, headers: { location: '/users/sign_in' }, body: '' });
    case 'slow':
      return { kind: 'delay', milliseconds: fault.milliseconds ?? 1_000 };
    case 'drop':
      return { kind: 'drop' };
    case 'drop-midway':
      return { kind: 'drop', afterBytes: 40 };
    case 'html-for-json':
      return answer(html(plainPage('Radiopaedia.org')));
    case 'not-found':
      return answer(html(plainPage('404'), 404));
    case 'server-error':
      return answer(html(plainPage('500'), 500));
    case 'unavailable':
      return answer({
        status: 503,
        headers: { 'content-type': 'text/html', ...pausing },
        body: plainPage('503'),
      });
    default:
      return { kind: 'change', change: (sent) => changed(fault, sent) };
  }
};

/** The list may be changed while the site runs: each request looks at it anew. */
export const interfereWith =
  (faults: readonly Fault[]) =>
  (request: SiteRequest, log: readonly LoggedRequest[]): Interference | null => {
    const address = request.url.pathname + request.url.search;
    for (const fault of faults) {
      if (!fault.path.test(address)) continue;
      const nth = 1 + log.filter((entry) => fault.path.test(entry.url)).length;
      const wanted = fault.nth === undefined || [fault.nth].flat().includes(nth);
      const interference = wanted ? interferenceOf(fault, request) : null;
      if (interference) return interference;
    }
    return null;
  };
