import type { CaseDraft } from '../../../data/format/case.ts';
import type { CaseStore } from '../../../data/ports/cases.ts';
import type { ImageStore } from '../../../data/ports/images.ts';
import type { Door } from '../door/door.ts';
import type { CaseReference, Source } from '../source.ts';
import { CaseImages } from './case-images.ts';
import type { CheckedOptions } from './crawl-options.ts';
import type { CrawlListener } from './events.ts';
import type { FillRates } from './fill-rates.ts';

export interface ReaderParts {
  readonly source: Pick<Source, 'readCase'>;
  /** The network's or the archive's; what a case left open there is closed with it. */
  readonly door: Door & { closePages(): Promise<void> };
  readonly images: Pick<ImageStore, 'batch'>;
  readonly fillRates: Pick<FillRates, 'observe'>;
}

/** A case that has been read: all its answers are in the archive, and all that remains is to write it. */
export interface CaseRead {
  readonly id: string;
  /** Its document and images; null when it is held already and not to be read again. */
  readonly made: { readonly draft: CaseDraft; readonly images: CaseImages } | null;
}

/**
 * Reads one case from its page to a document: studies and images are asked for as the source yields them.
 * @param isHeld whether the case of a page need not be read; told every name that led to it
 * @throws ContractBroken when fields have fallen away; nothing is written then
 */
export const readReference = async (
  { source, door, images: store, fillRates }: ReaderParts,
  { allFrames, signal, emit }: Pick<CheckedOptions, 'allFrames' | 'signal' | 'emit'>,
  reference: CaseReference,
  isHeld: (id: string, aliases: readonly string[]) => Promise<boolean>,
): Promise<CaseRead> => {
  const images = new CaseImages(store.batch(), door);
  try {
    const reading = await source.readCase(door, reference, { allFrames });
    const { id } = reading;
    if (await isHeld(id, [reference.alias, ...reading.aliases])) return { id, made: null };
    for await (const wanted of reading.images()) {
      signal.throwIfAborted();
      await images.add(wanted);
    }
    await images.settled();
    for (const failure of images.missing) emit({ type: 'failed', failure });
    const draft = reading.toCase(images.outcomes);
    fillRates.observe(reading.fills(), reference.url);
    return { id, made: { draft, images } };
  } catch (error) {
    await images.commit().catch(() => undefined);
    throw error;
  } finally {
    await door.closePages();
  }
};

export interface KeeperParts {
  readonly source: Pick<Source, 'overHeld'>;
  readonly cases: Pick<CaseStore, 'get' | 'put'>;
  readonly images: ImageStore;
  /** Forces the archive to the disk: a case is written only when what it was made of is safe. */
  readonly sync: () => Promise<void>;
  readonly emit: CrawlListener;
}

/**
 * Forces images and archive to the disk, then writes the case. Once it resolves the case is kept whatever happens. It
 * asks the site for nothing, so the next case may be read meanwhile.
 * @param url address of the case's page
 */
export const keepRead = async (
  { source, cases, images: store, sync, emit }: KeeperParts,
  id: string,
  { draft, images }: NonNullable<CaseRead['made']>,
  url: string,
): Promise<'new' | 'updated' | 'unchanged'> => {
  await Promise.all([images.commit(), sync()]);
  const held = source.overHeld === undefined ? null : await cases.get(id);
  const settled = held === null ? draft : ((await source.overHeld?.(held, draft, store)) ?? draft);
  const { change } = await cases.put(settled);
  emit({ type: 'case', id, url, change, images: images.outcomes.size });
  return change;
};
