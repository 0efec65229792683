import { describe, expect, test } from 'vitest';
import type { Dataset, DatasetDraft } from '../../data/format/dataset.ts';
import type { CaseStore } from '../../data/ports/cases.ts';
import type { Datasets, PrivateDataset } from '../../data/ports/datasets.ts';
import type { PrivateCases } from '../../data/ports/private-cases.ts';
import type { ReviewStore } from '../../data/ports/reviews.ts';
import { datasetDraft, decide, draftOf } from '../helpers/drafts.ts';

interface Stores {
  readonly cases: CaseStore;
  readonly reviews: ReviewStore;
  readonly datasets: Datasets;
  readonly privacy: PrivateCases;
}

const IDS = ['eurorad-1', 'eurorad-2', 'eurorad-10', 'sirm-1'];

/** What everything that tells private cases must keep to. @param open a fresh store, and another process's view of it */
export const privateCasesContract = (
  open: () => Promise<{ readonly one: Stores; readonly other: Stores }>,
): void => {
  const opened = async (): Promise<{ one: Stores; other: Stores }> => {
    const stores = await open();
    for (const id of IDS) await stores.one.cases.put(draftOf(id));
    return stores;
  };
  /** The private datasets as they are now, once it is known what they hold. */
  const closedOf = async ({ privacy }: Stores): Promise<readonly PrivateDataset[]> => {
    const { closed, unknown } = await privacy.survey();
    expect([unknown, await privacy.settled(closed, null)]).toEqual([null, true]);
    return closed;
  };
  /** Cases that somebody without access to any private dataset does not see, each asked for and listed. */
  const hiddenIn = async (stores: Stores): Promise<string[]> => {
    const closed = await closedOf(stores);
    const asked: string[] = [];
    for (const id of IDS) if ((await stores.privacy.of(id, closed)) !== 'shown') asked.push(id);
    const listed = await stores.privacy.hidden(closed);
    expect(IDS.filter((id) => listed.includes(id))).toEqual(asked);
    return asked;
  };

  describe('private cases', () => {
    test('are none without a private dataset', async () => {
      const { one } = await opened();
      await one.datasets.put(datasetDraft('films', { access: 'public' }), 0);
      await one.privacy.warm();
      expect(await hiddenIn(one)).toEqual([]);
      expect([await one.privacy.hidden([]), await one.privacy.of('eurorad-1', [])]).toEqual([[], 'shown']);
      expect(await one.privacy.settled([], 0)).toBe(true);
    });

    test.each<[string, DatasetDraft['members'], string[]]>([
      ['by rule', { rule: { site: 'eurorad' } }, ['eurorad-1', 'eurorad-2', 'eurorad-10']],
      ['by words', { rule: { text: 'pneumonia sirm' } }, ['sirm-1']],
      ['by list', { rule: null, cases: ['sirm-1', 'gone-1'] }, ['sirm-1']],
      [
        'by both but for exceptions',
        { rule: { site: 'eurorad' }, cases: ['sirm-1', 'eurorad-2'], except: ['eurorad-2', 'eurorad-10'] },
        ['eurorad-1', 'sirm-1'],
      ],
      ['all of them', { rule: {} }, IDS],
    ])('belong %s', async (_how, members, hidden) => {
      const { one, other } = await opened();
      await one.datasets.put(datasetDraft('films', { members }), 0);
      expect([await hiddenIn(one), await hiddenIn(other)]).toEqual([hidden, hidden]);
      expect(await other.privacy.among(IDS, null)).toBe(hidden.length);
    });

    test('stay private whatever other datasets hold them, and open to those alone who may have all that do', async () => {
      const { one } = await opened();
      await one.datasets.put(datasetDraft('films'), 0);
      await one.datasets.put(datasetDraft('wide', { access: 'public', members: { rule: {} } }), 0);
      await one.datasets.put(datasetDraft('second', { members: { rule: null, cases: ['eurorad-1'] } }), 0);
      const closed = await closedOf(one);
      const without = (id: string) => closed.filter(({ dataset }) => dataset.id !== id);
      expect(await one.privacy.of('eurorad-1', without('films'))).toBe('hidden');
      expect(await one.privacy.of('eurorad-1', without('second'))).toBe('hidden');
      expect(await one.privacy.of('eurorad-2', without('films'))).toBe('shown');
    });

    test('are so from the moment on when a case, a review or a dataset says it, whoever wrote it', async () => {
      const { one, other } = await opened();
      await one.datasets.put(datasetDraft('done', { members: { rule: { status: 'done' } } }), 0);
      expect([await hiddenIn(one), await hiddenIn(other)]).toEqual([[], []]);
      const { id, at, by } = decide('age', 61);
      await other.reviews.append('sirm-1', [{ id, at, by, kind: 'status', status: 'done' }]);
      expect(await one.privacy.of('sirm-1', await closedOf(one))).toBe('hidden');
      await other.datasets.put(datasetDraft('films'), 0);
      expect(await hiddenIn(one)).toEqual(IDS);
      await other.cases.put(draftOf('eurorad-11'));
      expect(await one.privacy.of('eurorad-11', await closedOf(one))).toBe('hidden');
      await other.datasets.remove('films');
      expect(await hiddenIn(one)).toEqual(['sirm-1']);
    });

    test('what cannot be told is not shown: a case that there is not, a rule that nobody took up', async () => {
      const { one } = await opened();
      await one.datasets.put(datasetDraft('films'), 0);
      const closed = await closedOf(one);
      for (const id of ['eurorad-404', '../x', '', 'eurorad-\u0000'])
        expect(await one.privacy.of(id, closed), id).not.toBe('shown');
      const [held] = closed;
      const foreign = { ...held?.dataset, members: { rule: { site: 'nowhere' }, cases: [], except: [] } };
      expect(await one.privacy.of('sirm-1', [{ dataset: foreign as Dataset, stands: true }])).toBe(
        'not-known',
      );
    });

    test('are counted before a dataset that is changed or removed opens them', async () => {
      const { one } = await opened();
      await one.datasets.put(datasetDraft('films'), 0);
      const next = (change: Partial<DatasetDraft>) => one.datasets.check(datasetDraft('films', change), 1);
      const { privacy } = one;
      expect(await privacy.opening('films', await next({ title: 'Other' }))).toBe(0);
      expect(await privacy.opening('films', await next({ access: 'public' }))).toBe(3);
      expect(await privacy.opening('films', null)).toBe(3);
      const fewer = await next({ members: { rule: { site: 'eurorad' }, except: ['eurorad-2'] } });
      expect(await privacy.opening('films', fewer)).toBe(1);
      await one.datasets.put(datasetDraft('second', { members: { rule: null, cases: ['eurorad-1'] } }), 0);
      expect([await privacy.opening('films', null), await privacy.opening('nobody', null)]).toEqual([2, 0]);
      expect(await hiddenIn(one)).toEqual(['eurorad-1', 'eurorad-2', 'eurorad-10']);
    });
  });
};
