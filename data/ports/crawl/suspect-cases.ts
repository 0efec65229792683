import type { CaseDraft } from '../../format/case.ts';

/**
 * Cases that were read while a field seemed to fall away: no list, check or export sees them until somebody takes them
 * over, or later cases show that nothing is wrong.
 */
export interface SuspectCases {
  /** Replaces what is kept of the same case. */
  keep(source: string, draft: CaseDraft): Promise<void>;
  /** Ids of one source, in natural order. */
  ids(source: string): Promise<readonly string[]>;
  /** @throws InvalidInput when its file is damaged */
  get(source: string, id: string): Promise<CaseDraft | null>;
  remove(source: string, id: string): Promise<void>;
}
