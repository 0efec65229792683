import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldReview } from '../../../curation/record/fold.ts';
import { actionOf, eventIds, nextRedo, nextUndo } from '../../../curation/review/actions.ts';
import type { Review } from '../../../data/format/review.ts';
import { decided, reviewOf } from './review-log.ts';

/** What an editor would do: appends the undo (or redo) of the next action. */
function press(review: Review, which: 'undo' | 'redo', by = 'ana'): Review {
  const of = (which === 'undo' ? nextUndo : nextRedo)(review, 'shared', by);
  const action = `${which}-${review.events.length}`;
  const ids = eventIds(action, of.length);
  return {
    ...review,
    rev: review.rev + 1,
    events: [
      ...review.events,
      ...of.map((id, at) => ({
        id: ids[at] ?? '',
        at: '2026-01-02T00:00:00.000Z',
        by,
        layer: 'shared',
        kind: 'undo' as const,
        of: id,
      })),
    ],
  };
}

const values = (review: Review) => foldReview(review).decisions.map((decision) => decision.value);

describe('undo and redo', () => {
  it('takes back and gives back whole actions, newest first', () => {
    let review = reviewOf(
      decided('age', 40, { id: 'a.0' }),
      decided('age', 50, { id: 'b.0' }),
      decided('sex', 'male', { id: 'b.1' }),
    );
    review = press(review, 'undo');
    expect(values(review)).toEqual([40]);
    review = press(review, 'undo');
    expect(values(review)).toEqual([]);
    expect(nextUndo(review, 'shared', 'ana')).toEqual([]);
    review = press(press(review, 'redo'), 'redo');
    expect(values(review)).toEqual([40, 50, 'male']);
    expect(nextRedo(review, 'shared', 'ana')).toEqual([]);
  });

  it('forgets what could be redone when something new is done', () => {
    const undone = press(reviewOf(decided('age', 40)), 'undo');
    const review = {
      ...undone,
      events: [...undone.events, ...reviewOf(decided('age', 60, { id: 'new.0' })).events],
    };
    expect(nextRedo(review, 'shared', 'ana')).toEqual([]);
    expect(nextUndo(review, 'shared', 'ana')).toEqual(['new.0']);
  });

  it('never takes back what somebody else did, or did in another layer', () => {
    const review = reviewOf(
      decided('age', 40, { by: 'ben' }),
      decided('sex', 'male', { layer: 'reader:ana' }),
    );
    expect(nextUndo(review, 'shared', 'ana')).toEqual([]);
    expect(nextUndo(review, 'reader:ana', 'ana')).toEqual(['e1.0']);
  });

  it('does not offer what somebody else took back already', () => {
    const review = reviewOf(decided('age', 40), { kind: 'undo', of: 'e0.0', by: 'ben' });
    expect(nextUndo(review, 'shared', 'ana')).toEqual([]);
  });

  it('behaves as two stacks for any series of keys', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('do', 'undo', 'redo'), { maxLength: 40 }), (keys) => {
        let review = reviewOf();
        const done: number[] = [];
        let undone: number[] = [];
        keys.forEach((key, at) => {
          if (key === 'do') {
            review = {
              ...review,
              events: [...review.events, ...reviewOf(decided('age', at, { id: `k${at}.0` })).events],
            };
            done.push(at);
            undone = [];
          } else if (key === 'undo') {
            review = press(review, 'undo');
            const last = done.pop();
            if (last !== undefined) undone.push(last);
          } else {
            review = press(review, 'redo');
            const last = undone.pop();
            if (last !== undefined) done.push(last);
          }
          expect(values(review).sort((a, b) => Number(a) - Number(b))).toEqual(
            [...done].sort((a, b) => a - b),
          );
        });
      }),
    );
  });

  it('names an action by what its events have in common', () => {
    expect(eventIds('abc', 2)).toEqual(['abc.0', 'abc.1']);
    expect(actionOf('abc.12')).toBe('abc');
    expect(actionOf('imported')).toBe('imported');
  });
});
