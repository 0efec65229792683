import { constants, deflateSync, inflateSync } from 'node:zlib';
import { MayNameSomebody } from './rest.ts';

/** A picture of more bytes is not unpacked. */
const MOST_BYTES = 2 ** 29;
/** Samples of a pixel by the kind of its colours. */
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** First column and row of each pass of an interlaced picture, and the steps from there (PNG, third edition, 8.1). */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Bytes of the filtered rows that a head announces. */
function unpackedLength(head: Buffer): number {
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const bits = (head[8] ?? 0) * (samples[head[9] ?? 0] ?? 0);
  const rows = (across: number, down: number): number =>
    across === 0 ? 0 : down * (1 + Math.ceil((across * bits) / 8));
  if (head[12] === 0) return rows(width, height);
  return passes.reduce(
    (sum, [left, top, right, below]) =>
      sum + rows(Math.ceil(Math.max(0, width - left) / right), Math.ceil(Math.max(0, height - top) / below)),
    0,
  );
}

/**
 * The packed picture (the data of all IDAT chunks) without bytes behind its stream or rows that it does not have; null where
 * there are none. @throws MayNameSomebody where it cannot be unpacked
 */
export function plainPicture(
  head: Buffer,
  coded: readonly Buffer[],
): { readonly bytes: Buffer; readonly dropped: number } | null {
  const packed = Buffer.concat(coded);
  const expected = unpackedLength(head);
  if (expected > MOST_BYTES) throw new MayNameSomebody('this PNG is too large to be looked through');
  try {
    const { buffer, engine } = inflateSync(packed, {
      // One cut off is shown as far as it goes.
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: 2 * expected + 65_536,
      info: true,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    const dropped = packed.length - engine.bytesWritten;
    if (buffer.length > expected)
      return {
        bytes: deflateSync(buffer.subarray(0, expected)),
        dropped: buffer.length - expected + dropped,
      };
    return dropped > 0 ? { bytes: packed.subarray(0, engine.bytesWritten), dropped } : null;
  } catch {
    throw new MayNameSomebody('the packed picture of this PNG is damaged or does not end');
  }
}
