import type { Failure } from '../../../data/format/crawl-result.ts';
import type { ImageBatch } from '../../../data/ports/images.ts';
import type { Door, Fetched } from '../door/door.ts';
import { isNoImage } from '../door/fetched.ts';
import type { ImageOutcome, WantedImage } from '../source.ts';

/** Bytes of one case that may wait to be written while the next image is on its way. */
const PENDING_BYTES = 64 * 1024 * 1024;

/**
 * The images of one case: each is written while the next one is requested, and all of them are on the disk before the
 * case is.
 */
export class CaseImages {
  readonly outcomes = new Map<string, ImageOutcome>();
  readonly #batch: ImageBatch;
  readonly #door: Pick<Door, 'fetchImage'>;
  readonly #writes = new Set<Promise<void>>();
  #pending = 0;
  #failure: unknown = null;

  constructor(batch: ImageBatch, door: Pick<Door, 'fetchImage'>) {
    this.#batch = batch;
    this.#door = door;
  }

  /** Those that the site did not have. */
  get missing(): Failure[] {
    return [...this.outcomes.values()]
      .filter((outcome) => !outcome.held)
      .map(({ url, code, message }) => ({ url, code, message }));
  }

  async add(wanted: WantedImage): Promise<void> {
    // Keeps the order of the source whatever is written first.
    const missing = (code: string, message: string) =>
      ({ held: false, url: wanted.urls[0] ?? '', code, message }) as const;
    this.outcomes.set(wanted.id, missing('not-written', 'not written yet'));
    try {
      const options = wanted.referer === undefined ? {} : { referer: wanted.referer };
      const fetched = await this.#door.fetchImage(wanted.urls, options);
      if (this.#pending > PENDING_BYTES) await this.settled();
      this.#write(wanted.id, fetched);
    } catch (error) {
      // The case is complete without an image that no address has; what was never received may be there.
      if (!isNoImage(error) || error.code === 'not-in-archive') throw error;
      this.outcomes.set(wanted.id, missing(error.code, error.message));
    }
  }

  #write(id: string, fetched: Fetched): void {
    this.#pending += fetched.body.length;
    const write = this.#batch
      .put(fetched.body)
      .then(({ sha256, extension, mime, width, height, bytes }) => {
        const { finalUrl: url, retrievedAt } = fetched;
        this.outcomes.set(id, {
          held: true,
          sha256,
          extension,
          mime,
          width,
          height,
          bytes,
          url,
          retrievedAt,
        });
      })
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => {
        this.#pending -= fetched.body.length;
        this.#writes.delete(write);
      });
    this.#writes.add(write);
  }

  /** Waits until everything added is written, though not yet on the disk. @throws what a write failed with */
  async settled(): Promise<void> {
    await Promise.all(this.#writes);
    if (this.#failure !== null) throw this.#failure;
  }

  /** Forces everything added to the disk. @throws what a write failed with */
  async commit(): Promise<void> {
    await this.settled();
    await this.#batch.commit();
  }
}
