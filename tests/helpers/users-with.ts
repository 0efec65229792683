import { onTestFinished } from 'vitest';
import { SqliteAccounts } from '../../data/embedded/access/accounts.ts';
import { temporaryFolder } from './temporary.ts';

export const PASSWORD = 'a lung on a tree 7';

/** Accounts of a folder of their own, with an annotator of each name; closed and removed with the test. */
export async function usersWith(...names: string[]): Promise<SqliteAccounts & { folder: string }> {
  const folder = temporaryFolder();
  const users = new SqliteAccounts(folder);
  onTestFinished(() => users.close());
  for (const name of names) await users.add(name, 'annotator', PASSWORD);
  return Object.assign(users, { folder });
}
