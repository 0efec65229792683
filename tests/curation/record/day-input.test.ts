import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  dayAsTyped,
  dayInShort,
  dayInWords,
  legacyOffset,
  nudgedDay,
  parseDayInput,
} from '../../../curation/record/day-input.ts';
import { daySchema } from '../../../data/format/day.ts';

describe('a typed day', () => {
  it.each([
    ['7', 7, 7, 'onset', 'exact'],
    [' -2 ', -2, -2, 'onset', 'exact'],
    ['3-5', 3, 5, 'onset', 'range'],
    ['3 to 5', 3, 5, 'onset', 'range'],
    ['-4..-2', -4, -2, 'onset', 'range'],
    ['-4--2', -4, -2, 'onset', 'range'],
    ['~5', 3, 7, 'onset', 'vague'],
    ['?', null, null, 'onset', 'unknown'],
    ['2a', 2, 2, 'admission', 'exact'],
    ['10f', 10, 10, 'first-image', 'exact'],
  ])('%s is %s to %s from %s, %s', (text, from, to, anchor, certainty) => {
    expect(parseDayInput(text, 'onset')).toMatchObject({ from, to, anchor, certainty });
  });

  it.each(['', 'soon', '7x', '5-3', '1e3', '7.5', '99999', '--5', '3-', '1'.repeat(400)])(
    '%s is refused with the forms it takes',
    (text) => {
      expect(() => parseDayInput(text, 'onset')).toThrow(/day|days/);
    },
  );

  it('is valid, and read back from how it is shown in the input', () => {
    const number = fc.integer({ min: -3_000, max: 3_000 });
    fc.assert(
      fc.property(number, fc.nat(200), (from, wide) => {
        const day = parseDayInput(wide === 0 ? String(from) : `${from}..${from + wide}`, 'admission');
        expect(daySchema.safeParse(day).success).toBe(true);
        expect(parseDayInput(dayAsTyped(day), 'admission')).toEqual(day);
        expect(nudgedDay(nudgedDay(day, 3), -3)).toEqual(day);
        const legacy = legacyOffset(day);
        expect(legacy).toBeGreaterThanOrEqual(from);
        expect(legacy).toBeLessThanOrEqual(from + wide);
      }),
    );
  });

  it('is said in words', () => {
    expect(dayInWords({ from: 3, to: 5, certainty: 'range' })).toBe('days 3 to 5');
    expect(dayInWords({ from: 3, to: 7, certainty: 'vague' })).toBe('about days 3 to 7');
    expect(dayInWords({ from: null, to: 2, certainty: 'range' })).toBe('up to day 2');
    expect(dayInWords({ from: null, to: null, certainty: 'unknown' })).toBe('not known');
  });
});

test('a day on a thumbnail never stands without its anchor', () => {
  const short = (typed: string, zero: 'admission' | 'unknown' = 'unknown') =>
    dayInShort(parseDayInput(typed, 'unknown'), zero);
  expect(['5o', '4a', '-2f', '3-5p', '4', '?'].map((typed) => short(typed))).toEqual([
    'd 5 o',
    'd 4 a',
    'd -2 f',
    'd 3–5 p',
    'd 4 ?',
    '',
  ]);
  expect(short('4', 'admission')).toBe('d 4 a');
});
