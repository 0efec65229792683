import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  between,
  fitted,
  letterAt,
  moved,
  pulled,
} from '../../../../server/features/case/image/rectangles.js';

const picture = { width: 660, height: 400 };
const start = { x: 100, y: 50, width: 200, height: 100 };

/** Whole pixels, inside the picture. */
function expectInside(
  { x, y, width, height }: typeof start,
  size: { width: number; height: number },
  least: number,
): void {
  for (const value of [x, y, width, height]) expect(Number.isInteger(value)).toBe(true);
  expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
  expect(width).toBeGreaterThanOrEqual(least);
  expect(height).toBeGreaterThanOrEqual(least);
  expect(x + width).toBeLessThanOrEqual(size.width);
  expect(y + height).toBeLessThanOrEqual(size.height);
}

describe('a rectangle', () => {
  test('typed or drawn anywhere is fitted into the picture, at least so large', () => {
    const number = fc.double({ min: -5_000, max: 5_000, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({ x: number, y: number, width: number, height: number }),
        fc.record({ width: fc.integer({ min: 1, max: 2_000 }), height: fc.integer({ min: 1, max: 2_000 }) }),
        fc.constantFrom(1, 8),
        (rectangle, size, least) => {
          expectInside(fitted(rectangle, size, least), size, Math.min(least, size.width, size.height));
        },
      ),
    );
  });

  test('that fits stays as it is', () => {
    expect(fitted(start, picture, 8)).toEqual(start);
  });

  test('is moved up to the edge and keeps its size', () => {
    expect(moved(start, { x: 10, y: -10 }, picture)).toEqual({ ...start, x: 110, y: 40 });
    expect(moved(start, { x: 9_999, y: -9_999 }, picture)).toEqual({ ...start, x: 460, y: 0 });
  });

  test.each([
    ['nw', { x: 110, y: 70, width: 190, height: 80 }],
    ['ne', { x: 100, y: 70, width: 210, height: 80 }],
    ['sw', { x: 110, y: 50, width: 190, height: 120 }],
    ['se', { x: 100, y: 50, width: 210, height: 120 }],
  ])('pulled at its corner %s keeps the opposite one', (corner, expected) => {
    expect(pulled(start, corner, { x: 10, y: 20 }, picture)).toEqual(expected);
  });

  test('pulled beyond the opposite corner turns over, and ends at the edge', () => {
    expect(pulled(start, 'se', { x: -260, y: -9_999 }, picture)).toEqual({
      x: 40,
      y: 0,
      width: 60,
      height: 50,
    });
  });

  test('between two points is the same whichever way it is drawn', () => {
    const [one, other] = [
      { x: 3, y: 90 },
      { x: 40, y: 10 },
    ];
    expect(between(one, other)).toEqual({ x: 3, y: 10, width: 37, height: 80 });
    expect(between(other, one)).toEqual(between(one, other));
  });
});

test('parts are lettered in order, and begin again after z', () => {
  expect([0, 1, 25, 26].map(letterAt)).toEqual(['a', 'b', 'z', 'a']);
});
