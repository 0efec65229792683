import type { Expectation, Fetched, FetchedJson, FetchedText, FetchOptions } from './door.ts';
import { fetchedJsonOf, fetchedOf, fetchedTextOf, firstImage } from './fetched.ts';
import type { Landed } from './judging/judged.ts';
import type { HostPolicy } from './requests/host-policy.ts';

export type Asked = FetchOptions & { readonly expect: Expectation };

/** Answers as what they are asked for: the same at every door and on every open page, but for where an answer comes from. */
export abstract class Contents {
  /** The answer at the end of the redirects, whatever it is. */
  protected abstract get(url: string, options: Asked): Promise<Landed>;

  async fetchText(url: string, options: FetchOptions = {}): Promise<FetchedText> {
    return fetchedTextOf(url, await this.get(url, { ...options, expect: options.expect ?? 'html' }));
  }

  async fetchJson(url: string, options: FetchOptions = {}): Promise<FetchedJson> {
    return fetchedJsonOf(url, await this.get(url, { ...options, expect: 'json' }));
  }

  fetchImage(urls: string | readonly string[], options: FetchOptions = {}): Promise<Fetched> {
    return firstImage(urls, options, async (url, wanted) =>
      fetchedOf(url, await this.get(url, { ...wanted, expect: 'image' })),
    );
  }

  async fetchBytes(url: string, options: FetchOptions = {}): Promise<Fetched> {
    return fetchedOf(url, await this.get(url, { ...options, expect: options.expect ?? 'any' }));
  }
}

/** What the door to the network and the door to the archive have in common. */
export abstract class ContentDoor extends Contents {
  readonly source: string;
  readonly base: string;
  protected readonly policy: HostPolicy;

  constructor(source: string, policy: HostPolicy) {
    super();
    this.source = source;
    this.base = policy.base;
    this.policy = policy;
  }

  isOwn(url: string): boolean {
    return this.policy.isOwn(url);
  }

  resolve(link: string, page: string): string | null {
    return this.policy.resolve(link, page);
  }
}
