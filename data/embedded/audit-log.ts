import {
  accessSync,
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { diskError, writeWhole } from '../files/durable-file.ts';
import { type AuditAction, type AuditEntry, type AuditLog, plainEntry } from '../ports/audit-log.ts';

/** Append-only, one JSON object a line. */
export const AUDIT_FILE = 'audit.jsonl';

/** Writes `audit.jsonl`. Each entry is one write of one line, on the disk when `append` resolves. */
export class FileAuditLog implements AuditLog {
  readonly #path: string;

  constructor(workspace: string) {
    this.#path = join(workspace, AUDIT_FILE);
  }

  async perform<T>(entry: AuditEntry, act: () => T | Promise<T>): Promise<T> {
    await this.append(entry);
    try {
      return await act();
    } catch (error) {
      try {
        this.#write(plainEntry(entry, error));
      } catch {
        // The entry stands; why it failed is told to whoever asked for it.
      }
      throw error;
    }
  }

  async append(entry: AuditEntry): Promise<void> {
    this.#write(plainEntry(entry));
  }

  #write(entry: Record<string, string>): void {
    const line = `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`;
    let handle: number | null = null;
    try {
      handle = openSync(this.#path, 'a+', 0o600);
      const { size } = fstatSync(handle);
      const last = Buffer.alloc(1);
      // A line that a power loss tore is closed first, so that it takes no other with it.
      const torn = size > 0 && readSync(handle, last, 0, 1, size - 1) === 1 && last[0] !== 10;
      writeWhole(handle, torn ? `\n${line}` : line);
      fdatasyncSync(handle);
    } catch (cause) {
      throw diskError('note an action in', this.#path, cause);
    } finally {
      if (handle !== null) closeSync(handle);
    }
  }

  async canBeWritten(): Promise<boolean> {
    try {
      accessSync(dirname(this.#path), constants.W_OK);
      return true;
    } catch {
      return false;
    }
  }

  async targets(action: AuditAction): Promise<ReadonlySet<string>> {
    const targets = new Set<string>();
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch {
      return targets;
    }
    for (const line of text.split('\n')) {
      if (!line.includes(`"action":"${action}"`)) continue;
      try {
        const { target } = JSON.parse(line) as { target?: unknown };
        if (typeof target === 'string') targets.add(target);
      } catch {
        // A line that a power loss tore names nothing.
      }
    }
    return targets;
  }
}
