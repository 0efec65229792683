import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alphaWithInterval, krippendorffAlpha, type Unit } from '../../../curation/review/agreement/alpha.ts';
import { cohenKappa, wilsonShare } from '../../../curation/review/agreement/kappa.ts';

/** Pairs from a table of counts: rows are the first rater's categories. */
const pairsOf = (table: readonly (readonly number[])[]): [string, string][] =>
  table.flatMap((row, left) =>
    row.flatMap((count, right) =>
      Array.from({ length: count }, (): [string, string] => [`c${left}`, `c${right}`]),
    ),
  );

/** Units from observers' rows; a dot is a missing value. */
const unitsOf = (rows: readonly string[]): Unit[] => {
  const values = rows.map((row) => row.split(' '));
  return (values[0] ?? []).map((_, at) =>
    values.map((row) => row[at] ?? '.').flatMap((value) => (value === '.' ? [] : [Number(value)])),
  );
};

/** Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers, twelve units. */
const fourObservers = unitsOf([
  '1 2 3 3 2 1 4 1 2 . . .',
  '1 2 3 3 2 2 4 1 2 5 . 3',
  '. 3 3 3 2 3 4 2 2 5 1 .',
  '1 2 3 3 2 4 4 1 2 5 1 .',
]);

describe('Cohen kappa', () => {
  it('equals the worked example of Fleiss, Levin and Paik (table 18.1): 0.68 with a standard error of 0.087', () => {
    const kappa = cohenKappa(
      pairsOf([
        [75, 1, 4],
        [5, 4, 1],
        [0, 0, 10],
      ]),
    );
    expect(kappa?.observed).toBeCloseTo(0.89, 10);
    expect(kappa?.expected).toBeCloseTo(0.66, 10);
    expect(kappa?.value).toBeCloseTo(0.68, 2);
    // The book carries the rounded 0.68 into its formula and gets 0.0870; unrounded it is 0.0877.
    expect(kappa?.standardError).toBeCloseTo(0.0877, 4);
    expect(Math.abs((kappa?.standardError ?? 0) - 0.087)).toBeLessThan(0.001);
  });

  it('equals the two by two example of 50 grant proposals: 0.40', () => {
    expect(
      cohenKappa(
        pairsOf([
          [20, 5],
          [10, 15],
        ]),
      )?.value,
    ).toBeCloseTo(0.4, 10);
  });

  it('says nothing where nothing varies, and 1 where two raters always agree on several categories', () => {
    expect(cohenKappa([])).toBeNull();
    expect(
      cohenKappa([
        ['yes', 'yes'],
        ['yes', 'yes'],
      ]),
    ).toBeNull();
    expect(
      cohenKappa([
        ['yes', 'yes'],
        ['no', 'no'],
      ])?.value,
    ).toBeCloseTo(1, 12);
  });

  it('does not depend on names or on which rater comes first', () => {
    const category = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(fc.tuple(category, category), { minLength: 2, maxLength: 60 }), (pairs) => {
        const kappa = cohenKappa(pairs);
        const turned = cohenKappa(pairs.map(([left, right]) => [`${right}!`, `${left}!`] as const));
        if (kappa === null) expect(turned).toBeNull();
        else {
          expect(turned?.value).toBeCloseTo(kappa.value, 10);
          expect(turned?.standardError).toBeCloseTo(kappa.standardError, 10);
          expect(kappa.value).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });
});

describe('Krippendorff alpha', () => {
  it('equals the published values for four observers with missing data', () => {
    expect(krippendorffAlpha(fourObservers, 'nominal')).toBeCloseTo(0.743, 3);
    expect(krippendorffAlpha(fourObservers, 'interval')).toBeCloseTo(0.849, 3);
  });

  it('equals the published value for two observers and binary data: 0.095', () => {
    const units = unitsOf(['0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0']);
    expect(krippendorffAlpha(units, 'nominal')).toBeCloseTo(0.095, 3);
  });

  it('is the same whether distances are summed pair by pair or by moments', () => {
    const unit = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 0, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(unit, { minLength: 2, maxLength: 20 }),
        fc.constantFrom('nominal', 'interval'),
        (units, level) => {
          const apart = (a: number, b: number) => (level === 'nominal' ? Number(a !== b) : (a - b) ** 2);
          const paired = units.filter((one) => one.length >= 2);
          const all = paired.flat();
          const pairs = (values: readonly number[]) =>
            values.reduce(
              (sum, a, i) => sum + values.reduce((inner, b, j) => inner + (i === j ? 0 : apart(a, b)), 0),
              0,
            );
          const observed = paired.reduce((sum, one) => sum + pairs(one) / (one.length - 1), 0) / all.length;
          const expected = pairs(all) / (all.length * (all.length - 1));
          const alpha = krippendorffAlpha(units, level as 'nominal' | 'interval');
          if (all.length < 2 || expected < 1e-9) expect(alpha).toBeNull();
          else expect(alpha).toBeCloseTo(1 - observed / expected, 8);
        },
      ),
    );
  });

  it('gives an interval that holds the value and is the same every time', () => {
    const alpha = alphaWithInterval(fourObservers, 'nominal');
    expect(alpha).not.toBeNull();
    expect(alphaWithInterval(fourObservers, 'nominal')).toEqual(alpha);
    expect(alpha?.low).toBeLessThan(0.743);
    expect(alpha?.high).toBeGreaterThan(0.743);
    expect(alphaWithInterval([[1], [2]], 'nominal')).toBeNull();
  });
});

describe('a share', () => {
  it("has Wilson's interval: 10 of 20 is 0.299 to 0.701, 0 of 10 ends at 0.278", () => {
    expect(wilsonShare(10, 20)?.low).toBeCloseTo(0.299, 3);
    expect(wilsonShare(10, 20)?.high).toBeCloseTo(0.701, 3);
    expect(wilsonShare(0, 10)?.high).toBeCloseTo(0.278, 3);
    expect(wilsonShare(0, 0)).toBeNull();
  });
});
