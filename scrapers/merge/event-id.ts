import { createHash } from 'node:crypto';

/** 32 hex digits that stand for these parts in this order. */
export const eventId = (...parts: readonly (string | null)[]): string =>
  createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 32);

/** An id that the review does not have: an answer that comes back after another is a new event. */
export function freshEventId(wanted: string, known: ReadonlySet<string>): string {
  let id = wanted;
  while (known.has(id)) id = eventId('again', id);
  return id;
}
