import type { TextLine } from './page-text.ts';

/** Lines of a paragraph follow each other within this many font sizes. */
const [closest, furthest] = [0.8, 1.8];
/** Sizes of one paragraph differ by no more than this factor, as programs guess them. */
const likeness = 1.45;

/**
 * Programs that read scans guess the size of each line by its letters: one without a tall letter comes out smaller. Lines that
 * follow each other evenly from one left edge get the size that most of them have, so that a caption is not cut after its first line.
 * @param lines of one scanned page, in reading order; changed in place
 */
export function evenSizes(lines: readonly TextLine[]): void {
  let group: TextLine[] = [];
  const settle = (): void => {
    const sizes = group.map(({ size }) => size).sort((one, other) => one - other);
    const middle = sizes[Math.floor(sizes.length / 2)];
    if (middle !== undefined && group.length > 1) for (const line of group) line.size = middle;
    group = [];
  };
  for (const line of lines) {
    const last = group.at(-1);
    const pitch = last === undefined ? 0 : line.box[3] - last.box[3];
    const size = Math.max(line.size, last?.size ?? 0);
    const follows =
      last !== undefined &&
      Math.abs(line.box[0] - last.box[0]) < size &&
      pitch > closest * size &&
      pitch < furthest * size &&
      size < likeness * Math.min(line.size, last.size);
    if (!follows) settle();
    group.push(line);
  }
  settle();
}
