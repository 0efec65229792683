import type { Box } from '../objects/geometry.ts';
import { overlap, unionAll } from '../objects/geometry.ts';
import { keepsHyphen } from './line-end-hyphens.ts';
import type { TextLine } from './page-text.ts';

/** Lines that belong together: a paragraph, a heading, a caption. */
export interface TextBlock {
  page: number;
  lines: TextLine[];
  box: Box;
}

/** How running text is set. */
export interface BodyStyle {
  /** Font size, points. */
  size: number;
  font: string;
  /** From one line to the next, in font sizes: 1.2 in most journals, 2 in double-spaced manuscripts. */
  leading: number;
}

/** Font size and font of most characters of a document, and the distance of their lines: its running text. */
export function bodyStyle(lines: readonly TextLine[]): BodyStyle {
  const weights = new Map<string, { size: number; font: string; weight: number }>();
  for (const line of lines) {
    if (line.text.length < 25) continue;
    const key = `${line.size.toFixed(1)} ${line.font}`;
    const entry = weights.get(key) ?? { size: line.size, font: line.font, weight: 0 };
    entry.weight += line.text.length;
    weights.set(key, entry);
  }
  const [main] = [...weights.values()].sort((one, other) => other.weight - one.weight);
  const [size, font] = [main?.size ?? 10, main?.font ?? ''];
  const running = lines.filter((line) => line.font === font && sameSize(line.size, size));
  return { size, font, leading: leadingOf(running, size) };
}

/** The most usual step between lines that follow each other, in font sizes. */
function leadingOf(lines: readonly TextLine[], size: number): number {
  const counts = new Map<number, number>();
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    if (next === undefined || next.page !== line.page || overlap(next.box, line.box, 0) <= 0) continue;
    const step = Math.round(((next.box[1] - line.box[1]) / size) * 20) / 20;
    if (step > 0.9 && step < 3.2) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const [most] = [...counts].sort((one, other) => other[1] - one[1]);
  return most?.[0] ?? 1.2;
}

const sameSize = (one: number, other: number): boolean => Math.abs(one - other) <= Math.max(0.35, 0.04 * one);

/**
 * The lines of a paragraph that starts with `first`, going down the page: each next line lies close below in the
 * same column, in the same size, no further away than the lines before it.
 * @param lines all lines of the page
 * @param stop lines at which another block begins
 * @param body size and font of running text
 */
export function growDown(
  first: TextLine,
  lines: readonly TextLine[],
  stop: (line: TextLine) => boolean,
  body: BodyStyle,
): TextLine[] {
  const block = [first];
  // In double-spaced manuscripts captions are set like the text.
  const furthest = Math.max(0.75, 1.12 * body.leading - 1) * first.size;
  let column: Box = first.box;
  let spacing: number | null = null;
  for (;;) {
    const last = block.at(-1) as TextLine;
    const bottom = last.box[3];
    const candidates = lines.filter(
      (line) =>
        line !== last &&
        !block.includes(line) &&
        line.box[1] > last.box[1] + 0.5 * last.size &&
        line.box[1] - bottom < furthest &&
        overlap(line.box, column, 0) > 0.3 * Math.min(line.box[2] - line.box[0], column[2] - column[0]),
    );
    candidates.sort((one, other) => one.box[1] - other.box[1] || one.box[0] - other.box[0]);
    const next = candidates[0] ?? (block.length === 1 ? atTheMargin(first, lines, furthest) : undefined);
    if (next === undefined || stop(next)) return block;
    // The text of a caption may be set a little smaller than its title, but never as the running text.
    const afterTitle = block.length <= 2 && Math.abs(next.size - first.size) <= 1.3;
    const running = next.font === body.font && sameSize(next.size, body.size);
    if (!sameSize(next.size, last.size) && (!afterTitle || running)) return block;
    const step = next.box[1] - last.box[1];
    if (spacing !== null && step > spacing * 1.22 + 0.4) return block;
    // A first line may be indented or carry a label, so the column is that of all lines so far.
    const back = candidates[0] === undefined;
    if (!back && (next.box[0] > column[2] || next.box[2] < column[0])) return block;
    if (block.length > 1 && next.box[0] < column[0] - 1.5 * first.size) return block;
    spacing = spacing === null ? step : Math.min(spacing, step);
    block.push(next);
    // Pieces of the same row (a gap in the row) belong to the block as well.
    for (const beside of candidates.slice(1)) {
      const sameRow = Math.abs(beside.box[3] - next.box[3]) < 0.3 * next.size;
      const near = beside.box[0] > next.box[2] && beside.box[0] - next.box[2] < 2.5 * next.size;
      if (sameRow && near && beside.box[2] <= column[2] + first.size && sameSize(beside.size, first.size)) {
        block.push(beside);
      }
    }
    column = unionAll([column, next.box]) as Box;
  }
}

