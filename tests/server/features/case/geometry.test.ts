import { describe, expect, test } from 'vitest';
import { freshView, scaleOf, zoomed } from '../../../../server/features/case/viewer/geometry.js';

const pane = { width: 400, height: 300 };

describe('an image in its pane', () => {
  test('is fitted by its longer side, and by the other one when it is turned', () => {
    const image = { width: 1_000, height: 500 };
    expect(scaleOf(freshView(), image, pane, 1)).toBeCloseTo(0.4);
    expect(scaleOf({ ...freshView(), rotation: 90 }, image, pane, 1)).toBeCloseTo(0.3);
    expect(scaleOf({ ...freshView(), rotation: 180 }, image, pane, 1)).toBeCloseTo(0.4);
  });

  test('in its own pixels has one of the device for one of the image', () => {
    expect(scaleOf({ ...freshView(), actual: true }, pane, pane, 2)).toBe(0.5);
    expect(scaleOf({ ...freshView(), actual: true, zoom: 2 }, pane, pane, 2)).toBe(1);
  });
});

describe('zooming', () => {
  test('keeps the point where it is, also when the bound cuts it short', () => {
    const before = { ...freshView(), x: 12, y: -7, zoom: 30 };
    const point = { x: 40, y: 25 };
    for (const factor of [1.25, 0.5, 4]) {
      const after = zoomed(before, factor, point);
      // The pixel of the image under the point, counted from the image's middle.
      for (const axis of ['x', 'y'] as const)
        expect((point[axis] - after[axis]) / after.zoom).toBeCloseTo(
          (point[axis] - before[axis]) / before.zoom,
        );
    }
  });

  test('stays between a fifth and forty times of fitting', () => {
    expect(zoomed(freshView(), 1_000).zoom).toBe(40);
    expect(zoomed(freshView(), 0.001).zoom).toBe(0.2);
  });

  test('of nothing else changes the view', () => {
    const before = { ...freshView(), invert: true, rotation: 270 };
    expect(zoomed(before, 2)).toEqual({ ...before, zoom: 2 });
  });
});
