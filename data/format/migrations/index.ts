/**
 * One step from an older format to the next. Steps are pure, run in order when a document is read, and are
 * never changed once released; the file on disk is rewritten at its next save.
 */
export interface Migration {
  readonly from: string;
  readonly to: string;
  migrate(document: Record<string, unknown>): Record<string, unknown>;
}

/** None yet: both formats are at their first version. A step goes in a file of its own beside this one. */
export const migrations: readonly Migration[] = [];
