import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffTexts, type Run } from '../../../curation/review/text-diff.ts';

const without = (runs: readonly Run[], kind: Run['kind']): string =>
  runs.flatMap((run) => (run.kind === kind ? [] : [run.text])).join('');

test('names the words that changed and leaves the others together', () => {
  expect(
    diffTexts('A 54-year-old man from Bergamo coughed.', 'A 64-year-old man from Brescia coughed.'),
  ).toEqual([
    { kind: 'same', text: 'A ' },
    { kind: 'before', text: '54' },
    { kind: 'now', text: '64' },
    { kind: 'same', text: '-year-old man from ' },
    { kind: 'before', text: 'Bergamo' },
    { kind: 'now', text: 'Brescia' },
    { kind: 'same', text: ' coughed.' },
  ]);
  expect(diffTexts('same', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
  expect(diffTexts('', 'new')).toEqual([{ kind: 'now', text: 'new' }]);
});

const prose = fc
  .array(fc.constantFrom('fever', 'on', 'day', '7', ',', ' ', 'Ä', '\r\n', '🫁', 'e\u0301'), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

test('both texts can be read off it, whatever they are', () => {
  fc.assert(
    fc.property(
      fc.oneof(prose, fc.string({ unit: 'binary' })),
      fc.oneof(prose, fc.string({ unit: 'binary' })),
      (before, now) => {
        const runs = diffTexts(before, now);
        expect(without(runs, 'now')).toBe(before);
        expect(without(runs, 'before')).toBe(now);
      },
    ),
    { numRuns: 500 },
  );
});

test('texts with nothing in common are told in a moment', () => {
  const before = Array.from({ length: 20_000 }, (_, at) => `a${at}`).join(' ');
  const now = Array.from({ length: 20_000 }, (_, at) => `b${at}`).join('\n');
  const start = performance.now();
  expect(without(diffTexts(before, now), 'now')).toBe(before);
  expect(performance.now() - start).toBeLessThan(8_000);
});
