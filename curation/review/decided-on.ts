import { standingEvents } from '../../data/format/decisions.ts';
import type { CaseStore } from '../../data/ports/cases.ts';
import type { ReviewStore } from '../../data/ports/reviews.ts';
import type { ProtocolChange } from '../../data/protocols/changes.ts';

/** Fields that people are no longer asked for once a protocol has changed so. */
export const fieldsLeft = (changes: readonly ProtocolChange[]): readonly string[] =>
  changes.flatMap(({ what, how, name }) =>
    what === 'field' && (how === 'removed' || how === 'hidden') ? [name] : [],
  );

/** How many decisions stand on each of some fields, blind readings among them; they stay, whatever is asked. */
export async function decidedOn(
  { cases, reviews }: { cases: Pick<CaseStore, 'all'>; reviews: Pick<ReviewStore, 'get'> },
  fields: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map(fields.map((field) => [field, 0]));
  if (fields.length === 0) return counts;
  for await (const { id } of cases.all()) {
    const review = await reviews.get(id);
    for (const event of standingEvents(review.events)) {
      const count = event.kind === 'decide' ? counts.get(event.field) : undefined;
      if (event.kind === 'decide' && count !== undefined) counts.set(event.field, count + 1);
    }
  }
  return counts;
}
