import { CaselineError } from '../../../data/errors.ts';
import type { Fetched, FetchedJson, FetchedText, FetchOptions, OpenOptions, OpenPage } from './door.ts';
import type { Explained, RunDoor } from './run-door.ts';

/** What the archive does not hold, or holds in no form that can be read. */
const NOT_HELD: ReadonlySet<string> = new Set(['not-in-archive', 'archive-damaged', 'archive-unusable']);

/**
 * The door to a held case some of whose images did not come: its pages are read back from the archive, and the site is
 * asked for what is missing alone.
 */
export class MendingDoor implements RunDoor {
  readonly #archive: RunDoor;
  readonly #network: RunDoor;

  constructor(archive: RunDoor, network: RunDoor) {
    this.#archive = archive;
    this.#network = network;
  }

  get source(): string {
    return this.#network.source;
  }

  get base(): string {
    return this.#network.base;
  }

  isOwn(url: string): boolean {
    return this.#network.isOwn(url);
  }

  resolve(link: string, page: string): string | null {
    return this.#network.resolve(link, page);
  }

  async #held<T>(ask: (door: RunDoor) => Promise<T>): Promise<T> {
    try {
      return await ask(this.#archive);
    } catch (error) {
      if (error instanceof CaselineError && NOT_HELD.has(error.code)) return ask(this.#network);
      throw error;
    }
  }

  fetchText(url: string, options?: FetchOptions): Promise<FetchedText> {
    return this.#held((door) => door.fetchText(url, options));
  }

  fetchJson(url: string, options?: FetchOptions): Promise<FetchedJson> {
    return this.#held((door) => door.fetchJson(url, options));
  }

  fetchBytes(url: string, options?: FetchOptions): Promise<Fetched> {
    return this.#held((door) => door.fetchBytes(url, options));
  }

  /** The door to the network itself takes an image from the archive that came once. */
  fetchImage(urls: string | readonly string[], options?: FetchOptions): Promise<Fetched> {
    return this.#network.fetchImage(urls, options);
  }

  openPage(url: string, options?: OpenOptions): Promise<OpenPage> {
    return this.#held((door) => door.openPage(url, options));
  }

  explained(error: unknown): Promise<Explained> {
    return this.#archive.explained(error);
  }

  closePages(): Promise<void> {
    return this.#network.closePages();
  }
}
