import { nameInTerms, namings, type Thread, writerOf } from '../../curation/review/comments.ts';
import type { CaseRow } from '../../data/ports/case-index.ts';
import type { Services } from './context.ts';

/** A comment or reply that names somebody, in a thread nobody has resolved. */
export interface Mention {
  readonly row: CaseRow;
  readonly thread: Thread;
  /** The newest remark of the thread that names the person. */
  readonly remark: Thread['comment'];
  readonly writer: string;
}

/** Cases listed at most; more are reached by resolving some. */
const MOST_CASES = 100;

/** In how many cases a person is mentioned; costs one look into the index. */
export const casesMentioning = async (
  { workspace }: Services,
  name: string,
  hidden: readonly string[],
): Promise<number> =>
  (await workspace.index.list({ terms: { mentioned: nameInTerms(name) }, hidden, limit: 1 })).total;

/** Open threads that name a person, newest first. */
export async function mentionsOf(
  { workspace }: Services,
  name: string,
  hidden: readonly string[],
): Promise<Mention[]> {
  const { rows } = await workspace.index.list({
    terms: { mentioned: nameInTerms(name) },
    hidden,
    order: 'reviewed',
    limit: MOST_CASES,
  });
  const found: Mention[] = [];
  for (const row of rows) {
    const review = await workspace.reviews.get(row.id);
    for (const { thread, remark } of namings(review).get(nameInTerms(name)) ?? [])
      found.push({ row, thread, remark, writer: writerOf(remark, review, 'shared') });
  }
  return found.sort((left, right) => (left.remark.at < right.remark.at ? 1 : -1));
}
