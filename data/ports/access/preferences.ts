import type { Desk, KeyMap } from '../../format/preferences.ts';

/** What people set for themselves. Of no weight for the data: the last word holds, and nobody is told of one before it. */
export interface Preferences {
  /**
   * The person's keys; the usual ones when nothing was chosen or it cannot be read: nobody is locked out by it.
   * @param account its name, whatever its capitals
   */
  keysOf(account: string): Promise<KeyMap>;
  /** @throws CaselineError `disk-*` */
  keepKeys(account: string, map: KeyMap): Promise<void>;
  /** How the person divided the case page; nothing where it was not set or cannot be read. */
  deskOf(account: string): Promise<Desk>;
  /** @throws CaselineError `disk-*` */
  keepDesk(account: string, desk: Desk): Promise<void>;
}
