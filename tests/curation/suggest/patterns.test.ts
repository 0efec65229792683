import { describe, expect, it } from 'vitest';
import { courseTables } from '../../../curation/suggest/course/rules/course-mentions.ts';
import { courseMoves } from '../../../curation/suggest/course/rules/course-moves.ts';
import { dayRules } from '../../../curation/suggest/days/expressions/day-rules.ts';
import { guards } from '../../../curation/suggest/days/expressions/guards.ts';
import { withoutAsides } from '../../../curation/suggest/measured/asides.ts';
import { measurementRules } from '../../../curation/suggest/measured/measurement-rules.ts';
import { measurementsIn } from '../../../curation/suggest/measured/measurements.ts';
import { personPatterns } from '../../../curation/suggest/people/person-patterns.ts';
import { findingRules } from '../../../curation/suggest/pictures/finding-rules.ts';
import { modalityRules } from '../../../curation/suggest/pictures/modality-rules.ts';
import { viewsIn } from '../../../curation/suggest/pictures/views.ts';
import { answeredNo, isHeadOfTable, mayAnswer } from '../../../curation/suggest/rules/label-grammar.ts';

/**
 * Patterns that are put together from words are no literals a linter sees. Each is run over its own examples,
 * halves of them and what most patterns dread, pumped to twenty times the longest sentence there is.
 */
const length = 40_000;

const patterns: readonly (readonly [string, RegExp, readonly string[]])[] = [
  ...dayRules.map((rule) => [rule.id, rule.pattern, rule.examples.map(([words]) => words)] as const),
  ...measurementRules.map((rule) => [rule.id, rule.pattern, rule.examples.map(([words]) => words)] as const),
  ...personPatterns.map((rule) => [rule.id, rule.pattern, rule.examples.map(([words]) => words)] as const),
  ...[...courseTables, ...courseMoves].map(
    (rule) => [rule.id, rule.pattern, rule.examples.map(([words]) => words)] as const,
  ),
  ...[...findingRules, ...modalityRules].map((rule) => [rule.id, rule.pattern, rule.examples] as const),
  ...guards.flatMap((guard) =>
    [guard.before, guard.after].flatMap((pattern) =>
      pattern ? [[`guard ${guard.id}`, new RegExp(pattern.source, 'gi'), ['antibiotics for ']] as const] : [],
    ),
  ),
];

const dreaded = [
  ' ',
  '  a',
  '1',
  '1 ',
  '1.',
  'a',
  'a ',
  '(',
  '((a',
  '-',
  'day ',
  'of the ',
  'x-ray ',
  ',',
  '\n',
  '0,0',
];

function seconds(pattern: RegExp, text: string): number {
  const started = process.cpuUsage();
  let count = 0;
  for (const _ of text.matchAll(pattern)) count += 1;
  const { user, system } = process.cpuUsage(started);
  expect(count).toBeLessThanOrEqual(text.length + 1);
  return (user + system) / 1_000_000;
}

describe('every pattern put together from words takes linear time', () => {
  it.each(patterns)('%s', (_, pattern, examples) => {
    const halves = examples.flatMap((words) => [
      words,
      words.slice(0, words.length >> 1),
      words.slice(words.length >> 1),
    ]);
    for (const unit of [...halves, ...dreaded]) {
      if (unit === '') continue;
      const text = `${unit} `.repeat(Math.ceil(length / (unit.length + 1)));
      const solid = unit.repeat(Math.ceil(length / unit.length));
      for (const pumped of [text, solid]) {
        // A square over forty thousand letters takes many seconds; linear work some milliseconds.
        const taken = Math.min(seconds(pattern, pumped), seconds(pattern, pumped));
        expect(taken, `${pattern.source.slice(0, 60)} on “${unit}”`).toBeLessThan(1.5);
      }
    }
  });
});

describe('what is done with a sentence before its patterns takes linear time', () => {
  const pieces = [
    ...dreaded,
    'WBC (normal 4-10) ',
    'abcdefgh | ',
    'ab cd\t',
    '[4-10]',
    '(10^9/L, ',
    '10^9/',
    'N: <',
    '4 - ',
    'SpO2 92 % ',
    'no: ',
    'ICU (',
    'AP (a) ',
    'axial and ',
    '(a) PA ',
    'A, lateral; ',
  ];
  it.each(pieces)('“%s”', (unit) => {
    const text = `WBC ${unit.repeat(Math.ceil(length / unit.length))}`;
    const started = process.cpuUsage();
    withoutAsides(text);
    measurementsIn(text);
    viewsIn(`${unit.repeat(Math.ceil(length / unit.length))} AP film`);
    isHeadOfTable(text);
    mayAnswer(text);
    answeredNo(text);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1_000_000).toBeLessThan(3);
  });
});
