import type { Services, User } from '../context.ts';

/** How many candidates are looked at before the next page of them. */
const BATCH = 200;

/**
 * The next case for a person, leased to them: drifted and disputed before reopened, begun and new ones, oldest
 * first among equals; none that is done, that they finished in their own layer, or that somebody else holds.
 */
export function nextCase(services: Services, user: User, after: string | null = null): string | null {
  const { index } = services.workspace;
  const taken = services.claims.heldByOthers(user.name);
  for (let offset = 0; ; offset += BATCH) {
    const { rows, total } = index.list({ order: 'priority', limit: BATCH, offset });
    const candidates = rows
      .filter((row) => row.status !== 'done' && row.id !== after && !taken.has(row.id))
      .map((row) => row.id);
    const found = candidates.length > 0 ? services.claims.claimFirst(candidates, user.name) : null;
    if (found !== null || offset + BATCH >= total) return found;
  }
}
