import type { DatabaseSync } from 'node:sqlite';
import { freshSecret, hashOfSecret } from '../../access/secrets.ts';
import { hasEnded, IDLE, isToBeNoted, LIFETIME } from '../../access/session-times.ts';
import type { OpenSessions, Sessions } from '../../ports/access/sessions.ts';
import { changing, changingIfPossible } from './access-database.ts';

/** Sessions by the hash of their secret. */
export class SqliteSessions implements Sessions {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  async start(user: string): Promise<string> {
    const secret = freshSecret();
    const now = this.#now();
    changing(() => {
      this.#database
        .prepare('DELETE FROM sessions WHERE seen_at < ? OR created_at < ?')
        .run(now - IDLE, now - LIFETIME);
      this.#database
        .prepare('INSERT INTO sessions (hash, user, created_at, seen_at) VALUES (?, ?, ?, ?)')
        .run(hashOfSecret(secret), user, now, now);
    });
    return secret;
  }

  /** Whose session it is; null when there is none or it has run out. */
  userOf(secret: string): string | null {
    const hash = hashOfSecret(secret);
    const row = this.#database
      .prepare('SELECT user, created_at, seen_at FROM sessions WHERE hash = ?')
      .get(hash) as { user: string; created_at: number; seen_at: number } | undefined;
    if (!row) return null;
    const now = this.#now();
    if (hasEnded(row.created_at, row.seen_at, now)) {
      changingIfPossible(() => this.#delete(hash));
      return null;
    }
    // On a full disk people stay signed in.
    if (isToBeNoted(row.seen_at, now)) {
      changingIfPossible(() =>
        this.#database.prepare('UPDATE sessions SET seen_at = ? WHERE hash = ?').run(now, hash),
      );
    }
    return row.user;
  }

  #delete(hash: string): void {
    this.#database.prepare('DELETE FROM sessions WHERE hash = ?').run(hash);
  }

  async end(secret: string): Promise<void> {
    this.#delete(hashOfSecret(secret));
  }

  async open(): Promise<OpenSessions[]> {
    const now = this.#now();
    return this.#database
      .prepare(
        'SELECT user, count(*) AS count, max(seen_at) AS seenAt FROM sessions WHERE seen_at >= ? AND created_at >= ? GROUP BY user',
      )
      .all(now - IDLE, now - LIFETIME) as unknown as OpenSessions[];
  }

  async endAllOf(user: string): Promise<void> {
    changing(() => this.#database.prepare('DELETE FROM sessions WHERE user = ?').run(user));
  }
}
