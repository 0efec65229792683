import { tagName, typeSizes } from './exif.ts';
import { cleanProfile } from './icc.ts';
import { stripJpeg } from './jpeg.ts';
import { lzwLength } from './lzw.ts';
import { foundOf, MayNameSomebody, type Stripped } from './rest.ts';
import { deflatedBytes } from './tiff-strip.ts';
import { readsAsWords } from './words.ts';

/** What of a page the number of other values follows from. */
interface Depth {
  readonly samples: number;
  readonly bits: number;
  /** Its samples are places in a colour map. */
  readonly mapped: boolean;
}

/** Tags that a picture is read by, all numbers (TIFF 6.0), with the most values they may have. */
const shown: ReadonlyMap<number, (depth: Depth) => number> = new Map([
  ...[
    254, 255, 256, 257, 259, 262, 266, 274, 277, 278, 282, 283, 284, 290, 292, 293, 296, 317, 322, 323, 531,
  ].map((tag) => [tag, () => 1] as const),
  ...[297, 321, 530].map((tag) => [tag, () => 2] as const),
  ...[258, 280, 281, 338, 339, 340, 341].map((tag) => [tag, ({ samples }: Depth) => samples] as const),
  ...[273, 279, 324, 325].map((tag) => [tag, () => 1_000_000] as const),
  [318, () => 2],
  [319, () => 6],
  [529, () => 3],
  [532, () => 6],
  [291, ({ bits }) => 2 ** bits],
  [301, ({ bits }) => 3 * 2 ** bits],
  [320, ({ bits, mapped }) => (mapped ? 3 * 2 ** bits : 0)],
]);
/** Tables and addresses, whose bytes take any value. */
const anyBytes = new Set([273, 279, 291, 301, 320, 324, 325]);
const MOST_BITS = 16;
const JPEG_TABLES = 347;
const PROFILE = 34_675;
const texts = new Set([2, 7]);
/** Pages of one file, entries of one page. */
const MOST_PAGES = 5_000;
const MOST_ENTRIES = 500;

const cut = (): MayNameSomebody => new MayNameSomebody('the lengths in this TIFF do not add up');

interface Entry {
  readonly at: number;
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Where its values lie. */
  readonly from: number;
  readonly bytes: number;
}

/** What of a TIFF may stay, byte by byte; everything nobody claimed is blanked, so that all offsets hold. */
class TiffStripper {
  readonly #file: Buffer;
  readonly #little: boolean;
  /** The bytes that stay; blank where nothing did. */
  readonly #made: Buffer;
  readonly #found = new Map<string, number>();
  #end = 8;

  constructor(file: Buffer) {
    this.#file = file;
    this.#little = file[0] === 0x49;
    this.#made = Buffer.alloc(file.length);
  }

  #two = (at: number): number => (this.#little ? this.#file.readUInt16LE(at) : this.#file.readUInt16BE(at));
  #four = (at: number): number => (this.#little ? this.#file.readUInt32LE(at) : this.#file.readUInt32BE(at));
  #writeTwo = (value: number, at: number): number =>
    this.#little ? this.#made.writeUInt16LE(value, at) : this.#made.writeUInt16BE(value, at);

  #claim(from: number, bytes: number): void {
    if (from + bytes > this.#file.length) throw cut();
    this.#file.copy(this.#made, from, from, from + bytes);
    this.#end = Math.max(this.#end, from + bytes);
  }

