import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { changing, changingIfPossible } from './access-database.ts';

/** A session ends after this long without a request. Milliseconds. */
export const IDLE = 12 * 60 * 60 * 1000;
/** And after this long in any case. Milliseconds. */
export const LIFETIME = 14 * 24 * 60 * 60 * 1000;
/** How often `seen_at` is written: not with every request. Milliseconds. */
const NOTE_EVERY = 60_000;

/** Tokens have 256 random bits: a plain hash of them cannot be guessed back. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Signed-in browsers. The token is in the browser's cookie only; here stands its hash. */
export class Sessions {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** @returns the new session's token */
  start(user: string, now: number): string {
    const token = randomBytes(32).toString('base64url');
    changing(() => {
      this.#database
        .prepare('DELETE FROM sessions WHERE seen_at < ? OR created_at < ?')
        .run(now - IDLE, now - LIFETIME);
      this.#database
        .prepare('INSERT INTO sessions (hash, user, created_at, seen_at) VALUES (?, ?, ?, ?)')
        .run(hashOfSecret(token), user, now, now);
    });
    return token;
  }

  /** Whose session it is; null when there is none or it has run out. */
  userOf(token: string, now: number): string | null {
    const hash = hashOfSecret(token);
    const row = this.#database
      .prepare('SELECT user, created_at, seen_at FROM sessions WHERE hash = ?')
      .get(hash) as { user: string; created_at: number; seen_at: number } | undefined;
    if (!row) return null;
    if (now - row.seen_at > IDLE || now - row.created_at > LIFETIME) {
      changingIfPossible(() => this.end(token));
      return null;
    }
    // On a full disk people stay signed in.
    if (Math.abs(now - row.seen_at) > NOTE_EVERY) {
      changingIfPossible(() =>
        this.#database.prepare('UPDATE sessions SET seen_at = ? WHERE hash = ?').run(now, hash),
      );
    }
    return row.user;
  }

  end(token: string): void {
    this.#database.prepare('DELETE FROM sessions WHERE hash = ?').run(hashOfSecret(token));
  }

  endAllOf(user: string): void {
    this.#database.prepare('DELETE FROM sessions WHERE user = ?').run(user);
  }
}
