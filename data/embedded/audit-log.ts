import { closeSync, fdatasyncSync, fstatSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CaselineError } from '../errors.ts';
import { diskError } from '../files/durable-file.ts';
import type { Dataset } from '../format/dataset.ts';

/** Append-only, one JSON object a line: who did what to which account, role, dataset or release. Never patient text. */
export const AUDIT_FILE = 'audit.jsonl';

export const auditActions = [
  'login',
  'login-failed',
  'login-locked',
  'logout',
  'user-added',
  'password-changed',
  'role-changed',
  'user-disabled',
  'user-enabled',
  'token-issued',
  'token-withdrawn',
  'export',
  'release',
  'download',
  'access-requested',
  'access-decided',
  'dataset-changed',
  'dataset-removed',
  'finding-waived',
  'waiver-withdrawn',
] as const;
export type AuditAction = (typeof auditActions)[number];

export interface AuditEntry {
  readonly action: AuditAction;
  /** Account that acted; what was typed as a name when nobody is signed in. */
  readonly by: string;
  /** What it was done to: an account, a dataset, a release. */
  readonly target?: string;
  readonly detail?: string;
  readonly address?: string;
  readonly request?: string;
}

/** The entry for a dataset that is saved. @param opened how many cases that opens to every reader; null: nobody knows */
export const datasetEntry = (
  by: string,
  { id, access, owner }: Dataset,
  opened: number | null,
): AuditEntry => ({
  action: 'dataset-changed',
  by,
  target: id,
  detail: `${access}, owner ${owner}${opened === 0 ? '' : `, opens ${opened ?? 'an unknown number of'} private cases`}`,
});

/** What stands beside an entry that could not be carried out. */
const outcomeOf = (error: unknown): string =>
  `failed: ${error instanceof CaselineError ? error.code : 'a fault'}`;

const LONGEST = 200;

/**
 * Plain printable text of bounded length. JSON escapes line ends already; this also takes what fools a terminal or an
 * editor: other control characters, line and paragraph separators, direction overrides.
 */
export const plainLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\uFFFD').slice(0, LONGEST);

/**
 * Writes `audit.jsonl`. Each entry is one write of one line, on the disk when `append` returns. What is done goes through
 * `perform`: nothing happens that cannot be written down.
 */
export class AuditLog {
  readonly #path: string;

  constructor(workspace: string) {
    this.#path = join(workspace, AUDIT_FILE);
  }

  /**
   * Writes down what is about to be done, then does it. What then fails is written down once more, with `outcome`.
   * @param act is not called when the entry cannot be written
   * @throws CaselineError `disk-*` when it cannot; whatever `act` throws
   */
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

  /** For what has happened already, as a failed login. @throws CaselineError `disk-*` */
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
      writeSync(handle, torn ? `\n${line}` : line);
      fdatasyncSync(handle);
    } catch (cause) {
      throw diskError('note an action in', this.#path, cause);
    } finally {
      if (handle !== null) closeSync(handle);
    }
  }
}

/** Targets of an action that the log of a workspace names; none where there is no log that can be read. */
export function notedTargets(workspace: string, action: AuditAction): Set<string> {
  let text: string;
  try {
    text = readFileSync(join(workspace, AUDIT_FILE), 'utf8');
  } catch {
    return new Set();
  }
  const targets = new Set<string>();
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
