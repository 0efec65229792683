import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legacyOffset } from '../../../curation/record/day-input.ts';
import { numericOrder, parseDate, putsMonthFirst } from '../../../curation/timeline/dates.ts';
import { dayOfFileName } from '../../../curation/timeline/file-day.ts';
import {
  cellCount,
  celsius,
  parseDecimal,
  partialPressure,
  saturation,
} from '../../../curation/timeline/measurements.ts';
import { day } from './helpers.ts';

describe('measurements in one unit', () => {
  it('Fahrenheit becomes Celsius, by unit or by size', () => {
    expect([celsius(101.3, '°F'), celsius(38.6, '°C'), celsius(101, ''), celsius(37.8, '°')]).toEqual([
      38.5, 38.6, 38.3, 37.8,
    ]);
    expect([celsius(95, '°C'), celsius(22, '°C'), celsius(60, '')]).toEqual([null, null, null]);
  });
  it('any Celsius said in Fahrenheit comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 340, max: 420 }), (tenths) => {
        expect(celsius(Number(((tenths / 10) * 1.8 + 32).toFixed(2)), 'F')).toBeCloseTo(tenths / 10, 1);
      }),
    );
  });
  it('counts of cells come to 10^3/µL, percentages are no counts', () => {
    expect([
      cellCount('leukocytes', 7.4, ' × 109 per L'),
      cellCount('leukocytes', 11360, ' cells/μl'),
      cellCount('leukocytes', 3770, ' per cubic millimet'),
      cellCount('leukocytes', 3.47, ' x10 ^ 3 / ul'),
      cellCount('lymphocytes', 570, ' cells/μL'),
      cellCount('lymphocytes', 0.8, ' x 10E9 / L'),
      cellCount('leukocytes', 7250, ''),
      cellCount('leukocytes', 11.2, ''),
    ]).toEqual([7.4, 11.36, 3.77, 3.47, 0.57, 0.8, 7.25, 11.2]);
    expect([
      cellCount('neutrophils', 85.3, '%'),
      cellCount('leukocytes', 131, ''),
      cellCount('lymphocytes', 900000, ' /µL'),
    ]).toEqual([null, null, null]);
  });
  it('percent and mmHg stay apart', () => {
    expect([saturation(97), saturation(131), saturation(20)]).toEqual([97, null, null]);
    expect([partialPressure(57.2, 'mm Hg'), partialPressure(8.2, 'kPa'), partialPressure(2, 'mmHg')]).toEqual(
      [57.2, 61.5, null],
    );
  });
  it('reads decimals as Europe, America and old journals write them', () => {
    expect(['38·6', '38,5', '11,360', '7.4', '1 250', 'x', '1.2.3'].map(parseDecimal)).toEqual([
      38.6,
      38.5,
      11360,
      7.4,
      1250,
      null,
      null,
    ]);
  });
});

describe('dates', () => {
  it('are days, whatever their form', () => {
    const days = Date.UTC(2020, 2, 7) / 86_400_000;
    for (const text of [
      '2020-03-07',
      '07.03.2020',
      'March 7, 2020',
      '7 March 2020',
      'Mar 7, 2020',
      '7 marzo 2020',
    ])
      expect(parseDate(text), text).toMatchObject({ days });
    expect(parseDate('3/7/2020', true)).toEqual({ days, ambiguous: true });
    expect(parseDate('3/7/2020')).toEqual({ days: Date.UTC(2020, 6, 3) / 86_400_000, ambiguous: true });
  });
  it('that name no day, or none that exists, are none', () => {
    for (const text of ['2020', 'January 12', '31.02.2020', '13/13/2020', '', 'yesterday'])
      expect(parseDate(text), text).toBeNull();
  });
  it('of a list tell whether the month comes first', () => {
    expect(putsMonthFirst(['3/3/2020', '2/29/2020'])).toBe(true);
    expect(putsMonthFirst(['3/3/2020', '29/2/2020', '2/29/2020'])).toBe(false);
    expect(putsMonthFirst(['3/3/2020'])).toBe(false);
    expect(numericOrder(['3/3/2020', '2/29/2020'])).toBe('month-first');
    expect(numericOrder(['29.2.2020', '2/29/2020'])).toBe('day-first');
    expect(numericOrder(['3/7/2020', 'March 7, 2020'])).toBeNull();
  });
});

describe('file names', () => {
  it.each([
    ['cavitating-pneumonia-4-day28-PA.png', 28],
    ['41591_2020_819_Fig1_HTML.webp-day5.png', 5],
    ['covid-19-pneumonia-44-day-0.jpeg', 0],
    ['day7.png', 7],
    ['article-CXR-D1-COVID19.png', 1],
  ])('%s is of day %d', (name, number) => {
    const found = dayOfFileName(name);
    expect(found?.day).toBe(number);
    expect(name.slice(found?.start, found?.end)).toBe(found?.words);
  });
  it.each(['today5.png', 'holiday-12.png', 'day.png', 'covid-19-pneumonia-44.jpeg', 'vitamin-D3.png'])(
    '%s names none',
    (name) => {
      expect(dayOfFileName(name)).toBeNull();
    },
  );
});

describe('the one number of the reference', () => {
  it('is the day, the middle of a range, the known end of an open one', () => {
    expect(legacyOffset(day(7))).toBe(7);
    expect(legacyOffset(day(3, 'onset', 7))).toBe(5);
    expect(legacyOffset(day(null, 'onset', 2))).toBe(2);
    expect(legacyOffset(day(null))).toBeNull();
  });
});
