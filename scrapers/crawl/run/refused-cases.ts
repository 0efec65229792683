import type { StatementSync } from 'node:sqlite';
import { Blocked } from '../../../data/errors.ts';
import type { CrawlDatabase } from '../archive/crawl-database.ts';

/** Refusals that one case alone may meet: it is private, a draft, or withdrawn. A challenge is about who asks. */
const ofOneCase: ReadonlySet<string> = new Set(['login-wall', 'forbidden']);

/**
 * Cases at which a run was refused. The next run asks for them last, when all others are read: what was the whole site
 * saying no is met again by the next case, and what was one private case no longer keeps the others away.
 */
export class RefusedCases {
  readonly #source: string;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;

  constructor(database: CrawlDatabase, source: string) {
    this.#source = source;
    this.#find = database.prepare('SELECT 1 FROM refused WHERE source = ? AND alias = ?');
    this.#insert = database.prepare('INSERT OR REPLACE INTO refused (source, alias, time) VALUES (?, ?, ?)');
    this.#delete = database.prepare('DELETE FROM refused WHERE source = ? AND alias = ?');
  }

  has(alias: string): boolean {
    return this.#find.get(this.#source, alias) !== undefined;
  }

  /** Takes down a case whose reading ended with `error`, if that is a refusal that may be its own. */
  note(alias: string, error: unknown): void {
    if (isRefusalOfOne(error)) this.#insert.run(this.#source, alias, Date.now());
  }

  /** It was read: what stood in the way is gone. */
  forget(alias: string): void {
    if (this.has(alias)) this.#delete.run(this.#source, alias);
  }
}

/** Whether an error is a refusal that a case may meet for itself. */
export const isRefusalOfOne = (error: unknown): error is Blocked =>
  error instanceof Blocked && ofOneCase.has(error.code);
