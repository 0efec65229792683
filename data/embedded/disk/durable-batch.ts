import { closeSync, fdatasync, fsync, mkdirSync, open, openSync, renameSync, write } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { diskError, reasonOf, removeQuietly, temporaryBeside } from '../../files/durable-file.ts';

// Making a file may have to wait for the disk as well as forcing it there: neither holds up the process.
const openAside = promisify(open);
const writeAside = promisify(write);
const flushData = promisify(fdatasync);
const flush = promisify(fsync);

/** Files that may wait to be forced to the disk together; open files are a limited good. */
const MOST_WAITING = 32;

interface Waiting {
  readonly path: string;
  readonly temporary: string;
  readonly handle: number;
}

const openNew = async (temporary: string, folder: string): Promise<number> => {
  try {
    return await openAside(temporary, 'wx', 0o644);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    mkdirSync(folder, { recursive: true });
    return openAside(temporary, 'wx', 0o644);
  }
};

/** Makes renames within a folder survive a power loss. */
const flushFolder = async (folder: string): Promise<void> => {
  const handle = openSync(folder, 'r');
  try {
    await flush(handle);
  } finally {
    closeSync(handle);
  }
};

/**
 * Files that become durable together, which costs the disk much less than one by one. As with `writeDurably` nothing
 * stands under its own name before its bytes are on the disk; after `commit` all of them do.
 */
export class DurableBatch {
  #waiting: Waiting[] = [];
  readonly #paths = new Set<string>();

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  /** @throws CaselineError `disk-*`; nothing of the file is left then */
  async add(path: string, bytes: Uint8Array): Promise<void> {
    if (this.#waiting.length >= MOST_WAITING) await this.commit();
    this.#paths.add(path);
    const temporary = temporaryBeside(path);
    let handle: number | null = null;
    try {
      handle = await openNew(temporary, dirname(path));
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await writeAside(handle, bytes, written, bytes.length - written, null);
        written += bytesWritten;
      }
      this.#waiting.push({ path, temporary, handle });
    } catch (cause) {
      this.#paths.delete(path);
      if (handle !== null) closeSync(handle);
      removeQuietly(temporary);
      throw diskError('write', path, reasonOf(cause, dirname(path)));
    }
  }

  /** @throws CaselineError `disk-*`; the files that could not be forced to the disk are gone then, the others stand */
  async commit(): Promise<void> {
    const files = this.#waiting;
    this.#waiting = [];
    const settled = await Promise.allSettled(files.map((file) => this.#place(file)));
    const folders = new Set(files.map(({ path }) => dirname(path)));
    const refused = settled.find((each) => each.status === 'rejected');
    if (refused !== undefined) throw refused.reason;
    await Promise.all(
      [...folders].map((folder) =>
        flushFolder(folder).catch((cause: unknown) => {
          throw diskError('write', folder, cause);
        }),
      ),
    );
  }

  async #place({ path, temporary, handle }: Waiting): Promise<void> {
    try {
      try {
        await flushData(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(temporary, path);
    } catch (cause) {
      removeQuietly(temporary);
      throw diskError('write', path, cause);
    } finally {
      this.#paths.delete(path);
    }
  }
}
