import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { InvalidInput, NotFound } from '../../errors.ts';
import { changing, changingIfPossible } from './access-database.ts';
import { hashOfSecret } from './sessions.ts';

export interface TokenRecord {
  readonly id: string;
  readonly user: string;
  readonly label: string;
  /** Milliseconds since 1970; null: never. */
  readonly expiresAt: number | null;
  readonly usedAt: number | null;
}

/** `csl_<id>_<secret>`: recognisable to scanners that look for secrets in published code. */
const pattern = /^csl_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/** The public part of a token that is to be issued. */
export const freshTokenId = (): string => randomBytes(6).toString('hex');

/** @throws InvalidInput */
export function checkLabel(label: string): void {
  if (label.trim() === '' || label.length > 100 || /[\x00-\x1f\x7f]/.test(label))
    throw new InvalidInput(
      'bad-label',
      'a token needs a label of at most 100 plain characters: what uses it',
    );
}

/** Tokens of programs, each in the name and with the role of a person. */
export class Tokens {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** @returns the token, shown this once; its hash is kept */
  issue(user: string, label: string, now: number, expiresAt: number | null, id = freshTokenId()): string {
    checkLabel(label);
    const secret = randomBytes(32).toString('base64url');
    changing(() =>
      this.#database
        .prepare(
          'INSERT INTO tokens (id, user, label, hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
        )
        .run(id, user, label, hashOfSecret(secret), now, expiresAt),
    );
    return `csl_${id}_${secret}`;
  }

  /** Whose token it is; null when it is none, was withdrawn or has run out. */
  userOf(token: string, now: number): string | null {
    const [, id = '', secret = ''] = pattern.exec(token) ?? [];
    if (id === '') return null;
    const row = this.#database
      .prepare('SELECT user, hash, expires_at, used_at FROM tokens WHERE id = ?')
      .get(id) as
      | { user: string; hash: string; expires_at: number | null; used_at: number | null }
      | undefined;
    if (!row || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(hashOfSecret(secret)))) return null;
    if (row.expires_at !== null && now > row.expires_at) return null;
    if (Math.abs(now - (row.used_at ?? 0)) > 60_000) {
      changingIfPossible(() =>
        this.#database.prepare('UPDATE tokens SET used_at = ? WHERE id = ?').run(now, id),
      );
    }
    return row.user;
  }

  list(user?: string): TokenRecord[] {
    const rows = this.#database
      .prepare(
        'SELECT id, user, label, expires_at AS expiresAt, used_at AS usedAt FROM tokens WHERE ? IS NULL OR user = ? ORDER BY created_at',
      )
      .all(user ?? null, user ?? null);
    return rows as unknown as TokenRecord[];
  }

  /** @throws NotFound */
  need(id: string): void {
    if (!this.#database.prepare('SELECT 1 FROM tokens WHERE id = ?').get(id))
      throw new NotFound(
        'no-token',
        `there is no token '${id.slice(0, 40)}'; 'users token --list' shows them`,
      );
  }

  /** @throws NotFound */
  withdraw(id: string): void {
    this.need(id);
    changing(() => this.#database.prepare('DELETE FROM tokens WHERE id = ?').run(id));
  }
}
