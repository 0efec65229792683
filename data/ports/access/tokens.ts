export interface TokenRecord {
  readonly id: string;
  readonly user: string;
  readonly label: string;
  /** Milliseconds since 1970; null: never. */
  readonly expiresAt: number | null;
  /** To the minute; null: not yet. */
  readonly usedAt: number | null;
}

/** Tokens of programs, each in the name and with the role of a person. */
export interface Tokens {
  /**
   * @param user name of an account
   * @param lasts milliseconds from now; null: it never runs out
   * @param id that `freshTokenId` gave, to be told before the token is made
   * @returns the token, shown this once; its hash is kept. @throws InvalidInput as `checkLabel`, CaselineError `disk-*`
   */
  issue(user: string, label: string, lasts: number | null, id?: string): Promise<string>;
  /** Those of an account, or all; the oldest first. */
  list(user?: string): Promise<TokenRecord[]>;
  /** @throws NotFound */
  need(id: string): Promise<void>;
  /** @throws NotFound, CaselineError `disk-*` */
  withdraw(id: string): Promise<void>;
}
