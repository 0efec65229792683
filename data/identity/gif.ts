import { lzwLength } from './lzw.ts';
import { MayNameSomebody, Rest, type Stripped } from './rest.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;
const places: Readonly<Record<number, string>> = {
  254: 'comment',
  1: 'plain text',
  255: 'application block',
};
/** How often an animation runs: three bytes behind one of these names. */
const loops = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);

const cut = (): MayNameSomebody => new MayNameSomebody('the lengths in this GIF do not add up');

/** Past the blocks of data that begin at `at`, each led by its length, the last of length 0. */
function endOfBlocks(file: Buffer, at: number): number {
  for (let here = at; here < file.length; ) {
    const length = file[here] ?? 0;
    here += 1 + length;
    if (length === 0) return here;
  }
  throw cut();
}

/** What the blocks between two places hold, one behind the other. */
function dataOf(file: Buffer, from: number, to: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = from; at < to; at += 1 + (file[at] ?? 0))
    parts.push(file.subarray(at + 1, at + 1 + (file[at] ?? 0)));
  return Buffer.concat(parts);
}

/** Data as blocks of 255 bytes at most, and the empty one that ends them. */
function blocksOf(data: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < data.length; at += 255) {
    const part = data.subarray(at, at + 255);
    parts.push(Buffer.from([part.length]), part);
  }
  return Buffer.concat([...parts, Buffer.from([0])]);
}

const colours = (packed: number): number => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);

/** Takes out of a GIF whatever does not serve to show it; the coded pictures stay as they are. @throws MayNameSomebody */
export function stripGif(file: Buffer): Stripped {
  if (file.length < 13) throw cut();
  const rest = new Rest(file);
  let at = 13 + colours(file[10] ?? 0);
  rest.keep(0, Math.min(at, file.length));
  while (at < file.length) {
    const kind = file[at];
    if (kind === TRAILER) {
      rest.keep(at, at + 1);
      rest.drop('bytes behind the picture', file.length - at - 1);
      return rest.end();
    }
    if (kind === IMAGE && at + 10 < file.length) {
      const coded = at + 11 + colours(file[at + 9] ?? 0);
      const end = endOfBlocks(file, coded);
      const data = dataOf(file, coded, end);
      const used = lzwLength(data, { bits: file[coded - 1] ?? 0, form: 'gif' });
      if (used === data.length) rest.keep(at, end);
      else {
        rest.keep(at, coded);
        rest.add(blocksOf(data.subarray(0, used)));
        rest.drop('bytes behind the picture', data.length - used);
      }
      at = end;
    } else if (kind === EXTENSION && at + 2 < file.length) {
      const label = file[at + 1] ?? 0;
      const end = endOfBlocks(file, at + 2);
      const name = file.toString('latin1', at + 3, at + 14);
      const loop = label === APPLICATION && file[at + 2] === 11 && end - at === 19 && loops.has(name);
      if (loop || (label === GRAPHIC_CONTROL && end - at === 8)) rest.keep(at, end);
      else rest.drop(places[label] ?? 'extension block', end - at);
      at = end;
    } else throw cut();
  }
  throw cut();
}
