import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../../server/app.ts';
import { PAPERS_A_DAY, PaperQuota } from '../../../../server/features/papers/paper-quota.ts';
import { startMembersOnly } from '../../../helpers/serving.ts';

test('papers are taken up to a number a day from one account, and then with a sentence not', async () => {
  const bench = await startMembersOnly();
  for (const name of ['cat', 'dan']) await bench.member(name, 'contributor');
  const { contributions } = bench.workspace;
  for (let at = 1; at < PAPERS_A_DAY; at += 1)
    await contributions.submit({ kind: 'doi', doi: `10.5555/inv.${at}` }, at % 2 ? 'cat' : 'CAT', '');
  const handIn = (as: string) => {
    const body = new FormData();
    body.set('reference', 'no reference');
    return bench.ask('/papers', { method: 'POST', as, body, headers: { accept: 'application/json' } });
  };
  expect((await handIn('cat')).status, 'what is not taken does not count').toBe(422);
  const access = { kind: 'accounts', users: bench.users, trustedProxies: [] } as const;
  const app = createApp({ workspace: bench.workspace, access });
  onTestFinished(() => app.close());
  const quota = new PaperQuota(app.services);
  {
    using _first = await quota.turn('cat');
    await expect(quota.turn('Cat'), 'what is on its way counts').rejects.toThrow('go on tomorrow');
  }
  (await quota.turn('cat'))[Symbol.dispose]();
  await contributions.submit({ kind: 'doi', doi: '10.5555/inv.0' }, 'cat', '');
  const refused = await handIn('cat');
  expect([refused.status, await refused.json()]).toMatchObject([
    429,
    { error: 'paper-quota', message: expect.stringContaining('go on tomorrow') },
  ]);
  expect((await handIn('dan')).status, 'somebody else').toBe(422);
});

test('a file that is no PDF is refused at once, and told by its name what it is', async () => {
  const bench = await startMembersOnly();
  await bench.member('cat', 'contributor');
  const handIn = async (name: string, bytes: string) => {
    const body = new FormData();
    body.set('pdf', new File([bytes], name));
    const headers = { accept: 'application/json' };
    const answer = await bench.ask('/papers', { method: 'POST', as: 'cat', body, headers });
    return [answer.status, ((await answer.json()) as { message: string }).message];
  };
  expect(await handIn('mine.pdf', '')).toEqual([422, 'mine.pdf is empty; fetch it again']);
  expect((await handIn('mine.pdf', '<html>Log in'))[1]).toMatch(/^mine\.pdf is no PDF but a page of mark-up/);
  expect((await handIn('mine.docx', 'PK\x03\x04'))[1]).toMatch(/^mine\.docx is no PDF but an archive/);
  expect(await bench.workspace.contributions.list()).toEqual([]);
});
