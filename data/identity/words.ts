/** A letter, digit or sign of a text, as Latin-1 or as one half of UTF-16. */
const printed = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || (byte >= 0xc0 && byte < 0xff);

/**
 * Whether bytes that ought to be numbers can be read as words: four printed signs in a row, or in every other byte. Numbers of
 * pictures (resolutions, primaries, places of voxels) hardly ever are; where one is, its loss is small.
 */
export function readsAsWords(bytes: Uint8Array): boolean {
  for (const step of [1, 2])
    for (let start = 0; start < step; start += 1) {
      let run = 0;
      for (let at = start; at < bytes.length; at += step) {
        run = printed(bytes[at] ?? 0) && (step === 1 || bytes[at ^ 1] === 0) ? run + 1 : 0;
        if (run >= 4) return true;
      }
    }
  return false;
}
