import { describe, expect, test } from 'vitest';
import type { CaseStore } from '../../data/ports/cases.ts';
import type { ReviewStore } from '../../data/ports/reviews.ts';
import { decide, draftOf } from '../helpers/drafts.ts';

interface Documents {
  readonly cases: CaseStore;
  readonly reviews: ReviewStore;
}

/** What every store of cases and reviews must keep to. @param open a fresh one */
export const documentsContract = (open: () => Promise<Documents>): void => {
  describe('cases', () => {
    test('are written once, replaced when they differ, and counted', async () => {
      const { cases } = await open();
      const first = await cases.put(draftOf('eurorad-1'));
      expect([first.change, first.case.rev]).toEqual(['new', 1]);
      const later = draftOf('eurorad-1');
      later.source.retrievedAt = '2026-05-05T00:00:00.000Z';
      const again = await cases.put(later);
      expect([again.change, again.case.rev, again.case.source.retrievedAt]).toEqual([
        'unchanged',
        1,
        '2026-01-02T03:04:05.000Z',
      ]);
      const changed = await cases.put({ ...draftOf('eurorad-1'), texts: [], images: [] });
      expect([changed.change, changed.case.rev]).toEqual(['updated', 2]);
      expect(await cases.get('eurorad-1')).toEqual(changed.case);
    });

    test('refuse a write based on an older revision', async () => {
      const { cases } = await open();
      await cases.put(draftOf('eurorad-1'), { expect: 0 });
      await expect(cases.put(draftOf('eurorad-1', { texts: [], images: [] }), { expect: 0 })).rejects.toThrow(
        /at revision 1, not 0/,
      );
    });

    test('with more than two megabytes of texts are refused with a sentence, and just as many are kept', async () => {
      const { cases } = await open();
      const texts = (bytes: number) => ({
        texts: ['t1', 't2'].map((id) => ({
          id,
          kind: 'body' as const,
          language: 'en',
          text: 'é'.repeat(bytes / 4),
        })),
        images: [],
      });
      await expect(cases.put(draftOf('eurorad-1', texts(2_000_004)))).rejects.toThrow(
        /^case eurorad-1: its texts are 2\.1 MB together, more than the 2 MB that one case may have; /,
      );
      expect(await cases.get('eurorad-1')).toBeNull();
      expect((await cases.put(draftOf('eurorad-1', texts(2_000_000)))).change).toBe('new');
    });

    test('are written by one of several who meet, and the others are told', async () => {
      const { cases } = await open();
      await cases.put(draftOf('eurorad-1'));
      const drafts = [1, 2, 3].map((key) => {
        const draft = draftOf('eurorad-1');
        return { ...draft, document: { ...draft.document, title: `title ${key}` } };
      });
      const settled = await Promise.allSettled(drafts.map((draft) => cases.put(draft, { expect: 1 })));
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await cases.get('eurorad-1'))?.rev).toBe(2);
    });

    test('are taken away with review and earlier states, only as they were read', async () => {
      const { cases, reviews } = await open();
      await cases.put(draftOf('eurorad-1'));
      await reviews.append('eurorad-1', [decide('sex', 'male')]);
      await cases.put(draftOf('eurorad-1', { texts: [], images: [] }));
      for (const [rev, review] of [
        [1, 1],
        [2, 0],
      ] as const)
        await expect(cases.remove('eurorad-1', rev, review)).rejects.toThrow(/somebody wrote meanwhile/);
      await cases.remove('eurorad-1', 2, 1);
      expect([await cases.get('eurorad-1'), await cases.former('eurorad-1')]).toEqual([null, []]);
      expect((await reviews.get('eurorad-1')).events).toEqual([]);
      await expect(cases.remove('eurorad-1', 0, 0)).rejects.toThrow(/there is no case/);
      // Without the revision of the review, that stays.
      await cases.put(draftOf('eurorad-1'), { expect: 0 });
      await reviews.append('eurorad-1', [decide('sex', 'female')]);
      await cases.remove('eurorad-1', 1);
      expect((await reviews.get('eurorad-1')).events).toHaveLength(1);
      await cases.remove('eurorad-1', 0, 1);
      expect((await reviews.get('eurorad-1')).events).toEqual([]);
    });

    test('come in natural order, of one site or of all', async () => {
      const { cases } = await open();
      for (const id of ['eurorad-10', 'radiopaedia-2', 'eurorad-9']) await cases.put(draftOf(id));
      expect(await Array.fromAsync(cases.ids())).toEqual(['eurorad-9', 'eurorad-10', 'radiopaedia-2']);
      expect(await Array.fromAsync(cases.ids({ site: 'radiopaedia' }))).toEqual(['radiopaedia-2']);
      expect((await Array.fromAsync(cases.all())).map(({ id }) => id)).toEqual([
        'eurorad-9',
        'eurorad-10',
        'radiopaedia-2',
      ]);
      expect([await cases.has('eurorad-9'), await cases.has('eurorad-8')]).toEqual([true, false]);
      expect(await cases.get('eurorad-8')).toBeNull();
    });

    test('stay as they stood before a new reading, once somebody has reviewed them', async () => {
      const { cases, reviews } = await open();
      const { case: first } = await cases.put(draftOf('eurorad-1'));
      expect(await cases.former('eurorad-1')).toEqual([]);
      await reviews.append('eurorad-1', [decide('survival', 'yes')]);
      await cases.put(draftOf('eurorad-1', { texts: [], images: [] }));
      expect(await cases.former('eurorad-1')).toEqual([{ record: first, events: 1 }]);
    });
  });

  describe('reviews', () => {
    test('append events and refuse those based on an older revision, losing nothing', async () => {
      const { reviews } = await open();
      const [first, second] = [decide('survival', 'yes'), decide('survival', 'no')];
      expect((await reviews.get('eurorad-1')).rev).toBe(0);
      expect((await reviews.append('eurorad-1', [first], { expect: 0 })).rev).toBe(1);
      await expect(reviews.append('eurorad-1', [second], { expect: 0 })).rejects.toMatchObject({
        code: 'stale-review',
        status: 412,
      });
      expect((await reviews.get('eurorad-1')).events.map(({ id }) => id)).toEqual([first.id]);
    });

    test('the same event twice is kept once', async () => {
      const { reviews } = await open();
      const event = decide('survival', 'yes');
      await reviews.append('eurorad-1', [event]);
      expect((await reviews.append('eurorad-1', [event])).events).toHaveLength(1);
    });

    test('an event that is not valid is refused before anything is written', async () => {
      const { reviews } = await open();
      const bad = { ...decide('survival', 'yes'), at: 'yesterday' };
      await expect(reviews.append('eurorad-1', [decide('survival', 'no'), bad])).rejects.toThrow(
        /review event for eurorad-1 is not valid: at/,
      );
      expect(await reviews.get('eurorad-1')).toMatchObject({ rev: 0, events: [] });
    });
  });
};
