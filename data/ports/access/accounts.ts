import type { Account, Role } from '../../format/account.ts';
import type { Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';

/** Outcome of a login. `locked`: too many failures, nothing was compared; `wait` is in milliseconds. */
export type LoginResult =
  | { readonly outcome: 'in'; readonly account: Account }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'locked'; readonly wait: number };

/**
 * The accounts of a workspace with their sessions and tokens. There is no default account. Names are one whatever their
 * capitals. Of two changes of an account the last holds; what a change ends has ended when it resolves. What time it is,
 * the store alone says; when its clock is corrected by more than an hour (`access/session-times.ts`), sessions and tokens of
 * a later time than now have ended for good, and a lock lasts as long as it would have.
 */
export interface Accounts {
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  get(name: string): Promise<Account | null>;
  /** @throws NotFound */
  need(name: string): Promise<Account>;
  /** By name. */
  list(): Promise<Account[]>;
  /** How many accounts can sign in. */
  count(): Promise<number>;
  /** Refuses what `add` would. @throws InvalidInput for a name that is none or taken, a role that is none, or a weak password */
  checkNew(name: string, role: Role, password: string): Promise<void>;
  /** Of several who add one name, one does. @throws InvalidInput as `checkNew` */
  add(name: string, role: Role, password: string): Promise<Account>;
  /** Refuses what `setPassword` would. @throws NotFound, InvalidInput for a weak one */
  checkNewPassword(name: string, password: string): Promise<void>;
  /** Ends the user's sessions and lifts a lock; tokens stay. @throws NotFound, InvalidInput */
  setPassword(name: string, password: string): Promise<void>;
  /** Holds from the next request on. @throws NotFound, InvalidInput */
  setRole(name: string, role: Role): Promise<Account>;
  /** A disabled user's sessions end and tokens rest; the name stays beside what was decided. @throws NotFound */
  setEnabled(name: string, enabled: boolean): Promise<Account>;
  /**
   * Compares a password. Unknown names cost as much time as wrong passwords, and lock just the same (`access/lockout.ts`).
   * An attempt is counted before it is looked at, over all processes: neither a restart nor a second server gives new ones.
   * @param address where the attempt comes from
   * @throws Retryable when too many sign in; that attempt does not count
   */
  login(name: string, password: string, address: string): Promise<LoginResult>;
  /** The enabled account behind a session's secret; null when there is none or it has run out. */
  ofSession(secret: string): Promise<Account | null>;
  /** The enabled account behind a token; null when it is none, was withdrawn or has run out. */
  ofToken(token: string): Promise<Account | null>;
}
