import { deflateSync, inflateSync } from 'node:zlib';
import { pngChunk } from '../../scrapers/papers/pdf/pixels/png.ts';

/** Pictures that hold nothing but themselves. */
interface Plain {
  readonly png: Buffer;
  readonly jpeg: Buffer;
  readonly webp: Buffer;
  readonly gif: Buffer;
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** The same file with its picture packed anew, and with chunks behind its head or its picture. */
function pngWith(
  png: Buffer,
  {
    pack = deflateSync,
    ahead = [],
    behind = [],
  }: {
    pack?: (rows: Buffer) => Buffer;
    ahead?: Buffer[];
    behind?: Buffer[];
  },
): Buffer {
  const coded: Buffer[] = [];
  for (let at = 33; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      coded.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const picture = pngChunk('IDAT', pack(inflateSync(Buffer.concat(coded))));
  return Buffer.concat([
    png.subarray(0, 33),
    ...ahead,
    picture,
    ...behind,
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Where a segment of a JPEG begins. */
function segmentAt(jpeg: Buffer, marker: number): number {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2))
    if (jpeg[at + 1] === marker) return at;
  throw new Error(`no segment ${marker}`);
}

const riff = (parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat([latin1('WEBP'), ...parts]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([latin1('RIFF'), size, body]);
};

/** Files with words in what serves to show a picture: beyond its palette, its stream or its tables, in place of numbers. */
export function plantedWithin(plain: Plain, words: Buffer): Record<string, Buffer> {
  const { png, jpeg, webp, gif } = plain;
  const ahead = (type: string, data: Buffer): Buffer => pngWith(png, { ahead: [pngChunk(type, data)] });
  const scan = segmentAt(jpeg, 0xda);
  const table = Buffer.concat([
    Buffer.from([0xff, 0xdb, 0, 67, 3]),
    words,
    Buffer.alloc(64 - words.length, 1),
  ]);
  const length = (data: Buffer): Buffer => {
    const four = Buffer.alloc(4);
    four.writeUInt32LE(data.length);
    return four;
  };
  const part = (type: string, ...data: Buffer[]): Buffer => {
    const whole = Buffer.concat(data);
    return Buffer.concat([latin1(type), length(whole), whole, Buffer.alloc(whole.length % 2)]);
  };
  const size = Buffer.from([419 & 255, 419 >> 8, 0, 461 & 255, 461 >> 8, 0]);
  const none = Buffer.alloc(6);
  const coded = webp.subarray(12);
  return {
    'behind-the-stream.png': pngWith(png, { behind: [pngChunk('IDAT', words)] }),
    'more-rows.png': pngWith(png, {
      pack: (rows) => deflateSync(Buffer.concat([rows, words]), { level: 0 }),
    }),
    'transparency.png': ahead('tRNS', words),
    'histogram.png': ahead('hIST', words),
    'palette-of-grey.png': ahead('PLTE', Buffer.concat([words, words, words])),
    'primaries.png': ahead('cHRM', Buffer.concat([words, words]).subarray(0, 32)),
    'unused-table.jpg': Buffer.concat([jpeg.subarray(0, scan), table, jpeg.subarray(scan)]),
    'animation.webp': riff([
      part('VP8X', Buffer.from([2, 0, 0, 0]), size),
      part('ANIM', none, words),
      part('ANMF', none, size, Buffer.alloc(4), coded, part('prVt', words)),
    ]),
    'behind-its-code.gif': Buffer.concat([
      gif.subarray(0, -2),
      Buffer.from([words.length]),
      words,
      gif.subarray(-2),
    ]),
  };
}
