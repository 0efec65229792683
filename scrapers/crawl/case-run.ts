import { type CaselineError, NotFound, Retryable } from '../../data/errors.ts';
import type { CaseStore, ImageStore } from '../../data/store/ports.ts';
import type { CaseNames } from './case-names.ts';
import type { Door } from './door.ts';
import type { CrawlListener } from './events.ts';
import type { FillRates } from './fill-rates.ts';
import type { Failure } from './result.ts';
import type { CaseReference, ImageOutcome, Source, WantedImage } from './source.ts';

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
  readonly fillRates: FillRates;
  /** Forces the archive to the disk: a case is written only when what it was made of is safe. */
  readonly sync: () => void;
  readonly emit: CrawlListener;
  readonly signal: AbortSignal;
  readonly allFrames: boolean;
  /** Read held cases again (refresh, offline). */
  readonly again: boolean;
  /** Goes on although a fill rate dropped. */
  readonly acceptDrift: boolean;
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

/** True for an image that the site does not have, or has cut short: the case is complete without it. */
const isMissing = (error: unknown): error is CaselineError =>
  (error instanceof NotFound && error.code !== 'not-in-archive') ||
  (error instanceof Retryable && error.code === 'truncated-image');

const fetchWanted = async (tools: CaseTools, wanted: WantedImage): Promise<ImageOutcome> => {
  try {
    const options = wanted.referer === undefined ? {} : { referer: wanted.referer };
    const fetched = await tools.door.fetchImage(wanted.urls, options);
    const { sha256, extension, mime, width, height, bytes } = await tools.images.put(fetched.body);
    const { finalUrl: url, retrievedAt } = fetched;
    return { held: true, sha256, extension, mime, width, height, bytes, url, retrievedAt };
  } catch (error) {
    if (!isMissing(error)) throw error;
    const url = wanted.urls[0] ?? '';
    return { held: false, url, code: error.code, message: error.message };
  }
};

/**
 * One case from its page to the store: its studies and images are asked for as the source yields them, and it is written
 * at once, when everything is there.
 */
export const crawlCase = async (tools: CaseTools, reference: CaseReference): Promise<CaseDone> => {
  const { source, door, cases, names, fillRates, emit, signal } = tools;
  try {
    const reading = await source.readCase(door, reference, { allFrames: tools.allFrames });
    const aliases = [reference.alias, ...reading.aliases];
    if (!tools.again && (await cases.has(reading.id))) {
      names.record(reading.id, aliases);
      return { id: reading.id, change: 'held', missing: [] };
    }
    const outcomes = new Map<string, ImageOutcome>();
    const missing: Failure[] = [];
    for await (const wanted of reading.images()) {
      signal.throwIfAborted();
      const outcome = await fetchWanted(tools, wanted);
      outcomes.set(wanted.id, outcome);
      if (!outcome.held) {
        const failure = { url: outcome.url, code: outcome.code, message: outcome.message };
        missing.push(failure);
        emit({ type: 'failed', failure });
      }
    }
    const draft = reading.toCase(outcomes);
    if (!tools.acceptDrift) fillRates.observe(reading.fills(), reference.url);
    await door.closePages();
    tools.sync();
    const { change } = await cases.put(draft);
    names.record(reading.id, aliases);
    emit({ type: 'case', id: reading.id, url: reference.url, change, images: outcomes.size });
    return { id: reading.id, change, missing };
  } finally {
    await door.closePages();
  }
};

export { failureOf };
