import { describe, expect, test } from 'vitest';
import type { ReleaseRow } from '../../../../curation/release/release-row.ts';
import { labelsOf, ruleInWords } from '../../../../curation/release/splits/task.ts';
import { paperTasks } from '../../../helpers/paper-tasks.ts';
import { releaseRowWith } from '../../../helpers/release-row.ts';

const scores = new Map([['a.png', { filename: 'a.png', geographic: 5.3, opacity: 2 }]]);

/** The label of each task, null where the row is in none. */
const labels = (change: Partial<ReleaseRow>): Record<string, number | null> =>
  Object.fromEntries(
    paperTasks.map((task) => [
      task.id,
      labelsOf(task, [releaseRowWith(change)], scores).get('a.png') ?? null,
    ]),
  );

const nowhere = {
  'covid-19': null,
  'viral-bacterial': null,
  survival: null,
  'intensive-care': null,
  intubation: null,
  'geographic-extent': null,
  opacity: null,
};
const scored = { 'geographic-extent': 5.3, opacity: 2 };

describe("the paper's tasks", () => {
  test('take a row of each', () => {
    expect(labels({})).toEqual({
      'covid-19': 1,
      'viral-bacterial': 1,
      survival: 1,
      'intensive-care': 1,
      intubation: 0,
      ...scored,
    });
  });

  test.each<[string, Partial<ReleaseRow>, Record<string, number | null>]>([
    ['AP counts', { view: 'AP' }, labels({})],
    ['AP Supine is a view of the severely ill', { view: 'AP Supine' }, nowhere],
    ['AP Erect came after the paper', { view: 'AP Erect' }, nowhere],
    ['a lateral film', { view: 'L', frontal: false }, nowhere],
    ['an undecided finding', { finding: 'todo' }, nowhere],
    ['Unknown', { finding: 'Unknown' }, nowhere],
    ['day 0', { offset: 0 }, { ...nowhere, ...scored }],
    ['half a day', { offset: 0.5 }, labels({})],
    ['day 7', { offset: 7 }, labels({})],
    ['day 8', { offset: 8 }, { ...nowhere, ...scored }],
    ['an unknown day', { offset: null }, { ...nowhere, ...scored }],
    [
      'a visible tube',
      { intubation_present: 'Y' },
      { ...labels({}), survival: null, 'intensive-care': null, intubation: null },
    ],
    ['already in intensive care', { in_icu: 'Y' }, { ...labels({}), 'intensive-care': null }],
    [
      'another disease: outcomes count, negative for COVID-19',
      { finding: 'Pneumonia/Fungal/Pneumocystis', survival: 'N' },
      { ...labels({}), 'covid-19': 0, 'viral-bacterial': null, survival: 0 },
    ],
    [
      'a bacterial pneumonia',
      { finding: 'Pneumonia/Bacterial' },
      { ...labels({}), 'covid-19': 0, 'viral-bacterial': 0 },
    ],
    ['no finding', { finding: 'No Finding' }, { ...labels({}), 'covid-19': 0, 'viral-bacterial': null }],
    [
      'outcomes nobody stated',
      { survival: '', went_icu: 'Unclear', intubated: '' },
      { ...labels({}), survival: null, 'intensive-care': null, intubation: null },
    ],
    ['a film without a score', { filename: 'b.png' }, nowhere],
  ])('%s', (_name, change, expected) => {
    expect(labels(change)).toEqual(expected);
  });

  test("COVID-19: the paper's words call other pneumonias negative, its code every other finding", () => {
    const [covid] = paperTasks;
    const isNegative = (finding: string): boolean | undefined =>
      covid?.kind === 'classes' ? covid.inWords?.isNegative(releaseRowWith({ finding })) : undefined;
    expect(isNegative('Pneumonia')).toBe(true);
    expect(isNegative('Pneumonia/Viral/SARS')).toBe(true);
    expect(isNegative('No Finding')).toBe(false);
    expect(isNegative('Tuberculosis')).toBe(false);
  });

  test('say their rules', () => {
    for (const task of paperTasks) {
      expect(ruleInWords(task)).toMatch(/^views PA and AP .*\.$/);
      expect(ruleInWords(task).includes('0 < offset < 8')).toBe(task.kind === 'classes');
    }
  });
});
