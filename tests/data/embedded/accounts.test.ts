import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SqliteAccounts } from '../../../data/embedded/access/accounts.ts';
import { accountsContract } from '../../contract-suites/accounts.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';
import { PASSWORD, usersWith } from '../../helpers/users-with.ts';

accountsContract(async (...names) => {
  const folder = temporaryFolder();
  let time = Date.now();
  let elapsed = 0;
  const view = (): SqliteAccounts => {
    const users = new SqliteAccounts(folder, { now: () => time, elapsed: () => elapsed });
    onTestFinished(() => users.close());
    return users;
  };
  const users = view();
  for (const name of names) await users.add(name, 'annotator', PASSWORD);
  return {
    users,
    other: view(),
    another: view,
    forward: (milliseconds) => {
      time += milliseconds;
      elapsed += milliseconds;
    },
    setClock: (milliseconds) => {
      time += milliseconds;
    },
  };
});

test('sessions and tokens are not found in the file', async () => {
  const users = await usersWith('ana');
  const session = await users.sessions.start('ana');
  const token = await users.tokens.issue('ana', 'x', null);
  const bytes = ['', '-wal']
    .map((suffix) => readFileSync(join(users.folder, `access.sqlite${suffix}`)).toString('latin1'))
    .join('');
  expect([bytes.includes(session), bytes.includes(token.slice(17))]).toEqual([false, false]);
});
