import type { Review, ReviewEvent } from '../../data/format/review.ts';
import { foldReview } from '../record/fold.ts';
import { cellKey } from './cells.ts';

type CommentEvent = Extract<ReviewEvent, { kind: 'comment' }>;

/** A comment with the replies to it. */
export interface Thread {
  readonly comment: CommentEvent;
  readonly replies: readonly CommentEvent[];
  readonly resolvedBy: string | null;
}

/** Every thread of a layer, oldest first; replies hang on the comment that began the thread. */
export function threads(review: Review, layer = 'shared'): Thread[] {
  const standing = foldReview(review, layer).standing;
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

const mention = /(^|[\s(,;])@([\p{L}\p{N}][\p{L}\p{N}._-]{0,60})/gu;

/** Names written as `@name`, without a dot at the end of a sentence. */
export const mentionsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(mention)].map((match) => (match[2] ?? '').replace(/(?<![._-])[._-]+$/, ''))),
];
