import type { Box } from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { joinLines } from '../pdf/page/paragraphs.ts';
import type { Caption, CaptionContext } from './captions.ts';
import type { Graphic } from './graphic.ts';

/** Pictures set side by side often have words of their own under each: "(a) Film on day 1", and the caption stands below them all. */

/** How far words may stand under their picture, points. */
const under = 24;
const mark = /^\s*[([]?([a-h])[)\].:]\s*(\S.*)$/i;

interface SubCaption {
  label: string;
  words: string;
  lines: TextLine[];
}

/**
 * Gives captions the words that stand under single pictures above them, as words of their panels. Such lines are of the
 * figure: no running text, and nothing that stands between pictures and caption. Changes the captions.
 * @param pages the lines of each page
 */
export function joinSubCaptions(
  captions: readonly Caption[],
  graphics: readonly Graphic[],
  pages: readonly (readonly TextLine[])[],
  { words }: CaptionContext,
): void {
  const taken = new Set(captions.flatMap(({ lines }) => lines));
  for (const caption of captions) {
    if (caption.kind !== 'figure') continue;
    const lines = (pages[caption.page - 1] ?? []).filter((line) => !taken.has(line));
    const pictures = graphics.filter(({ page }) => page === caption.page).map(({ box }) => box);
    const between = lines.filter(
      ({ box }) => box[3] <= caption.box[1] + 2 && noneBetween(box, caption, captions),
    );
    const found = between.flatMap((line) => subCaption(line, between, pictures, words) ?? []);
    const inOrder = found.sort((one, other) => one.label.localeCompare(other.label));
    const complete = inOrder.every(({ label }, at) => label === String.fromCharCode(97 + at));
    if (inOrder.length < 2 || !complete) continue;
    caption.parts = inOrder.map(({ label, words: told }) => ({ label, words: told }));
    for (const { lines: own } of inOrder) {
      caption.lines.push(...own);
      for (const line of own) taken.add(line);
    }
  }
}

/** Whether no other caption stands between a line and the caption below it. */
const noneBetween = (box: Box, caption: Caption, captions: readonly Caption[]): boolean =>
  !captions.some(
    (other) =>
      other !== caption &&
      other.page === caption.page &&
      other.box[1] >= box[3] - 2 &&
      other.box[3] <= caption.box[1] + 2,
  );

function subCaption(
  line: TextLine,
  lines: readonly TextLine[],
  pictures: readonly Box[],
  words: ReadonlySet<string>,
): SubCaption | null {
  const [, label, first] = mark.exec(line.text) ?? [];
  if (label === undefined || first === undefined) return null;
  const middle = (line.box[0] + line.box[2]) / 2;
  const below = ([x0, , x1, y1]: Box): boolean =>
    middle > x0 && middle < x1 && line.box[1] > y1 - 4 && line.box[1] < y1 + under;
  if (!pictures.some(below)) return null;
  const own = [line];
  for (let last = line; own.length < 6; ) {
    const next = lines.find(
      (other) =>
        other.box[1] > last.box[1] + 2 &&
        other.box[1] - last.box[3] < 0.6 * last.size &&
        Math.abs(other.size - line.size) < 0.4 &&
        other.box[0] < line.box[2] &&
        other.box[2] > line.box[0] &&
        !mark.test(other.text),
    );
    if (next === undefined) break;
    own.push(next);
    last = next;
  }
  const text = joinLines([first, ...own.slice(1).map((one) => one.text)], words);
  return { label: label.toLowerCase(), words: text, lines: own };
}
