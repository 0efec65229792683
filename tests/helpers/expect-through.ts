import { expect } from 'vitest';
import type { ThroughTheFault } from './disk-fault.ts';

/** Reads went on, every save was refused with one clear message, nothing acknowledged is lost, and it went on after. */
export function expectToComeThrough(result: ThroughTheFault, reason: RegExp): void {
  expect(result.notShown).toEqual({});
  for (const { status, words } of result.refused) {
    expect(status).toBe(503);
    expect(words).toMatch(reason);
  }
  expect(result.refused).toHaveLength(4);
  expect(result.health).toEqual({
    before: 200,
    during: 503,
    problem: expect.stringMatching(reason),
    after: 200,
  });
  expect(result.health.problem).not.toMatch(/\//);
  expect(result.acknowledged).toHaveLength(5 + 4);
  expect(result.lost).toEqual([]);
  expect(result.kept.toSorted()).toEqual(result.acknowledged.toSorted());
}
