import { describe, expect, it } from 'vitest';
import { staleDecisions } from '../../../curation/suggest/stale.ts';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { RULE_SET } from '../../../curation/suggest/suggestion.ts';
import { emptyReview, type Review, reviewSchema } from '../../../data/format/review.ts';
import { caseOf } from './helpers.ts';

const told = 'He was intubated on day 3.';
const before = caseOf({ texts: [{ text: told }] });

/** The suggestion taken up as it stands. */
function accepted(): Review {
  const suggestion = suggest(before).find(({ field }) => field === 'intubated');
  if (!suggestion) throw new Error('no suggestion to accept');
  return reviewSchema.parse({
    ...emptyReview(before.id),
    events: [
      {
        id: 'd1',
        at: '2026-01-01T00:00:00Z',
        by: 'tester',
        layer: 'shared',
        kind: 'decide',
        target: { patient: 'p1', image: null },
        field: 'intubated',
        value: 'yes',
        basis: {
          kind: 'suggestion',
          rule: suggestion.rule,
          ruleSet: RULE_SET,
          confidence: suggestion.confidence,
          quote: suggestion.quote,
        },
      },
    ],
  });
}

describe('decisions on an older text', () => {
  const review = accepted();
  const stale = (text: string, id = 't1') => staleDecisions(caseOf({ texts: [{ id, text }] }), review);
  it('stand while their words stand', () => {
    expect(stale(told)).toEqual([]);
    expect(stale(`${told} He recovered.`)).toEqual([]);
  });
  it('are flagged when the words moved, with where they are now', () => {
    expect(stale(`Update. ${told}`)).toMatchObject([
      { how: 'moved', now: { text: 't1', start: 15, words: 'intubated' } },
    ]);
    expect(stale(told, 'renamed')).toMatchObject([{ how: 'moved', now: { text: 'renamed', start: 7 } }]);
  });
  it('are flagged when the words changed or the text is gone', () => {
    expect(stale('He was ventilated on day 3.')).toMatchObject([
      { how: 'changed', now: null, message: expect.stringContaining('“intubated”') },
    ]);
    expect(stale('Nothing of it.', 'other')).toMatchObject([{ how: 'gone' }]);
  });
  it('are not flagged once undone, nor when a table decided', () => {
    const undone = reviewSchema.parse({
      ...review,
      events: [
        ...review.events,
        { id: 'u1', at: '2026-01-02T00:00:00Z', by: 'tester', layer: 'shared', kind: 'undo', of: 'd1' },
      ],
    });
    expect(staleDecisions(caseOf({ texts: [{ text: 'Other.' }] }), undone)).toEqual([]);
  });
});
