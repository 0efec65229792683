import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { isBegun, REGISTER_FILE } from '../datasets/dataset-register.ts';
import { hasTable, KeptDatabase } from '../disk/kept-database.ts';

const SCHEMA = 'CREATE TABLE IF NOT EXISTS reviewed (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID';

/**
 * Which cases were ever reviewed. Nobody takes a review back by removing its file: what it decided, that the case is
 * private among it, is lost and not undone. It stands beside the register of datasets, so that the loss of both is known.
 */
export class ReviewedCases {
  readonly #file: KeptDatabase;
  /** Noted by this process, also where nothing can be written. */
  readonly #noted = new Set<string>();

  constructor(workspace: string) {
    this.#file = new KeptDatabase(join(workspace, REGISTER_FILE));
  }

  #holds(database: DatabaseSync | null, id: string): boolean {
    return (
      database !== null &&
      hasTable(database, 'reviewed') &&
      database.prepare('SELECT 1 FROM reviewed WHERE id = ?').get(id) !== undefined
    );
  }

  /** A case has a review, or is about to get its first. Never a reason not to write it. */
  note(id: string): void {
    if (this.#noted.has(id)) return;
    this.#noted.add(id);
    try {
      if (this.#holds(this.#file.open(false), id)) return;
      const database = this.#file.open(true);
      // Forced to the disk with the next of the file's other writes: a power loss takes it with the review's own end at most.
      database?.exec(`PRAGMA synchronous = NORMAL; ${SCHEMA}`);
      database?.prepare('INSERT OR IGNORE INTO reviewed (id) VALUES (?)').run(id);
    } catch {
      // A register that cannot be read hides every case as it is; on a read-only disk no review is written.
    }
  }

  /** Whether what is noted is all there ever was: not where the register is lost. */
  get isWhole(): boolean {
    try {
      const database = this.#file.open(false);
      return database !== null && isBegun(database) && this.#file.remade()?.whole !== false;
    } catch {
      return false;
    }
  }

  /** Whether a case may have been reviewed once; true where nobody knows. */
  mayHaveBeen(id: string): boolean {
    if (this.#noted.has(id) || !this.isWhole) return true;
    return this.#holds(this.#file.open(false), id);
  }

  /** Every case of which it is known. @throws Error of SQLite when the register cannot be read */
  ids(): string[] {
    const database = this.#file.open(false);
    if (database === null || !hasTable(database, 'reviewed')) return [];
    return (database.prepare('SELECT id FROM reviewed').all() as unknown as { id: string }[]).map(
      ({ id }) => id,
    );
  }

  close(): void {
    this.#file.close();
  }
}
