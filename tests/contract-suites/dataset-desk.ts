import { describe, expect, test } from 'vitest';
import { type DatasetDesk, MOST_POSTS, POSTS_WINDOW } from '../../data/ports/dataset-desk.ts';

/** The desk of a fresh store, whose time the suite can move on. */
export interface MovableDesk {
  readonly desk: DatasetDesk;
  /** Another process's view of the same store. */
  readonly other: DatasetDesk;
  /** The store's time, milliseconds since 1970. */
  now(): number;
  forward(milliseconds: number): void;
}

/** What every desk of datasets must keep to. @param open a fresh one */
export const datasetDeskContract = (open: () => Promise<MovableDesk>): void => {
  const grant = (grantedUntil: number | null) => ({ by: 'own', grantedUntil, reply: ' Welcome ' });

  describe('access to a dataset', () => {
    test('is had from the grant on until its end, for one person and dataset', async () => {
      const { desk, other, now, forward } = await open();
      expect([await desk.latest('films', 'rea'), await desk.granted('films', 'rea')]).toEqual([null, false]);
      const asked = await desk.request('films', 'rea', '  a “study”\u2028of masks ');
      expect(asked).toMatchObject({ dataset: 'films', user: 'rea', purpose: 'a “study”\u2028of masks' });
      expect([asked.state, asked.at, asked.expiresAt]).toEqual(['open', now(), null]);
      expect(await other.granted('films', 'rea')).toBe(false);
      const granted = await other.decide('films', asked.id, grant(now() + 1_000));
      expect(granted).toMatchObject({
        state: 'granted',
        decidedBy: 'own',
        decidedAt: now(),
        reply: 'Welcome',
      });
      expect([await desk.find('films', asked.id), await desk.latest('films', 'REA')]).toEqual([
        granted,
        granted,
      ]);
      const seen = () =>
        Promise.all(
          [
            ['films', 'Rea'],
            ['films', 'ben'],
            ['other', 'rea'],
          ].map(([dataset = '', user = '']) => desk.granted(dataset, user)),
        );
      expect(await seen()).toEqual([true, false, false]);
      forward(999);
      expect(await seen()).toEqual([true, false, false]);
      forward(1);
      expect(await seen()).toEqual([false, false, false]);
    });

    test('is asked for once until it is answered or over', async () => {
      const { desk, other, now, forward } = await open();
      const tries = await Promise.allSettled(
        [desk, other, desk].map((one) => one.request('films', 'rea', 'masks')),
      );
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const { id } = (await desk.latest('films', 'rea')) ?? { id: '' };
      await expect(desk.checkRequest('films', 'Rea', 'more')).rejects.toThrow(/with the owner already/);
      await desk.decide('films', id, grant(now() + 1_000));
      await expect(other.request('films', 'rea', 'more')).rejects.toThrow(/you have access already/);
      forward(1_000);
      await desk.checkRequest('films', 'rea', 'more');
      expect((await desk.request('films', 'rea', 'more')).id).not.toBe(id);
      for (const purpose of ['', ' \n', 'x'.repeat(5_001)])
        await expect(desk.request('films', 'ben', purpose)).rejects.toThrow(/the purpose is empty or longer/);
      expect(await desk.latest('films', 'ben')).toBeNull();
    });

    test('is ended or refused by the last word, and never granted into the past', async () => {
      const { desk, other, now } = await open();
      const { id } = await desk.request('films', 'rea', 'masks');
      await expect(desk.decide('films', id, grant(now()))).rejects.toThrow(/ends in the past/);
      await expect(desk.decide('other', id, grant(now() + 9))).rejects.toThrow(/no such request/);
      await expect(desk.decide('films', "' OR 1=1 --", grant(null))).rejects.toThrow(/no such request/);
      expect((await desk.find('films', id)).state).toBe('open');
      await desk.decide('films', id, grant(now() + 1_000));
      const refused = await other.decide('films', id, { ...grant(null), reply: ' ' });
      expect([refused.state, refused.expiresAt, refused.reply]).toEqual(['refused', null, null]);
      expect(await desk.granted('films', 'rea')).toBe(false);
    });

    test('is listed with what is open first, then the newest', async () => {
      const { desk, forward } = await open();
      for (const user of ['ana', 'ben', 'cleo']) {
        await desk.request('films', user, 'masks');
        forward(1);
      }
      const { id } = (await desk.latest('films', 'cleo')) ?? { id: '' };
      await desk.decide('films', id, grant(null));
      expect((await desk.requests('films')).map(({ user }) => user)).toEqual(['ben', 'ana', 'cleo']);
      expect(await desk.requests('other')).toEqual([]);
    });
  });

  test('downloads are noted, the newest first', async () => {
    const { desk, other, now } = await open();
    for (const what of ['a.csv', 'b'.repeat(400), 'c.csv'])
      await desk.noteDownload({ dataset: 'films', user: 'rea', what, cases: 2 });
    await desk.noteDownload({ dataset: 'other', user: 'rea', what: 'd.csv', cases: 1 });
    const noted = await other.downloads('films');
    expect(noted.map(({ what }) => what)).toEqual(['c.csv', 'b'.repeat(300), 'a.csv']);
    expect(noted[0]).toMatchObject({ user: 'rea', at: now(), cases: 2 });
    expect(await other.downloads('films', 1)).toEqual(noted.slice(0, 1));
  });

  describe('posts', () => {
    const by = (
      user: string,
      kind: 'announcement' | 'question' | 'answer',
      text: string,
      parent: string | null = null,
    ) => ({
      dataset: 'films',
      kind,
      parent,
      user,
      text,
    });

    test('are announcements and threads, each in its order', async () => {
      const { desk, other } = await open();
      expect(await desk.posts('films')).toEqual({ announcements: [], threads: [] });
      const first = await desk.post(by('rea', 'question', ' Which <scanner>? '));
      const second = await other.post(by('ben', 'question', 'How many?'));
      for (const text of ['A portable one', 'Or two']) await desk.post(by('own', 'answer', text, first.id));
      for (const text of ['Version 1', 'Version 2']) await desk.post(by('own', 'announcement', text, 'x'));
      const { announcements, threads } = await other.posts('films');
      expect(announcements.map(({ text, parent }) => [text, parent])).toEqual([
        ['Version 2', null],
        ['Version 1', null],
      ]);
      expect(threads.map(({ question, answers }) => [question, answers.map(({ text }) => text)])).toEqual([
        [expect.objectContaining(second), []],
        [expect.objectContaining({ ...first, text: 'Which <scanner>?' }), ['A portable one', 'Or two']],
      ]);
      const { dataset: _films, ...elsewhere } = by('own', 'answer', 'x', first.id);
      await expect(desk.post({ ...elsewhere, dataset: 'other' })).rejects.toThrow(/no such question/);
      await expect(desk.post(by('own', 'answer', 'x', null))).rejects.toThrow(/no such question/);
      await expect(desk.post(by('own', 'announcement', ' '))).rejects.toThrow(/the text is empty/);
    });

    test(`are ${MOST_POSTS} of one person in a day, also when many come at once`, async () => {
      const { desk, other, forward } = await open();
      const tries = await Promise.allSettled(
        Array.from({ length: MOST_POSTS + 5 }, (_, at) =>
          (at % 2 === 0 ? desk : other).post(by('rea', 'question', `${at}`)),
        ),
      );
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(MOST_POSTS);
      await expect(desk.post(by('rea', 'question', 'one more'))).rejects.toThrow(/20 posts in a day/);
      await desk.post(by('ben', 'question', 'mine'));
      forward(POSTS_WINDOW);
      await desk.post(by('rea', 'question', 'the day after'));
    });
  });
};
