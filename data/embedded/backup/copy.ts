import { createHash } from 'node:crypto';
import { constants, mkdirSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { diskError } from '../../files/durable-file.ts';
import { hashOfFile } from '../doctor/images.ts';

const CHUNK = 1 << 20;

export interface Copied {
  readonly sha256: string;
  readonly bytes: number;
}

/** Length of a file of lines up to its last whole line: what stands behind is being written. */
async function wholeLines(source: FileHandle, size: number): Promise<number> {
  const chunk = Buffer.alloc(64 * 1024);
  let end = size;
  while (end > 0) {
    const start = Math.max(0, end - chunk.length);
    const { bytesRead } = await source.read(chunk, 0, end - start, start);
    const last = chunk.subarray(0, bytesRead).lastIndexOf(10);
    if (last >= 0) return start + last + 1;
    end = start;
  }
  return 0;
}

/**
 * Copies a file in pieces, hashing what is read, and forces it to the disk. Links are not followed.
 * @param options.lines the file is one of lines that others append to: ends with its last whole line
 * @param options.growing others append to it: its present length is copied, no more
 * @throws CaselineError `disk-*`
 */
export async function copyFile(
  from: string,
  to: string,
  options: { lines?: boolean; growing?: boolean } = {},
): Promise<Copied> {
  let source: FileHandle | null = null;
  let target: FileHandle | null = null;
  try {
    mkdirSync(dirname(to), { recursive: true });
    source = await open(from, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    target = await open(to, 'wx', 0o600);
    const { size } = await source.stat();
    const limit = options.lines
      ? await wholeLines(source, size)
      : options.growing
        ? size
        : Number.POSITIVE_INFINITY;
    const hash = createHash('sha256');
    const chunk = Buffer.alloc(CHUNK);
    let bytes = 0;
    while (bytes < limit) {
      const { bytesRead } = await source.read(chunk, 0, Math.min(CHUNK, limit - bytes), bytes);
      if (bytesRead === 0) break;
      hash.update(chunk.subarray(0, bytesRead));
      let written = 0;
      while (written < bytesRead) {
        written += (await target.write(chunk, written, bytesRead - written, bytes + written)).bytesWritten;
      }
      bytes += bytesRead;
    }
    await target.sync();
    return { sha256: hash.digest('hex'), bytes };
  } catch (cause) {
    throw diskError('copy', from, cause);
  } finally {
    await source?.close();
    await target?.close();
  }
}

/** Copies a SQLite file that others may be writing, as of one moment. @throws CaselineError `disk-*` */
export async function copyDatabase(from: string, to: string): Promise<Copied> {
  let source: DatabaseSync | null = null;
  try {
    mkdirSync(dirname(to), { recursive: true });
    source = new DatabaseSync(from, { readOnly: true, timeout: 10_000 });
    await backup(source, to);
    const handle = await open(to, 'r+');
    await handle.sync();
    await handle.close();
    return { sha256: await hashOfFile(to), bytes: (await stat(to)).size };
  } catch (cause) {
    throw diskError('copy', from, cause);
  } finally {
    source?.close();
  }
}
