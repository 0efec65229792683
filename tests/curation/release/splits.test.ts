import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReleaseRow } from '../../../curation/release/release-row.ts';
import { countFolds } from '../../../curation/release/splits/folds.ts';
import { groupRows } from '../../../curation/release/splits/groups.ts';
import { foldsOf, leaveOneOut, setOf } from '../../../curation/release/splits/leave-one-out.ts';
import { readSeverity } from '../../../curation/release/splits/severity.ts';
import { wideTasks } from '../../helpers/paper-tasks.ts';
import { releaseRowWith } from '../../helpers/release-row.ts';

const place = fc.constantFrom('Italy', 'Spain', 'China', null);
const rowsOf = fc
  .array(fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 6 }), place), { minLength: 1, maxLength: 30 })
  .map((list) =>
    list.map(([patient, document, country], at) => ({
      filename: `f${at}`,
      patientid: `p${patient}`,
      document: `d${document}`,
      documents: [`d${document}`],
      country,
    })),
  );
const pairsOf = fc.array(fc.tuple(fc.nat({ max: 29 }), fc.nat({ max: 29 })), { maxLength: 6 });

describe('leave-one-out', () => {
  test('no patient, document or film ever stands on both sides', () => {
    fc.assert(
      fc.property(rowsOf, pairsOf, pairsOf, (rows, films, people) => {
        const name = (at: number): string => `f${at % rows.length}`;
        const same = films.map(([a, b]) => [name(a), name(b)] as const);
        const patients = people.map(([a, b]) => [`p${a % 9}`, `p${b % 9}`] as const);
        const groups = groupRows(rows, same, patients);
        const split = leaveOneOut(
          rows.map((row) => ({ ...row, group: groups.get(row.filename) ?? 0, fold: row.country })),
        );
        const by = new Map(split.map((row, at) => [row.filename, { ...row, ...rows[at] }]));
        for (const fold of foldsOf(split)) {
          const [train, testSet] = (['train', 'test'] as const).map((set) =>
            [...by.values()].filter((row) => setOf(row, fold) === set),
          );
          const shares = (key: 'patientid' | 'document') =>
            train?.some((row) => testSet?.some((other) => other[key] === row[key]));
          expect(shares('patientid')).toBe(false);
          expect(shares('document')).toBe(false);
          for (const [a, b] of same) {
            const sides = [by.get(a), by.get(b)].map((row) => (row ? setOf(row, fold) : 'out'));
            expect(sides.includes('train') && sides.includes('test')).toBe(false);
          }
          for (const [a, b] of patients)
            expect(
              train?.some(({ patientid }) => patientid === a || patientid === b) &&
                testSet?.some(({ patientid }) => patientid === a || patientid === b),
            ).toBe(false);
          expect(train?.some(({ fold: own }) => own === fold || own === null)).toBe(false);
          expect(testSet?.every(({ fold: own }) => own === fold)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('nothing is left out without cause: unrelated rows of other places all train', () => {
    const rows = ['Italy', 'Spain', 'China', 'China'].map((fold, group) => ({
      filename: `f${group}`,
      patientid: `p${group}`,
      group,
      fold,
    }));
    const split = leaveOneOut(rows);
    expect(split.map((row) => setOf(row, 'China'))).toEqual(['train', 'train', 'test', 'test']);
    expect(foldsOf(split)).toEqual(['China', 'Italy', 'Spain']);
  });
});

describe('folds', () => {
  test('are counted, and those without both classes are named with the reason', () => {
    const split = leaveOneOut(
      ['A', 'A', 'B', 'B', 'C'].map((fold, at) => ({
        filename: `f${at}`,
        patientid: `p${at}`,
        group: at,
        fold,
      })),
    );
    const labels = new Map([
      ['f0', 1],
      ['f1', 0],
      ['f2', 1],
      ['f3', 0],
      ['f4', 1],
    ]);
    expect(countFolds({ id: 'task', kind: 'classes', labels }, 'split', split)).toEqual([
      {
        task: 'task',
        split: 'split',
        fold: 'A',
        train: 3,
        trainPositive: 2,
        test: 2,
        testPositive: 1,
        prevalence: 0.5,
        leftOut: null,
      },
      {
        task: 'task',
        split: 'split',
        fold: 'B',
        train: 3,
        trainPositive: 2,
        test: 2,
        testPositive: 1,
        prevalence: 0.5,
        leftOut: null,
      },
      {
        task: 'task',
        split: 'split',
        fold: 'C',
        train: 4,
        trainPositive: 2,
        test: 1,
        testPositive: 1,
        prevalence: 1,
        leftOut: 'no negative image in the test set',
      },
    ]);
  });
});

describe('wide tasks', () => {
  const labels = (change: Partial<ReleaseRow>): Record<string, 0 | 1 | null> =>
    Object.fromEntries(
      wideTasks.map(({ id, label }) => [id.replace(/^wide-/, ''), label(releaseRowWith(change))]),
    );

  test('take the rows their rules name', () => {
    expect(labels({})).toEqual({
      'covid-19': 1,
      'viral-bacterial': 1,
      survival: 1,
      'intensive-care': 1,
      intubation: 0,
    });
  });

  test.each<[string, Partial<ReleaseRow>, Partial<Record<string, 0 | 1 | null>>]>([
    [
      'a lateral film is in none',
      { view: 'L', frontal: false },
      { 'covid-19': null, 'viral-bacterial': null, intubation: null },
    ],
    [
      'a bacterial pneumonia',
      { finding: 'Pneumonia/Bacterial/Klebsiella' },
      { 'covid-19': 0, 'viral-bacterial': 0, survival: null },
    ],
    ['an undecided finding', { finding: 'todo' }, { 'covid-19': null, 'viral-bacterial': null }],
    ['no finding', { finding: 'No Finding' }, { 'covid-19': 0, 'viral-bacterial': null }],
    [
      'a visible tube',
      { intubation_present: 'Y', intubated: 'Y' },
      { 'intensive-care': null, intubation: null, survival: 1 },
    ],
    ['already in intensive care', { in_icu: 'Y' }, { 'intensive-care': null, intubation: null }],
    ['day 0', { offset: 0 }, { intubation: null }],
    ['day 8', { offset: 8 }, { intubation: null }],
    ['day 7', { offset: 7, intubated: 'Y' }, { intubation: 1 }],
    ['an unknown day', { offset: null }, { intubation: null, 'intensive-care': 1 }],
    [
      'an outcome nobody stated',
      { survival: '', went_icu: '', intubated: '' },
      { survival: null, 'intensive-care': null, intubation: null },
    ],
  ])('%s', (_name, change, expected) => {
    expect(labels(change)).toMatchObject(expected);
  });
});

describe('severity scores', () => {
  test('are read with the notes before them', () => {
    const text = '## Scores\n## License: CC BY-SA\nfilename,geographic_mean,opacity_mean\na#1.png,6.0,4.0\n';
    expect(readSeverity(text, 'scores.csv')).toEqual({
      notes: ['Scores', 'License: CC BY-SA'],
      scores: [{ filename: 'a#1.png', geographic: 6, opacity: 4 }],
      readings: [
        { filename: 'a#1.png', rater: 'not stated', scale: 'geographic_mean', score: 6 },
        { filename: 'a#1.png', rater: 'not stated', scale: 'opacity_mean', score: 4 },
      ],
      twice: [],
    });
  });

  const head = 'filename,rater,geographic_mean,opacity_mean,brixia\n';
  test('of several raters and scales are kept, and a task has their mean', () => {
    const { scores, readings } = readSeverity(`${head}a.png,R1,6,4,12\na.png,R2,4,3,\n`, 'scores.csv');
    expect(scores).toEqual([{ filename: 'a.png', geographic: 5, opacity: 3.5 }]);
    expect(readings.map(({ rater, scale, score }) => `${rater} ${scale} ${score}`)).toEqual([
      'R1 geographic_mean 6',
      'R1 opacity_mean 4',
      'R1 brixia 12',
      'R2 geographic_mean 4',
      'R2 opacity_mean 3',
    ]);
  });

  test('of one rater twice are one where they are alike, and refused where they differ', () => {
    expect(readSeverity(`${head}a.png,R1,6,4,\na.png,R1,6,4,\n`, 's.csv')).toMatchObject({
      scores: [{ geographic: 6 }],
      twice: ['a.png'],
    });
    expect(() => readSeverity(`${head}a.png,R1,6,4,\nb.png,R1,1,1,\na.png,R1,3,3,\n`, 's.csv')).toThrow(
      /s\.csv: a\.png stands in rows 1 and 3 with different scores/,
    );
  });

  test.each([
    'filename,geographic_mean,opacity_mean\na.png,9,4\n',
    'filename,geographic_mean,opacity_mean\na.png,,4\n',
    'name,geographic_mean,opacity_mean\na.png,1,4\n',
  ])('are refused when off', (text) => {
    expect(() => readSeverity(text, 'scores.csv')).toThrow(/scores\.csv, row 1/);
  });
});
