import { constants, inflateSync } from 'node:zlib';
import { MayNameSomebody } from './rest.ts';

/** A strip of more bytes is not unpacked. */
const MOST_BYTES = 2 ** 29;

/**
 * How many bytes of a strip or tile its zlib stream takes; what lies behind is no picture.
 * @param plain bytes of its rows, unpacked
 * @throws MayNameSomebody where it cannot be unpacked, or holds more than its rows
 */
export function deflatedBytes(strip: Buffer, plain: number): number {
  if (plain > MOST_BYTES) throw new MayNameSomebody('this TIFF is too large to be looked through');
  try {
    const { engine } = inflateSync(strip, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: Math.max(1, plain),
      info: true,
    }) as unknown as { engine: { bytesWritten: number } };
    return engine.bytesWritten;
  } catch {
    throw new MayNameSomebody('packed pictures within this TIFF are damaged or hold more than their rows');
  }
}
