import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput, messageOf } from '../../errors.ts';
import type { Dataset } from '../../format/dataset.ts';
import type { AuditAction } from '../../ports/audit-log.ts';
import { AUDIT_FILE } from '../audit-log.ts';

/** How a dataset was last saved, as far as the audit log tells; `removed`: by somebody who said so. */
export type Logged = Dataset['access'] | 'removed';

const saved: AuditAction = 'dataset-changed';
const removed: AuditAction = 'dataset-removed';

/** Bytes read at a time. */
const CHUNK = 1 << 20;
const LINE_END = 10;

interface Line {
  readonly action?: unknown;
  readonly target?: unknown;
  readonly detail?: unknown;
  readonly outcome?: unknown;
}

/** A line of the log; null for one that a power loss tore, which was never followed by its act. */
function lineOf(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}

/**
 * What `audit.jsonl` tells of datasets: a third record beside their files and the register, for the day on which both are
 * lost. It is read on from where it was read last; what it told once is kept when it is cut, rotated or gone.
 */
export class DatasetHistory {
  readonly #path: string;
  readonly #logged = new Map<string, Logged>();
  /** As it was before the last line about it: for an act that then failed. */
  readonly #before = new Map<string, Logged | undefined>();
  #inode = 0;
  #offset = 0;

  constructor(workspace: string) {
    this.#path = join(workspace, AUDIT_FILE);
  }

  /**
   * Every dataset that the log names, by id.
   * @throws InvalidInput when there is a log that could never be read
   */
  all(): ReadonlyMap<string, Logged> {
    let handle: number;
    try {
      handle = openSync(this.#path, 'r');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT' || this.#inode !== 0) return this.#logged;
      throw this.#unreadable(cause);
    }
    try {
      this.#readOn(handle);
    } catch (cause) {
      if (this.#inode === 0) throw this.#unreadable(cause);
    } finally {
      closeSync(handle);
    }
    return this.#logged;
  }

  #unreadable(cause: unknown): InvalidInput {
    return new InvalidInput(
      'damaged-file',
      `${AUDIT_FILE}, which tells what datasets there were, cannot be read (${messageOf(cause)}); restore it from a backup`,
      { cause },
    );
  }

  #readOn(handle: number): void {
    const stats = fstatSync(handle);
    if (!stats.isFile()) throw new Error('it is no file');
    const { ino, size } = stats;
    if (ino !== this.#inode || size < this.#offset) this.#offset = 0;
    this.#inode = ino;
    const chunk = Buffer.alloc(Math.min(CHUNK, Math.max(0, size - this.#offset)));
    let rest: Buffer = Buffer.alloc(0);
    while (this.#offset + rest.length < size) {
      const read = readSync(handle, chunk, 0, chunk.length, this.#offset + rest.length);
      if (read === 0) break;
      const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
      // A line that is still being written is read when it is whole.
      const end = bytes.lastIndexOf(LINE_END) + 1;
      for (const line of bytes.subarray(0, end).toString('utf8').split('\n')) this.#take(line);
      this.#offset += end;
      rest = Buffer.from(bytes.subarray(end));
    }
  }

  #take(text: string): void {
    if (!text.includes(`"${saved}"`) && !text.includes(`"${removed}"`)) return;
    const line = lineOf(text);
    if (line === null || typeof line.target !== 'string') return;
    const { action, target, detail, outcome } = line;
    if (action !== saved && action !== removed) return;
    if (outcome !== undefined) {
      const before = this.#before.get(target);
      if (before === undefined) this.#logged.delete(target);
      else this.#logged.set(target, before);
      return;
    }
    this.#before.set(target, this.#logged.get(target));
    const isPublic = typeof detail === 'string' && detail.startsWith('public');
    this.#logged.set(target, action === removed ? 'removed' : isPublic ? 'public' : 'on-request');
  }
}
