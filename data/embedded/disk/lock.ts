import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Retryable } from '../../errors.ts';
import { sqliteDiskError } from '../../files/durable-file.ts';

/** Milliseconds a process waits for the others before it gives up. */
const PATIENCE = 15_000;

/**
 * Mutual exclusion between the processes on one workspace. The locks are SQLite's own file locks, which the
 * kernel releases when their holder dies: a killed process never leaves a stale lock. Nothing is stored in them.
 *
 * Two locks make it fair: whoever waits for `write` holds `gate` meanwhile, so a process that writes in a loop
 * cannot pass it again and again.
 */
export class WorkspaceLock {
  readonly #folder: string;
  readonly #gate: DatabaseSync;
  readonly #write: DatabaseSync;

  constructor(directory: string) {
    const folder = join(directory, '.locks');
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#gate = new DatabaseSync(join(folder, 'gate.sqlite'), { timeout: PATIENCE });
    this.#write = new DatabaseSync(join(folder, 'write.sqlite'), { timeout: PATIENCE });
  }

  #acquire(): void {
    try {
      this.#gate.exec('BEGIN IMMEDIATE');
      try {
        this.#write.exec('BEGIN IMMEDIATE');
      } finally {
        this.#gate.exec('ROLLBACK');
      }
    } catch (cause) {
      const refused = sqliteDiskError('lock', this.#folder, cause);
      if (refused) throw refused;
      throw new Retryable(
        'workspace-busy',
        `other processes hold the workspace for over ${PATIENCE / 1000} s; try again, or end them`,
        { cause },
      );
    }
  }

  /**
   * Runs `work` while no other process of this workspace is inside. Synchronous and short (one file write).
   * @throws Retryable when the lock cannot be had in time.
   */
  hold<T>(work: () => T): T {
    this.#acquire();
    try {
      return work();
    } finally {
      this.#write.exec('ROLLBACK');
    }
  }

  close(): void {
    this.#gate.close();
    this.#write.close();
  }
}
