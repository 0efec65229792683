import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fixedSets,
  fixedShares,
  fixedSplit,
  type KeptSet,
  type StratifiedRow,
} from '../../../../curation/release/splits/fixed-split.ts';

const rowsOf = fc
  .array(fc.tuple(fc.nat({ max: 30 }), fc.constantFrom('a', 'b', 'c')), { minLength: 1, maxLength: 60 })
  .map((list): StratifiedRow[] =>
    list.map(([group, stratum], at) => ({ filename: `f${at}`, group, strata: [stratum] })),
  );

const keptOf = (split: ReturnType<typeof fixedSplit>): Map<string, KeptSet> =>
  new Map(split.rows.map(({ filename, set, since }) => [filename, { set, since }]));

describe('the fixed split', () => {
  test('puts a group into one set, whatever the order of the table', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const { rows: placed, moved } = fixedSplit(rows, new Map(), '1.0.0');
        expect(moved).toEqual([]);
        expect(placed.map(({ filename }) => filename)).toEqual(rows.map(({ filename }) => filename));
        const sets = Map.groupBy(placed, ({ group }) => group);
        for (const own of sets.values()) expect(new Set(own.map(({ set }) => set)).size).toBe(1);
        const turned = fixedSplit(rows.toReversed(), new Map(), '1.0.0');
        expect(turned.rows.toReversed()).toEqual(placed);
      }),
      { numRuns: 200 },
    );
  });

  test('stays as it was in later releases: what is new joins its group, or a set of its own', () => {
    fc.assert(
      fc.property(rowsOf, fc.nat({ max: 60 }), (rows, cut) => {
        const first = fixedSplit(rows.slice(0, cut), new Map(), '1.0.0');
        const next = fixedSplit(rows, keptOf(first), '1.1.0');
        expect(next.moved).toEqual([]);
        expect(next.rows.slice(0, cut)).toEqual(first.rows);
        for (const { since } of next.rows.slice(cut)) expect(since).toBe('1.1.0');
      }),
      { numRuns: 200 },
    );
  });

  test('never tests on what was trained on: groups that became one go to train, and it is said', () => {
    const kept = new Map<string, KeptSet>([
      ['a', { set: 'test', since: '1.0.0' }],
      ['b', { set: 'train', since: '1.0.0' }],
    ]);
    const joined = ['a', 'b', 'c'].map((filename) => ({ filename, group: 1, strata: [] }));
    const { rows, moved } = fixedSplit(joined, kept, '2.0.0');
    expect(rows.map(({ set, since }) => [set, since])).toEqual([
      ['train', '2.0.0'],
      ['train', '1.0.0'],
      ['train', '2.0.0'],
    ]);
    expect(moved).toEqual([{ filename: 'a', from: 'test', to: 'train' }]);
  });

  test('spreads each stratum as the shares ask, large groups among them', () => {
    const rows = Array.from({ length: 600 }, (_, at) => ({
      filename: `f${String(at).padStart(3, '0')}`,
      // 40 rows of one document; else one to three rows a group.
      group: at < 40 ? 0 : 1 + Math.floor(at / (1 + (at % 3))),
      strata: [at % 10 === 0 ? 'rare' : 'common', at % 4 === 0 ? 'supine' : 'erect'],
    }));
    const { rows: placed } = fixedSplit(rows, new Map(), '1.0.0');
    const setOf = new Map(placed.map(({ filename, set }) => [filename, set]));
    for (const stratum of ['rare', 'common', 'supine', 'erect']) {
      const own = rows.filter(({ strata }) => strata.includes(stratum));
      for (const set of fixedSets) {
        const part = own.filter(({ filename }) => setOf.get(filename) === set).length / own.length;
        expect(Math.abs(part - fixedShares[set]), `${stratum} in ${set}: ${part}`).toBeLessThan(0.05);
      }
    }
  });
});
