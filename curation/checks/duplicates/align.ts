import { equalised, type GreyPicture, localDetail, reduce, type Window } from './picture.ts';

/**
 * Whether two pictures are the same film, on the pixels: the one is laid over the other (scale and shift on
 * each axis, no rotation), brightness and contrast are taken out, and the fine detail is compared block by
 * block. Another film of the same patient shares the outline but not the detail.
 */
export interface Comparison {
  /** Median over the blocks of the correlation of their detail, -1..1. */
  readonly agreement: number;
  /** Part of the blocks whose detail agrees. */
  readonly agreeing: number;
  /** Blocks with enough detail to say anything. */
  readonly blocks: number;
}

interface Placement {
  scaleX: number;
  scaleY: number;
  shiftX: number;
  shiftY: number;
}

/** Grid points a side, coarse to fine. */
const LEVELS = [32, 64, 128] as const;
const STEPS = 10;
const BLOCKS = 8;
const FINEST = 256;
/** Pixels a grid point: with fewer, two samplings of one film differ by where their pixels fall. */
const SPARE = 1.3;
/** Detail that is compared in the end: structures up to this many grid points from their surroundings. */
const FINE_RADIUS = 2;
/** Correlation from which a block counts as agreeing. */
const AGREEING = 0.5;

/** Raised when the comparison changes: verdicts of another version are made anew. */
export const ALIGN_VERSION = 6;

/**
 * The line between the same film and another. Measured on 153 radiographs and CT slices and 13 altered copies of
 * each: copies agree at 0.7 and more, or at 0.46 and more where they were framed or hardened, and then their long
 * hashes hardly differ; different films of one patient and neighbouring slices agree at 0.25 and less, and their
 * long hashes differ in 48 bits and more: the more the hashes differ, the more agreement is asked for.
 * @param long differing bits of the long hashes, 0..256
 */
export function isSameFilm({ agreement, agreeing, blocks }: Comparison, long: number): boolean {
  const apart = Math.min(1, long / 40);
  return blocks >= 12 && agreement >= 0.42 + 0.36 * apart && agreeing >= 0.42 + 0.2 * apart;
}

/** Value between pixels (centres at half numbers), edges repeated. */
function sample(picture: GreyPicture, x: number, y: number): number {
  const { width, height, data } = picture;
  const px = Math.min(width - 1, Math.max(0, x - 0.5));
  const py = Math.min(height - 1, Math.max(0, y - 0.5));
  const [x0, y0] = [Math.floor(px), Math.floor(py)];
  const [x1, y1] = [Math.min(width - 1, x0 + 1), Math.min(height - 1, y0 + 1)];
  const [fx, fy] = [px - x0, py - y0];
  const top = (data[y0 * width + x0] ?? 0) * (1 - fx) + (data[y0 * width + x1] ?? 0) * fx;
  const bottom = (data[y1 * width + x0] ?? 0) * (1 - fx) + (data[y1 * width + x1] ?? 0) * fx;
  return top * (1 - fy) + bottom * fy;
}

/** The moving picture on the grid of the fixed one: grid point (i, j) of `side` is a place in fractions of it. */
function placed(moving: GreyPicture, placement: Placement, side: number): GreyPicture {
  const data = new Float32Array(side * side);
  for (let row = 0; row < side; row += 1) {
    const y = (placement.shiftY + (placement.scaleY * (row + 0.5)) / side) * moving.height;
    for (let column = 0; column < side; column += 1) {
      const x = (placement.shiftX + (placement.scaleX * (column + 0.5)) / side) * moving.width;
      data[row * side + column] = sample(moving, x, y);
    }
  }
  return { width: side, height: side, data };
}

/** Solves a 4 x 4 system by elimination; null when it has no single answer. */
function solve(matrix: number[][], right: number[]): number[] | null {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  for (let column = 0; column < 4; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < 4; row += 1) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    }
    const [high, low] = [rows[pivot], rows[column]];
    if (!high || !low || Math.abs(high[column] ?? 0) < 1e-9) return null;
    rows[pivot] = low;
    rows[column] = high;
    for (let row = 0; row < 4; row += 1) {
      const line = rows[row];
      if (row === column || !line) continue;
      const factor = (line[column] ?? 0) / (high[column] ?? 1);
      for (let index = column; index <= 4; index += 1)
        line[index] = (line[index] ?? 0) - factor * (high[index] ?? 0);
    }
  }
  return [0, 1, 2, 3].map((index) => (rows[index]?.[4] ?? 0) / (rows[index]?.[index] ?? 1));
}

