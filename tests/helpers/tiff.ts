/** A TIFF of one strip of grey samples, little endian. `format`: 1 unsigned, 2 signed, 3 floating point. */
export function greyTiff(
  samples: Uint8Array | Uint16Array | Int16Array | Float32Array,
  width: number,
  format: 1 | 2 | 3,
): Buffer {
  const data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  const height = samples.length / width;
  const short = 3;
  const long = 4;
  const entries: [tag: number, type: number, value: number][] = [
    [256, short, width],
    [257, short, height],
    [258, short, 8 * samples.BYTES_PER_ELEMENT],
    [259, short, 1],
    [262, short, 1],
    [273, long, 0],
    [277, short, 1],
    [278, short, height],
    [279, long, data.length],
    [284, short, 1],
    [339, short, format],
  ];
  const from = 8 + 2 + entries.length * 12 + 4;
  const file = Buffer.alloc(from + data.length);
  file.write('II*\0\x08', 'latin1');
  file.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, value], at) => {
    const place = 10 + at * 12;
    file.writeUInt16LE(tag, place);
    file.writeUInt16LE(type, place + 2);
    file.writeUInt32LE(1, place + 4);
    file.writeUInt32LE(tag === 273 ? from : value, place + 8);
  });
  data.copy(file, from);
  return file;
}
