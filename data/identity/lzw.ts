/** Bits of one code at most. */
const WIDEST = 12;

/**
 * How many bytes an LZW stream takes up to its end code; all of them where it has none. Nothing is decoded: the width of a code
 * follows from how many came before.
 * @param bits of its first codes, without the one for clear and end
 */
export function lzwLength(
  stream: Buffer,
  { bits, form }: { readonly bits: number; readonly form: 'gif' | 'tiff' },
): number {
  const clear = 2 ** bits;
  // TIFF widens its codes one earlier.
  const early = form === 'tiff' ? 1 : 0;
  let [width, next, at] = [bits + 1, clear + 2, 0];
  let first = true;
  for (; at + width <= 8 * stream.length; ) {
    let code = 0;
    for (let bit = 0; bit < width; bit += 1, at += 1) {
      const byte = stream[at >> 3] ?? 0;
      if (form === 'gif') code |= ((byte >> (at & 7)) & 1) << bit;
      else code = (code << 1) | ((byte >> (7 - (at & 7))) & 1);
    }
    if (code === clear + 1) return (at + 7) >> 3;
    if (code === clear) [width, next, first] = [bits + 1, clear + 2, true];
    else if (first) first = false;
    else {
      if (next < 2 ** WIDEST) next += 1;
      if (next + early >= 2 ** width && width < WIDEST) width += 1;
    }
  }
  return stream.length;
}
