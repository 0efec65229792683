import { overlap } from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { type BodyStyle, growDown } from '../pdf/page/paragraphs.ts';

/**
 * The rest of a caption that is set in two columns: the next column starts at its height. It goes on where the first
 * breaks off in a sentence; where a sentence ends there, both must be set unlike the running text and be of like length.
 */
export function nextColumn(
  block: readonly TextLine[],
  lines: readonly TextLine[],
  stop: (line: TextLine) => boolean,
  body: BodyStyle,
): TextLine[] {
  const [first] = block;
  const last = block.at(-1);
  if (first === undefined || last === undefined || block.length < 2) return [];
  const right = Math.max(...block.map((line) => line.box[2]));
  const [head] = lines
    .filter((line) => line.box[0] > right && line.box[0] - right < 6 * first.size)
    .filter(
      (line) =>
        Math.abs(line.box[1] - first.box[1]) < 1.2 * first.size && Math.abs(line.size - last.size) < 0.3,
    )
    .filter((line) => line.font === last.font && !stop(line));
  if (head === undefined) return [];
  const column = growDown(head, lines, stop, body);
  if (!/[.!?)\]]$/.test(last.text) && /^[\p{Ll}\d(]/u.test(head.text)) return column;
  if (!opensBlock(head, lines)) return [];
  const unlikeBody = last.font !== body.font || Math.abs(last.size - body.size) > 0.3;
  const balanced = column.length <= block.length + 1 && column.length >= block.length / 2;
  const [width, own] = [widest(column), widest(block)];
  const alike = Math.min(width, own) > 0.7 * Math.max(width, own);
  return unlikeBody && balanced && alike ? column : [];
}

const widest = (block: readonly TextLine[]): number => Math.max(...block.map(({ box }) => box[2] - box[0]));

/** Whether no line of the same column ends close above. */
const opensBlock = (head: TextLine, lines: readonly TextLine[]): boolean =>
  !lines.some((line) => {
    const distance = head.box[1] - line.box[3];
    const close = line !== head && distance > -0.6 * head.size && distance < 0.75 * head.size;
    return close && overlap(line.box, head.box, 0) > 0;
  });
