import type { Contribution, ContributionContent, ContributionStatus } from '../format/contribution.ts';

/** A PDF above this is refused: no article with figures comes near it. */
export const MAX_PAPER_BYTES = 200 * 1024 * 1024;

/** Papers handed in, with their files. */
export interface Contributions {
  /** Keeps a PDF under its hash. @throws InvalidInput when it is empty, too large or no PDF at all. */
  keepPaper(bytes: Uint8Array, name: string): Promise<Extract<ContributionContent, { kind: 'pdf' }>>;
  /** A kept PDF as a file on this machine, for the process that reads it. */
  paperFile(sha256: string): Promise<string>;
  /** Takes a contribution in; its status is `received`. */
  submit(what: ContributionContent, by: string, note?: string): Promise<Contribution>;
  /** @throws NotFound */
  get(id: string): Promise<Contribution>;
  /**
   * Moves a contribution on; the step goes into its history.
   * @throws Conflict when it is no longer in one of the states `from` (somebody else moved it).
   */
  move(
    id: string,
    to: ContributionStatus,
    how: {
      by: string;
      reason?: string | null;
      from?: readonly ContributionStatus[];
      change?: Partial<Pick<Contribution, 'licence' | 'title' | 'case' | 'heldAs' | 'apartFrom'>>;
    },
  ): Promise<Contribution>;
  /**
   * A person's word that a paper is not that of the case it was compared with: it is taken up again.
   * @throws InvalidInput when nothing of the kind was asked; Conflict when somebody else moved it
   */
  keepApart(id: string, by: string): Promise<Contribution>;
  /** All contributions, newest first. */
  list(): Promise<Contribution[]>;
}
