import { expect, test } from 'vitest';
import {
  presetNames,
  presetOf,
  windowNamed,
  windowOf,
} from '../../../../server/features/case/viewer/window.js';

test('a window spreads its greys from black to white', () => {
  for (const [low, high] of [
    [0, 1],
    [0, 0.55],
    [0.45, 1],
    [0.25, 0.75],
  ] as const) {
    const { brightness, contrast } = windowOf(low, high);
    const shown = (grey: number) => (grey * brightness - 0.5) * contrast + 0.5;
    expect(shown(low)).toBeCloseTo(0);
    expect(shown(high)).toBeCloseTo(1);
  }
});

test('a preset is known again, and any other window is a window of its own', () => {
  for (const name of presetNames) expect(presetOf(windowNamed(name))).toBe(name);
  expect(presetOf({ brightness: 1.1, contrast: 1 })).toBe('own');
});
