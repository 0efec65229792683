import { describe, expect, test } from 'vitest';
import { faultOfPhrase, sourceOfPhrase } from '../../../data/protocols/phrase.ts';

const finds = (phrase: string, text: string): string | null =>
  new RegExp(sourceOfPhrase(phrase), 'iu').exec(text)?.[0] ?? null;

describe('a phrase', () => {
  test.each<[string, string, string | null]>([
    ['rusty sputum', 'Rusty sputum was seen', 'Rusty sputum'],
    ['rusty sputum', 'trusty sputum', null],
    ['smok*', 'He smoked', 'smoked'],
    ['(never|non) smoker', 'a non smoker', 'non smoker'],
    ['(at home|in hospital) he fell', 'In hospital he fell', 'In hospital he fell'],
    ['given ... oxygen', 'given high flow oxygen', 'given high flow oxygen'],
    ['given ... oxygen', 'given a b c d oxygen', null],
    ['FiO2 (0.5)', 'FiO2 0.5', 'FiO2 0.5'],
    ['FiO2 (0.5)', 'FiO2 005', null],
    ['smoked for {number} years', 'smoked for 12,5 years', 'smoked for 12,5 years'],
  ])('%s in “%s”: %s', (phrase, text, found) => {
    expect(faultOfPhrase(phrase, ['number'])).toBeNull();
    expect(finds(phrase, text)).toBe(found);
  });

  test.each([
    'a ... ... b',
    'one ... two ... three ... four',
    '(one ... two)',
    '((a|b)|c) x',
    '',
    ' ab',
    'a|b',
    '* ab',
  ])('“%s” is refused', (phrase) => {
    expect(faultOfPhrase(phrase, [])).not.toBeNull();
  });

  test('of the hardest kind reads a hostile text in a moment', () => {
    const pattern = new RegExp(sourceOfPhrase('a* ... a* ... ab {words}'), 'giu');
    const started = performance.now();
    expect([...'a '.repeat(50_000).matchAll(pattern)]).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
