import type { CaseStore, ImageStore } from '../../../data/store/ports.ts';
import type { Source } from '../source.ts';
import type { CaseRead } from './case-reader.ts';
import type { CrawlListener } from './events.ts';

/** Writes the cases that were read. It asks the site for nothing, so the next case may be read meanwhile. */
export class CaseKeeper {
  readonly #source: Pick<Source, 'overHeld'>;
  readonly #cases: Pick<CaseStore, 'get' | 'put'>;
  readonly #images: ImageStore;
  readonly #sync: () => Promise<void>;
  readonly #emit: CrawlListener;

  /** @param sync forces the archive to the disk: a case is written only when what it was made of is safe */
  constructor(
    source: Pick<Source, 'overHeld'>,
    { cases, images }: { cases: Pick<CaseStore, 'get' | 'put'>; images: ImageStore },
    sync: () => Promise<void>,
    emit: CrawlListener,
  ) {
    this.#source = source;
    this.#cases = cases;
    this.#images = images;
    this.#sync = sync;
    this.#emit = emit;
  }

  /**
   * Forces images and archive to the disk, then writes the case. Once it resolves the case is kept whatever happens.
   * @param url address of its page
   * @returns what it was to the store
   */
  async keep(
    id: string,
    { draft, images }: NonNullable<CaseRead['made']>,
    url: string,
  ): Promise<'new' | 'updated' | 'unchanged'> {
    await Promise.all([images.commit(), this.#sync()]);
    const held = this.#source.overHeld === undefined ? null : await this.#cases.get(id);
    const settled =
      held === null ? draft : ((await this.#source.overHeld?.(held, draft, this.#images)) ?? draft);
    const { change } = await this.#cases.put(settled);
    this.#emit({ type: 'case', id, url, change, images: images.outcomes.size });
    return change;
  }
}
