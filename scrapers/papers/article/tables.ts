import type { Caption } from '../figures/captions.ts';
import type { PaperTable } from '../paper.ts';
import type { Box } from '../pdf/objects/geometry.ts';
import { heightOf, overlap, transformBox, unionAll, widthOf } from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { pageMatrix } from '../pdf/page/page-text.ts';
import type { ReadPage } from '../pdf/page/pdf-file.ts';

/** Rules that end at about the same places on both sides, in points. */
const sameEdge = 12;
/** Rows of a table stand at most this far apart, in font sizes. */
const rowGap = 3.2;

export interface PrintedTable extends PaperTable {
  box: Box;
}

/** Reads the table below a caption as text: the lines down to its last rule, or down to a wide gap. */
export function readTable(
  caption: Caption,
  page: ReadPage,
  lines: readonly TextLine[],
  bodySize: number,
): PrintedTable {
  const own = new Set(caption.lines.map((line) => line.text));
  const rules = horizontalRules(page).filter((rule) => overlap(rule, caption.box, 0) > 0);
  const below = rules.filter((rule) => rule[1] > caption.box[1] - 4).sort((one, other) => one[1] - other[1]);
  const [top] = below.filter((rule) => rule[1] < caption.box[3] + 40);
  const aligned =
    top === undefined
      ? []
      : below.filter((rule) => Math.abs(rule[0] - top[0]) < sameEdge && rule[1] < top[1] + 720);
  const bottom = aligned.at(-1)?.[3];
  const region: Box =
    top !== undefined && bottom !== undefined && bottom > top[3] + 10
      ? [
          Math.min(top[0], caption.box[0]),
          caption.box[3] - 2,
          Math.max(...aligned.map((rule) => rule[2])),
          bottom + 2,
        ]
      : [caption.box[0] - 2, caption.box[3] - 2, Math.max(caption.box[2], caption.box[0] + 230), 10_000];
  const inside = lines
    .filter((line) => !own.has(line.text) && line.box[1] >= region[1] && line.box[3] <= region[3] + 4)
    .filter((line) => line.box[0] >= region[0] - 6 && line.box[0] < region[2])
    .sort((one, other) => one.box[1] - other.box[1]);
  const rows: TextLine[][] = [];
  for (const line of inside) {
    const row = rows.at(-1);
    const [head] = row ?? [];
    if (head !== undefined && Math.abs(line.box[3] - head.box[3]) < 0.5 * line.size) {
      row?.push(line);
      continue;
    }
    const distance = line.box[1] - (head?.box[3] ?? caption.box[3]);
    const unruled =
      bottom === undefined &&
      (distance > rowGap * line.size || (line.size > bodySize - 0.3 && line.text.length > 60));
    if (unruled) break;
    rows.push([line]);
  }
  const text = rows
    .map((row) =>
      row
        .sort((one, other) => one.box[0] - other.box[0])
        .map((line) => line.text)
        .join('\t'),
    )
    .join('\n');
  const box = unionAll([caption.box, ...rows.flat().map((line) => line.box)]) ?? caption.box;
  return {
    id: caption.key.replace(/\s+/g, '-'),
    label: caption.label,
    caption: caption.text,
    page: caption.page,
    text,
    box,
  };
}

/** Painted paths that are thin and wide. */
function horizontalRules(page: ReadPage): Box[] {
  const matrix = pageMatrix(page);
  return page.contents.paths
    .map((path) => transformBox(path.box, matrix))
    .filter((box) => heightOf(box) < 2.5 && widthOf(box) > 90);
}
