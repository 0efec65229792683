import type { CaseDraft } from '../../../data/format/case.ts';
import type { ImageStore } from '../../../data/store/ports.ts';
import type { Door } from '../door/door.ts';
import type { CaseReference, Source } from '../source.ts';
import { CaseImages } from './case-images.ts';
import type { CheckedOptions } from './crawl-options.ts';
import type { FillRates } from './fill-rates.ts';

/** A door whose pages can be closed: the network's or the archive's. */
interface CaseDoor extends Door {
  closePages(): Promise<void>;
}

/** A case that has been read: all its answers are in the archive, and all that remains is to write it. */
export interface CaseRead {
  readonly id: string;
  /** Its document and images; null when it is held already and not to be read again. */
  readonly made: { readonly draft: CaseDraft; readonly images: CaseImages } | null;
}

/** Reads one case after the other from its page to a document: studies and images are asked for as the source yields them. */
export class CaseReader {
  readonly #source: Pick<Source, 'readCase'>;
  readonly #door: CaseDoor;
  readonly #images: Pick<ImageStore, 'batch'>;
  readonly #fillRates: Pick<FillRates, 'observe'>;
  readonly #options: Pick<CheckedOptions, 'allFrames' | 'signal' | 'emit'>;

  constructor(
    source: Pick<Source, 'readCase'>,
    door: CaseDoor,
    images: Pick<ImageStore, 'batch'>,
    fillRates: Pick<FillRates, 'observe'>,
    options: Pick<CheckedOptions, 'allFrames' | 'signal' | 'emit'>,
  ) {
    this.#source = source;
    this.#door = door;
    this.#images = images;
    this.#fillRates = fillRates;
    this.#options = options;
  }

  /**
   * @param isHeld whether the case of a page need not be read; told every name that led to it
   * @throws ContractBroken when fields have fallen away; nothing is written then
   */
  async read(
    reference: CaseReference,
    isHeld: (id: string, aliases: readonly string[]) => Promise<boolean>,
  ): Promise<CaseRead> {
    const { allFrames, signal, emit } = this.#options;
    const images = new CaseImages(this.#images.batch(), this.#door);
    try {
      const reading = await this.#source.readCase(this.#door, reference, { allFrames });
      const { id } = reading;
      if (await isHeld(id, [reference.alias, ...reading.aliases])) return { id, made: null };
      for await (const wanted of reading.images()) {
        signal.throwIfAborted();
        await images.add(wanted);
      }
      await images.settled();
      for (const failure of images.missing) emit({ type: 'failed', failure });
      const draft = reading.toCase(images.outcomes);
      this.#fillRates.observe(reading.fills(), reference.url);
      return { id, made: { draft, images } };
    } catch (error) {
      await images.commit().catch(() => undefined);
      throw error;
    } finally {
      await this.#door.closePages();
    }
  }
}