  #entry(at: number): Entry {
    const [tag, type, count] = [this.#two(at), this.#two(at + 2), this.#four(at + 4)];
    const bytes = (typeSizes[type] ?? 0) * count;
    return { at, tag, type, count, bytes, from: bytes <= 4 ? at + 8 : this.#four(at + 8) };
  }

  #values(entry: Entry | undefined): number[] {
    if (!entry) return [];
    if (entry.from + entry.bytes > this.#file.length) throw cut();
    const size = typeSizes[entry.type] ?? 0;
    const read = size === 2 ? this.#two : size === 4 ? this.#four : (at: number) => this.#file[at] ?? 0;
    return Array.from({ length: entry.count }, (_, index) => read(entry.from + index * size));
  }

  strip(): Stripped {
    this.#claim(0, 8);
    const seen = new Set<number>();
    for (let page = this.#four(4); page !== 0; ) {
      if (seen.has(page) || seen.size >= MOST_PAGES || page + 2 > this.#file.length) throw cut();
      seen.add(page);
      page = this.#page(page);
    }
    const made = this.#made.subarray(0, this.#end);
    if (made.equals(this.#file)) return { bytes: this.#file, found: [] };
    const named = [...this.#found.values()].reduce((sum, bytes) => sum + bytes, 0);
    let differ = this.#file.length - this.#end;
    for (let at = 0; at < this.#end; at += 1) if (made[at] !== this.#file[at]) differ += 1;
    if (named === 0) this.#found.set('bytes that belong to no picture', differ);
    return { bytes: made, found: foundOf(this.#found) };
  }

  /** Keeps what shows a page; gives the place of the next. */
  #page(start: number): number {
    const count = this.#two(start);
    const end = start + 2 + count * 12;
    if (count > MOST_ENTRIES || end + 4 > this.#file.length) throw cut();
    const all = Array.from({ length: count }, (_, index) => this.#entry(start + 2 + index * 12));
    const numberOf = (tag: number): number => this.#values(all.find((entry) => entry.tag === tag))[0] ?? 1;
    const depth = {
      samples: numberOf(277),
      bits: Math.min(MOST_BITS, numberOf(258)),
      mapped: numberOf(262) === 3,
    };
    const tags = new Set<number>();
    const kept = all.filter((entry) => {
      const again = tags.has(entry.tag);
      tags.add(entry.tag);
      return this.#mayStay(entry, depth, again);
    });
    this.#writeTwo(kept.length, start);
    kept.forEach(({ at }, index) => {
      this.#file.copy(this.#made, start + 2 + index * 12, at, at + 12);
    });
    this.#file.copy(this.#made, start + 2 + kept.length * 12, end, end + 4);
    // The place of the next page moves up with the entries; the room behind it stays blank.
    this.#end = Math.max(this.#end, start + 6 + kept.length * 12);
    for (const { tag, from, bytes } of kept) if (bytes > 4 && tag !== PROFILE) this.#claim(from, bytes);
    this.#pixels(kept);
    return this.#four(end);
  }

  #mayStay(entry: Entry, depth: Depth, again: boolean): boolean {
    const { tag, type, count, from, bytes } = entry;
    const data = (): Buffer => this.#file.subarray(from, from + bytes);
    if (bytes > 4 && from + bytes > this.#file.length) throw cut();
    const stays =
      tag === JPEG_TABLES
        ? stripJpeg(data()).found.length === 0
        : tag === PROFILE
          ? this.#keepProfile(from, data())
          : !again &&
            !texts.has(type) &&
            (typeSizes[type] ?? 0) > 0 &&
            count <= (shown.get(tag)?.(depth) ?? -1) &&
            (anyBytes.has(tag) || !readsAsWords(data()));
    if (!stays) this.#found.set(tagName(tag), (this.#found.get(tagName(tag)) ?? 0) + Math.max(1, bytes));
    return stays;
  }

  #keepProfile(from: number, profile: Buffer): boolean {
    const clean = cleanProfile(profile);
    if (clean === null || clean.length !== profile.length) return false;
    if (clean !== profile) this.#found.set('words of the colour profile', profile.length);
    this.#claim(from, profile.length);
    clean.copy(this.#made, from);
    return true;
  }

  #pixels(entries: readonly Entry[]): void {
    const valuesOf = (tag: number): number[] => this.#values(entries.find((entry) => entry.tag === tag));
    const one = (tag: number, otherwise: number): number => valuesOf(tag)[0] ?? otherwise;
    const compression = one(259, 1);
    if (compression === 6 || compression === 34_712)
      throw new MayNameSomebody('pictures within this TIFF are coded in a way that has room for words');
    const offsets = [...valuesOf(273), ...valuesOf(324)];
    const lengths = [...valuesOf(279), ...valuesOf(325)];
    if (offsets.length === 0 || offsets.length !== lengths.length) throw cut();
    const [width, height] = [one(256, 0), one(257, 0)];
    const samples = one(277, 1);
    const bits = Math.max(1, ...valuesOf(258));
    const tiled = valuesOf(324).length > 0;
    const rows = tiled ? one(323, 0) : Math.min(one(278, height), height);
    const across = tiled ? one(322, 0) : width;
    const planes = one(284, 1) === 2 ? 1 : samples;
    const plain = Math.ceil((across * bits * planes) / 8) * rows;
    const deflated = compression === 8 || compression === 32_946;
    offsets.forEach((from, index) => {
      const stated = lengths[index] ?? 0;
      if (from + stated > this.#file.length) throw cut();
      const bytes = deflated
        ? deflatedBytes(this.#file.subarray(from, from + stated), plain)
        : compression === 5
          ? lzwLength(this.#file.subarray(from, from + stated), { bits: 8, form: 'tiff' })
          : compression === 1
            ? Math.min(stated, plain)
            : stated;
      this.#claim(from, bytes);
      if (compression === 7 && stripJpeg(this.#file.subarray(from, from + bytes)).found.length > 0)
        throw new MayNameSomebody('pictures within this TIFF hold words beside their pixels');
    });
  }
}

/**
 * Takes out of a TIFF whatever does not serve to show it, tag by tag; pixels stay as they are and where they are.
 * @throws MayNameSomebody
 */
export function stripTiff(file: Buffer): Stripped {
  if (file.length < 8) throw cut();
  const stripper = new TiffStripper(file);
  try {
    return stripper.strip();
  } catch (cause) {
    // A number that leads out of the file.
    if (cause instanceof RangeError) throw cut();
    throw cause;
  }
}
