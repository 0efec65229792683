import type { DatabaseSync } from 'node:sqlite';
import { InvalidInput, NotFound } from '../errors.ts';
import { type Account, accountNameSchema, type Role, roleSchema } from '../format/account.ts';
import { describeProblems } from '../format/read.ts';
import { changing, openAccessDatabase } from './access/access-database.ts';
import { Lockout } from './access/lockout.ts';
import { checkPassword, compareWithNothing, hashPassword, passwordMatches } from './access/passwords.ts';
import { Sessions } from './access/sessions.ts';
import { Tokens } from './access/tokens.ts';

interface Row {
  name: string;
  role: string;
  password: string;
  created_at: string;
  enabled: number;
}

/** Outcome of a login. `locked`: too many failures, nothing was compared; `wait` is in milliseconds. */
export type LoginResult =
  | { readonly outcome: 'in'; readonly account: Account }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'locked'; readonly wait: number };

const accountOf = (row: Row): Account => ({
  name: row.name,
  role: roleSchema.parse(row.role),
  createdAt: row.created_at,
  enabled: row.enabled === 1,
});

/** The accounts of a workspace with their sessions and tokens, in `access.sqlite`. There is no default account. */
export class Users {
  readonly #database: DatabaseSync;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly #lockout: Lockout;

  /** @param workspace its folder */
  constructor(workspace: string) {
    this.#database = openAccessDatabase(workspace);
    this.sessions = new Sessions(this.#database);
    this.tokens = new Tokens(this.#database);
    this.#lockout = new Lockout(this.#database);
  }

  #row(name: string): Row | undefined {
    return this.#database.prepare('SELECT * FROM users WHERE name = ?').get(name) as Row | undefined;
  }

  #need(name: string): Row {
    const row = this.#row(name);
    if (!row)
      throw new NotFound(
        'no-user',
        `there is no user '${name.slice(0, 60)}'; 'caseline users list' shows them`,
      );
    return row;
  }

  /** @throws NotFound */
  need(name: string): Account {
    return accountOf(this.#need(name));
  }

  /** Refuses what `add` would. @throws InvalidInput for a name that is none or taken, a role that is none, or a weak password */
  checkNew(name: string, role: Role, password: string): void {
    for (const [schema, value] of [
      [accountNameSchema, name],
      [roleSchema, role],
    ] as const) {
      const result = schema.safeParse(value);
      if (!result.success)
        throw new InvalidInput(
          'bad-account',
          `'${String(value).slice(0, 60)}': ${describeProblems(result.error)}`,
        );
    }
    if (this.#row(name))
      throw new InvalidInput(
        'user-exists',
        `there is a user '${name}' already; 'users passwd' and 'users role' change it`,
      );
    checkPassword(password, name);
  }

  /** @throws InvalidInput as `checkNew` */
  async add(name: string, role: Role, password: string): Promise<Account> {
    this.checkNew(name, role, password);
    const hash = await hashPassword(password);
    this.#database
      .prepare('INSERT INTO users (name, role, password, created_at) VALUES (?, ?, ?, ?)')
      .run(name, role, hash, new Date().toISOString());
    return accountOf(this.#need(name));
  }

  get(name: string): Account | null {
    const row = this.#row(name);
    return row ? accountOf(row) : null;
  }

  list(): Account[] {
    return (this.#database.prepare('SELECT * FROM users ORDER BY name').all() as unknown as Row[]).map(
      accountOf,
    );
  }

  /** How many accounts can sign in. */
  count(): number {
    const row = this.#database.prepare('SELECT count(*) AS count FROM users WHERE enabled = 1').get();
    return (row as { count: number }).count;
  }

  /** Refuses what `setPassword` would. @throws NotFound, InvalidInput for a weak one */
  checkNewPassword(name: string, password: string): void {
    checkPassword(password, this.#need(name).name);
  }

  /** Ends the user's sessions and lifts a lock; tokens stay. @throws NotFound, InvalidInput */
  async setPassword(name: string, password: string): Promise<void> {
    const row = this.#need(name);
    checkPassword(password, row.name);
    const hash = await hashPassword(password);
    this.#database.prepare('UPDATE users SET password = ? WHERE name = ?').run(hash, row.name);
    this.sessions.endAllOf(row.name);
    this.#lockout.clear(row.name);
  }

  /** Holds from the next request on. @throws NotFound, InvalidInput */
  setRole(name: string, role: Role): Account {
    const row = this.#need(name);
    const parsed = roleSchema.safeParse(role);
    if (!parsed.success)
      throw new InvalidInput('bad-role', `'${String(role).slice(0, 40)}': ${describeProblems(parsed.error)}`);
    this.#database.prepare('UPDATE users SET role = ? WHERE name = ?').run(parsed.data, row.name);
    return accountOf(this.#need(name));
  }

  /** A disabled user's sessions end and tokens rest; the name stays beside what was decided. @throws NotFound */
  setEnabled(name: string, enabled: boolean): Account {
    const row = this.#need(name);
    this.#database.prepare('UPDATE users SET enabled = ? WHERE name = ?').run(enabled ? 1 : 0, row.name);
    if (!enabled) this.sessions.endAllOf(row.name);
    return accountOf(this.#need(name));
  }

  /**
   * Compares a password. Unknown names cost as much time as wrong passwords, and lock just the same.
   * @param address where the attempt comes from
   */
  async login(name: string, password: string, address: string, now = Date.now()): Promise<LoginResult> {
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

  #enabled(name: string | null): Account | null {
    const account = name === null ? null : this.get(name);
    return account?.enabled ? account : null;
  }

  /** The account behind a session's cookie. */
  ofSession(token: string, now = Date.now()): Account | null {
    return this.#enabled(this.sessions.userOf(token, now));
  }

  /** The account behind an API token. */
  ofToken(token: string, now = Date.now()): Account | null {
    return this.#enabled(this.tokens.userOf(token, now));
  }

  close(): void {
    this.#database.close();
  }
}
