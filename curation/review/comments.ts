import type { Review, ReviewEvent } from '../../data/format/review.ts';
import { foldReview } from '../record/fold.ts';
import { readersOf } from './agreement/readings.ts';
import { cellKey } from './cells.ts';

type CommentEvent = Extract<ReviewEvent, { kind: 'comment' }>;

/** A comment with the replies to it. */
export interface Thread {
  readonly comment: CommentEvent;
  readonly replies: readonly CommentEvent[];
  readonly resolvedBy: string | null;
}

/**
 * The layers whose comments a person sees who works in one. Blind readers see their own; everybody else also what the readers
 * wrote, once all of them are done.
 */
function layersSeen(review: Review, layer: string): readonly string[] {
  if (layer !== 'shared') return [layer];
  const readers = readersOf(review);
  const areDone = readers.length >= 2 && readers.every(({ state }) => state.status === 'done');
  return ['shared', ...(areDone ? readers.map(({ reader }) => `reader:${reader}`) : [])];
}

/** Who wrote a comment; of a blind reading that is not told before the case is settled. */
export const writerOf = ({ by, layer }: CommentEvent, review: Review, seenFrom: string): string =>
  layer === seenFrom || layer === 'shared' || foldReview(review).status === 'done' ? by : 'a reader';

/** Every thread that is seen from a layer, oldest first; replies hang on the comment that began the thread. */
export function threads(review: Review, layer = 'shared'): Thread[] {
  const seen = layersSeen(review, layer);
  const ids = new Set(seen.flatMap((one) => foldReview(review, one).standing.map(({ id }) => id)));
  const standing = review.events.filter(({ id }) => ids.has(id));
  const comments = standing.filter((event): event is CommentEvent => event.kind === 'comment');
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const rootOf = (comment: CommentEvent): CommentEvent => {
    let at = comment;
    // A reply names an older comment, so the walk ends; the counter guards against a hand-made circle.
    for (let steps = 0; at.replyTo !== null && steps < comments.length; steps += 1) {
      const above = byId.get(at.replyTo);
      if (!above) break;
      at = above;
    }
    return at;
  };
  const resolved = new Map(
    standing.flatMap((event) =>
      event.kind === 'comment-resolved' ? [[event.comment, event.by] as const] : [],
    ),
  );
  return comments
    .filter((comment) => rootOf(comment) === comment)
    .map((comment) => ({
      comment,
      replies: comments.filter((reply) => reply !== comment && rootOf(reply) === comment),
      resolvedBy: resolved.get(comment.id) ?? null,
    }));
}

/** Threads that nobody resolved, by cell (`cellKey`); those on the case as a whole under `||`. */
export function openComments(review: Review, layer = 'shared'): Map<string, Thread[]> {
  const found = new Map<string, Thread[]>();
  for (const thread of threads(review, layer)) {
    if (thread.resolvedBy !== null) continue;
    const key = cellKey(thread.comment.target, thread.comment.field ?? '');
    found.set(key, [...(found.get(key) ?? []), thread]);
  }
  return found;
}

/** Names are one whatever their capitals, as accounts are. */
export const nameInTerms = (name: string): string => name.toLowerCase();

/** An open thread that names somebody, and the newest remark of it that does. */
export interface Naming {
  readonly thread: Thread;
  readonly remark: Thread['comment'];
}

/** Whoever is named in an open thread, by name as `nameInTerms`. What a blind reading says is not for the other readers. */
export function namings(review: Review): Map<string, Naming[]> {
  const readers = new Set(readersOf(review).map(({ reader }) => nameInTerms(reader)));
  const found = new Map<string, Naming[]>();
  for (const thread of [...openComments(review).values()].flat()) {
    const remarks = [thread.comment, ...thread.replies];
    for (const name of new Set(remarks.flatMap(({ text }) => mentionsIn(text).map(nameInTerms)))) {
      if (thread.comment.layer !== 'shared' && readers.has(name)) continue;
      const remark = remarks.findLast(({ text }) => mentionsIn(text).map(nameInTerms).includes(name));
      if (remark) found.set(name, [...(found.get(name) ?? []), { thread, remark }]);
    }
  }
  return found;
}

const mention = /(^|[\s(,;])@([\p{L}\p{N}][\p{L}\p{N}._-]{0,60})/gu;

/** Names written as `@name`, without a dot at the end of a sentence. */
export const mentionsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(mention)].map((match) => (match[2] ?? '').replace(/(?<![._-])[._-]+$/, ''))),
];
