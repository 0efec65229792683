import { Blocked, CaselineError, ContractBroken, Retryable, Throttled } from '../../../data/errors.ts';
import { DiskFault } from '../../../data/files/durable-file.ts';
import type { Failure } from '../../../data/format/crawl-result.ts';
import type { ImageBatch } from '../../../data/ports/images.ts';
import type { Door, Fetched } from '../door/door.ts';
import type { ImageOutcome, WantedImage } from '../source.ts';

/** Bytes of one case that may wait to be written while the next image is on its way. */
const PENDING_BYTES = 64 * 1024 * 1024;

/** Images in a row that fail for faults of the moment before the site is taken to be in trouble, and the case with it. */
const FAULTS_IN_A_ROW = 3;

/** What is about one image alone. A refusal, a pause and a disk are about all of them; what was never received may be there. */
const isOfOneImage = (error: unknown): error is CaselineError =>
  error instanceof CaselineError &&
  !(error instanceof Blocked || error instanceof Throttled || error instanceof ContractBroken) &&
  !(error instanceof DiskFault) &&
  error.code !== 'not-in-archive';

/**
 * The images of one case: each is written while the next one is requested, and all of them are on the disk before the
 * case is.
 */
export class CaseImages {
  readonly outcomes = new Map<string, ImageOutcome>();
  readonly #batch: ImageBatch;
  readonly #door: Pick<Door, 'fetchImage'>;
  readonly #writes = new Set<Promise<void>>();
  /** Addresses that a later run may find an image at which did not come. */
  missingAddresses = 0;
  #pending = 0;
  #faults = 0;
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
      this.#faults = 0;
    } catch (error) {
      // The case stands without an image that does not come, and the next run asks for it.
      if (!isOfOneImage(error)) throw error;
      this.#faults = error instanceof Retryable && error.code !== 'truncated-image' ? this.#faults + 1 : 0;
      if (this.#faults >= FAULTS_IN_A_ROW) throw error;
      if (error.code !== 'foreign-host') this.missingAddresses += wanted.urls.length;
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
