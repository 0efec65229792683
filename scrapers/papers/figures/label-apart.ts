import { overlap, unionAll, widthOf } from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { growDown, joinLines } from '../pdf/page/paragraphs.ts';
import type { AssignedFigure } from './assign.ts';
import type { Caption, CaptionContext } from './captions.ts';

/**
 * Gives a label that stands alone over its picture ("FIGURE 1") the words under the picture, where these are not set as
 * running text and belong to no other caption. Changes the captions of `figures`.
 * @param pages the lines of each page
 */
export function joinLabelsApart(
  figures: readonly AssignedFigure[],
  captions: readonly Caption[],
  pages: readonly (readonly TextLine[])[],
  { body, words }: CaptionContext,
): void {
  const taken = new Set(captions.flatMap(({ lines }) => lines));
  for (const { caption, parts } of figures) {
    const [{ box, page } = { box: null, page: 0 }] = parts;
    if (caption.text !== '' || box === null || page !== caption.page || caption.box[3] > box[1] + 2) continue;
    const lines = pages[page - 1] ?? [];
    const [first] = lines
      .filter((line) => !taken.has(line) && line.font !== '' && /\p{L}{3}/u.test(line.text))
      .filter(({ box: own, size }) => own[1] > box[3] - 0.5 * size && own[1] - box[3] < 2 * size)
      .filter(({ box: own }) => overlap(own, box, 0) > 0.5 * Math.min(widthOf(own), widthOf(box)))
      .sort((one, other) => one.box[1] - other.box[1]);
    if (first === undefined) continue;
    const block = growDown(first, lines, (line) => taken.has(line), body);
    // Words in the type of the text are the caption where nothing else stands under the picture.
    const running = first.font === body.font && Math.abs(first.size - body.size) < 0.4;
    const below = lines.filter((line) => line.text.length > 20 && line.box[1] >= first.box[1]);
    if (running && below.some((line) => !block.includes(line))) continue;
    caption.text = joinLines(
      block.map((line) => line.text),
      words,
    );
    caption.lines.push(...block);
    for (const line of block) taken.add(line);
    caption.box = unionAll(block.map((line) => line.box)) ?? caption.box;
  }
}
