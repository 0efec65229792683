import { readFileSync } from 'node:fs';
import { LowSync, type SyncAdapter } from 'lowdb';
import { InvalidInput } from '../../errors.ts';
import { diskError, writeDurably } from '../../files/durable-file.ts';

/** Keys in code point order at every level: equal documents are equal bytes, and diffs stay small. */
export function sortedJson(value: unknown): string {
  const sorted = (_key: string, part: unknown): unknown => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  };
  return `${JSON.stringify(value, sorted, 1)}\n`;
}

/** A file's text, null when there is none. @throws CaselineError `disk-*` */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw diskError('read', path, cause);
  }
}

/** @throws InvalidInput `damaged-file` naming the file and the remedy */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput(
      'damaged-file',
      `${path} is damaged (${(cause as Error).message}); restore it from a backup or run 'caseline doctor --repair'`,
      { cause },
    );
  }
}

/** lowdb's own file adapter has a fixed temporary name and no fsync; this one is durable and safe beside others. */
class DurableJsonAdapter implements SyncAdapter<unknown> {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  read(): unknown {
    const text = readText(this.#path);
    return text === null ? null : parseJson(text, this.#path);
  }

  write(data: unknown): void {
    writeDurably(this.#path, sortedJson(data));
  }
}

/** One JSON document in one file, through lowdb. */
export const jsonFile = (path: string): LowSync<unknown> =>
  new LowSync<unknown>(new DurableJsonAdapter(path), null);

/** The document, or null when there is no file. @throws InvalidInput `damaged-file`. */
export function readJson(path: string): unknown {
  const file = jsonFile(path);
  file.read();
  return file.data;
}

/** Writes the document durably. */
export function writeJson(path: string, document: unknown): void {
  const file = jsonFile(path);
  file.data = document;
  file.write();
}
