import type { Box } from '../pdf/objects/geometry.ts';
import {
  areaOf,
  gap,
  heightOf,
  overlap,
  shareInside,
  transformBox,
  union,
  widthOf,
} from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { pageMatrix, pageSize } from '../pdf/page/page-text.ts';
import type { ReadPage } from '../pdf/page/pdf-file.ts';
import type { RasterDraw } from '../pdf/page/raster-draws.ts';
import type { Caption } from './captions.ts';

/** Something drawn on a page that may be (part of) a figure. Boxes in points from the page's top left corner. */
export interface Graphic {
  page: number;
  box: Box;
  rasters: RasterDraw[];
  /** Painted paths in it; 0 for a raster alone. */
  paths: number;
}

/** A figure is hardly ever less wide or high than this, points; smaller ones are logos and icons. */
export const smallestFigure = 50;
/** Below this on either side nothing is a figure, even next to a caption. */
const tooSmall = 20;
/** Rasters closer than this belong to one figure, points. */
const rasterReach = 24;
/** Painted paths closer than this belong to one drawing, points. */
const pathReach = 9;
/** Fewer paths are frames, rules or arrows. */
const fewestPaths = 4;

/** Where a raster is seen on the page as shown. */
export const rasterBox = (page: Pick<ReadPage, 'box' | 'rotate'>, draw: RasterDraw): Box =>
  transformBox(draw.visible ?? draw.box, pageMatrix(page));

/** Objects drawn on at least three pages, and at least on every third: a publisher's mark, not a picture. */
export function repeatedObjects(pages: readonly ReadPage[]): Set<string> {
  const seen = new Map<string, Set<number>>();
  for (const page of pages) {
    for (const { object } of page.rasters) {
      if (object === null) continue;
      const on = seen.get(object) ?? new Set<number>();
      seen.set(object, on.add(page.number));
    }
  }
  return new Set(
    [...seen].filter(([, on]) => on.size >= Math.max(3, pages.length / 3)).map(([object]) => object),
  );
}

/** Groups what a page draws into graphics big enough to be figures. */
export function pageGraphics(
  page: ReadPage,
  lines: readonly TextLine[],
  captions: readonly Caption[],
  repeated: ReadonlySet<string>,
): Graphic[] {
  const [width, height] = pageSize(page);
  const whole: Box = [0, 0, width, height];
  const drawn: Graphic[] = page.rasters
    .filter((draw) => draw.role === 'image' || draw.role === 'stencil')
    .filter((draw) => draw.source !== 'soft-mask-group' && draw.source !== 'pattern' && draw.visible !== null)
    .filter((draw) => draw.object === null || !repeated.has(draw.object))
    .map((draw) => ({ page: page.number, box: rasterBox(page, draw), rasters: [draw], paths: 0 }))
    .filter((graphic) => shareInside(graphic.box, whole) > 0.3)
    // One-pixel stencils and hairlines are rules drawn as images.
    .filter(({ box }) => widthOf(box) > 3 && heightOf(box) > 3);
  const pictures = withoutBackground(drawn, whole);
  const own = captions.filter((caption) => caption.page === page.number);
  const textBoxes = [
    ...lines.filter((line) => line.text.length > 60).map((line) => line.box),
    ...own.map((caption) => caption.box),
  ];
  const groups = group(pictures, (one, other) => {
    const reach = isStackOfStrips(one.box, other.box) ? rasterReach : 0;
    if (gap(one.box, other.box, 0) > reach || gap(one.box, other.box, 1) > reach) return false;
    if (captionedApart(one.box, other.box, own)) return false;
    return !textBoxes.some((text) => between(text, one.box, other.box));
  });
  const drawings = pageDrawings(page, whole, lines, own);
  return [...groups, ...drawings].filter(
    ({ box }) =>
      Math.max(widthOf(box), heightOf(box)) >= smallestFigure &&
      Math.min(widthOf(box), heightOf(box)) >= tooSmall,
  );
}

/** Whether a box fills its page, margins aside. */
export const fillsPage = (box: Box, whole: Box): boolean =>
  widthOf(box) > 0.9 * widthOf(whole) && heightOf(box) > 0.9 * heightOf(whole);

/** Where a page shows pictures of its own, one that lies under all of it is paper, not a figure. */
function withoutBackground(pictures: Graphic[], whole: Box): Graphic[] {
  const smaller = pictures.filter(({ box }) => !fillsPage(box, whole));
  const isPicture = ({ box }: Graphic): boolean => Math.min(widthOf(box), heightOf(box)) >= smallestFigure;
  return smaller.some(isPicture) ? smaller : pictures;
}

/** Whether two boxes stand beside or above each other with some common edge. */
export const isStackOfStrips = (one: Box, other: Box): boolean =>
  overlap(one, other, 0) > 0.2 * Math.min(widthOf(one), widthOf(other)) ||
  overlap(one, other, 1) > 0.2 * Math.min(heightOf(one), heightOf(other));

