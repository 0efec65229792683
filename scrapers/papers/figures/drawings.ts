import type { Box } from '../pdf/objects/geometry.ts';
import {
  areaOf,
  gap,
  heightOf,
  shareInside,
  transformBox,
  union,
  unionAll,
  widthOf,
} from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { pageMatrix } from '../pdf/page/page-text.ts';
import type { ReadPage } from '../pdf/page/pdf-file.ts';
import type { Caption } from './captions.ts';

/** Painted paths closer than this belong to one drawing, points. */
const pathReach = 9;
/** A long line belongs to a drawing that it touches within this distance, points. */
const touching = 3;
/** Fewer paths are frames, rules or arrows. */
const fewestPaths = 4;
/** Of so few paths a drawing may be no more than a frame. */
const fewLines = 12;
/** Rounded corners of frames are no larger, points. */
const roundest = 15;
/** Smaller groups are none anyway, points. */
const smallestDrawing = 50;

/** A group of paths. */
export interface Drawing {
  box: Box;
  count: number;
}

/** Drawings made of paths: charts, diagrams. Rules, frames of text and page backgrounds are no drawings. */
export function pageDrawings(
  page: ReadPage,
  whole: Box,
  lines: readonly TextLine[],
  captions: readonly Caption[],
): Drawing[] {
  const matrix = pageMatrix(page);
  const boxes = page.contents.paths
    .filter((path) => !path.white)
    .map((path) => transformBox(path.box, matrix))
    .filter((box) => areaOf(box) < 0.6 * areaOf(whole) && isOn(box, whole))
    // Frames around a figure and its caption.
    .filter((box) => !captions.some((caption) => shareInside(caption.box, box) > 0.8));
  // Long thin lines are rules of tables and headers, unless a drawing stands on them: then they are its axes.
  const isLong = (box: Box): boolean =>
    (heightOf(box) < 2 && widthOf(box) > 0.3 * widthOf(whole)) ||
    (widthOf(box) < 2 && heightOf(box) > 0.3 * heightOf(whole));
  const groups = gridGroups(
    boxes.filter((box) => !isLong(box)),
    pathReach,
  );
  for (const line of boxes.filter(isLong)) standOn(line, groups);
  return groups
    .filter(({ count }) => count >= fewestPaths)
    .filter((group) => group.count > fewLines || !isFrame(group.box, boxes))
    .filter(({ box }) => {
      // Boxes around running text (tables, highlighted paragraphs) hold mostly text lines.
      const inside = lines.filter((line) => shareInside(line.box, box) > 0.8 && line.text.length > 45);
      return inside.length < 6;
    });
}

const isOn = (box: Box, whole: Box, slack = 0): boolean =>
  box[0] >= whole[0] - slack &&
  box[1] >= whole[1] - slack &&
  box[2] <= whole[2] + slack &&
  box[3] <= whole[3] + slack;

/** Whether hardly more is drawn in a box than its rim, as round a figure with its caption. */
function isFrame(frame: Box, boxes: readonly Box[]): boolean {
  if (Math.max(widthOf(frame), heightOf(frame)) < smallestDrawing) return false;
  const within = boxes.filter((box) => isOn(box, frame, touching));
  const rim = within.map((box) => sidesAlong(box, frame));
  const inner = rim.filter((sides) => sides.length === 0).length;
  return inner < fewestPaths && new Set(rim.flat()).size === 4;
}

/** The sides of a frame that a path runs along: 0 to 3 as in a box. */
function sidesAlong(box: Box, frame: Box): number[] {
  const at = [0, 1, 2, 3].filter((side) => Math.abs((box[side] ?? 0) - (frame[side] ?? 0)) < touching);
  const small = Math.max(widthOf(box), heightOf(box)) < roundest;
  // The rectangle itself, or a rounded corner of it.
  if (at.length === 4 || (small && at.length >= 2)) return at;
  if (widthOf(box) < touching) return at.filter((side) => side % 2 === 0);
  return heightOf(box) < touching ? at.filter((side) => side % 2 === 1) : [];
}

/** Adds a long line to the drawings it touches: to several, or to one that is about as long as it is; they become one. */
function standOn(line: Box, groups: Drawing[]): void {
  const near = groups.filter(({ box }) => gap(line, box, 0) <= touching && gap(line, box, 1) <= touching);
  const [first, ...others] = near;
  const lengthOf = widthOf(line) > heightOf(line) ? widthOf : heightOf;
  const length = unionAll(near.map(({ box }) => box));
  if (first === undefined || length === null || lengthOf(line) > 1.6 * lengthOf(length)) return;
  add(first, line);
  for (const other of others) {
    first.box = union(first.box, other.box);
    first.count += other.count;
    groups.splice(groups.indexOf(other), 1);
  }
}

function add(group: Drawing, box: Box): void {
  group.box = union(group.box, box);
  group.count += 1;
}

/** Groups boxes that lie within `reach` of each other, by a grid of cells so that 100,000 paths stay quick. */
function gridGroups(boxes: readonly Box[], reach: number): Drawing[] {
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
  const groups = new Map<number, Drawing>();
  boxes.forEach((box, index) => {
    const root = find(keys[index] as number);
    const entry = groups.get(root);
    if (entry === undefined) groups.set(root, { box, count: 1 });
    else add(entry, box);
  });
  return [...groups.values()];
}
