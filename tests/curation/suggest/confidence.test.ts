import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measured } from '../../../curation/suggest/confidence/measured-confidence.ts';
import { CONFIDENT } from '../../../curation/suggest/suggestion.ts';
import { bandsOf, LEAST_IN_BAND } from '../../tools/bands.ts';
import { readGold } from '../../tools/gold.ts';
import { cellsOfNote } from '../../tools/gold-cells.ts';
import { wilson } from '../../tools/wilson.ts';

/** The round that no rate was learned from. */
const unseen = join(import.meta.dirname, 'gold', 'r6.json');

/** How far a band may lie from what it says before its interval is asked. */
const POINTS = 0.05;

describe('confidence on notes that nothing was learned from', () => {
  const bands = bandsOf(readGold(unseen).flatMap((note) => cellsOfNote(note)));

  it('is shown in bands of enough suggestions to tell', () => {
    expect(bands.length).toBeGreaterThanOrEqual(3);
    for (const { shown } of bands) expect(shown).toBeGreaterThanOrEqual(LEAST_IN_BAND);
  });

  it.each(bands.map((band) => [`${band.from}–${band.to}`, band] as const))(
    'of %s is as often right as it says',
    (_, { from, mean, right, shown, low, high }) => {
      const near = Math.abs(right / shown - mean) <= POINTS;
      // What is held back may be right more often than it says: that costs a look, and no wrong answer.
      const modest = from < CONFIDENT && right / shown >= mean;
      expect(
        near || modest || (low <= mean && mean <= high),
        `says ${mean}, right ${right} of ${shown}`,
      ).toBe(true);
    },
  );
});

describe('a measured confidence', () => {
  const rates = {
    'survival died': { shown: 40, right: 34, stated: 38 },
    'survival alive': { shown: 1, right: 0, stated: 0.9 },
    'survival fell': { shown: 30, right: 3, stated: 27 },
    'survival died held back': { shown: 30, right: 27, stated: 21 },
  };
  it('is the rule’s own where nothing was counted', () => {
    expect(measured('age', 'stated-age', 0.97, rates)).toBe(0.97);
  });
  it('follows the count of many, and that of one no further than what is counted on', () => {
    expect(measured('survival', 'died', 0.95, rates)).toBeCloseTo(0.86, 2);
    expect(measured('survival', 'alive', 0.9, rates)).toBe(CONFIDENT);
  });
  it('keeps what a rule holds back below what is counted on, and the other way round', () => {
    expect(measured('survival', 'died', 0.7, rates)).toBe(0.79);
    expect(measured('survival', 'fell', 0.9, rates)).toBe(0.8);
  });
});

describe('the interval of a share', () => {
  // Newcombe (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i of %i is %d to %d', (part, whole, low, high) => {
    const [from, to] = wilson(part, whole);
    expect(from).toBeCloseTo(low, 4);
    expect(to).toBeCloseTo(high, 4);
  });
});
