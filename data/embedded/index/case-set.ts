/** Cases in one chunk: as many bits as a blob of the index holds. */
export const CHUNK = 4_096;
const WORDS = CHUNK / 32;
/** Bytes of a chunk's blob. */
const BYTES = CHUNK / 8;

/** One stored chunk of a set: cases `chunk * CHUNK` to `(chunk + 1) * CHUNK - 1`, a bit each. */
export interface StoredChunk {
  readonly chunk: number;
  readonly bits: Uint8Array;
}

/** Bits set in a 32-bit word (Warren, Hacker's Delight, 5-1). */
function bitsIn(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return (((count + (count >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** A blob as words; the byte order is this machine's, as is the index. */
const wordsOf = (bits: Uint8Array): Uint32Array =>
  bits.byteOffset % 4 === 0
    ? new Uint32Array(bits.buffer, bits.byteOffset, WORDS)
    : new Uint32Array(bits.slice().buffer, 0, WORDS);

/** Switches one case's bit; a new blob when there was none. Null when nothing is left in it. */
export function switched(bits: Uint8Array | undefined, number: number, on: boolean): Uint8Array | null {
  const words = bits ? wordsOf(bits) : new Uint32Array(WORDS);
  const at = number % CHUNK;
  const word = words[at >>> 5] ?? 0;
  words[at >>> 5] = on ? word | (1 << (at & 31)) : word & ~(1 << (at & 31));
  if (!on && words.every((one) => one === 0)) return null;
  return new Uint8Array(words.buffer, words.byteOffset, BYTES);
}

/** Numbers of cases as bits: 100,000 cases are 12.5 kB, and what two sets share is counted in microseconds. */
export class CaseSet {
  readonly #chunks: ReadonlyMap<number, Uint32Array>;

  private constructor(chunks: ReadonlyMap<number, Uint32Array>) {
    this.#chunks = chunks;
  }

  static readonly empty = new CaseSet(new Map());

  /** The union of stored chunks. */
  static ofChunks(stored: Iterable<StoredChunk>): CaseSet {
    const chunks = new Map<number, Uint32Array>();
    for (const { chunk, bits } of stored) {
      const words = wordsOf(bits);
      const held = chunks.get(chunk);
      chunks.set(chunk, held ? held.map((word, at) => word | (words[at] ?? 0)) : words);
    }
    return new CaseSet(chunks);
  }

  /** Numbers as SQLite's `group_concat` writes them, `3,17,4711`: the quickest way for 100,000 of them. */
  static ofList(list: string | null): CaseSet {
    const chunks = new Map<number, Uint32Array>();
    if (!list) return new CaseSet(chunks);
    const add = (number: number): void => {
      const chunk = Math.floor(number / CHUNK);
      let words = chunks.get(chunk);
      if (!words) {
        words = new Uint32Array(WORDS);
        chunks.set(chunk, words);
      }
      const at = number % CHUNK;
      words[at >>> 5] = (words[at >>> 5] ?? 0) | (1 << (at & 31));
    };
    let number = 0;
    for (let at = 0; at < list.length; at += 1) {
      const code = list.charCodeAt(at);
      if (code === 44) {
        add(number);
        number = 0;
      } else {
        number = number * 10 + code - 48;
      }
    }
    add(number);
    return new CaseSet(chunks);
  }

  has(number: number): boolean {
    const words = this.#chunks.get(Math.floor(number / CHUNK));
    return words !== undefined && (((words[(number % CHUNK) >>> 5] ?? 0) >>> (number & 31)) & 1) === 1;
  }

  get size(): number {
    let count = 0;
    for (const words of this.#chunks.values()) for (const word of words) count += bitsIn(word);
    return count;
  }

  /** How many of one stored chunk are in the set. */
  sharedWith({ chunk, bits }: StoredChunk): number {
    const own = this.#chunks.get(chunk);
    if (!own) return 0;
    const words = wordsOf(bits);
    let count = 0;
    for (let at = 0; at < WORDS; at += 1) count += bitsIn((own[at] ?? 0) & (words[at] ?? 0));
    return count;
  }

  #with(other: CaseSet, join: (own: number, its: number) => number): CaseSet {
    const chunks = new Map<number, Uint32Array>();
    for (const [chunk, own] of this.#chunks) {
      const its = other.#chunks.get(chunk);
      chunks.set(
        chunk,
        own.map((word, at) => join(word, its?.[at] ?? 0)),
      );
    }
    return new CaseSet(chunks);
  }

  and(other: CaseSet): CaseSet {
    return this.#with(other, (own, its) => own & its);
  }

  without(other: CaseSet): CaseSet {
    return this.#with(other, (own, its) => own & ~its);
  }

  /** Every number, ascending. */
  numbers(): number[] {
    const found: number[] = [];
    for (const chunk of [...this.#chunks.keys()].sort((a, b) => a - b)) {
      this.#chunks.get(chunk)?.forEach((word, at) => {
        for (let left = word; left !== 0; left &= left - 1) {
          found.push(chunk * CHUNK + at * 32 + (31 - Math.clz32(left & -left)));
        }
      });
    }
    return found;
  }
}
