import type { Case, CaseDraft } from '../format/case.ts';

/** A case as it stood before a new reading of its source took its place. */
export interface FormerCase {
  readonly record: Case;
  /** Events its review held at that moment: those were written while this state stood. Null where it is not known. */
  readonly events: number | null;
}

export interface CaseStore {
  /** The case, or null when there is none. @throws InvalidInput when its file is damaged or of a newer format. */
  get(id: string): Promise<Case | null>;
  /** Another one whenever it may have been written since, by anybody; null when there is none. Cheap. */
  mark(id: string): Promise<string | null>;
  /** Whether it is held, without reading it. */
  has(id: string): Promise<boolean>;
  /** Earlier states of a reviewed case, before its source changed, newest first. */
  former(id: string): Promise<readonly FormerCase[]>;
  /**
   * Writes a case. `expect` is the revision it was based on (0: must be new); without it the newest is replaced.
   * A case equal to the held one (retrieval time and revision aside) is not written again.
   * @throws Conflict when somebody wrote it meanwhile.
   */
  put(
    draft: CaseDraft,
    options?: { expect?: number },
  ): Promise<{ case: Case; change: 'new' | 'updated' | 'unchanged' }>;
  /**
   * Takes a case away, with its earlier states. @param expect the revision it must be at; 0: it is gone already @param review the revision its review
   * must be at for the review to go too; without it the review stays
   * @throws Conflict when somebody wrote either meanwhile; NotFound when there is no such case
   */
  remove(id: string, expect: number, review?: number): Promise<void>;
  /** Ids in natural order (`eurorad-9` before `eurorad-10`). */
  ids(filter?: { site?: string }): AsyncIterable<string>;
  /** All cases in the order of `ids`, one at a time; damaged files are reported and passed over. */
  all(filter?: { site?: string; onDamaged?: (id: string, error: Error) => void }): AsyncIterable<Case>;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Natural order of ids: `eurorad-9` before `eurorad-10`; ties by code points, so the order is total. */
export const compareIds = (a: string, b: string): number =>
  collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
