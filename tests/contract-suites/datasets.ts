import { describe, expect, test } from 'vitest';
import type { DatasetDraft } from '../../data/format/dataset.ts';
import type { Datasets } from '../../data/ports/datasets.ts';
import { datasetDraft } from '../helpers/drafts.ts';

export interface SharedDatasets {
  readonly datasets: Datasets;
  /** Another process's view of the same store. */
  readonly other: Datasets;
}

/** What every store of datasets must keep to. @param open a fresh one */
export const datasetsContract = (open: () => Promise<SharedDatasets>): void => {
  const films = datasetDraft('films');

  describe('datasets', () => {
    test('are made once, changed from the revision they stand at, and removed', async () => {
      const { datasets, other } = await open();
      expect([await datasets.list(), await datasets.get('films'), await datasets.known('films')]).toEqual([
        [],
        null,
        null,
      ]);
      const made = await datasets.put(films, 0);
      expect(made).toMatchObject({ ...films, rev: 1, createdAt: expect.stringMatching(/^\d{4}-/) });
      expect(await other.need('films')).toEqual(made);
      await expect(other.put(films, 0)).rejects.toThrow(/already; choose another id/);
      const renamed = { ...films, title: 'Röntgen “films”' };
      expect(await other.check(renamed, 1)).toEqual({ ...made, title: renamed.title, rev: 2 });
      expect((await datasets.get('films'))?.rev).toBe(1);
      const changed = await other.put(renamed, 1);
      expect([changed.rev, changed.createdAt, await datasets.need('films')]).toEqual([
        2,
        made.createdAt,
        changed,
      ]);
      await expect(datasets.put(films, 1)).rejects.toThrow(/at revision 2, not 1: somebody saved meanwhile/);
      await datasets.needKnown('films');
      await datasets.remove('films');
      expect([await other.get('films'), await other.known('films'), await other.list()]).toEqual([
        null,
        null,
        [],
      ]);
      for (const act of ['remove', 'need', 'needKnown'] as const)
        await expect(other[act]('films')).rejects.toThrow(/there is no dataset 'films'/);
      expect((await datasets.put(films, 0)).rev).toBe(1);
    });

    test('of several who write one at once, one does', async () => {
      const { datasets, other } = await open();
      const saveAll = (expected: number): Promise<PromiseSettledResult<unknown>[]> =>
        Promise.allSettled(
          ['a', 'b', 'c', 'd'].map((title, at) =>
            (at % 2 === 0 ? datasets : other).put({ ...films, title }, expected),
          ),
        );
      for (const expected of [0, 1, 2]) {
        const tries = await saveAll(expected);
        expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const one of tries)
          if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'stale-dataset' });
        expect((await datasets.need('films')).rev).toBe(expected + 1);
      }
    });

    test('are told apart by whether their cases are private, as they stand now', async () => {
      const { datasets, other } = await open();
      await datasets.put(films, 0);
      await datasets.put(datasetDraft('atlas', { access: 'public' }), 0);
      const survey = async () => {
        const { datasets: all, closed, faults, unknown } = await other.survey();
        expect([faults, unknown]).toEqual([[], null]);
        return [all.map(({ id }) => id), closed.map(({ dataset, stands }) => [dataset.id, stands])];
      };
      expect(await survey()).toEqual([['atlas', 'films'], [['films', true]]]);
      await datasets.put({ ...films, access: 'public' }, 1);
      expect(await survey()).toEqual([['atlas', 'films'], []]);
      await datasets.put(films, 2);
      await datasets.remove('atlas');
      expect(await survey()).toEqual([['films'], [['films', true]]]);
    });

    test('are the same object until they are written again', async () => {
      const { datasets } = await open();
      await datasets.put(films, 0);
      const first = await datasets.need('films');
      expect((await datasets.survey()).closed[0]?.dataset).toBe(first);
      await datasets.put({ ...films, title: 'Other' }, 1);
      expect(await datasets.need('films')).not.toBe(first);
    });

    test('that could not be kept are refused by name, and nothing is written', async () => {
      const { datasets } = await open();
      for (const id of ['../x', 'A', '', 'a/b', '-a', 'x'.repeat(61), 'a\u0000']) {
        await expect(datasets.put({ ...films, id }, 0), id).rejects.toThrow(/a dataset id is lower-case/);
        await expect(datasets.remove(id), id).rejects.toThrow(/a dataset id is lower-case/);
        expect(await datasets.get(id), id).toBeNull();
      }
      for (const [change, place] of [
        [{ title: ' ' }, /title/],
        [{ owner: 'a b' }, /owner/],
        [{ members: { rule: null, cases: ['../x'] } }, /members\.cases\.0/],
      ] as const) {
        await expect(datasets.put({ ...films, ...change } as DatasetDraft, 0)).rejects.toThrow(place);
        await expect(datasets.check({ ...films, ...change } as DatasetDraft, 0)).rejects.toThrow(place);
      }
      expect(await datasets.list()).toEqual([]);
    });
  });
};