/** Whether two captions that stand side by side name one of the boxes each. */
function captionedApart(one: Box, other: Box, captions: readonly Caption[]): boolean {
  const figures = captions.filter((caption) => caption.kind === 'figure').map((caption) => caption.box);
  const under = (caption: Box, box: Box): number => overlap(caption, box, 0) / Math.max(1, widthOf(caption));
  return figures.some((first) =>
    figures.some(
      (second) =>
        first !== second &&
        overlap(first, second, 1) > 0 &&
        under(first, one) > 0.6 &&
        under(first, other) < 0.2 &&
        under(second, other) > 0.6 &&
        under(second, one) < 0.2,
    ),
  );
}

const between = (text: Box, one: Box, other: Box): boolean => {
  const [upper, lower] = one[1] < other[1] ? [one, other] : [other, one];
  return text[1] >= upper[3] - 2 && text[3] <= lower[1] + 2 && overlap(text, union(one, other), 0) > 0;
};

/** Drawings made of paths: charts, diagrams. Rules, frames of text and page backgrounds are no drawings. */
function pageDrawings(
  page: ReadPage,
  whole: Box,
  lines: readonly TextLine[],
  captions: readonly Caption[],
): Graphic[] {
  const matrix = pageMatrix(page);
  const paths = page.contents.paths
    .map((path) => transformBox(path.box, matrix))
    .filter(
      (box) => (areaOf(box) < 0.6 * areaOf(whole) && shareInside(box, whole) >= 0.5) || heightOf(box) < 1,
    )
    // Long thin lines are rules of tables and headers; short ones may be axes and ticks.
    .filter((box) => !(heightOf(box) < 2 && widthOf(box) > 0.3 * widthOf(whole)))
    .filter((box) => !(widthOf(box) < 2 && heightOf(box) > 0.3 * heightOf(whole)))
    // Frames around a figure and its caption.
    .filter((box) => !captions.some((caption) => shareInside(caption.box, box) > 0.8))
    .filter((box) => box[0] >= 0 && box[1] >= 0 && box[2] <= whole[2] && box[3] <= whole[3]);
  if (paths.length < fewestPaths) return [];
  const cells = gridGroups(paths, pathReach);
  return cells
    .filter((members) => members.count >= fewestPaths)
    .map(({ box, count }) => ({ page: page.number, box, rasters: [], paths: count }))
    .filter(({ box }) => {
      // Boxes around running text (tables, highlighted paragraphs) hold mostly text lines.
      const inside = lines.filter((line) => shareInside(line.box, box) > 0.8 && line.text.length > 45);
      return inside.length < 6;
    });
}

/** Groups boxes that lie within `reach` of each other, by a grid of cells so that 100,000 paths stay quick. */
function gridGroups(boxes: readonly Box[], reach: number): { box: Box; count: number }[] {
  const cell = reach;
  const parent = new Map<number, number>();
  const find = (key: number): number => {
    let root = key;
    while (parent.get(root) !== root) root = parent.get(root) as number;
    let walk = key;
    while (walk !== root) {
      const next = parent.get(walk) as number;
      parent.set(walk, root);
      walk = next;
    }
    return root;
  };
  const columns = 4096;
  const keys = boxes.map((box) => {
    const [left, top] = [Math.floor(box[0] / cell), Math.floor(box[1] / cell)];
    const [right, bottom] = [Math.floor(box[2] / cell), Math.floor(box[3] / cell)];
    const first = top * columns + left;
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        // Only the rim of a big box joins with others: what lies inside a frame is joined by its own cells.
        const key = row * columns + column;
        if (!parent.has(key)) parent.set(key, key);
        parent.set(find(key), find(first));
      }
    }
    return first;
  });
  for (const key of [...parent.keys()]) {
    for (const neighbour of [key + 1, key + columns, key + columns + 1, key + columns - 1]) {
      if (parent.has(neighbour)) parent.set(find(neighbour), find(key));
    }
  }
  const groups = new Map<number, { box: Box; count: number }>();
  boxes.forEach((box, index) => {
    const root = find(keys[index] as number);
    const entry = groups.get(root);
    if (entry === undefined) groups.set(root, { box, count: 1 });
    else {
      entry.box = union(entry.box, box);
      entry.count += 1;
    }
  });
  return [...groups.values()];
}

/** Joins graphics that belong together until none do. */
export function group(
  graphics: readonly Graphic[],
  together: (one: Graphic, other: Graphic) => boolean,
): Graphic[] {
  const groups = graphics.map((graphic) => ({ ...graphic, members: [graphic] }));
  for (let changed = true; changed; ) {
    changed = false;
    for (let one = 0; one < groups.length; one += 1) {
      for (let other = groups.length - 1; other > one; other -= 1) {
        const first = groups[one];
        const second = groups[other];
        if (first === undefined || second === undefined) continue;
        if (!first.members.some((a) => second.members.some((b) => together(a, b)))) continue;
        first.members.push(...second.members);
        first.rasters = [...first.rasters, ...second.rasters];
        first.paths += second.paths;
        first.box = union(first.box, second.box);
        groups.splice(other, 1);
        changed = true;
      }
    }
  }
  return groups.map(({ members: _, ...graphic }) => graphic);
}
