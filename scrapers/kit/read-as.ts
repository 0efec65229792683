import { messageOf, NotFound } from '../../data/errors.ts';
import type { Door, Fetched, FetchedJson, FetchedText, OpenPage } from '../crawl/door/door.ts';
import type { FieldFill, Source } from '../crawl/source.ts';

/** How a source reads one page, without asking for anything else. */
export interface Reading {
  readonly source: string;
  /** Null when the page breaks the source's contract, or is no case's. */
  readonly id: string | null;
  readonly title: string | null;
  readonly images: number;
  readonly fills: readonly FieldFill[];
  /** What was in the way: the contract, or a further answer that the case needs. */
  readonly problem: string | null;
}

/** A door behind which there is one page. */
class OnePageDoor implements Door {
  readonly source: string;
  readonly base: string;
  readonly #page: FetchedText;

  constructor(source: Source, page: FetchedText) {
    this.source = source.name;
    this.base = source.origin;
    this.#page = page;
  }

  isOwn(url: string): boolean {
    return URL.canParse(url);
  }

  resolve(link: string, page: string): string | null {
    return URL.parse(link, page)?.href ?? null;
  }

  async fetchText(url: string): Promise<FetchedText> {
    if (url === this.#page.url) return this.#page;
    throw new NotFound('not-found', `the case needs ${url} too, which is not asked for here`);
  }

  async fetchJson(url: string): Promise<FetchedJson> {
    const page = await this.fetchText(url);
    return { ...page, data: JSON.parse(page.text) };
  }

  fetchBytes(url: string): Promise<Fetched> {
    return this.fetchText(url);
  }

  fetchImage(urls: string | readonly string[]): Promise<Fetched> {
    return this.fetchText([urls].flat()[0] ?? '');
  }

  openPage(url: string): Promise<OpenPage> {
    throw new NotFound('not-found', `the case opens ${url} in a browser, which is not done here`);
  }
}

const nothing = { id: null, title: null, images: 0, fills: [] };

/** Reads a page as one of the source's cases; what is wrong with it is in the answer, never thrown. */
export const readAs = async (source: Source, page: FetchedText): Promise<Reading> => {
  const reference = source.referenceOf(page.url);
  if (reference === null)
    return { source: source.name, ...nothing, problem: `${page.url} is no address of a case` };
  try {
    const door = new OnePageDoor(source, page);
    const opened = await source.readCase(door, { ...reference, url: page.url }, { allFrames: false });
    let problem: string | null = null;
    try {
      // Some sources ask for lists of pictures as they go; what follows from the page alone is told all the same.
      for await (const _image of opened.images());
    } catch (error) {
      problem = messageOf(error);
    }
    const { document, images } = opened.toCase(new Map());
    const told = { source: source.name, id: opened.id, title: document.title, images: images.length };
    return { ...told, fills: opened.fills(), problem };
  } catch (error) {
    return { source: source.name, ...nothing, problem: messageOf(error) };
  }
};
