import { CaselineError } from '../errors.ts';
import type { Dataset } from '../format/dataset.ts';

export const auditActions = [
  'login',
  'login-failed',
  'login-locked',
  'logout',
  'sessions-ended',
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
  'setting-changed',
  'dataset-changed',
  'dataset-removed',
  'import-undone',
  'protocol-changed',
  'finding-waived',
  'finding-mended',
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

const LONGEST = 200;

/**
 * Plain printable text of bounded length. JSON escapes line ends already; this also takes what fools a terminal or an
 * editor: other control characters, line and paragraph separators, direction overrides.
 */
export const plainLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\uFFFD').slice(0, LONGEST);

/** An entry as it is kept: what was given, in plain lines. @param failure what kept it from being carried out */
export function plainEntry(entry: AuditEntry, failure?: unknown): Record<string, string> {
  const outcome = failure instanceof CaselineError ? failure.code : 'a fault';
  const given = { ...entry, ...(failure === undefined ? {} : { outcome: `failed: ${outcome}` }) };
  const fields = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields.map(([name, value]) => [name, plainLine(String(value))]));
}

/** Who did what to which account, role, dataset or release; append-only. Never patient text. */
export interface AuditLog {
  /**
   * Writes down what is about to be done, then does it: nothing happens that cannot be written down. What then fails is
   * written down once more, with `outcome`.
   * @param act is not called when the entry cannot be written
   * @throws CaselineError `disk-*` when it cannot; whatever `act` throws
   */
  perform<T>(entry: AuditEntry, act: () => T | Promise<T>): Promise<T>;
  /** For what has happened already, as a failed login. Durable when it resolves. @throws CaselineError `disk-*` */
  append(entry: AuditEntry): Promise<void>;
  /** False where nothing at all can be written: a mounted backup, a read-only disk. */
  canBeWritten(): Promise<boolean>;
  /** Targets of an action that it names, each as `plainLine` gives it; none where it cannot be read. */
  targets(action: AuditAction): Promise<ReadonlySet<string>>;
}
