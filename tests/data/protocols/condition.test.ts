import { describe, expect, test } from 'vitest';
import {
  type Condition,
  conditionSchema,
  holds,
  wordsOfCondition,
} from '../../../data/protocols/condition.ts';

const row = (cells: Readonly<Record<string, string>>) => (name: string) => cells[name] ?? '';
const table: readonly (readonly [Condition, Readonly<Record<string, string>>, boolean | null])[] = [
  [{ field: 'view', in: ['PA', 'AP'] }, { view: 'AP' }, true],
  [{ field: 'view', in: ['PA', 'AP'] }, { view: 'L' }, false],
  [{ field: 'view', in: ['PA', 'AP'] }, {}, null],
  [{ field: 'age', from: 18 }, { age: '18' }, true],
  [{ field: 'age', above: 18 }, { age: '18' }, false],
  [{ field: 'age', to: 18 }, { age: '18' }, true],
  [{ field: 'age', below: 18 }, { age: 'grown up' }, null],
  [{ not: { field: 'in_icu', is: 'Y' } }, {}, null],
  [{ field: 'in_icu', isNot: 'Y' }, {}, true],
  [{ field: 'in_icu', isNot: 'Y' }, { in_icu: 'Y' }, false],
  [{ field: 'finding', under: 'Pneumonia/Viral' }, { finding: 'Pneumonia/Viral/SARS' }, true],
  [{ field: 'finding', under: 'Pneumonia/Viral' }, { finding: 'Pneumonia/Virality' }, false],
  [{ field: 'finding', step: 'SARS' }, { finding: 'Pneumonia/Viral/SARS-2' }, false],
  [{ field: 'finding', contains: 'SARS' }, { finding: 'Pneumonia/Viral/SARS-2' }, true],
  [{ field: 'finding', stated: true }, { finding: 'todo' }, false],
  [{ field: 'sex', stated: false }, { sex: ' ' }, true],
  [
    {
      all: [
        { field: 'sex', is: 'F' },
        { field: 'age', from: 1 },
      ],
    },
    { age: '0' },
    false,
  ],
  [
    {
      all: [
        { field: 'sex', is: 'F' },
        { field: 'age', from: 1 },
      ],
    },
    { age: '2' },
    null,
  ],
  [
    {
      any: [
        { field: 'sex', is: 'F' },
        { field: 'age', from: 1 },
      ],
    },
    { age: '2' },
    true,
  ],
  [
    {
      any: [
        { field: 'sex', is: 'F' },
        { field: 'age', from: 1 },
      ],
    },
    { age: '0' },
    null,
  ],
];

describe('a condition', () => {
  test.each(table)('%j of %j is %s', (condition, cells, met) => {
    expect(conditionSchema.parse(condition)).toEqual(condition);
    expect(holds(condition, row(cells))).toBe(met);
  });
  test('is told in words', () => {
    expect(
      wordsOfCondition({
        all: [
          { field: 'view', in: ['PA', 'AP'] },
          {
            any: [
              { field: 'age', from: 18 },
              { field: 'age', stated: false },
            ],
          },
        ],
      }),
    ).toBe('view is PA or AP; (age >= 18 or age not stated)');
  });
  test('asks one thing of a cell', () => {
    expect(conditionSchema.safeParse({ field: 'age', from: 1, to: 2 }).success).toBe(false);
  });
});
