/** An operand of a content stream: a number, a name with its slash, an array, or `null` for what we do not need. */
export type Operand = number | string | null | Operand[];

const whitespace = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) whitespace[code] = 1;
const delimiter = new Uint8Array(256);
for (const character of '()<>[]{}/%') delimiter[character.charCodeAt(0)] = 1;

/** Operands kept before one operator; more are noise (ISO 32000 allows 33 for `scn`). */
const operandLimit = 64;
const nestingLimit = 32;

/**
 * Reads a content stream operator by operator (ISO 32000-1, 7.8.2). Damage never throws: what cannot be
 * read is skipped. Strings are skipped too, since text is read elsewhere.
 */
export class ContentScanner {
  readonly #bytes: Uint8Array;
  #position = 0;
  /** Operands of the operator that `next` returned last. */
  operands: Operand[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get position(): number {
    return this.#position;
  }

  set position(value: number) {
    this.#position = Math.min(value, this.#bytes.length);
  }

  /** The next operator, or `null` at the end. */
  next(): string | null {
    this.operands = [];
    for (;;) {
      const token = this.#token(0);
      if (token === undefined) return null;
      if (typeof token === 'object' && token !== null && 'operator' in token) return token.operator;
      if (this.operands.length < operandLimit) this.operands.push(token as Operand);
    }
  }

  #skipSpace(): void {
    const bytes = this.#bytes;
    while (this.#position < bytes.length) {
      const code = bytes[this.#position] as number;
      if (whitespace[code] === 1) this.#position += 1;
      else if (code === 0x25) {
        while (
          this.#position < bytes.length &&
          bytes[this.#position] !== 10 &&
          bytes[this.#position] !== 13
        ) {
          this.#position += 1;
        }
      } else return;
    }
  }

  /** One token: an operand, an operator, or `undefined` at the end (and at a closing bracket when nested). */
  #token(depth: number): Operand | { operator: string } | undefined {
    this.#skipSpace();
    const bytes = this.#bytes;
    if (this.#position >= bytes.length) return undefined;
    const code = bytes[this.#position] as number;
    if ((code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e || code === 0x2b)
      return this.#number();
    switch (code) {
      case 0x2f:
        return this.#name();
      case 0x28:
        this.#string();
        return null;
      case 0x5b:
        this.#position += 1;
        return this.#array(depth + 1);
      case 0x3c:
        if (bytes[this.#position + 1] === 0x3c) {
          this.#position += 2;
          return null;
        }
        while (this.#position < bytes.length && bytes[this.#position] !== 0x3e) this.#position += 1;
        this.#position += 1;
        return null;
      case 0x5d:
        this.#position += 1;
        return depth > 0 ? undefined : null;
      case 0x3e:
      case 0x29:
      case 0x7b:
      case 0x7d:
        this.#position += 1;
        return null;
      default:
        return { operator: this.#word() };
    }
  }

  #word(): string {
    const bytes = this.#bytes;
    const start = this.#position;
    while (this.#position < bytes.length) {
      const code = bytes[this.#position] as number;
      if (whitespace[code] === 1 || delimiter[code] === 1) break;
      this.#position += 1;
    }
    const end = Math.min(this.#position, start + 16);
    return String.fromCharCode(...bytes.subarray(start, end));
  }

  #number(): number {
    const bytes = this.#bytes;
    let sign = 1;
    let value = 0;
    let scale = 0;
    for (; this.#position < bytes.length; this.#position += 1) {
      const code = bytes[this.#position] as number;
      if (code >= 0x30 && code <= 0x39) {
        if (scale === 0) value = value * 10 + (code - 0x30);
        else {
          value += (code - 0x30) * scale;
          scale /= 10;
        }
      } else if (code === 0x2e && scale === 0) scale = 0.1;
      else if (code === 0x2d && value === 0 && scale === 0) sign = -1;
      else if (code !== 0x2b && code !== 0x2d) break;
    }
    return sign * value;
  }

  #name(): string {
    const bytes = this.#bytes;
    const start = this.#position;
    this.#position += 1;
    let escaped = false;
    while (this.#position < bytes.length) {
      const code = bytes[this.#position] as number;
      if (whitespace[code] === 1 || delimiter[code] === 1) break;
      if (code === 0x23) escaped = true;
      this.#position += 1;
    }
    const text = Buffer.from(bytes.subarray(start, Math.min(this.#position, start + 512))).toString('latin1');
    return escaped
      ? text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : text;
  }

  #string(): void {
    const bytes = this.#bytes;
    let depth = 0;
    for (; this.#position < bytes.length; this.#position += 1) {
      const code = bytes[this.#position];
      if (code === 0x5c) this.#position += 1;
      else if (code === 0x28) depth += 1;
      else if (code === 0x29) {
        depth -= 1;
        if (depth === 0) {
          this.#position += 1;
          return;
        }
      }
    }
  }

  #array(depth: number): Operand[] {
    const items: Operand[] = [];
    while (depth < nestingLimit) {
      const token = this.#token(depth);
      if (token === undefined) break;
      if (token !== null && typeof token === 'object' && 'operator' in token) continue;
      if (items.length < 4096) items.push(token);
    }
    return items;
  }
}

const isSpaceOrEnd = (code: number | undefined): boolean => code === undefined || whitespace[code] === 1;

/**
 * Where the data of an inline image ends, searched from `start`: the offset just after the data and the offset
 * just after its `EI`. The data may hold the letters EI by chance, so what follows must look like a content
 * stream (ten plain characters), and at least `atLeast` bytes of data are skipped first.
 */
export function inlineImageEnd(
  bytes: Uint8Array,
  start: number,
  atLeast: number,
): { dataEnd: number; after: number } {
  for (let at = start + atLeast; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0x45 || bytes[at + 1] !== 0x49) continue;
    if (at > start && !isSpaceOrEnd(bytes[at - 1]) && atLeast === 0) continue;
    if (!isSpaceOrEnd(bytes[at + 2])) continue;
    let plain = true;
    for (let look = at + 2; look < Math.min(at + 12, bytes.length) && plain; look += 1) {
      const code = bytes[look] as number;
      plain = whitespace[code] === 1 || (code >= 0x20 && code < 0x7f);
    }
    if (!plain) continue;
    const dataEnd = isSpaceOrEnd(bytes[at - 1]) && at - 1 >= start + atLeast ? at - 1 : at;
    return { dataEnd, after: at + 2 };
  }
  return { dataEnd: bytes.length, after: bytes.length };
}
