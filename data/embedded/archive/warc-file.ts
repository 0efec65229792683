import {
  closeSync,
  existsSync,
  fdatasync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writevSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Member, warcInfo } from './warc-record.ts';

const flush = promisify(fdatasync);

/** A new file is begun beyond this size, bytes: the usual size of WARC files. */
const ROTATE_AT = 1024 ** 3;

export interface WarcPosition {
  file: string;
  offset: number;
  length: number;
}

/** Pieces that one call of the system takes (IOV_MAX of Linux and macOS). */
const MOST_PIECES = 1_024;

const lengthOf = (member: Member): number => member.reduce((sum, piece) => sum + piece.length, 0);

/** @returns bytes written, fewer than given when the disk is full */
const writeAll = (descriptor: number, pieces: readonly Uint8Array[], offset: number): number => {
  let written = 0;
  for (let at = 0; at < pieces.length; at += MOST_PIECES) {
    const some = pieces.slice(at, at + MOST_PIECES);
    const wrote = writevSync(descriptor, some, offset + written);
    written += wrote;
    if (wrote !== lengthOf(some)) break;
  }
  return written;
};

/**
 * The WARC files of one run. A run is the only writer of its files, so it knows every offset; what a killed run left
 * behind its last journaled record is cut off by `cutTail`.
 */
export class WarcWriter {
  readonly #folder: string;
  readonly #prefix: string;
  readonly #software: string;
  readonly #rotateAt: number;
  #number = 0;
  #file = '';
  #descriptor: number | null = null;
  #size = 0;

  /** @param prefix start of the file names, unique to the run */
  constructor(folder: string, prefix: string, software: string, rotateAt = ROTATE_AT) {
    this.#folder = folder;
    this.#prefix = prefix;
    this.#software = software;
    this.#rotateAt = rotateAt;
  }

  /** Appends gzip members; returns where the last one stands. Members of one call stay in one file. */
  append(members: readonly Member[]): WarcPosition {
    if (this.#descriptor === null || this.#size > this.#rotateAt) this.#begin();
    return this.#write(members);
  }

  #begin(): void {
    this.close();
    mkdirSync(this.#folder, { recursive: true });
    this.#number += 1;
    this.#file = `${this.#prefix}-${String(this.#number).padStart(5, '0')}.warc.gz`;
    const info = warcInfo(this.#file, this.#software);
    this.#descriptor = openSync(join(this.#folder, this.#file), 'wx');
    this.#size = 0;
    this.#write([info]);
  }

  #write(members: readonly Member[]): WarcPosition {
    const descriptor = this.#descriptor;
    if (descriptor === null) throw new Error('no WARC file is open');
    const wanted = members.reduce((sum, member) => sum + lengthOf(member), 0);
    const offset = this.#size;
    const written = writeAll(descriptor, members.flat(), offset);
    if (written !== wanted) {
      ftruncateSync(descriptor, offset);
      throw new Error(
        `${this.#file}: only ${written} of ${wanted} bytes could be written; is the disk full?`,
      );
    }
    this.#size += wanted;
    const length = lengthOf(members.at(-1) ?? []);
    return { file: this.#file, offset: this.#size - length, length };
  }

  /** Forces what was written to the disk. */
  async sync(): Promise<void> {
    if (this.#descriptor !== null) await flush(this.#descriptor);
  }

  close(): void {
    if (this.#descriptor === null) return;
    closeSync(this.#descriptor);
    this.#descriptor = null;
  }
}

/** The bytes of one gzip member. @throws Error when the file is missing or shorter than the journal says */
export const readWarcMember = (folder: string, { file, offset, length }: WarcPosition): Buffer => {
  const descriptor = openSync(join(folder, file), 'r');
  try {
    const buffer = Buffer.allocUnsafe(length);
    const read = readSync(descriptor, buffer, 0, length, offset);
    if (read !== length) throw new Error(`${file}: ends inside the record at ${offset}`);
    return buffer;
  } finally {
    closeSync(descriptor);
  }
};

/** Cuts a file behind `end`: what stands there was never journaled. A file without any is removed. @returns bytes removed */
export const cutTail = (folder: string, file: string, end: number): number => {
  const path = join(folder, file);
  if (!existsSync(path)) return 0;
  const { size } = statSync(path);
  if (size <= end) return 0;
  if (end === 0) rmSync(path);
  else truncateSync(path, end);
  return size - end;
};
