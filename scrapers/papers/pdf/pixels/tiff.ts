import { deflateSync } from 'node:zlib';

/**
 * Writes CMYK samples as TIFF 6.0 (PNG has no CMYK): one deflated strip, photometric "separated", with the ICC
 * profile if there is one.
 * @param samples width x height x 4 samples, 8 or 16 bits (big-endian), 0 = no ink
 */
export function writeCmykTiff(
  width: number,
  height: number,
  bits: 8 | 16,
  samples: Uint8Array,
  profile: Uint8Array | null,
): Buffer {
  const strip = deflateSync(samples, { level: 3 });
  const entries: { tag: number; type: 3 | 4 | 7; values: number[] | Uint8Array }[] = [
    { tag: 256, type: 4, values: [width] },
    { tag: 257, type: 4, values: [height] },
    { tag: 258, type: 3, values: [bits, bits, bits, bits] },
    { tag: 259, type: 3, values: [8] },
    { tag: 262, type: 3, values: [5] },
    { tag: 273, type: 4, values: [8] },
    { tag: 277, type: 3, values: [4] },
    { tag: 278, type: 4, values: [height] },
    { tag: 279, type: 4, values: [strip.length] },
    { tag: 284, type: 3, values: [1] },
    { tag: 332, type: 3, values: [1] },
  ];
  if (profile !== null) entries.push({ tag: 34675, type: 7, values: profile });

  const directoryAt = 8 + strip.length + (strip.length % 2);
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  const extra: Buffer[] = [];
  let extraAt = directoryAt + directory.length;
  directory.writeUInt16BE(entries.length, 0);
  entries.forEach(({ tag, type, values }, index) => {
    const at = 2 + index * 12;
    directory.writeUInt16BE(tag, at);
    directory.writeUInt16BE(type, at + 2);
    directory.writeUInt32BE(values.length, at + 4);
    const bytes = Buffer.alloc(values.length * (type === 4 ? 4 : type === 3 ? 2 : 1));
    for (const [position, value] of values.entries()) {
      if (type === 4) bytes.writeUInt32BE(value, position * 4);
      else if (type === 3) bytes.writeUInt16BE(value, position * 2);
      else bytes[position] = value;
    }
    if (bytes.length <= 4) bytes.copy(directory, at + 8);
    else {
      const padded = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
      directory.writeUInt32BE(extraAt, at + 8);
      extra.push(padded);
      extraAt += padded.length;
    }
  });
  const head = Buffer.alloc(8);
  head.write('MM', 'latin1');
  head.writeUInt16BE(42, 2);
  head.writeUInt32BE(directoryAt, 4);
  return Buffer.concat([head, strip, Buffer.alloc(strip.length % 2), directory, ...extra]);
}
