import { InvalidInput } from '../errors.ts';

/** What was found in a file beside its picture: named by its place (`EXIF Artist`, `text chunk zTXt`), never by its words. */
export interface Found {
  readonly place: string;
  readonly bytes: number;
}

/** A file without what may name somebody; `bytes` are the very bytes that came where nothing was found. */
export interface Stripped {
  readonly bytes: Uint8Array;
  readonly found: readonly Found[];
}

/** A file of which nobody can tell whether it names a patient: it does not leave the workspace. */
export class MayNameSomebody extends InvalidInput {
  /** @param why one clause, without words of the file */
  constructor(
    why: string,
    remedy = 'save its picture anew as PNG or JPEG and import that, or exclude the image',
  ) {
    super('may-name-somebody', `it cannot be told free of identity: ${why}; to mend: ${remedy}`);
  }
}

/** Segments, chunks, blocks or tags of one file; a picture has a few thousand at most. */
const MOST_PARTS = 200_000;

/** Puts a file together again from the parts that may stay, in their order. */
export class Rest {
  readonly #file: Buffer;
  readonly #pieces: (Buffer | { from: number; to: number })[] = [];
  readonly #found = new Map<string, number>();
  #parts = 0;

  constructor(file: Buffer) {
    this.#file = file;
  }

  #count(): void {
    this.#parts += 1;
    if (this.#parts > MOST_PARTS) throw new MayNameSomebody(`it has more than ${MOST_PARTS} parts`);
  }

  keep(from: number, to: number): void {
    this.#count();
    const last = this.#pieces.at(-1);
    if (last && !Buffer.isBuffer(last) && last.to === from) last.to = to;
    else if (to > from) this.#pieces.push({ from, to });
  }

  /** Leaves a part out. */
  drop(place: string, bytes: number): void {
    this.#count();
    if (bytes > 0) this.#found.set(place, (this.#found.get(place) ?? 0) + bytes);
  }

  /** Puts bytes of our own in. */
  add(bytes: Buffer): void {
    this.#count();
    this.#pieces.push(bytes);
  }

  /** @param finish sets lengths and flags that follow from what was left out */
  end(finish: (made: Buffer) => void = () => {}): Stripped {
    if (this.#found.size === 0) return { bytes: this.#file, found: [] };
    const bytes = Buffer.concat(
      this.#pieces.map((piece) =>
        Buffer.isBuffer(piece) ? piece : this.#file.subarray(piece.from, piece.to),
      ),
    );
    finish(bytes);
    return { bytes, found: foundOf(this.#found) };
  }
}

export const foundOf = (places: ReadonlyMap<string, number>): Found[] =>
  [...places].map(([place, bytes]) => ({ place, bytes }));
