import { expect, test } from 'vitest';
import { isForDoubleReading } from '../../../server/features/home/next-case.ts';

test('double reading chooses about the share of cases that is asked for, the same ones every time', () => {
  const ids = Array.from({ length: 2_000 }, (_, at) => `eurorad-${at}`);
  const chosen = ids.filter((id) => isForDoubleReading(id, 0.2));
  expect(chosen.length).toBeGreaterThan(340);
  expect(chosen.length).toBeLessThan(460);
  expect(chosen.every((id) => isForDoubleReading(id, 0.5))).toBe(true);
  expect(ids.some((id) => isForDoubleReading(id, 0))).toBe(false);
});
