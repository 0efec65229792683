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
import { CaselineError } from '../errors.ts';
import { diskError, writeWhole } from '../files/durable-file.ts';
import { type AuditAction, type AuditEntry, type AuditLog, plainLine } from '../ports/audit-log.ts';

/** Append-only, one JSON object a line. */
export const AUDIT_FILE = 'audit.jsonl';

/** What stands beside an entry that could not be carried out. */
const outcomeOf = (error: unknown): string =>
  `failed: ${error instanceof CaselineError ? error.code : 'a fault'}`;

/** Writes `audit.jsonl`. Each entry is one write of one line, on the disk when `append` returns. */
export class FileAuditLog implements AuditLog {
  readonly #path: string;

  constructor(workspace: string) {
    this.#path = join(workspace, AUDIT_FILE);
  }

  async perform<T>(entry: AuditEntry, act: () => T | Promise<T>): Promise<T> {
    this.append(entry);
    try {
      return await act();
    } catch (error) {
      try {
        this.#write({ ...entry, outcome: outcomeOf(error) }, Date.now());
      } catch {
        // The entry stands; why it failed is told to whoever asked for it.
      }
      throw error;
    }
  }

  append(entry: AuditEntry, now = Date.now()): void {
    this.#write(entry, now);
  }

  #write(entry: AuditEntry & { outcome?: string }, now: number): void {
    const fields = Object.entries(entry).filter(([, value]) => value !== undefined);
    const plain = Object.fromEntries(fields.map(([name, value]) => [name, plainLine(String(value))]));
    const line = `${JSON.stringify({ at: new Date(now).toISOString(), ...plain })}\n`;
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

  canBeWritten(): boolean {
    try {
      accessSync(dirname(this.#path), constants.W_OK);
      return true;
    } catch {
      return false;
    }
  }

  targets(action: AuditAction): ReadonlySet<string> {
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
