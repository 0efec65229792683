import type { DecodedStream } from './stream-filters.ts';

/** An image file that stands in the PDF as it is. */
export interface OriginalFile {
  extension: 'jpg' | 'jp2';
  bytes: Uint8Array;
}

const startsWith = (bytes: Uint8Array, magic: readonly number[], at = 0): boolean =>
  magic.every((value, index) => bytes[at + index] === value);

/**
 * The JPEG or JPEG 2000 file inside an image stream, byte for byte, or `null` when there is none. The first
 * bytes are checked, so that scrambled data of a locked file never passes for an original.
 */
export function originalFile(decoded: DecodedStream): OriginalFile | null {
  const { bytes, imageFilter } = decoded;
  if (imageFilter === 'DCTDecode' && startsWith(bytes, [0xff, 0xd8])) return { extension: 'jpg', bytes };
  if (imageFilter === 'JPXDecode') {
    if (startsWith(bytes, [0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a], 4))
      return { extension: 'jp2', bytes };
    if (startsWith(bytes, [0xff, 0x4f, 0xff, 0x51])) return { extension: 'jp2', bytes };
  }
  return null;
}
