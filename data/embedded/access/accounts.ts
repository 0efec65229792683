import type { DatabaseSync } from 'node:sqlite';
import { checkNewAccount, checkRole, noUser, userExists } from '../../access/accounts.ts';
import { checkPassword, compareWithNothing, hashPassword, passwordMatches } from '../../access/passwords.ts';
import { type Account, accountNameSchema, type Role, roleSchema } from '../../format/account.ts';
import type { Accounts, LoginResult } from '../../ports/access/accounts.ts';
import { AccessClock } from './access-clock.ts';
import { changing, openAccessDatabase } from './access-database.ts';
import { Lockout } from './lockout.ts';
import { SqliteSessions } from './sessions.ts';
import { SqliteTokens } from './tokens.ts';

interface Row {
  name: string;
  role: string;
  password: string;
  created_at: string;
  enabled: number;
}

const accountOf = (row: Row): Account => ({
  name: row.name,
  role: roleSchema.parse(row.role),
  createdAt: row.created_at,
  enabled: row.enabled === 1,
});

/** The accounts of a workspace with their sessions and tokens, in `access.sqlite`. */
export class SqliteAccounts implements Accounts {
  readonly #database: DatabaseSync;
  readonly #now: () => number;
  readonly sessions: SqliteSessions;
  readonly tokens: SqliteTokens;
  readonly #lockout: Lockout;

  /**
   * @param workspace its folder
   * @param clocks the machine's clock, and how much time has gone by since some moment; milliseconds
   */
  constructor(workspace: string, clocks: { now?: () => number; elapsed?: () => number } = {}) {
    this.#database = openAccessDatabase(workspace);
    const clock = new AccessClock(
      this.#database,
      clocks.now ?? Date.now,
      clocks.elapsed ?? (() => performance.now()),
    );
    const now = () => Math.round(clock.now());
    this.#now = now;
    this.sessions = new SqliteSessions(this.#database, now);
    this.tokens = new SqliteTokens(this.#database, now);
    this.#lockout = new Lockout(this.#database);
  }

  #row(name: string): Row | undefined {
    return this.#database.prepare('SELECT * FROM users WHERE name = ?').get(name) as Row | undefined;
  }

  #need(name: string): Row {
    const row = this.#row(name);
    if (!row) throw noUser(name);
    return row;
  }

  async need(name: string): Promise<Account> {
    return accountOf(this.#need(name));
  }

  async checkNew(name: string, role: Role, password: string): Promise<void> {
    checkNewAccount(name, role, password, await this.get(name));
  }

  async add(name: string, role: Role, password: string): Promise<Account> {
    await this.checkNew(name, role, password);
    const hash = await hashPassword(password);
    const { changes } = this.#database
      .prepare(
        'INSERT INTO users (name, role, password, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      )
      .run(name, role, hash, new Date(this.#now()).toISOString());
    // Somebody else was quicker while the password was hashed.
    if (changes === 0) throw userExists(name);
    return accountOf(this.#need(name));
  }

  async get(name: string): Promise<Account | null> {
    const row = this.#row(name);
    return row ? accountOf(row) : null;
  }

  async list(): Promise<Account[]> {
    return (this.#database.prepare('SELECT * FROM users ORDER BY name').all() as unknown as Row[]).map(
      accountOf,
    );
  }

  async count(): Promise<number> {
    const row = this.#database.prepare('SELECT count(*) AS count FROM users WHERE enabled = 1').get();
    return (row as { count: number }).count;
  }

  async checkNewPassword(name: string, password: string): Promise<void> {
    checkPassword(password, this.#need(name).name);
  }

  async setPassword(name: string, password: string): Promise<void> {
    const row = this.#need(name);
    checkPassword(password, row.name);
    const hash = await hashPassword(password);
    this.#database.prepare('UPDATE users SET password = ? WHERE name = ?').run(hash, row.name);
    await this.sessions.endAllOf(row.name);
    this.#lockout.clear(row.name);
  }

  async setRole(name: string, role: Role): Promise<Account> {
    const row = this.#need(name);
    checkRole(role);
    this.#database.prepare('UPDATE users SET role = ? WHERE name = ?').run(role, row.name);
    return accountOf(this.#need(name));
  }

  async setEnabled(name: string, enabled: boolean): Promise<Account> {
    const row = this.#need(name);
    this.#database.prepare('UPDATE users SET enabled = ? WHERE name = ?').run(enabled ? 1 : 0, row.name);
    if (!enabled) await this.sessions.endAllOf(row.name);
    return accountOf(this.#need(name));
  }

  async login(name: string, password: string, address: string): Promise<LoginResult> {
    const now = this.#now();
    const wait = this.#lockout.wait(name, address, now);
    if (wait > 0) return { outcome: 'locked', wait };
    const attempt = changing(() => this.#lockout.attempt(name, address, now));
    const row = accountNameSchema.safeParse(name).success ? this.#row(name) : undefined;
    let right: boolean;
    try {
      right = row ? await passwordMatches(password, row.password) : await compareWithNothing(password);
    } catch (error) {
      // Turned away before anything was compared.
      changing(() => attempt.untried());
      throw error;
    }
    if (!row || !right || row.enabled !== 1) return { outcome: 'wrong' };
    changing(() => attempt.succeeded());
    return { outcome: 'in', account: accountOf(row) };
  }

  async #enabled(name: string | null): Promise<Account | null> {
    const account = name === null ? null : await this.get(name);
    return account?.enabled ? account : null;
  }

  async ofSession(secret: string): Promise<Account | null> {
    return this.#enabled(this.sessions.userOf(secret));
  }

  async ofToken(token: string): Promise<Account | null> {
    return this.#enabled(this.tokens.userOf(token));
  }

  close(): void {
    this.#database.close();
  }
}
