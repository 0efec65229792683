import { CaselineError, ContractBroken } from '../../../data/errors.ts';
import type { Door } from './door.ts';

/** What a broken contract turned out to be. */
export interface Explained {
  readonly error: unknown;
  /** A person got past what stood in the way: the same may be read again. */
  readonly again: boolean;
}

/** A door as a run holds it. */
export interface RunDoor extends Door {
  /** Closes the pages that a case left open. */
  closePages(): Promise<void>;
  /** What an error of reading really means: a page that breaks its contract may be a wall, or say that it is gone. */
  explained(error: unknown): Promise<Explained>;
}

/** Whether an error says that a page lacks what its parser relies on. */
export const isBrokenPage = (error: unknown): error is ContractBroken =>
  error instanceof ContractBroken && error.code === 'contract-broken';

/** Reads, and where a page broke its contract says what it was instead; once again when a person got past it. */
export const readExplained = async <T>(door: RunDoor, read: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CaselineError)) throw error;
      const explained = await door.explained(error);
      if (!explained.again) throw explained.error;
    }
  }
};