/** One Gauss-Newton step of least squares between the details; null when nothing more can be gained. */
function step(moving: GreyPicture, fixed: GreyPicture, placement: Placement, side: number): Placement | null {
  const now = placed(moving, placement, side);
  const matrix = [0, 1, 2, 3].map(() => [0, 0, 0, 0]);
  const right = [0, 0, 0, 0];
  for (let row = 1; row < side - 1; row += 1) {
    for (let column = 1; column < side - 1; column += 1) {
      const index = row * side + column;
      const slopeX = ((now.data[index + 1] ?? 0) - (now.data[index - 1] ?? 0)) / 2;
      const slopeY = ((now.data[index + side] ?? 0) - (now.data[index - side] ?? 0)) / 2;
      const miss = (fixed.data[index] ?? 0) - (now.data[index] ?? 0);
      const [x, y] = [(column + 0.5) / side - 0.5, (row + 0.5) / side - 0.5];
      // In grid points: scale about the middle and shift, on each axis.
      const slopes = [slopeX * x, slopeX, slopeY * y, slopeY];
      for (let a = 0; a < 4; a += 1) {
        right[a] = (right[a] ?? 0) + (slopes[a] ?? 0) * miss;
        const line = matrix[a];
        for (let b = 0; line && b < 4; b += 1) line[b] = (line[b] ?? 0) + (slopes[a] ?? 0) * (slopes[b] ?? 0);
      }
    }
  }
  const change = solve(matrix, right);
  if (!change) return null;
  const limit = (value: number): number => Math.max(-2, Math.min(2, value)) / side;
  const [growX = 0, moveX = 0, growY = 0, moveY = 0] = change.map(limit);
  const scaleX = placement.scaleX * (1 + growX);
  const scaleY = placement.scaleY * (1 + growY);
  return {
    scaleX,
    scaleY,
    shiftX: placement.shiftX + placement.scaleX * moveX - (scaleX - placement.scaleX) / 2,
    shiftY: placement.shiftY + placement.scaleY * moveY - (scaleY - placement.scaleY) / 2,
  };
}

/** Grid points a side that both windows have pixels for, a multiple of the blocks. */
function finestSide(...shown: readonly (readonly [GreyPicture, Window])[]): number {
  const pixels = shown.flatMap(([{ width, height }, window]) => [
    width * window.width,
    height * window.height,
  ]);
  return Math.max(64, Math.min(FINEST, Math.floor(Math.min(...pixels) / SPARE / BLOCKS) * BLOCKS));
}

/** A reduced copy with about `side` pixels across the window, its brightness and contrast taken out. */
const detailAt = (
  picture: GreyPicture,
  window: Window,
  side: number,
  radius = Math.max(2, side >> 4),
): GreyPicture =>
  localDetail(
    reduce(
      picture,
      Math.max(8, Math.round(side / window.width)),
      Math.max(8, Math.round(side / window.height)),
    ),
    radius,
    6,
  );

function correlation(a: GreyPicture, b: GreyPicture, left: number, top: number, size: number): number | null {
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let row = top; row < top + size; row += 1) {
    for (let column = left; column < left + size; column += 1) {
      const valueA = a.data[row * a.width + column] ?? 0;
      const valueB = b.data[row * b.width + column] ?? 0;
      sumA += valueA;
      sumB += valueB;
      squareA += valueA * valueA;
      squareB += valueB * valueB;
      product += valueA * valueB;
    }
  }
  const count = size * size;
  const spreadA = Math.max(0, squareA / count - (sumA / count) ** 2);
  const spreadB = Math.max(0, squareB / count - (sumB / count) ** 2);
  // Even blocks (collimated edge, burnt-out background) say nothing either way.
  if (Math.max(spreadA, spreadB) < 0.1) return null;
  return (product / count - (sumA / count) * (sumB / count)) / Math.sqrt(spreadA * spreadB + 1e-6);
}

/**
 * Compares the window of `fixed` with the window of `moving` it seems to show (both from their fingerprints).
 * Pictures are grey, about 256 pixels a side. Pure.
 */
export function compare(
  fixed: GreyPicture,
  fixedWindow: Window,
  moving: GreyPicture,
  movingWindow: Window,
): Comparison {
  const [evenFixed, evenMoving] = [equalised(fixed), equalised(moving)];
  let placement: Placement = {
    scaleX: movingWindow.width,
    scaleY: movingWindow.height,
    shiftX: movingWindow.x,
    shiftY: movingWindow.y,
  };
  const stay: Placement = {
    scaleX: fixedWindow.width,
    scaleY: fixedWindow.height,
    shiftX: fixedWindow.x,
    shiftY: fixedWindow.y,
  };
  for (const side of LEVELS) {
    if (side > 64 && side > finestSide([fixed, fixedWindow], [moving, movingWindow])) break;
    const target = placed(detailAt(evenFixed, fixedWindow, side), stay, side);
    const source = detailAt(evenMoving, movingWindow, side);
    for (let count = 0; count < STEPS; count += 1) {
      const next = step(source, target, placement, side);
      if (!next) break;
      const moved = Math.max(
        Math.abs(next.shiftX - placement.shiftX),
        Math.abs(next.shiftY - placement.shiftY),
        Math.abs(next.scaleX - placement.scaleX),
        Math.abs(next.scaleY - placement.scaleY),
      );
      placement = next;
      if (moved < 0.02 / side) break;
    }
  }
  // Neither picture can show more than its own pixels: the comparison is as fine as the coarser of the two.
  const side = finestSide(
    [fixed, fixedWindow],
    [moving, { ...movingWindow, width: placement.scaleX, height: placement.scaleY }],
  );
  const a = placed(detailAt(evenFixed, fixedWindow, side, FINE_RADIUS), stay, side);
  const b = placed(detailAt(evenMoving, movingWindow, side, FINE_RADIUS), placement, side);
  const size = side / BLOCKS;
  const found: number[] = [];
  for (let row = 0; row < BLOCKS; row += 1) {
    for (let column = 0; column < BLOCKS; column += 1) {
      const value = correlation(a, b, column * size, row * size, size);
      if (value !== null) found.push(value);
    }
  }
  found.sort((x, y) => x - y);
  return {
    agreement: found[found.length >> 1] ?? 0,
    agreeing: found.length === 0 ? 0 : found.filter((value) => value >= AGREEING).length / found.length,
    blocks: found.length,
  };
}
