import { type CaselineError, InvalidInput, NotFound, Retryable } from '../../../data/errors.ts';
import type { CaseStore, ImageBatch, ImageStore } from '../../../data/store/ports.ts';
import type { Door, Fetched } from '../door/door.ts';
import type { CaseReference, ImageOutcome, Source, WantedImage } from '../source.ts';
import type { CaseNames } from './case-names.ts';
import type { CrawlListener } from './events.ts';
import type { FillRates } from './fill-rates.ts';
import type { RefusedCases } from './refused-cases.ts';
import type { Failure } from './result.ts';

/** A door whose pages can be closed: the network's or the archive's. */
export interface CaseDoor extends Door {
  closePages(): Promise<void>;
}

export interface CaseTools {
  readonly source: Source;
  readonly door: CaseDoor;
  readonly cases: CaseStore;
  readonly images: ImageStore;
  readonly names: CaseNames;
  readonly refused: RefusedCases;
  readonly fillRates: FillRates;
  /** Forces the archive to the disk: a case is written only when what it was made of is safe. */
  readonly sync: () => Promise<void>;
  readonly emit: CrawlListener;
  readonly signal: AbortSignal;
  readonly allFrames: boolean;
  /** Read held cases again (refresh, offline). */
  readonly again: boolean;
  /** Goes on although a fill rate dropped. */
  readonly acceptDrift: boolean;
  /** There is a pause between requests. Without one, a case may still be on its way to the disk when the next one is asked for. */
  readonly paced: boolean;
}

export interface CaseDone {
  readonly id: string;
  readonly change: 'new' | 'updated' | 'unchanged' | 'held';
  /** Images the site did not have. */
  readonly missing: readonly Failure[];
}

const failureOf = (url: string, error: CaselineError): Failure => ({
  url,
  code: error.code,
  message: error.message,
});

/**
 * True for an image that the site does not have, has cut short, or keeps on a host that is not its own and so is not
 * asked: the case is complete without it.
 */
const isMissing = (error: unknown): error is CaselineError =>
  (error instanceof NotFound && error.code !== 'not-in-archive') ||
  (error instanceof Retryable && error.code === 'truncated-image') ||
  (error instanceof InvalidInput && error.code === 'foreign-host');

/** Bytes of one case that may wait to be written while the next image is on its way. */
const PENDING_BYTES = 64 * 1024 * 1024;

/**
 * The images of one case: each is written while the next one is requested, and all of them are on the disk before the
 * case is.
 */
class CaseImages {
  readonly outcomes = new Map<string, ImageOutcome>();
  readonly #tools: CaseTools;
  readonly #batch: ImageBatch;
  readonly #writes = new Set<Promise<void>>();
  #pending = 0;
  #failure: unknown = null;

  constructor(tools: CaseTools) {
    this.#tools = tools;
    this.#batch = tools.images.batch();
  }

  async add(wanted: WantedImage): Promise<void> {
    // Keeps the order of the source whatever is written first.
    const missing = (code: string, message: string) =>
      ({ held: false, url: wanted.urls[0] ?? '', code, message }) as const;
    this.outcomes.set(wanted.id, missing('not-written', 'not written yet'));
    try {
      const options = wanted.referer === undefined ? {} : { referer: wanted.referer };
      const fetched = await this.#tools.door.fetchImage(wanted.urls, options);
      if (this.#pending > PENDING_BYTES) await this.settled();
      this.#write(wanted.id, fetched);
    } catch (error) {
      if (!isMissing(error)) throw error;
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

/** A case that has been read: all its answers are in the archive, and all that remains is to write it. */
export interface CaseRead {
  readonly id: string;
  /** Held already and not to be read again: there is nothing to write. */
  readonly held: boolean;
  /**
   * Forces images and archive to the disk, then writes the case. Once it resolves the case is kept whatever happens. It
   * asks the site for nothing, so the next case may be read meanwhile.
   */
  readonly write: () => Promise<CaseDone>;
}

/**
 * One case from its page to a document: its studies and images are asked for as the source yields them.
 * @param isHeld whether the store has a case or is being given it
 * @throws ContractBroken when fields have fallen away; nothing is written then
 */
export const readCase = async (
  tools: CaseTools,
  reference: CaseReference,
  isHeld: (id: string) => Promise<boolean>,
): Promise<CaseRead> => {
  const { source, door, cases, names, fillRates, emit, signal } = tools;
  const images = new CaseImages(tools);
  try {
    const reading = await source.readCase(door, reference, { allFrames: tools.allFrames });
    const { id } = reading;
    // Names are good for recognising a case only once it is held: they may be kept before it is.
    names.record(id, [reference.alias, ...reading.aliases]);
    if (!tools.again && (await isHeld(id))) {
      return { id, held: true, write: async () => ({ id, change: 'held', missing: [] }) };
    }
    for await (const wanted of reading.images()) {
      signal.throwIfAborted();
      await images.add(wanted);
    }
    await images.settled();
    const { outcomes } = images;
    const missing = [...outcomes.values()]
      .filter((outcome) => !outcome.held)
      .map(({ url, code, message }) => ({ url, code, message }));
    for (const failure of missing) emit({ type: 'failed', failure });
    const draft = reading.toCase(outcomes);
    if (!tools.acceptDrift) fillRates.observe(reading.fills(), reference.url);
    await door.closePages();
    const write = async (): Promise<CaseDone> => {
      await Promise.all([images.commit(), tools.sync()]);
      const held = source.overHeld === undefined ? null : await cases.get(reading.id);
      const settled = held === null ? draft : ((await source.overHeld?.(held, draft, tools.images)) ?? draft);
      const { change } = await cases.put(settled);
      emit({ type: 'case', id, url: reference.url, change, images: outcomes.size });
      return { id, change, missing };
    };
    return { id, held: false, write };
  } catch (error) {
    await images.commit().catch(() => undefined);
    throw error;
  } finally {
    await door.closePages();
  }
};

export { failureOf };
