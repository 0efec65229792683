import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { NotFound, Retryable } from '../../data/errors.ts';
import type { Case } from '../../data/format/case.ts';
import { completeCase } from '../../data/format/read.ts';
import type { Door, Fetched, FetchedJson, FetchedText, OpenPage } from '../../scrapers/crawl/door/door.ts';
import type { CaseReference, FieldFill, ImageOutcome, Source } from '../../scrapers/crawl/source.ts';

/** The barest door that keeps the contract of `door.ts`: real requests, no waiting, no archive, no browser. */
export class PlainDoor implements Door {
  readonly source: string;
  readonly base: string;
  readonly #hosts: readonly string[];

  constructor(source: Source, base: string) {
    this.source = source.name;
    this.base = base;
    this.#hosts = source.hosts;
  }

  isOwn(url: string): boolean {
    return URL.parse(url)?.hostname === '127.0.0.1';
  }

  resolve(link: string, page: string): string | null {
    const url = URL.parse(link, page);
    if (!url || !/^https?:$/.test(url.protocol)) return null;
    return this.#hosts.includes(url.hostname) ? this.base + url.pathname + url.search : url.href;
  }

  async #get(url: string): Promise<Fetched> {
    const redirects: string[] = [];
    let at = url;
    for (;;) {
      const response = await fetch(at, { redirect: 'manual' });
      const location = response.headers.get('location');
      if (response.status >= 300 && response.status < 400 && location !== null) {
        redirects.push(at);
        at = new URL(location, at).href;
        continue;
      }
      const body = new Uint8Array(await response.arrayBuffer());
      if (response.status === 404) throw new NotFound('not-found', `${at} is not there`);
      if (!response.ok) throw new Retryable('http', `${at} answered ${response.status}`);
      return {
        url,
        finalUrl: at,
        redirects,
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body,
        sha256: createHash('sha256').update(body).digest('hex'),
        mime: (response.headers.get('content-type') ?? '').split(';')[0] ?? '',
        origin: 'network',
        retrievedAt: '2026-01-02T03:04:05.000Z',
      };
    }
  }

  async fetchText(url: string): Promise<FetchedText> {
    const fetched = await this.#get(url);
    return { ...fetched, text: new TextDecoder().decode(fetched.body) };
  }

  async fetchJson(url: string): Promise<FetchedJson> {
    const fetched = await this.fetchText(url);
    return { ...fetched, data: JSON.parse(fetched.text) };
  }

  async fetchImage(urls: string | readonly string[]): Promise<Fetched> {
    let last: unknown = new NotFound('not-found', 'no address');
    for (const url of [urls].flat()) {
      try {
        return await this.#get(url);
      } catch (error) {
        if (!(error instanceof NotFound)) throw error;
        last = error;
      }
    }
    throw last;
  }

  fetchBytes(url: string): Promise<Fetched> {
    return this.#get(url);
  }

  openPage(): Promise<OpenPage> {
    throw new Error('this door has no browser');
  }
}

const outcomeOf = async (fetched: Fetched): Promise<ImageOutcome> => {
  try {
    const image = sharp(fetched.body, { failOn: 'error' });
    const metadata = await image.metadata();
    await image.stats();
    return {
      held: true,
      sha256: fetched.sha256,
      extension: metadata.format === 'jpeg' ? 'jpg' : metadata.format,
      mime: metadata.format === 'jpeg' ? 'image/jpeg' : `image/${metadata.format}`,
      width: metadata.width,
      height: metadata.height,
      bytes: fetched.body.length,
      url: fetched.finalUrl,
      retrievedAt: fetched.retrievedAt,
    };
  } catch (error) {
    return { held: false, url: fetched.finalUrl, code: 'broken-image', message: String(error) };
  }
};

export interface ReadCase {
  reference: CaseReference;
  aliases: readonly string[];
  case: Case;
  fills: readonly FieldFill[];
}

/** Reads one case the way a crawl does: an image is fetched before the next one is asked for. */
export const readWhole = async (
  source: Source,
  door: Door,
  reference: CaseReference,
  options = { allFrames: false },
): Promise<ReadCase> => {
  const reading = await source.readCase(door, reference, options);
  const outcomes = new Map<string, ImageOutcome>();
  for await (const wanted of reading.images()) {
    try {
      outcomes.set(wanted.id, await outcomeOf(await door.fetchImage(wanted.urls)));
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      outcomes.set(wanted.id, {
        held: false,
        url: wanted.urls[0] ?? '',
        code: error.code,
        message: error.message,
      });
    }
  }
  const draft = reading.toCase(outcomes);
  return { reference, aliases: reading.aliases, case: completeCase(draft), fills: reading.fills() };
};

/** New cases of a search one by one: stop asking, and nothing more is requested. */
export async function* crawl(
  source: Source,
  door: Door,
  text = '',
  filters: Record<string, string[]> = {},
): AsyncGenerator<ReadCase> {
  const known = new Set<string>();
  for await (const page of source.search(door, { text, filters })) {
    for (const reference of page.references) {
      if (known.has(reference.alias)) continue;
      const read = await readWhole(source, door, reference);
      for (const alias of read.aliases) known.add(alias);
      yield read;
    }
  }
}
