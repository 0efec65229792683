import { DatabaseSync, type StatementSync } from 'node:sqlite';

/**
 * Names that were given, each once. They lie in a nameless SQLite file, which the system removes when it is closed:
 * a million of them need no more memory than ten.
 */
export class NameList {
  readonly #database = new DatabaseSync('');
  readonly #insert: StatementSync;

  constructor() {
    this.#database.exec(
      'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID; BEGIN',
    );
    this.#insert = this.#database.prepare('INSERT OR IGNORE INTO names VALUES (?)');
  }

  /** False when it is there already. */
  add(name: string): boolean {
    return this.#insert.run(name).changes === 1;
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}
