import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guardFormula, unguardFormula } from '../../data/format/formula.ts';

/** What spreadsheets take for a formula: it begins so, and is no plain number. */
const begins = (cell: string): boolean =>
  /^[=@\t\r＝＋－＠]/.test(cell) || (/^[+-]/.test(cell) && /[=(|!]/.test(cell));

/** Also where the semicolon parts cells. */
const runs = (cell: string): boolean => begins(cell) || cell.split(';').some(begins);

describe('cells of every table that leaves Caseline', () => {
  test.each([
    '=1+1',
    "=cmd|' /C calc'!A0",
    '@SUM(A1)',
    '+cmd|x',
    '-cmd|x',
    '\t=1',
    '\r=1',
    "-2+3+cmd|'x'!A0",
    '=HYPERLINK("http://evil")',
    '+1(2)',
    "- cmd|' /C calc'!A0",
    '- HYPERLINK("http://evil")',
    '＝1+1',
    '＠SUM(A1)',
  ])('%j is no formula', (cell) => {
    expect(runs(guardFormula(cell))).toBe(false);
    expect(guardFormula(cell)).toBe(`'${cell}`);
  });

  test.each([
    '-5',
    '+3',
    '-0.25',
    'a=b',
    '',
    ' ',
    '37.5',
    'COVID-19',
    '-',
    "it's",
    '3-5',
    '- fever, cough',
    '-',
    '+ 3',
  ])('%j stays as it is', (cell) => {
    expect(guardFormula(cell)).toBe(cell);
  });

  test.each([
    ['fever;=1+1', "fever;'=1+1"],
    [';=cmd|x', ";'=cmd|x"],
    ['a; b;+cmd|x;-3;@SUM(A1)', "a; b;'+cmd|x;-3;'@SUM(A1)"],
    ["a;'=1", "a;''=1"],
    ['=1;=2', "'=1;'=2"],
    ['- fever; - cough; RR 3-5', '- fever; - cough; RR 3-5'],
    ['a; =b', 'a; =b'],
  ])('of %j no part behind a semicolon is a formula', (cell, guarded) => {
    expect([guardFormula(cell), unguardFormula(guarded), runs(guarded)]).toEqual([guarded, cell, false]);
  });

  test('no text comes out as a formula, and each comes back from the guard as it was', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(
          fc.constantFrom(
            ';=',
            'a;',
            ';',
            "x;'=",
            '=',
            '+',
            '-',
            '@',
            '\t',
            '\r',
            '＝',
            '＋',
            "'",
            '-1',
            '+1',
          ),
          fc.string(),
        )
        .map((parts) => parts.join('')),
      fc
        .array(fc.constantFrom(';', '=', '-', '+', "'", '1', 'a', '(', '@', ' '))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(cell, (text) => {
        expect(runs(guardFormula(text))).toBe(false);
        expect(unguardFormula(guardFormula(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});
