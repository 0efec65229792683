import { describe, expect, test } from 'vitest';
import type { CaseIndex } from '../../data/ports/case-index.ts';
import type { CaseStore } from '../../data/ports/cases.ts';
import type { ReviewStore } from '../../data/ports/reviews.ts';
import { decide, draftOf } from '../helpers/drafts.ts';

interface Stores {
  readonly cases: CaseStore;
  readonly reviews: ReviewStore;
  readonly index: CaseIndex;
}

/** Stores with their index. */
export interface Indexed extends Stores {
  /** Another process's view of the same. */
  other(): Promise<Stores>;
}

/** What every index of cases must keep to. @param open a fresh one, of the provider's plain summaries */
export const indexContract = (open: () => Promise<Indexed>): void => {
  const text = (words: string) => ({ id: 't1', kind: 'findings', language: 'en', text: words }) as const;
  const idsIn = async (list: ReturnType<CaseIndex['list']>) => (await list).rows.map(({ id }) => id);

  describe('an index of cases', () => {
    test('finds words, filters, counts facets, and shows what another process wrote', async () => {
      const { index, other } = await open();
      await index.ready();
      const { cases } = await other();
      await cases.put(draftOf('eurorad-1'));
      await cases.put(draftOf('radiopaedia-7', { texts: [text('Cavità apicale')], images: [] }));
      expect(await idsIn(index.list({ text: 'cavita' }))).toEqual(['radiopaedia-7']);
      expect(await idsIn(index.list({ text: 'radiogr' }))).toEqual(['eurorad-1']);
      expect(await idsIn(index.list({ text: 'radiogr fever' })), 'only the last may be unfinished').toEqual(
        [],
      );
      expect((await index.list({ text: 'portugal', site: 'eurorad' })).total).toBe(1);
      for (const words of ['" OR * NEAR( --', '?!', "x'; DROP TABLE cases; --"])
        expect((await index.list({ text: words })).total, words).toBe(0);
      expect((await index.facets())['site']).toEqual([
        { term: 'eurorad', count: 1 },
        { term: 'radiopaedia', count: 1 },
      ]);
    });

    test('gives pages in the order asked for, and the counts of every filter without itself', async () => {
      const { cases, reviews, index } = await open();
      for (const [id, day] of [
        ['eurorad-10', 3],
        ['eurorad-9', 5],
        ['sirm-1', 4],
      ] as const) {
        const draft = draftOf(id);
        const retrievedAt = `2026-01-0${day}T00:00:00.000Z`;
        await cases.put({ ...draft, source: { ...draft.source, retrievedAt } });
      }
      await reviews.append('eurorad-10', [decide('survival', 'yes')]);
      expect(await index.idsOf()).toEqual(['eurorad-9', 'eurorad-10', 'sirm-1']);
      expect(await idsIn(index.list({ order: 'newest' }))).toEqual(['eurorad-9', 'sirm-1', 'eurorad-10']);
      expect(await idsIn(index.list({ order: 'reviewed', limit: 1 }))).toEqual(['eurorad-10']);
      expect(await index.list({ limit: 0, offset: 1 })).toMatchObject({
        total: 3,
        rows: [{ id: 'eurorad-10' }],
      });
      const found = await index.search({ status: 'in-progress', site: 'sirm' });
      expect(found).toMatchObject({ total: 0, rows: [] });
      expect(Object.keys(found.facets).slice(0, 2)).toEqual(['status', 'site']);
      expect(found.facets).toMatchObject({
        status: [{ term: 'new', count: 1 }],
        site: [{ term: 'eurorad', count: 1 }],
      });
      expect(await index.idsOf({ among: ['sirm-1', 'eurorad-9', 'sirm-2'], hidden: ['eurorad-9'] })).toEqual([
        'sirm-1',
      ]);
      expect(await index.idsOf({ among: [] })).toEqual([]);
      expect(await index.idsOf({ hidden: ['sirm-1'], status: 'new' })).toEqual(['eurorad-9']);
    });

    test('follows each write: what a case says no longer is not found', async () => {
      const { cases, reviews, index } = await open();
      await cases.put(draftOf('eurorad-1', { texts: [text('old words')], images: [] }));
      await cases.put(draftOf('eurorad-1', { texts: [text('new words')], images: [] }));
      await reviews.append('eurorad-1', [decide('survival', 'yes'), decide('survival', 'no')]);
      expect((await index.list({ text: 'old' })).total).toBe(0);
      expect((await index.search({ text: 'new' })).rows).toMatchObject([
        { id: 'eurorad-1', status: 'in-progress', decided: 2, patients: 1, images: 0, rev: 2, reviewRev: 1 },
      ]);
      expect((await index.facets())['status']).toEqual([{ term: 'in-progress', count: 1 }]);
    });

    test('knows every case that several processes write at once', async () => {
      const { cases, reviews, index, other } = await open();
      const writers = [{ cases, reviews }, await other(), await other()];
      const ids = Array.from({ length: 12 }, (_, at) => `eurorad-${at}`);
      await Promise.all([
        ...ids.map(async (id, at) => {
          await writers[at % 3]?.cases.put(draftOf(id));
          await writers[(at + 1) % 3]?.reviews.append(id, [decide('survival', 'yes')]);
        }),
        index.sync(),
        index.ready(),
      ]);
      expect(await index.idsOf({ status: 'in-progress' })).toEqual(ids);
      expect((await index.facets())['site']).toEqual([{ term: 'eurorad', count: 12 }]);
      await index.sync();
      expect([await index.isCurrent(), (await index.list()).total]).toEqual([true, 12]);
      expect(await index.damaged()).toEqual([]);
    });

    test('tells which cases hold an image, a DOI or a title', async () => {
      const { cases, index } = await open();
      const draft = draftOf('paper-1');
      const images = draft.images.map((image) => ({ ...image, sha256: 'a'.repeat(64) }));
      await cases.put({ ...draft, images, document: { ...draft.document, doi: '10.1/Abc' } });
      await cases.put({ ...draftOf('paper-2'), document: { ...draft.document, title: null } });
      expect(await index.casesWithImage('a'.repeat(64))).toEqual(['paper-1']);
      expect(await index.casesWithImage('b'.repeat(64))).toEqual([]);
      expect([await index.casesWithDoi('10.1/aBC'), await index.casesWithDoi('10.1/ab')]).toEqual([
        ['paper-1'],
        [],
      ]);
      expect(await index.titlesOf('paper')).toEqual([
        { id: 'paper-1', title: 'Pneumonia in paper-1' },
        { id: 'paper-2', title: 'paper-2' },
      ]);
      expect(await index.imagesAmong(['paper-1', 'paper-2', 'paper-3'])).toBe(4);
    });

    test('gives images in the order of an imported table, then natural order', async () => {
      const { cases, index } = await open();
      const from = (row: number) => ({ table: 'metadata.csv', row, folder: 'images' });
      const images = (rows: (number | null)[]) =>
        draftOf('eurorad-1')
          .images.slice(0, rows.length)
          .map((image, at) => ({
            ...image,
            caption: null,
            imported: rows[at] == null ? null : from(rows[at]),
          }));
      await cases.put(draftOf('eurorad-9', { texts: [], images: images([null]) }));
      await cases.put(draftOf('collection-1', { texts: [], images: images([1, 3]) }));
      await cases.put(draftOf('collection-2', { texts: [], images: images([2]) }));
      expect(await Array.fromAsync(index.exportOrder())).toEqual([
        { id: 'collection-1', images: ['i1'] },
        { id: 'collection-2', images: ['i1'] },
        { id: 'collection-1', images: ['i2'] },
        { id: 'eurorad-9', images: ['i1'] },
      ]);
    });
  });
};
