import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtIn } from '../../../data/fields/field-set.ts';
import { cellOfDecision, parseFieldValue, valueOfCell } from '../../../data/fields/value.ts';

describe('cells of the reference table', () => {
  test('every cell comes back as it stood, whatever it holds', () => {
    const cells = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        'Y',
        'N',
        'Unclear',
        'Not visible',
        'M',
        'F',
        'PA',
        '0',
        '0.0',
        '-5',
        '38.50',
        '3 days',
        '007',
        '1e3',
        '<0.1',
        'Herpes ',
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...builtIn.all), cells, (field, cell) => {
        expect(cellOfDecision(field, valueOfCell(field, cell))).toBe(cell.trim() === '' ? '' : cell);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a blank is nothing, never zero', () => {
    for (const field of builtIn.all) expect(valueOfCell(field, '  ')).toEqual({ value: null });
  });

  test.each([
    ['survival', 'Y', 'yes'],
    ['survival', 'N', 'no'],
    ['RT_PCR_positive', 'Unclear', 'unclear'],
    ['sex', 'F', 'female'],
    ['offset', '-5', -5],
    ['temperature', '38.5', 38.5],
    ['view', 'AP Supine', 'AP Supine'],
  ])('%s %s means %s', (name, cell, value) => {
    expect(valueOfCell(builtIn.named(name), cell)).toEqual({ value });
  });

  test('an answer outside the vocabulary is unclear and keeps its words', () => {
    expect(valueOfCell(builtIn.named('intubated'), 'Not visible')).toEqual({
      value: 'unclear',
      stated: 'Not visible',
    });
  });
});

describe('what a person types', () => {
  test.each([
    ['offset', ' 7 ', 7],
    ['temperature', '38,5', 38.5],
    ['survival', 'no', 'no'],
    ['offset', '', null],
  ])('%s "%s" is %s', (name, typed, value) => {
    expect(parseFieldValue(builtIn.named(name), typed)).toBe(value);
  });

  test.each([
    ['offset', '3 days', /Day of image: '3 days' is not a number of days/],
    ['offset', '1.5', /whole number of days/],
    ['temperature', '95', /Temperature: '95' is not between 30 and 43 °C/],
    ['survival', 'Y', /Survived: 'Y' is not one of yes, no, not-stated, unclear/],
    ['view', 'pa', /not one of PA/],
    ['age', '1e2', /not a number/],
  ])('%s "%s" is refused', (name, typed, message) => {
    expect(() => parseFieldValue(builtIn.named(name), typed)).toThrow(message);
  });

  test.each(builtIn.all.flatMap((field) => (field.range ? [[field.name, field, field.range] as const] : [])))(
    '%s takes both ends of its range and nothing beyond',
    (_, field, [least, most]) => {
      const step = field.kind === 'day' ? 1 : 0.001;
      expect([least, most].map((end) => parseFieldValue(field, end))).toEqual([least, most]);
      for (const beyond of [least - step, most + step])
        expect(() => parseFieldValue(field, beyond.toFixed(3))).toThrow(
          field.kind === 'day' ? /number|between/ : /is not between/,
        );
    },
  );
});
