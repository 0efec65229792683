import { createHash } from 'node:crypto';
import { reaches } from '../../../data/format/account.ts';
import type { CaseRow } from '../../../data/ports/case-index.ts';
import type { Services, User } from '../../shell/context.ts';
import { reviewSettings } from '../../work/settings.ts';

/** How many candidates are looked at before the next page of them. */
const BATCH = 200;

/** Whether a case belongs to the share that is read twice: the same answer on every machine and day. */
export function isForDoubleReading(caseId: string, share: number): boolean {
  if (share <= 0) return false;
  const number = createHash('sha256').update(`double-reading|${caseId}`).digest().readUInt32BE(0);
  return number / 4_294_967_296 < share;
}

export interface NextCase {
  readonly id: string;
  /** Where to go: the case, or its adjudication. */
  readonly path: string;
}

/**
 * The next case for a person, leased to them: drifted (in their own blind reading too), disputed, reopened, begun and
 * then new ones, by name among equals; none that is done, that they read to the end, or that somebody else holds. Two
 * finished blind readings go to a third person who may adjudicate.
 */
export async function nextCase(services: Services, user: User): Promise<NextCase | null> {
  const { workspace, claims } = services;
  const { index } = workspace;
  const { doubleReading } = reviewSettings(workspace);
  // What a source re-opened of a blind reading goes back to the one who read it.
  const again = await index.idsOf({ terms: { 'asked-again': `reader:${user.name}` } });
  await claims.setReaderDone(again, user.name, false);
  const taken = await claims.heldByOthers(user.name);
  const readers = new Map((await claims.doubleRead()).map(({ caseId, readers: names }) => [caseId, names]));
  const isAdjudication = (row: CaseRow) =>
    row.status === 'disputed' && (readers.get(row.id)?.length ?? 0) >= 2;
  for (let offset = 0; ; offset += BATCH) {
    const { rows, total } = await index.list({ order: 'priority', limit: BATCH, offset });
    const fresh = rows.filter(({ id, status }) => status === 'new' && !readers.has(id));
    const twice = fresh.flatMap(({ id }) => (isForDoubleReading(id, doubleReading) ? [id] : []));
    await claims.requestDoubleReading(twice);
    const open = rows.filter((row) => row.status !== 'done');
    const toAdjudicate = reaches(user.role, 'adjudicator')
      ? open.find((row) => isAdjudication(row) && !readers.get(row.id)?.includes(user.name))
      : undefined;
    if (toAdjudicate)
      return { id: toAdjudicate.id, path: `/adjudication/${encodeURIComponent(toAdjudicate.id)}` };
    const candidates = open.filter((row) => !isAdjudication(row) && !taken.has(row.id)).map((row) => row.id);
    const found = candidates.length > 0 ? await claims.claimFirst(candidates, user.name) : null;
    if (found !== null) return { id: found, path: `/cases/${encodeURIComponent(found)}` };
    if (offset + BATCH >= total) return null;
  }
}
