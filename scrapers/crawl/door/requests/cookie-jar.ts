import { parseSetCookie } from 'cookie';

/** A cookie as a browser or a person's exported session holds it. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** Host it is sent to; with a leading dot to the hosts below it too. */
  readonly domain: string;
  readonly path?: string | undefined;
  /** Seconds since 1970; none, or not above 0, for one that lasts as long as the run. */
  readonly expires?: number | undefined;
}

/** A server may ask for no more than this: RFC 6265 section 6.1 asks for 50 cookies a host and 4,096 bytes each. */
const MOST = 200;
const LONGEST = 4_096;

const isBelow = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

const isSentTo = ({ hostname, pathname }: URL, { domain, path = '/' }: Cookie): boolean => {
  const isHost = domain.startsWith('.') ? isBelow(hostname, domain.slice(1)) : hostname === domain;
  return isHost && (pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`));
};

/** RFC 6265 section 5.1.4: the folder of the address that set it. */
const defaultPath = (pathname: string): string => pathname.slice(0, pathname.lastIndexOf('/')) || '/';

/** One `Set-Cookie` line (RFC 6265 section 5.2); null for one that is none of this host's. @param now milliseconds since 1970 */
const parsed = (line: string, { hostname, pathname }: URL, now: number): Cookie | null => {
  if (line.length > LONGEST) return null;
  const { name, value = '', maxAge, expires, ...set } = parseSetCookie(line, { decode: (sent) => sent });
  if (name === '' || /[^\x21-\x7e]/.test(name + value)) return null;
  const domain = (set.domain ?? '').replace(/^\./, '').toLowerCase();
  // Of a whole ending such as `org` nobody may set one.
  if (domain !== '' && (!domain.includes('.') || !isBelow(hostname, domain))) return null;
  const until = maxAge === undefined ? expires?.getTime() : now + 1000 * maxAge;
  return {
    name,
    value,
    domain: domain === '' || domain === hostname ? hostname : `.${domain}`,
    path: set.path?.startsWith('/') ? set.path : defaultPath(pathname),
    ...(until === undefined ? {} : { expires: until / 1000 }),
  };
};

/** The cookies of one run: what the site set, what a person was given, gone with the run. */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  /** @param given of a session that a person exported */
  constructor(given: readonly Cookie[] = []) {
    this.add(given);
  }

  add(cookies: readonly Cookie[]): void {
    for (const cookie of cookies) {
      const key = JSON.stringify([cookie.domain, cookie.path ?? '/', cookie.name]);
      this.#cookies.delete(key);
      if (this.#cookies.size < MOST) this.#cookies.set(key, cookie);
    }
  }

  /** Takes in what an answer sets. @param setCookie its header, one cookie a line */
  take(url: URL, setCookie: string | undefined): void {
    if (setCookie === undefined) return;
    const now = Date.now();
    this.add(setCookie.split('\n').flatMap((line) => parsed(line, url, now) ?? []));
  }

  for(url: URL): readonly Cookie[] {
    const now = Date.now() / 1000;
    return [...this.#cookies.values()].filter(
      (cookie) =>
        isSentTo(url, cookie) &&
        (cookie.expires === undefined || cookie.expires === -1 || cookie.expires > now),
    );
  }
}
