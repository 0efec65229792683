import { fixedSets } from '../splits/fixed-split.ts';
import type { UnknownPlace } from '../splits/leave-one-out.ts';
import { BOTH_SCORES, type Task } from '../splits/task.ts';
import { type Column, counted, number, type Table, text, whole } from './column.ts';
import { meanings } from './metadata.ts';

/** Tables of splits and tasks. */

const rowOfRelease = [
  { column: 'filename', table: 'metadata.csv', to: 'filename' },
  { column: 'patientid', table: 'patients.csv', to: 'patientid' },
] as const;

/** A leave-one-out split of a release. */
export interface SplitPlace {
  readonly id: string;
  /** What is left out, in words. */
  readonly place: string;
  readonly of: 'country' | 'subRegion' | 'region';
  /** What becomes of rows whose place is not known. */
  readonly unknown: UnknownPlace;
  /** False: what trains is told by the place alone, whatever group it is of. */
  readonly groups: boolean;
  readonly means: string;
}

const leftOutBy = (id: string, place: string, of: SplitPlace['of']): SplitPlace => ({
  id,
  place,
  of,
  unknown: 'out',
  groups: true,
  means: `Leave-one-out by ${place}, no patient, document or film on both sides`,
});

export const splitPlaces: readonly SplitPlace[] = [
  leftOutBy('leave-one-country-out', 'country', 'country'),
  leftOutBy('leave-one-subregion-out', 'UN sub-region', 'subRegion'),
  leftOutBy('leave-one-continent-out', 'UN region', 'region'),
  {
    id: 'paper-by-region',
    place: 'UN region',
    of: 'region',
    unknown: 'train',
    groups: false,
    means:
      "Leave-one-out by UN region as the paper's code has it: by the region alone, a patient or document may be on both sides",
  },
  {
    id: 'paper-by-group',
    place: 'UN region',
    of: 'region',
    unknown: 'train',
    groups: true,
    means:
      "Leave-one-out by UN region as the paper's words ask: training and test come from different groups (patient, document, film)",
  },
];

/** What a blank fold means for a row. */
export const blankFold = {
  out: 'in no set',
  train: 'in the training set of every fold',
} as const satisfies Record<UnknownPlace, string>;

export const splitTable = ({ id, place, unknown, means }: SplitPlace): Table => ({
  path: `splits/${id}.csv`,
  title: means,
  columns: [
    text('filename', meanings.filename, { required: true }),
    text('patientid', meanings.patientid, { required: true }),
    whole('group', 'rows of one patient, document or film, as far as they reach', {
      required: true,
      ...counted,
    }),
    text('fold', `${place} whose fold tests on this row; blank: not known, the row is ${blankFold[unknown]}`),
    text('also_in', 'folds, separated by semicolons, in which the row is in no set'),
  ],
  key: ['filename'],
  refers: rowOfRelease,
});

export const fixedSplitTable: Table = {
  path: 'splits/train-validation-test.csv',
  title: 'One fixed split by patient, document and film, the same in every later release',
  columns: [
    text('filename', meanings.filename, { required: true }),
    text('patientid', meanings.patientid, { required: true }),
    whole('group', 'rows of one group are in one set', { required: true, ...counted }),
    text('set', 'set of the row', { required: true, values: fixedSets }),
    text('since', 'version of the release that put the row there first', { required: true }),
  ],
  key: ['filename'],
  refers: rowOfRelease,
};

const task = (id: string, columns: readonly Column[]): Table => ({
  path: `tasks/${id}.csv`,
  title: `Rows of the task ${id}`,
  columns: [
    text('filename', meanings.filename, { required: true }),
    text('patientid', meanings.patientid, { required: true }),
    whole('group', 'rows of one group never stand on both sides', { required: true, ...counted }),
    text('country', 'fold of leave-one-country-out'),
    text('sub_region', 'fold of leave-one-subregion-out'),
    text('region', 'fold of leave-one-continent-out'),
    ...columns,
  ],
  key: ['filename'],
  refers: rowOfRelease,
});

export const folds: Table = {
  path: 'tasks/folds.csv',
  title: 'Counts and prevalence of every fold of every task',
  columns: [
    text('task', 'task', { required: true }),
    text('split', 'split', { required: true }),
    text('fold', 'place that is left out; for train-validation-test the set that is tested on', {
      required: true,
    }),
    whole('train', 'training images', { required: true, ...counted }),
    whole('train_positive', 'positive ones among them; blank for scores', counted),
    whole('test', 'test images', { required: true, ...counted }),
    whole('test_positive', 'positive ones among them; blank for scores', counted),
    number('prevalence', 'positive part of the test images', { minimum: 0, maximum: 1 }),
    text('left_out', 'why the fold is not used; blank: it is'),
  ],
  key: ['task', 'split', 'fold'],
};

const label = whole('label', '1 positive, 0 negative (tasks/tasks.json says what they are)', {
  required: true,
  minimum: 0,
  maximum: 1,
});

export const severity = task(BOTH_SCORES, [
  number('geographic_mean', 'extent of lung involvement, 0 to 8', {
    required: true,
    minimum: 0,
    maximum: 8,
  }),
  number('opacity_mean', 'degree of opacity, 0 to 6', { required: true, minimum: 0, maximum: 6 }),
]);

export const scores: Table = {
  path: 'tasks/scores.csv',
  title: 'Scores of images as each rater gave them, on every scale',
  columns: [
    text('filename', meanings.filename, { required: true }),
    text('patientid', meanings.patientid, { required: true }),
    text('rater', 'who scored', { required: true }),
    text('scale', 'what was scored, by the name of its column', { required: true }),
    number('score', 'the score', { required: true }),
  ],
  key: ['filename', 'rater', 'scale'],
  refers: rowOfRelease,
};

export const taskTable = (of: Task): Table =>
  of.id === BOTH_SCORES
    ? severity
    : task(of.id, [
        of.kind === 'classes'
          ? label
          : number('label', `score of readers, 0 to ${of.highest}`, {
              required: true,
              minimum: 0,
              maximum: of.highest,
            }),
      ]);
