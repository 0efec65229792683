import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guardFormula, unguardFormula } from '../../../data/format/formula.ts';

describe('cells a spreadsheet would run', () => {
  test.each([
    '=HYPERLINK("https://example.org")',
    '=1+1',
    '@SUM(A1)',
    '+cmd|calc',
    '-2+3+cmd|calc',
    '\t=1',
    '\r=1',
    '-A1',
  ])('%j goes out behind an apostrophe', (cell) => {
    expect(guardFormula(cell)).toBe(`'${cell}`);
  });

  test.each([
    '',
    '-10',
    '+3.5',
    '-0.5',
    'a=b',
    '- fever',
    '+ cough',
    '38.5',
    'Pneumonia',
    '-',
    '2020-03-05',
    "it's",
  ])('%j stays as it is', (cell) => {
    expect(guardFormula(cell)).toBe(cell);
  });

  test('come back as they were, whatever they are, and nothing that runs goes out', () => {
    const cell = fc.oneof(
      fc.string(),
      fc
        .tuple(fc.constantFrom('=', '+', '-', '@', "'=", "''=", '\t', "'"), fc.string())
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(cell, (text) => {
        const out = guardFormula(text);
        expect(unguardFormula(out)).toBe(text);
        expect(/^[=@\t\r]/.test(out)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});
