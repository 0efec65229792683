/**
 * Fonts whose codes are the numbers of their glyphs: the glyphs of Latin fonts mostly stand in the order of ASCII, a fixed
 * number before it.
 */

/** How far the glyphs stand before ASCII: in fonts made for Windows, in Adobe's order, and where the space comes first. */
const usual = [29, 31, 32] as const;
/** A verdict needs so many signs. */
const enough = 20;

/** The number to add to codes for their words to appear; `null` where none makes words of them. */
export function bestShift(codes: readonly number[]): number | null {
  if (codes.length < enough) return null;
  const likely = usual.filter((shift) => readsAsWords(codes.map((code) => code + shift)));
  return likely.length === 1 ? (likely[0] ?? null) : null;
}

/** Whether signs look like words of a European language: nearly all printable, with spaces and vowels as often as there. */
function readsAsWords(points: readonly number[]): boolean {
  const text = String.fromCharCode(...points.slice(0, 5_000));
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const letters = count(/[a-z]/gi);
  const share = (part: number, of: number): number => (of === 0 ? 0 : part / of);
  return (
    share(count(/[ -~]/g), text.length) > 0.9 &&
    share(letters, text.length) > 0.6 &&
    share(count(/[a-z]/g), letters) > 0.5 &&
    share(count(/[aeiou]/gi), letters) > 0.25 &&
    share(count(/[aeiou]/gi), letters) < 0.55 &&
    share(count(/[eaionrst]/gi), letters) > 0.5
  );
}
