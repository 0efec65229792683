import type { Account } from '../../../data/format/account.ts';
import type { Accounts } from '../../../data/ports/access/accounts.ts';
import type { TokenRecord } from '../../../data/ports/access/tokens.ts';

/** One person with what they hold at the moment. */
export interface Person extends Account {
  readonly tokens: readonly TokenRecord[];
  /** Browsers that are signed in. */
  readonly sessions: number;
  /** When one of them, or a token, was last used; ISO 8601; null: not since the last one ended. */
  readonly seenAt: string | null;
}

/** All accounts by name. */
export async function peopleOf(users: Accounts): Promise<Person[]> {
  const [accounts, tokens, open] = await Promise.all([
    users.list(),
    users.tokens.list(),
    users.sessions.open(),
  ]);
  return accounts.map((account) => {
    const own = tokens.filter(({ user }) => user === account.name);
    const signedIn = open.find(({ user }) => user === account.name);
    const seen = Math.max(signedIn?.seenAt ?? 0, ...own.map(({ usedAt }) => usedAt ?? 0));
    return {
      ...account,
      tokens: own,
      sessions: signedIn?.count ?? 0,
      seenAt: seen === 0 ? null : new Date(seen).toISOString(),
    };
  });
}
