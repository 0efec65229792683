import { isIP } from 'node:net';
import { BadUsage, InvalidInput } from '../../../../data/errors.ts';
import { type AllowedKind, checkLiteral, isLoopbackHost } from './addresses.ts';

/** Reads a URL of http or https without user information; null for everything else. */
const httpUrl = (text: string, base?: string): URL | null => {
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return null;
  url.hash = '';
  return url;
};

/** A name that may belong to a site: neither this machine's nor an address written out. */
const isPublicName = (hostname: string): boolean =>
  isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && !isLoopbackHost(hostname);

/**
 * Which URLs are a source's, and where they really lead. With a base URL every host of the source is replaced by it:
 * that is how a copy of a site on this machine stands in for the site. A source with `anyHost` (papers, whose publisher
 * nobody knows beforehand) may ask every public host; a base URL then stands in for all of them.
 */
export class HostPolicy {
  /** Origin to build URLs from, without trailing slash. */
  readonly base: string;
  /** True when the base is on this machine: manners may then be eased, and only loopback addresses are connected to. */
  readonly loopback: boolean;
  readonly #hosts: ReadonlySet<string>;
  readonly #anyHost: boolean;
  readonly #replaced: boolean;

  /** @throws BadUsage when `baseUrl` is no http(s) origin */
  constructor(
    source: { origin: string; hosts: readonly string[]; anyHost?: boolean | undefined },
    baseUrl?: string,
  ) {
    this.#hosts = new Set([new URL(source.origin).host, ...source.hosts]);
    this.#anyHost = source.anyHost ?? false;
    this.#replaced = baseUrl !== undefined;
    const url = httpUrl(baseUrl ?? source.origin);
    if (url === null || (baseUrl !== undefined && (url.pathname !== '/' || url.search !== ''))) {
      throw new BadUsage(
        'bad-base-url',
        `--base-url ${baseUrl} is no origin; give e.g. http://127.0.0.1:4000`,
      );
    }
    this.base = url.origin;
    this.loopback = isLoopbackHost(url.hostname);
  }

  /** The source's own host names. */
  get hosts(): readonly string[] {
    return [...this.#hosts];
  }

  /** The kind of address that may be connected to. */
  get allowed(): AllowedKind {
    return this.loopback ? 'loopback' : 'public';
  }

  /** As `address`, but null instead of an error. */
  resolve(link: string, page: string): string | null {
    const url = httpUrl(link, page);
    return url === null ? null : this.#mapped(url).href;
  }

  isOwn(text: string): boolean {
    const url = httpUrl(text);
    return url !== null && this.#owns(this.#mapped(url));
  }

  /** Whether a cookie of this domain is for one of the source's hosts. */
  ownsDomain(domain: string): boolean {
    const bare = domain.replace(/^\./, '');
    return this.loopback || this.hosts.some((host) => host === bare || host.endsWith(`.${bare}`));
  }

  /**
   * The URL to request.
   * @throws InvalidInput (code `bad-url`, `foreign-host` or `private-address`)
   */
  address(text: string): URL {
    const url = httpUrl(text, this.base);
    if (url === null)
      throw new InvalidInput('bad-url', `'${text.slice(0, 200)}' is no http(s) URL; not requested`);
    const mapped = this.#mapped(url);
    // Where every public host may be asked, an inner address is refused for what it is.
    if (this.#anyHost) checkLiteral(mapped.hostname, this.allowed);
    if (!this.#owns(mapped)) {
      throw new InvalidInput(
        'foreign-host',
        `${mapped.href.slice(0, 300)} is on a host that is none of this source's (${[...this.#hosts].join(', ')}); not requested`,
      );
    }
    checkLiteral(mapped.hostname, this.allowed);
    return mapped;
  }

  #mapped(url: URL): URL {
    if (!this.#replaced || !(this.#hosts.has(url.host) || (this.#anyHost && isPublicName(url.hostname))))
      return url;
    return new URL(url.pathname + url.search, this.base);
  }

  #owns(url: URL): boolean {
    if (url.origin === this.base) return true;
    if (this.loopback) return isLoopbackHost(url.hostname);
    return !this.#replaced && (this.#anyHost || this.#hosts.has(url.host));
  }
}
