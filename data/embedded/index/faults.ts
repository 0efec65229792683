/** A read that the file was too short for: SQLITE_IOERR_SHORT_READ (sqlite.org/rescode.html). */
const SHORT_READ = 522;
/** Another process wrote after this one's transaction began to read: it has to begin again. SQLITE_BUSY_SNAPSHOT. */
const BUSY_SNAPSHOT = 517;

const BUSY = 5;

/**
 * Kinds that say nothing of the file itself but of the moment or the machine: busy, locked, no memory, read-only,
 * interrupted, a disk that fails, full, cannot be opened, too big.
 */
const OF_THE_MACHINE = new Set<number>([BUSY, 6, 7, 8, 9, 10, 13, 14, 18]);

const codeOf = (error: unknown): number => (error as { errcode?: number } | null)?.errcode ?? 0;

/** Whether another process held the file for longer than a statement waits. Of an extended code the lowest byte tells the kind. */
export const isBusy = (error: unknown): boolean => (codeOf(error) & 0xff) === BUSY;

/** Whether the same transaction works when it is begun again at once. */
export const wasPassed = (error: unknown): boolean => codeOf(error) === BUSY_SNAPSHOT;

/**
 * Whether an index cannot be used as it is. It is a cache that only our own statements ever wrote: whatever SQLite finds
 * wrong with it beside the machine (no database, malformed, a table or column that is not there, a key that stands twice),
 * and what we find in it that we did not write, is damage.
 */
export function isUnfit(error: unknown): boolean {
  if (error instanceof SyntaxError || error instanceof RangeError) return true;
  const code = codeOf(error);
  return code === SHORT_READ || (code !== 0 && !OF_THE_MACHINE.has(code & 0xff));
}
