import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { copyFile, open, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InvalidInput } from '../errors.ts';
import { diskError, reasonOf, syncFolder } from './durable-file.ts';
import { NameList } from './name-list.ts';

/** A file of the folder: path within it, hash and size of its bytes. */
export interface WrittenFile {
  readonly path: string;
  /** Blank in a plain folder, but for what was written as a whole. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Takes text piece by piece; memory holds one piece of `PIECE` characters. */
export interface TextFile {
  write(text: string): void;
  end(): WrittenFile;
}

const PIECE = 256 * 1024;

/** What writes a dataset needs of a disk. Another provider (object storage) can take its place. */
export interface OutputFolder {
  /** Opens a text file (UTF-8) for writing in pieces. */
  text(path: string): TextFile;
  /** Writes a whole file. */
  write(path: string, content: string | Uint8Array): WrittenFile;
  /** Copies a file in; the bytes stay as they are. */
  copy(path: string, from: string): Promise<WrittenFile>;
  /** Makes a folder that stays empty. */
  makeFolder(path: string): void;
  /** Everything written so far, by path; nothing of a plain folder. */
  files(): WrittenFile[];
  /** Puts the finished folder in its place; until then nothing is to be seen there. */
  commit(): void;
  /** Takes everything back. */
  discard(): void;
}

/** The bytes of a file, once they are on the disk. */
async function wholeOnDisk(path: string): Promise<Buffer> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** By code points, so that every machine lists files alike. */
export const byPath = (a: { path: string }, b: { path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

class DiskFolder implements OutputFolder {
  readonly #target: string;
  readonly #temporary: string;
  /** None in a plain folder. */
  readonly #files = new Map<string, WrittenFile>();
  readonly #names = new NameList();
  readonly #open = new Set<number>();

  readonly #plain: boolean;

  constructor(target: string, plain: boolean) {
    this.#target = target;
    this.#plain = plain;
    this.#temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.part`);
    this.#folder(this.#temporary);
  }

  #folder(path: string): void {
    try {
      mkdirSync(path, { recursive: true });
    } catch (cause) {
      // On a read-only disk Node says that the folder is not there.
      throw diskError('make', path, reasonOf(cause, path));
    }
  }

  #create(place: string): number {
    try {
      return openSync(place, 'wx', 0o644);
    } catch (cause) {
      throw diskError('make', place, cause);
    }
  }

  #place(path: string): string {
    const parts = path.split('/');
    if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\u0000]/.test(part)))
      throw new InvalidInput('bad-file-name', `'${path}' is no plain path within a folder; rename the file`);
    if (!this.#names.add(path.toLowerCase()))
      throw new InvalidInput(
        'file-twice',
        `${path} would be written twice (letter case aside); run 'caseline check' and rename one`,
      );
    const place = join(this.#temporary, ...parts);
    this.#folder(dirname(place));
    return place;
  }

  #keep(file: WrittenFile): WrittenFile {
    if (!this.#plain) this.#files.set(file.path, file);
    return file;
  }

  text(path: string): TextFile {
    const place = this.#place(path);
    const handle = this.#create(place);
    this.#open.add(handle);
    const hash = createHash('sha256');
    let pending = '';
    let bytes = 0;
    const flush = (): void => {
      const piece = Buffer.from(pending, 'utf8');
      pending = '';
      if (!this.#plain) hash.update(piece);
      bytes += piece.length;
      try {
        for (let done = 0; done < piece.length; ) done += writeSync(handle, piece, done);
      } catch (cause) {
        throw diskError('write', place, cause);
      }
    };
    return {
      write: (text) => {
        pending += text;
        if (pending.length >= PIECE) flush();
      },
      end: () => {
        flush();
        if (!this.#plain) fsyncSync(handle);
        closeSync(handle);
        this.#open.delete(handle);
        return this.#keep({ path, sha256: this.#plain ? '' : hash.digest('hex'), bytes });
      },
    };
  }

  write(path: string, content: string | Uint8Array): WrittenFile {
    const place = this.#place(path);
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const handle = this.#create(place);
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
      fsyncSync(handle);
    } catch (cause) {
      throw diskError('write', place, cause);
    } finally {
      closeSync(handle);
    }
    return this.#keep({
      path,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
    });
  }

  async copy(path: string, from: string): Promise<WrittenFile> {
    const place = this.#place(path);
    try {
      await copyFile(from, place, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
      if (this.#plain) return { path, sha256: '', bytes: (await stat(place)).size };
      const bytes = await wholeOnDisk(place);
      return this.#keep({
        path,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        bytes: bytes.length,
      });
    } catch (cause) {
      throw diskError('copy', from, cause);
    }
  }

  makeFolder(path: string): void {
    this.#folder(join(this.#temporary, path));
  }

  files(): WrittenFile[] {
    return [...this.#files.values()].sort(byPath);
  }

  commit(): void {
    this.#names.close();
    const old = `${this.#temporary}.old`;
    const had = statSync(this.#target, { throwIfNoEntry: false }) !== undefined;
    if (had) renameSync(this.#target, old);
    renameSync(this.#temporary, this.#target);
    if (!this.#plain) syncFolder(dirname(this.#target));
    if (had) rmSync(old, { recursive: true, force: true });
  }

  discard(): void {
    for (const handle of this.#open) closeSync(handle);
    this.#open.clear();
    this.#names.close();
    rmSync(this.#temporary, { recursive: true, force: true });
  }
}

/**
 * A folder that appears whole or not at all: written beside its place and renamed at the end.
 * @param replaceable tells by its entries whether a folder that is there already may be replaced
 * @param options `plain`: no hashes and no waiting for the disk, for what is made again in a moment
 * @throws InvalidInput when `target` is a file or holds anything that may not be replaced.
 */
export function openOutputFolder(
  target: string,
  replaceable: (entries: readonly string[]) => boolean,
  options: { plain?: boolean } = {},
): OutputFolder {
  const place = resolve(target);
  const there = statSync(place, { throwIfNoEntry: false });
  if (there && !there.isDirectory())
    throw new InvalidInput('not-a-folder', `${place} is a file; name a folder to write into`);
  const entries = there ? readdirSync(place).sort() : [];
  if (entries.length > 0 && !replaceable(entries))
    throw new InvalidInput(
      'folder-in-use',
      `${place} holds other files (${entries.slice(0, 3).join(', ')}); name a new or empty folder, or an earlier one of the same kind`,
    );
  return new DiskFolder(place, options.plain ?? false);
}

/** Reads text files of an earlier output; null for one that is not there. */
export function readOutputText(folder: string, path: string): string | null {
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw diskError('read', join(folder, path), cause);
  }
}
