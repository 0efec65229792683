import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CaseSet, CHUNK, switched } from '../../../data/embedded/index/case-set.ts';

const number = fc.integer({ min: 1, max: 3 * CHUNK });
const numbers = fc.uniqueArray(number, { maxLength: 60 });
const setOf = (list: readonly number[]): CaseSet => CaseSet.ofList(list.length > 0 ? list.join() : null);
const ascending = (list: Iterable<number>): number[] => [...list].sort((a, b) => a - b);

test('sets of cases meet, part and are counted as sets of numbers are', () => {
  fc.assert(
    fc.property(numbers, numbers, number, (left, right, one) => {
      const [a, b] = [new Set(left), new Set(right)];
      expect(setOf(left).numbers()).toEqual(ascending(a));
      expect(setOf(left).size).toBe(a.size);
      expect(setOf(left).has(one)).toBe(a.has(one));
      expect(setOf(left).and(setOf(right)).numbers()).toEqual(ascending(a.intersection(b)));
      expect(setOf(left).without(setOf(right)).numbers()).toEqual(ascending(a.difference(b)));
    }),
  );
});

test('stored chunks follow what is switched on and off, and vanish when they are empty', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(number, fc.boolean()), { maxLength: 80 }), numbers, (steps, others) => {
      const chunks = new Map<number, Uint8Array>();
      const expected = new Set<number>();
      for (const [one, on] of steps) {
        const chunk = Math.floor(one / CHUNK);
        const bits = switched(chunks.get(chunk), one, on);
        if (bits) chunks.set(chunk, bits);
        else chunks.delete(chunk);
        if (on) expected.add(one);
        else expected.delete(one);
      }
      const stored = [...chunks].map(([chunk, bits]) => ({ chunk, bits }));
      expect(CaseSet.ofChunks(stored).numbers()).toEqual(ascending(expected));
      expect(stored.length).toBe(new Set([...expected].map((one) => Math.floor(one / CHUNK))).size);
      const shared = stored.reduce((sum, chunk) => sum + setOf(others).sharedWith(chunk), 0);
      expect(shared).toBe(expected.intersection(new Set(others)).size);
    }),
  );
});