/**
 * In word processors a first line may begin beside its picture; the sentence then goes on under the picture, at the margin, left
 * of where it began.
 */
function atTheMargin(first: TextLine, lines: readonly TextLine[], furthest: number): TextLine | undefined {
  const next = lines[lines.findIndex(({ box }) => box === first.box) + 1];
  const goesOn =
    next !== undefined &&
    /[^.!?:]$/.test(first.text) &&
    /^\p{Ll}/u.test(next.text) &&
    next.font === first.font &&
    sameSize(next.size, first.size) &&
    next.box[2] <= first.box[0] &&
    next.box[1] > first.box[1] + 0.5 * first.size &&
    next.box[1] - first.box[3] < furthest;
  return goesOn ? next : undefined;
}

/** Groups the lines of a page into blocks, in the order the file draws them. */
export function textBlocks(lines: readonly TextLine[]): TextBlock[] {
  const blocks: TextBlock[] = [];
  let open: TextLine[] = [];
  const flush = (): void => {
    const box = unionAll(open.map((line) => line.box));
    const [first] = open;
    if (box !== null && first !== undefined) blocks.push({ page: first.page, lines: open, box });
    open = [];
  };
  for (const line of lines) {
    const last = open.at(-1);
    if (last !== undefined) {
      const gap = line.box[1] - last.box[3];
      const sameRow = overlap(line.box, last.box, 1) > 0.5 * line.size;
      const follows =
        line.page === last.page &&
        sameSize(line.size, last.size) &&
        (sameRow || (gap > -0.6 * line.size && gap < 0.75 * line.size)) &&
        (sameRow || overlap(line.box, last.box, 0) > 0);
      const indented =
        follows &&
        !sameRow &&
        line.box[0] > last.box[0] + 0.8 * line.size &&
        line.box[0] < last.box[0] + 3 * line.size;
      const ended = /[.!?:)\]”"]$/.test(last.text);
      if (!follows || (indented && ended && open.length > 1)) flush();
    }
    open.push(line);
  }
  flush();
  return blocks;
}

/** Words of a document in lower case, for deciding about hyphens at line ends. */
export function vocabulary(lines: readonly TextLine[]): Set<string> {
  const words = new Set<string>();
  for (const line of lines) {
    for (const word of line.text.toLowerCase().match(/[\p{L}\d]+(?:-[\p{L}\d]+){0,3}/gu) ?? [])
      words.add(word);
  }
  return words;
}

/** Scripts without blanks between words, and their punctuation, at the end of a text. */
const wordless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303f\uff00-\uff60]$/u;

/**
 * Joins lines to running text. A hyphen at a line's end is dropped where the joined word stands elsewhere in the
 * document, kept where the hyphenated one does or the word is one that has a hyphen, and dropped before a small letter otherwise.
 */
export function joinLines(texts: readonly string[], words: ReadonlySet<string>): string {
  let joined = '';
  for (const text of texts) {
    const next = text.trim();
    if (next === '') continue;
    const [, before, mark] =
      /(?<![\p{L}\d])([\p{L}\d]+(?:-[\p{L}\d]+){0,3})([-\u00ad\u2010])$/u.exec(joined) ?? [];
    const [after] = /^[\p{L}\d]+/u.exec(next) ?? [];
    if (before !== undefined && after !== undefined) {
      const whole = `${before}${after}`.toLowerCase();
      const kept = `${before}-${after}`.toLowerCase();
      const small = /^\p{Ll}/u.test(after) && /\p{L}$/u.test(before);
      const broken = small && !keepsHyphen(joined, before, after);
      const drop = mark === '\u00ad' || (!words.has(kept) && (words.has(whole) || broken));
      joined = drop ? joined.slice(0, -1) + next : joined + next;
    } else if (/[-–/]$/.test(joined) && /^[\p{L}\d]/u.test(next) && !/\s[-–/]$/.test(joined)) joined += next;
    else
      joined +=
        joined === '' || (wordless.test(joined) && wordless.test(next.slice(0, 1))) ? next : ` ${next}`;
  }
  return joined.replaceAll('\u00ad', '').normalize('NFC');
}
