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
import { pageDrawings } from './drawings.ts';
import type { Graphic } from './graphic.ts';
import { joinStrips } from './strips.ts';

/** A figure is hardly ever less wide or high than this, points; smaller ones are logos and icons. */
export const smallestFigure = 50;
/** Below this on either side nothing is a figure, even next to a caption. */
const tooSmall = 20;
/** Rasters closer than this belong to one figure, points. */
const rasterReach = 24;
/** What stands in the same place of many pages is a mark of the publisher when it takes no more than this of the page. */
const markShare = 0.04;

/** Where a raster is seen on the page as shown. */
export const rasterBox = (page: Pick<ReadPage, 'box' | 'rotate'>, draw: RasterDraw): Box =>
  transformBox(draw.visible ?? draw.box, pageMatrix(page));

/**
 * Objects drawn on at least three pages, and at least on every third: a publisher's mark, not a picture. So are small ones of
 * one size that stand in the same place of as many pages.
 */
export function repeatedObjects(pages: readonly ReadPage[]): Set<string> {
  const seen = new Map<string, { on: Set<number>; objects: Set<string> }>();
  const note = (key: string, page: number, object: string): void => {
    const entry = seen.get(key) ?? { on: new Set<number>(), objects: new Set<string>() };
    entry.on.add(page);
    entry.objects.add(object);
    seen.set(key, entry);
  };
  for (const page of pages) {
    for (const { object, width, height, box } of page.rasters) {
      if (object === null) continue;
      note(object, page.number, object);
      if (areaOf(box) < markShare * areaOf(page.box))
        note(`${width} ${height} ${box.map(Math.round)}`, page.number, object);
    }
  }
  const often = [...seen.values()].filter(({ on }) => on.size >= Math.max(3, pages.length / 3));
  return new Set(often.flatMap(({ objects }) => [...objects]));
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
    .filter((graphic) => shareInside(graphic.box, whole) > 0.3);
  const pictures = withoutBackground(
    // One-pixel stencils and hairlines are rules drawn as images.
    joinStrips(drawn).filter(({ box }) => widthOf(box) > 3 && heightOf(box) > 3),
    whole,
  );
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
  const drawings = pageDrawings(page, whole, lines, own).map(
    ({ box, count }): Graphic => ({ page: page.number, box, rasters: [], paths: count }),
  );
  return [...groups, ...drawings].filter(
    ({ box }) =>
      Math.max(widthOf(box), heightOf(box)) >= smallestFigure &&
      Math.min(widthOf(box), heightOf(box)) >= tooSmall,
  );
}

/** Finds the boxes of what may be figures on a page, before captions are known. */
export function pictureFinder(
  pages: readonly ReadPage[],
  lines: readonly (readonly TextLine[])[],
  repeated: ReadonlySet<string>,
): (page: number) => readonly Box[] {
  const found = new Map<number, Box[]>();
  return (number) => {
    const page = pages[number - 1];
    const known = found.get(number);
    if (known !== undefined || page === undefined) return known ?? [];
    const boxes = pageGraphics(page, lines[number - 1] ?? [], [], repeated).map(({ box }) => box);
    found.set(number, boxes);
    return boxes;
  };
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

/** Whether two captions that stand side by side below the boxes, or above each other beside them, name one of them each. */
function captionedApart(one: Box, other: Box, captions: readonly Caption[]): boolean {
  const figures = captions.filter((caption) => caption.kind === 'figure').map((caption) => caption.box);
  const share = (caption: Box, box: Box, axis: 0 | 1): number =>
    overlap(caption, box, axis) / Math.max(1, axis === 0 ? widthOf(caption) : heightOf(caption));
  return ([0, 1] as const).some((axis) => {
    const across = axis === 0 ? 1 : 0;
    return figures.some((first) =>
      figures.some(
        (second) =>
          first !== second &&
          overlap(first, second, across) > 0 &&
          share(first, one, axis) > 0.6 &&
          share(first, other, axis) < 0.2 &&
          share(second, other, axis) > 0.6 &&
          share(second, one, axis) < 0.2,
      ),
    );
  });
}

const between = (text: Box, one: Box, other: Box): boolean => {
  const [upper, lower] = one[1] < other[1] ? [one, other] : [other, one];
  return text[1] >= upper[3] - 2 && text[3] <= lower[1] + 2 && overlap(text, union(one, other), 0) > 0;
};

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
