import { crc32, gzipSync } from 'node:zlib';

/** Fixed start of a gzip member: magic, deflate, no flags, no time, unknown system (RFC 1952). */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
/** Longest stored block of deflate, bytes (RFC 1951 section 3.2.4). */
const LONGEST_BLOCK = 65_535;

const storedBlock = (length: number, last: boolean): Buffer => {
  const head = Buffer.allocUnsafe(5);
  head.writeUInt8(last ? 1 : 0, 0);
  head.writeUInt16LE(length, 1);
  head.writeUInt16LE(~length & 0xffff, 3);
  return head;
};

/**
 * One gzip member that holds `parts` one after the other as they are, without copying them: for what is compressed
 * already. @returns the pieces to write in that order
 */
export const storedMember = (parts: readonly Uint8Array[]): Uint8Array[] => {
  const pieces: Uint8Array[] = [HEADER];
  let checksum = 0;
  let size = 0;
  for (const part of parts) {
    checksum = crc32(part, checksum);
    size += part.length;
    for (let at = 0; at < part.length; at += LONGEST_BLOCK) {
      const block = part.subarray(at, at + LONGEST_BLOCK);
      pieces.push(storedBlock(block.length, false), block);
    }
  }
  const trailer = Buffer.allocUnsafe(8);
  trailer.writeUInt32LE(checksum, 0);
  trailer.writeUInt32LE(size % 2 ** 32, 4);
  pieces.push(storedBlock(0, true), trailer);
  return pieces;
};

/**
 * One gzip member of `parts`, squeezed. The compressor's own buffers are sized by what it gets: with the defaults each of
 * many small records would take a quarter of a megabyte for a moment.
 */
export const squeezedMember = (parts: readonly Uint8Array[], level: number): Uint8Array[] => {
  const bytes = Buffer.concat(parts);
  const windowBits = Math.min(15, Math.max(9, 32 - Math.clz32(bytes.length)));
  const chunkSize = Math.max(64, Math.ceil(bytes.length * 1.01) + 64);
  return [gzipSync(bytes, { level, windowBits, memLevel: windowBits < 14 ? 4 : 8, chunkSize })];
};
