import { describe, expect, test } from 'vitest';
import type { CrawlResult } from '../../data/format/crawl-result.ts';
import type { Crawls } from '../../data/ports/crawl/crawls.ts';
import { draftOf } from '../helpers/drafts.ts';

const result: CrawlResult = {
  source: 'plain',
  query: 'covid',
  found: 0,
  new: 0,
  updated: 0,
  unchanged: 0,
  failed: [],
  requests: 1,
  bytes: 1,
  seconds: 1,
  status: 'done',
};
const start = { kind: 'crawl', source: 'plain', base: 'b', query: 'covid', options: {} } as const;

/** What every store of crawls must keep to. @param open a fresh one */
export const crawlsContract = (open: () => Promise<Crawls>): void => {
  describe('the right to crawl a source', () => {
    test('is had by one at a time, source by source, and can be had again', async () => {
      const crawls = await open();
      {
        await using held = await crawls.take('plain');
        expect(held).not.toBeNull();
        expect(await crawls.take('plain')).toBeNull();
        await using other = await crawls.take('other');
        expect(other).not.toBeNull();
      }
      await using again = await crawls.take('plain');
      expect(again).not.toBeNull();
    });
  });

  describe('runs', () => {
    test('are listed newest first without plans, and go on with what stopped in the middle', async () => {
      const crawls = await open();
      await using stores = await crawls.open();
      const { runs } = stores;
      const { run: first } = await runs.start(start);
      expect(await runs.inProgress('plain')).toMatchObject({ run: { id: first.id }, pid: process.pid });
      await runs.finish(first.id, 'interrupted', result);
      const { run: plan } = await runs.start({ ...start, kind: 'plan' });
      await runs.finish(plan.id, 'done', result);
      const { run: second } = await runs.start({ ...start, schedule: 'daily' });
      expect(second.resumes).toEqual([first.id]);
      await runs.finish(second.id, 'done', { ...result, new: 3 });
      expect((await runs.list()).map(({ id }) => id)).toEqual([second.id, first.id]);
      expect(await runs.list({ schedule: 'daily' })).toMatchObject([{ id: second.id, result: { new: 3 } }]);
      expect(await runs.inProgress('plain')).toBeNull();
      expect([...(await runs.ofQuery('plain', 'covid'))].sort()).toEqual([first.id, second.id].sort());
      // What went through to its end is not gone on with.
      expect((await runs.start(start)).run.resumes).toEqual([]);
    });
  });

  describe('what the crawls of a source learned', () => {
    test('outlasts them, and is of that source alone', async () => {
      const crawls = await open();
      {
        await using stores = await crawls.open();
        const memory = stores.memoryOf('plain');
        await memory.name('plain-1', ['one', 'eins', 'one']);
        await memory.name('plain-2', ['eins']);
        await memory.noteRefused('shut');
        await memory.noteRefused('open');
        await memory.forgetRefused('open');
        await memory.keepRates('r1', [{ field: 'age', selector: '.age', filled: 1, total: 4 }]);
        await memory.keepRates('r2', [{ field: 'age', selector: '.age', filled: 3, total: 4 }]);
        await memory.keepRates('r3', [{ field: 'age', selector: '.age', filled: 1, total: 1 }]);
        await memory.noteCost('r1', 'plain-1', { modalities: ['CT'], requests: 3, bytes: 30 });
        await memory.noteCost('r1', 'plain-2', { modalities: [], requests: 5, bytes: 50 });
      }
      await using stores = await crawls.open();
      const memory = stores.memoryOf('plain');
      expect(await Promise.all(['one', 'eins', 'two'].map((alias) => memory.idOf(alias)))).toEqual([
        'plain-1',
        'plain-2',
        null,
      ]);
      const refused = await Promise.all(['shut', 'open'].map((alias) => memory.refusedAt(alias)));
      expect(refused).toEqual([expect.any(Number), null]);
      const rate = { field: 'age', selector: '.age', total: 4 };
      const rates = async (runs: number) => (await memory.filledRates(runs, 3)).get('age');
      expect(await rates(5)).toEqual([
        { ...rate, filled: 3 },
        { ...rate, filled: 1 },
      ]);
      expect(await rates(1)).toEqual([{ ...rate, filled: 3 }]);
      expect(await memory.costs(1)).toEqual([{ modalities: [], requests: 5, bytes: 50 }]);
      expect(await memory.missingOf('plain-1')).toBeNull();
      await memory.noteMissing('plain-1', 2);
      await memory.noteMissing('plain-1', 3);
      expect(await memory.missingOf('plain-1')).toEqual({ addresses: 3, tries: 2 });
      await memory.noteMissing('plain-1', 0);
      expect(await memory.missingOf('plain-1')).toBeNull();
      const drift = { field: 'age', selector: '.age', filled: 1, total: 5, usual: 0.9 };
      await memory.noteDrift(drift);
      await memory.noteDrift({ ...drift, field: 'sex' });
      await memory.forgetDrift('sex');
      expect(await memory.drifts()).toEqual([drift]);
      await memory.keepRates('r4', [{ field: 'any:x', selector: 'x', filled: 4, total: 4 }]);
      await memory.acceptDrifts('any:');
      const accepted = await memory.filledRates(5, 3);
      expect([accepted.get('age'), accepted.get('any:x'), await memory.drifts()]).toEqual([
        [{ field: 'age', selector: '.age', filled: 2, total: 10 }],
        undefined,
        [],
      ]);
      const foreign = stores.memoryOf('other');
      expect([await foreign.idOf('one'), await foreign.refusedAt('shut')]).toEqual([null, null]);
      expect([(await foreign.filledRates(5, 3)).size, await foreign.costs(9)]).toEqual([0, []]);
    });

    test('robots.txt is held for its lifetime', async () => {
      const crawls = await open();
      await using stores = await crawls.open();
      const text = { verdict: 'rules', body: 'User-agent: *\nDisallow: /ü' } as const;
      await stores.robots.keep('http://a.example', text);
      expect(await stores.robots.get('http://a.example', 60_000)).toEqual(text);
      expect(await stores.robots.get('http://a.example', -1)).toBeNull();
      expect(await stores.robots.get('http://b.example', 60_000)).toBeNull();
    });
  });

  test('suspect cases are kept by source, replaced, and gone when they are removed', async () => {
    const { suspects } = await open();
    const draft = draftOf('eurorad-9');
    await suspects.keep('eurorad', draft);
    await suspects.keep('eurorad', draftOf('eurorad-10'));
    const titled = { ...draft, document: { ...draft.document, title: 'Another' } };
    await suspects.keep('eurorad', titled);
    expect(await suspects.ids('eurorad')).toEqual(['eurorad-9', 'eurorad-10']);
    expect(await suspects.ids('sirm')).toEqual([]);
    expect((await suspects.get('eurorad', 'eurorad-9'))?.document.title).toBe('Another');
    await suspects.remove('eurorad', 'eurorad-9');
    await suspects.remove('eurorad', 'eurorad-9');
    expect(await suspects.get('eurorad', 'eurorad-9')).toBeNull();
    await expect(suspects.get('eurorad', '../x')).rejects.toMatchObject({ code: 'bad-case-id' });
  });

  describe('blocked pages', () => {
    const reason = {
      source: 'plain',
      url: 'http://a.example/x',
      reason: 'forbidden',
      message: 'the site answers 403',
      status: 403,
      headers: { 'content-type': 'text/html' },
      run: 'r1',
    };

    test('are kept with page and picture, newest first, and read under their own name alone', async () => {
      const { blocked } = await open();
      expect(await blocked.list()).toEqual({ records: [], damaged: [] });
      const page = Buffer.from('<p>Zugriff verweigert ü</p>');
      const old = await blocked.keep({ ...reason, time: '2026-11-22T10:00:00.000Z' }, page, null);
      const time = '2026-11-22T11:00:00.000Z';
      const fresh = await blocked.keep({ ...reason, time, source: 'other' }, page, Buffer.from([1, 2]));
      expect((await blocked.list()).records).toEqual([fresh, old]);
      expect((await blocked.list('plain')).records).toEqual([old]);
      expect(old).toMatchObject({ ...reason, hasPage: true, hasScreenshot: false });
      expect(Buffer.from((await blocked.read('plain', old.key, 'page')) ?? [])).toEqual(page);
      expect(await blocked.read('plain', old.key, 'screenshot')).toBeNull();
      expect([...((await blocked.read('other', fresh.key, 'screenshot')) ?? [])]).toEqual([1, 2]);
      for (const [source, key] of [
        ['other', old.key],
        ['..', 'blocked'],
        ['plain', `../other/${fresh.key}`],
      ] as const)
        expect(await blocked.read(source, key, 'page')).toBeNull();
    });
  });
};
