import { streamOf, walk } from '../../../data/files/walk.ts';

const BLOCK = 512;

const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;

/** One header block (POSIX ustar). */
function header(name: string, size: number, type: '0' | 'x', time: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100, 'utf8');
  block.write(octal(0o644, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(size, 11), 124);
  block.write(octal(Math.floor(time / 1_000), 11), 136);
  block.write(' '.repeat(8), 148);
  block.write(type, 156);
  block.write('ustar\x0000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/** A pax record holds the whole path, in UTF-8 and of any length: `<length> path=<path>\n`, its length included. */
function paxRecord(path: string): Buffer {
  const rest = Buffer.byteLength(` path=${path}\n`);
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length = rest + String(length).length;
  return Buffer.from(`${length} path=${path}\n`);
}

/** The files of a folder as a tar stream, each under `<prefix>/`. Links are left out. */
export async function* tarOf(folder: string, prefix: string): AsyncGenerator<Buffer> {
  for await (const { path, inside, stats } of walk(folder)) {
    if (!stats.isFile()) continue;
    const name = `${prefix}/${inside}`;
    if (Buffer.byteLength(name) > 100 || /[^\x20-\x7e]/.test(name)) {
      const record = paxRecord(name);
      yield Buffer.concat([header('pax', record.length, 'x', stats.mtimeMs), record, padding(record.length)]);
    }
    yield header(name.replace(/[^\x20-\x7e]/g, '_').slice(-100), stats.size, '0', stats.mtimeMs);
    let sent = 0;
    for await (const chunk of streamOf(path)) {
      sent += chunk.length;
      yield chunk;
    }
    if (sent !== stats.size) throw new Error(`${inside} changed while it was packed`);
    yield padding(stats.size);
  }
  yield Buffer.alloc(2 * BLOCK);
}
