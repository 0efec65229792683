/** A rectangle `[left, top/bottom, right, bottom/top]`: the smaller coordinate of each axis always comes first. */
export type Box = [number, number, number, number];

/** The six numbers `[a b c d e f]` of a PDF transformation: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** The transformation that applies `inner` first and `outer` afterwards. */
export const multiply = (inner: Matrix, outer: Matrix): Matrix => [
  inner[0] * outer[0] + inner[1] * outer[2],
  inner[0] * outer[1] + inner[1] * outer[3],
  inner[2] * outer[0] + inner[3] * outer[2],
  inner[2] * outer[1] + inner[3] * outer[3],
  inner[4] * outer[0] + inner[5] * outer[2] + outer[4],
  inner[4] * outer[1] + inner[5] * outer[3] + outer[5],
];

export const transformPoint = (x: number, y: number, matrix: Matrix): [number, number] => [
  x * matrix[0] + y * matrix[2] + matrix[4],
  x * matrix[1] + y * matrix[3] + matrix[5],
];

/** The transformation that undoes another; `null` for one that flattens. */
export function invert([a, b, c, d, e, f]: Matrix): Matrix | null {
  const determinant = a * d - b * c;
  if (determinant === 0) return null;
  const [ia, ib, ic, id] = [d / determinant, -b / determinant, -c / determinant, a / determinant];
  return [ia, ib, ic, id, -(e * ia + f * ic), -(e * ib + f * id)];
}

/** The upright box around a transformed box. */
export function transformBox(box: Box, matrix: Matrix): Box {
  const corners = [
    transformPoint(box[0], box[1], matrix),
    transformPoint(box[2], box[1], matrix),
    transformPoint(box[0], box[3], matrix),
    transformPoint(box[2], box[3], matrix),
  ];
  const xs = corners.map((corner) => corner[0]);
  const ys = corners.map((corner) => corner[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** What two boxes share, or `null` when they do not touch. */
export function intersect(one: Box, other: Box): Box | null {
  const box: Box = [
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
    Math.min(one[2], other[2]),
    Math.min(one[3], other[3]),
  ];
  return box[2] >= box[0] && box[3] >= box[1] ? box : null;
}

export const union = (one: Box, other: Box): Box => [
  Math.min(one[0], other[0]),
  Math.min(one[1], other[1]),
  Math.max(one[2], other[2]),
  Math.max(one[3], other[3]),
];

export const unionAll = (boxes: readonly Box[]): Box | null =>
  boxes.length === 0 ? null : boxes.reduce((sum, box) => union(sum, box));

export const widthOf = (box: Box): number => box[2] - box[0];
export const heightOf = (box: Box): number => box[3] - box[1];
export const areaOf = (box: Box): number => Math.max(0, widthOf(box)) * Math.max(0, heightOf(box));

/** Length the projections of two boxes on the x axis (`axis` 0) or y axis (1) share; 0 when apart. */
export const overlap = (one: Box, other: Box, axis: 0 | 1): number =>
  axis === 0
    ? Math.max(0, Math.min(one[2], other[2]) - Math.max(one[0], other[0]))
    : Math.max(0, Math.min(one[3], other[3]) - Math.max(one[1], other[1]));

/** Empty distance between two boxes along an axis; 0 when their projections overlap. */
export const gap = (one: Box, other: Box, axis: 0 | 1): number =>
  axis === 0
    ? Math.max(0, Math.max(one[0], other[0]) - Math.min(one[2], other[2]))
    : Math.max(0, Math.max(one[1], other[1]) - Math.min(one[3], other[3]));

/** Share of `inner`'s area that lies in `outer`, 0 to 1. */
export function shareInside(inner: Box, outer: Box): number {
  const common = intersect(inner, outer);
  const area = areaOf(inner);
  return common === null || area === 0 ? 0 : areaOf(common) / area;
}

/** A box rounded to tenths of a point, as it is printed. */
export const rounded = (box: Box): Box => box.map((value) => Math.round(value * 10) / 10) as Box;
