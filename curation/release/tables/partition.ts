import { type Column, counted, number, type Table, text, whole } from './column.ts';
import { meanings } from './metadata.ts';

/** Tables of splits and tasks. */

const rowOfRelease = [
  { column: 'filename', table: 'metadata.csv', to: 'filename' },
  { column: 'patientid', table: 'patients.csv', to: 'patientid' },
] as const;

const split = (path: string, place: string): Table => ({
  path,
  title: `Leave-one-out by ${place}: fold is the test set of the row, also_in the folds whose test set its group reaches into`,
  columns: [
    text('filename', meanings.filename, { required: true }),
    text('patientid', meanings.patientid, { required: true }),
    whole('group', 'rows of one group never stand on both sides', { required: true, ...counted }),
    text('fold', `${place} whose fold tests on this row; blank: not known, the row is in no set`),
    text('also_in', 'folds, separated by semicolons, in which the row is in no set'),
  ],
  key: ['filename'],
  refers: rowOfRelease,
});

export const splitPlaces = [
  { id: 'leave-one-country-out', place: 'country', of: 'country' },
  { id: 'leave-one-subregion-out', place: 'UN sub-region', of: 'subRegion' },
  { id: 'leave-one-continent-out', place: 'UN region', of: 'region' },
] as const;

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
    text('fold', 'place that is left out', { required: true }),
    whole('train', 'training images', { required: true, ...counted }),
    whole('train_positive', 'positive ones among them', { required: true, ...counted }),
    whole('test', 'test images', { required: true, ...counted }),
    whole('test_positive', 'positive ones among them', { required: true, ...counted }),
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

export const severity = task('severity', [
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

export const taskTable = (id: string): Table => task(id, [label]);
export const splitTable = (id: string, place: string): Table => split(`splits/${id}.csv`, place);
