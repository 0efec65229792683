import { createHash } from 'node:crypto';
import { importAuthor, isByImport, standingEvents } from '../../data/format/decisions.ts';
import type { Review, ReviewEventInput } from '../../data/format/review.ts';
import { freshEventId } from './event-id.ts';

/** Rows that a newer table no longer has, left out of exports by an event that a person can take back. */

const isMark = (id: string): boolean => id.startsWith('vanished-');

export interface RowMarks {
  /** Image id -> the standing event that marks its row. */
  readonly marked: ReadonlyMap<string, string>;
  /** Images that go out of no export, whoever left them out. */
  readonly leftOut: ReadonlySet<string>;
  /** Images whose mark a person took back: that is the last word. */
  readonly refused: ReadonlySet<string>;
}

export function rowMarks(review: Review): RowMarks {
  const shared = review.events.filter(({ layer }) => layer === 'shared');
  const exclusions = standingEvents(shared).filter((event) => event.kind === 'image-excluded');
  const marked = new Map(exclusions.flatMap(({ id, image }) => (isMark(id) ? [[image, id] as const] : [])));
  const takenBack = new Set(
    shared.flatMap((event) => (event.kind === 'undo' && !isByImport(event) ? [event.of] : [])),
  );
  const refused = shared.flatMap((event) =>
    event.kind === 'image-excluded' && takenBack.has(event.id) && !marked.has(event.image) && isMark(event.id)
      ? [event.image]
      : [],
  );
  return { marked, leftOut: new Set(exclusions.map(({ image }) => image)), refused: new Set(refused) };
}

interface Writing {
  readonly table: string;
  readonly at: string;
  /** Ids of the review's events. */
  readonly used: ReadonlySet<string>;
}

export function markRow(image: string, { table, at, used }: Writing): ReviewEventInput {
  const wanted = createHash('sha256').update(image).digest('hex').slice(0, 24);
  // The first id that the review does not have: a row may go, come back and go again.
  let id = `vanished-${wanted}`;
  for (let next = 2; used.has(id); next += 1) id = `vanished-${wanted}-${next}`;
  const by = importAuthor(table);
  return {
    id,
    at,
    by,
    layer: 'shared',
    kind: 'image-excluded',
    image,
    reason: `${table} no longer has this row`,
  };
}

export const unmarkRow = (mark: string, { table, at, used }: Writing): ReviewEventInput => ({
  id: freshEventId(`back-${mark}`, used),
  at,
  by: importAuthor(table),
  layer: 'shared',
  kind: 'undo',
  of: mark,
});
