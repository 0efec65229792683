import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  conflictingDistances,
  convertDay,
  type Distance,
  distancesOf,
} from '../../../curation/timeline/anchors.ts';
import { difference, exactly, intervalWords, opposite, plus } from '../../../curation/timeline/interval.ts';
import type { Anchor, Day } from '../../../data/format/day.ts';
import { day, event } from './helpers.ts';

const distance = (from: Anchor, to: Anchor, low: number, high = low): Distance => ({
  from,
  to,
  days: { from: low, to: high },
  certainty: low === high ? 'exact' : 'range',
  because: 'test',
  quote: null,
});

const number = fc.integer({ min: -400, max: 400 });
const named = fc.constantFrom<Anchor>('onset', 'admission', 'exposure', 'first-image', 'procedure');
const range = fc.tuple(number, fc.nat({ max: 20 })).map(([from, more]) => ({ from, to: from + more }));
const days: fc.Arbitrary<Day> = fc
  .tuple(range, named)
  .map(([{ from, to }, anchor]) => ({ from, to, anchor, certainty: from === to ? 'exact' : 'range' }));
/** A tree over all anchors, so that any two are joined by exactly one path. */
const tree = fc
  .tuple(number, number, number, number)
  .map(([a, b, c, d]) => [
    distance('onset', 'admission', a),
    distance('exposure', 'onset', b),
    distance('admission', 'procedure', c),
    distance('procedure', 'first-image', d),
  ]);

describe('interval arithmetic', () => {
  it('takes away what it added', () => {
    fc.assert(
      fc.property(range, number, (interval, shift) => {
        expect(difference(plus(interval, exactly(shift)), exactly(shift))).toEqual(interval);
      }),
    );
  });
  it('turns twice into itself', () => {
    fc.assert(
      fc.property(range, (interval) => {
        expect(opposite(opposite(interval))).toEqual(interval);
      }),
    );
  });
  it('holds every sum of members', () => {
    fc.assert(
      fc.property(range, range, fc.nat(), fc.nat(), (left, right, i, j) => {
        const sum = plus(left, right);
        const member =
          left.from + (i % (left.to - left.from + 1)) + right.from + (j % (right.to - right.from + 1));
        expect(member).toBeGreaterThanOrEqual(sum.from ?? Number.NaN);
        expect(member).toBeLessThanOrEqual(sum.to ?? Number.NaN);
      }),
    );
  });
  it('keeps an unknown end unknown', () => {
    expect(plus({ from: 2, to: null }, exactly(3))).toEqual({ from: 5, to: null });
    expect(difference(exactly(3), { from: 2, to: null })).toEqual({ from: null, to: 1 });
    expect(
      [exactly(7), { from: 3, to: 5 }, { from: null, to: 2 }, { from: 2, to: null }].map(intervalWords),
    ).toEqual(['day 7', 'days 3 to 5', 'up to day 2', 'day 2 or later']);
  });
});

describe('conversion of anchors', () => {
  it('there and back changes nothing', () => {
    fc.assert(
      fc.property(days, named, tree, (one, anchor, distances) => {
        const there = convertDay(one, anchor, distances);
        expect(there?.anchor).toBe(anchor);
        const back = there && convertDay(there, one.anchor, distances);
        expect(back).toMatchObject({
          from: one.from,
          to: one.to,
          anchor: one.anchor,
          certainty: one.certainty,
        });
      }),
    );
  });
  it('over a range still holds the day it came from', () => {
    fc.assert(
      fc.property(number, range, (from, apart) => {
        const distances = [distance('onset', 'admission', apart.from, apart.to)];
        const there = convertDay(day(from, 'onset'), 'admission', distances);
        const back = there && convertDay(there, 'onset', distances);
        expect(back?.from).toBeLessThanOrEqual(from);
        expect(back?.to).toBeGreaterThanOrEqual(from);
        if (apart.from !== apart.to) expect(there?.certainty).toBe('range');
      }),
    );
  });
  it('is the same over one step and over several', () => {
    const distances = [distance('exposure', 'onset', 4), distance('onset', 'admission', 13)];
    expect(convertDay(day(2), 'exposure', distances)).toMatchObject({ from: 19, to: 19, anchor: 'exposure' });
  });
  it('says nothing where no distance leads, and never converts an unknown anchor', () => {
    expect(convertDay(day(3), 'exposure', [])).toBeNull();
    expect(convertDay(day(3, 'unknown'), 'onset', [distance('onset', 'admission', 4)])).toBeNull();
  });
  it('prefers the narrower of two paths', () => {
    const distances = [
      distance('onset', 'admission', 2, 9),
      distance('onset', 'exposure', -5),
      distance('exposure', 'admission', 9),
    ];
    expect(convertDay(day(0), 'onset', distances)).toMatchObject({ from: 4, to: 4, certainty: 'exact' });
  });
});

describe('distances', () => {
  it('come from events dated by another anchor', () => {
    const found = distancesOf([
      event('admission', day(4, 'onset')),
      event('onset', day(0, 'onset')),
      event('death', day(9)),
    ]);
    expect(found).toMatchObject([{ from: 'onset', to: 'admission', days: { from: 4, to: 4 } }]);
  });
  it('that contradict are named', () => {
    expect(
      conflictingDistances([distance('onset', 'admission', 4), distance('admission', 'onset', -4)]),
    ).toEqual([]);
    expect(
      conflictingDistances([distance('onset', 'admission', 4), distance('admission', 'onset', -6)]),
    ).toHaveLength(1);
  });
});
