import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FileDatasets } from '../../../data/embedded/datasets/datasets.ts';
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

function opened(): { datasets: FileDatasets; directory: string; fileOf(id: string): string } {
  const { directory } = temporaryWorkspace();
  const datasets = new FileDatasets(directory);
  onTestFinished(() => datasets.close());
  return { datasets, directory, fileOf: (id) => join(directory, 'datasets', `${id}.json`) };
}

const closedBy = async (datasets: FileDatasets) =>
  (await datasets.survey()).closed.map(({ dataset, stands }) => [dataset.id, stands]);

test('a dataset whose file is gone is known by its record, until it is removed', async () => {
  const { datasets, fileOf } = opened();
  await datasets.put(draftOf('films'), 0);
  rmSync(fileOf('films'));
  expect([await datasets.list(), await closedBy(datasets)]).toEqual([[], [['films', false]]]);
  expect(await datasets.survey()).toMatchObject({
    unknown: null,
    faults: [{ kind: 'missing', id: 'films' }],
  });
  expect((await datasets.put(draftOf('films'), 1)).rev).toBe(2);
  expect(await closedBy(datasets)).toEqual([['films', true]]);
  await datasets.remove('films');
  expect([await closedBy(datasets), (await datasets.survey()).faults]).toEqual([[], []]);
  await expect(datasets.remove('films')).rejects.toThrow(/no dataset 'films'/);
});

test('a file that was put there by hand is registered when it is met', async () => {
  const { datasets, directory, fileOf } = opened();
  const other = opened();
  const made = await other.datasets.put(draftOf('films'), 0);
  await datasets.put(draftOf('first'), 0);
  writeFileSync(fileOf('films'), JSON.stringify(made));
  expect(await closedBy(datasets)).toEqual([
    ['films', true],
    ['first', true],
  ]);
  writeFileSync(fileOf('films'), '');
  const again = new FileDatasets(directory);
  onTestFinished(() => again.close());
  expect(await closedBy(again)).toEqual([
    ['films', false],
    ['first', true],
  ]);
});

test('a register that is deleted while it is used is not forgotten, whatever is saved then', async () => {
  const { datasets, directory, fileOf } = opened();
  await datasets.put(draftOf('films'), 0);
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(join(directory, `datasets.sqlite${suffix}`), { force: true });
  rmSync(fileOf('films'));
  await datasets.put(draftOf('second'), 0);
  const again = new FileDatasets(directory);
  onTestFinished(() => again.close());
  expect(await closedBy(again)).toEqual([
    ['films', false],
    ['second', true],
  ]);
});

test('a register that is damaged is put aside and made anew from the files, and is said', async () => {
  const { datasets, directory } = opened();
  await datasets.put(draftOf('films'), 0);
  const register = join(directory, 'datasets.sqlite');
  for (const suffix of ['-wal', '-shm']) rmSync(register + suffix, { force: true });
  writeFileSync(register, 'rubbish '.repeat(2_000));
  expect(await datasets.survey()).toMatchObject({
    unknown: null,
    register: expect.stringMatching(/^datasets\.sqlite was gone or damaged/),
  });
  expect(await closedBy(datasets)).toEqual([['films', true]]);
  const again = new FileDatasets(directory);
  await again.put(draftOf('more'), 0);
  expect((await again.survey()).closed).toHaveLength(2);
  again.close();
});

test('a register that cannot be read, nor put aside, is said, and names its file', async () => {
  const { datasets, directory } = opened();
  mkdirSync(join(directory, 'datasets.sqlite'));
  expect((await datasets.survey()).unknown).toMatch(/^datasets\.sqlite.*cannot be read/);
});
