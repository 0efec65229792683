import { timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { noToken } from '../../access/accounts.ts';
import {
  checkLabel,
  freshSecret,
  freshTokenId,
  hashOfSecret,
  partsOfToken,
  tokenFrom,
} from '../../access/secrets.ts';
import { isOfLater, isToBeNoted } from '../../access/session-times.ts';
import type { TokenRecord, Tokens } from '../../ports/access/tokens.ts';
import { changing, changingIfPossible } from './access-database.ts';

/** Tokens by their public part, with the hash of the rest. */
export class SqliteTokens implements Tokens {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  async issue(user: string, label: string, lasts: number | null, id = freshTokenId()): Promise<string> {
    checkLabel(label);
    const secret = freshSecret();
    const now = this.#now();
    changing(() =>
      this.#database
        .prepare(
          'INSERT INTO tokens (id, user, label, hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
        )
        .run(id, user, label, hashOfSecret(secret), now, lasts === null ? null : now + lasts),
    );
    return tokenFrom(id, secret);
  }

  /** Whose token it is; null when it is none, was withdrawn or has run out. */
  userOf(token: string): string | null {
    const parts = partsOfToken(token);
    if (parts === null) return null;
    const row = this.#database
      .prepare('SELECT user, hash, created_at, expires_at, used_at FROM tokens WHERE id = ?')
      .get(parts.id) as
      | { user: string; hash: string; created_at: number; expires_at: number | null; used_at: number | null }
      | undefined;
    if (!row || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(hashOfSecret(parts.secret)))) return null;
    const now = this.#now();
    if (isOfLater(row.created_at, now)) return null;
    if (row.expires_at !== null && now > row.expires_at) return null;
    if (isToBeNoted(row.used_at ?? 0, now)) {
      changingIfPossible(() =>
        this.#database.prepare('UPDATE tokens SET used_at = ? WHERE id = ?').run(now, parts.id),
      );
    }
    return row.user;
  }

  async list(user?: string): Promise<TokenRecord[]> {
    const rows = this.#database
      .prepare(
        'SELECT id, user, label, expires_at AS expiresAt, used_at AS usedAt FROM tokens WHERE ? IS NULL OR user = ? ORDER BY created_at',
      )
      .all(user ?? null, user ?? null);
    return rows as unknown as TokenRecord[];
  }

  async need(id: string): Promise<void> {
    if (!this.#database.prepare('SELECT 1 FROM tokens WHERE id = ?').get(id)) throw noToken(id);
  }

  async withdraw(id: string): Promise<void> {
    const { changes } = changing(() => this.#database.prepare('DELETE FROM tokens WHERE id = ?').run(id));
    if (changes === 0) throw noToken(id);
  }
}
