import { CaselineError } from '../../../data/errors.ts';
import type { CaseDraft } from '../../../data/format/case.ts';
import type { CaseStore } from '../../../data/ports/cases.ts';
import type { SourceMemory } from '../../../data/ports/crawl/crawls.ts';
import type { ImageStore } from '../../../data/ports/images.ts';
import { type RunDoor, readExplained } from '../door/run-door.ts';
import type { CaseReference, FieldFill, Source } from '../source.ts';
import { CaseImages } from './case-images.ts';
import type { CheckedOptions } from './crawl-options.ts';
import { documentFills, imageFills } from './document-fills.ts';
import type { CrawlListener } from './events.ts';
import { isAskedAgain } from './missing-images.ts';
import { overHeld } from './take-over.ts';

export interface ReaderParts {
  readonly source: Pick<Source, 'readCase'>;
  /** The network's or the archive's; what a case left open there is closed with it. */
  readonly door: RunDoor;
  readonly images: Pick<ImageStore, 'batch'>;
}

/** A case that has been read: all its answers are in the archive, and all that remains is to write it. */
export interface CaseRead {
  readonly id: string;
  /** Its document and images; null when it is held already and not to be read again. */
  readonly made: MadeCase | null;
}

export interface MadeCase {
  readonly draft: CaseDraft;
  readonly images: CaseImages;
  /** How full its fields are. */
  readonly fills: readonly FieldFill[];
}

/**
 * Reads one case from its page to a document: studies and images are asked for as the source yields them.
 * @param isHeld whether the case of a page need not be read; told every name that led to it
 * @throws ContractBroken when its page lacks what its parser relies on
 */
export const readReference = async (
  parts: ReaderParts,
  options: Pick<CheckedOptions, 'allFrames' | 'signal' | 'emit'>,
  reference: CaseReference,
  isHeld: (id: string, aliases: readonly string[]) => Promise<boolean>,
): Promise<CaseRead> => readExplained(parts.door, () => readOnce(parts, options, reference, isHeld));

/** A page of thousands of elements within each other ends every walk over it: that is the page's fault, not the site's. */
const faultOfPage = (error: unknown, url: string): unknown =>
  error instanceof RangeError && /call stack/i.test(error.message)
    ? new CaselineError(
        'nested-too-deep',
        `${url}: its elements stand within each other too deep to be read`,
        {
          cause: error,
        },
      )
    : error;

const readOnce: typeof readReference = async (
  { source, door, images: store },
  { allFrames, signal, emit },
  reference,
  isHeld,
) => {
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
    const fills = [...reading.fills(), imageFills(images.outcomes), ...documentFills(draft)];
    return { id, made: { draft, images, fills } };
  } catch (error) {
    await images.commit().catch(() => undefined);
    throw faultOfPage(error, reference.url);
  } finally {
    await door.closePages();
  }
};

export interface KeeperParts {
  readonly source: Pick<Source, 'overHeld'>;
  readonly cases: Pick<CaseStore, 'get' | 'put'>;
  readonly images: ImageStore;
  readonly memory: Pick<SourceMemory, 'noteMissing' | 'missingOf'>;
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
  { source, cases, images: store, memory, sync, emit }: KeeperParts,
  id: string,
  { draft, images }: MadeCase,
  url: string,
): Promise<'new' | 'updated' | 'unchanged'> => {
  await Promise.all([images.commit(), sync()]);
  const { change } = await cases.put(await overHeld(source, cases, store, draft));
  await memory.noteMissing(id, images.missingAddresses);
  const missing = images.missing.length;
  const givenUp = missing > 0 && !isAskedAgain(await memory.missingOf(id));
  emit({ type: 'case', id, url, change, images: images.outcomes.size - missing, missing, givenUp });
  return change;
};
