import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Datasets } from '../../../data/embedded/datasets/datasets.ts';
import type { DatasetDraft } from '../../../data/format/dataset.ts';
import { temporaryWorkspace } from '../../helpers/temporary.ts';

const draftOf = (id: string): DatasetDraft => ({
  id,
  title: id,
  description: '',
  contact: '',
  licence: null,
  access: 'on-request',
  owner: 'ana',
  members: { rule: { site: 'eurorad' } },
});

function opened(): { datasets: Datasets; directory: string; fileOf(id: string): string } {
  const { directory } = temporaryWorkspace();
  const datasets = new Datasets(directory);
  onTestFinished(() => datasets.close());
  return { datasets, directory, fileOf: (id) => join(directory, 'datasets', `${id}.json`) };
}

const closedBy = (datasets: Datasets) =>
  datasets.survey().closed.map(({ dataset, stands }) => [dataset.id, stands]);

test('a dataset whose file is gone is known by its record, until it is removed', () => {
  const { datasets, fileOf } = opened();
  datasets.put(draftOf('films'), 0);
  rmSync(fileOf('films'));
  expect([datasets.list(), closedBy(datasets)]).toEqual([[], [['films', false]]]);
  expect(datasets.survey()).toMatchObject({ unknown: null, faults: [{ kind: 'missing', id: 'films' }] });
  expect(datasets.put(draftOf('films'), 1).rev).toBe(2);
  expect(closedBy(datasets)).toEqual([['films', true]]);
  datasets.remove('films');
  expect([closedBy(datasets), datasets.survey().faults]).toEqual([[], []]);
  expect(() => datasets.remove('films')).toThrow(/no dataset 'films'/);
});

test('a file that was put there by hand is registered when it is met', () => {
  const { datasets, directory, fileOf } = opened();
  const other = opened();
  const made = other.datasets.put(draftOf('films'), 0);
  datasets.put(draftOf('first'), 0);
  writeFileSync(fileOf('films'), JSON.stringify(made));
  expect(closedBy(datasets)).toEqual([
    ['films', true],
    ['first', true],
  ]);
  writeFileSync(fileOf('films'), '');
  const again = new Datasets(directory);
  onTestFinished(() => again.close());
  expect(closedBy(again)).toEqual([
    ['films', false],
    ['first', true],
  ]);
});

test('a register that is deleted while it is used is not forgotten, whatever is saved then', () => {
  const { datasets, directory, fileOf } = opened();
  datasets.put(draftOf('films'), 0);
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(join(directory, `datasets.sqlite${suffix}`), { force: true });
  rmSync(fileOf('films'));
  datasets.put(draftOf('second'), 0);
  const again = new Datasets(directory);
  onTestFinished(() => again.close());
  expect(closedBy(again)).toEqual([
    ['films', false],
    ['second', true],
  ]);
});

test('a register that cannot be read is said, and names its file', () => {
  const { datasets, directory } = opened();
  writeFileSync(join(directory, 'datasets.sqlite'), 'rubbish '.repeat(2_000));
  expect(datasets.survey().unknown).toMatch(/^datasets\.sqlite.*cannot be read/);
  expect(() => datasets.put(draftOf('films'), 0)).toThrow(/datasets\.sqlite.*restore it from a backup/);
});
