import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Retryable } from '../errors.ts';

/**
 * Mutual exclusion between the processes on one workspace. The lock is SQLite's own file lock, which the
 * kernel releases when its holder dies: a killed process never leaves a stale lock. Nothing is stored in it.
 */
export class WorkspaceLock {
  readonly #database: DatabaseSync;

  constructor(directory: string) {
    const folder = join(directory, '.locks');
    mkdirSync(folder, { recursive: true });
    this.#database = new DatabaseSync(join(folder, 'write.sqlite'), { timeout: 15_000 });
  }

  /**
   * Runs `work` while no other process of this workspace is inside. Synchronous and short (one file write);
   * waits up to 15 s. @throws Retryable when the lock cannot be had.
   */
  hold<T>(work: () => T): T {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
    } catch (cause) {
      throw new Retryable(
        'workspace-busy',
        'another process holds the workspace for over 15 s; try again, or end that process',
        { cause },
      );
    }
    try {
      return work();
    } finally {
      this.#database.exec('ROLLBACK');
    }
  }

  close(): void {
    this.#database.close();
  }
}
