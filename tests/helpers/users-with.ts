import { onTestFinished } from 'vitest';
import { Users } from '../../data/embedded/users.ts';
import { temporaryFolder } from './temporary.ts';

export const PASSWORD = 'a lung on a tree 7';

/** Accounts of a folder of their own, with an annotator of each name; closed and removed with the test. */
export async function usersWith(...names: string[]): Promise<Users & { folder: string }> {
  const folder = temporaryFolder();
  const users = new Users(folder);
  onTestFinished(() => users.close());
  for (const name of names) await users.add(name, 'annotator', PASSWORD);
  return Object.assign(users, { folder });
}
