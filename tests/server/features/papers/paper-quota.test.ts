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
