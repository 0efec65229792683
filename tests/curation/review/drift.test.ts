import { describe, expect, it } from 'vitest';
import { foldReview } from '../../../curation/record/fold.ts';
import { allCells, cellGroups } from '../../../curation/review/cells.ts';
import { conflictRows } from '../../../curation/review/conflict.ts';
import { driftedDecisions } from '../../../curation/review/drift.ts';
import { summariseReview } from '../../../curation/review/summary.ts';
import type { Review } from '../../../data/format/review.ts';
import { caseFor, decided, reviewOf } from './review-log.ts';

const quote = { text: 't2', start: 17, end: 25, words: 'on day 7' };
const basis = { kind: 'suggestion', rule: 'r', ruleSet: 's', confidence: 0.9, quote };
const review = reviewOf(
  decided('offset', 7, { target: { patient: 'p1', image: 'i2' }, basis }),
  decided('sex', 'male'),
  { kind: 'status', status: 'done' },
);
const withCaption = (text: string) =>
  caseFor('eurorad-1', {
    texts: [
      { id: 't1', kind: 'presentation', language: 'en', text: 'Fever for 3 days.' },
      { id: 't2', kind: 'caption', language: 'en', text, images: ['i2'] },
    ],
  });

describe('a source that changed after the review', () => {
  it('does not disturb a review whose words still stand, also when they moved', () => {
    expect(driftedDecisions(caseFor(), foldReview(review))).toEqual([]);
    expect(driftedDecisions(withCaption('Portable chest radiograph on day 7'), foldReview(review))).toEqual(
      [],
    );
  });

  it('re-opens only the fields whose words changed, with what stands there now', () => {
    const record = withCaption('Chest radiograph on day 9. Second film.');
    expect(driftedDecisions(record, foldReview(review))).toMatchObject([
      { key: 'p1|i2|offset', before: 'on day 7', now: 'Chest radiograph on day 9.' },
    ]);
    expect(summariseReview(record, review)).toMatchObject({ status: 'drifted', priority: 40 });
    expect(summariseReview(caseFor(), review)).toMatchObject({ status: 'done', priority: 0 });
  });

  it('knows words that stand in a fact beside the texts: a stated age, a file name', () => {
    const fact = { text: 'patient-age:p1', start: 0, end: 2, words: '61' };
    const log = reviewOf(decided('age', 61, { basis: { ...basis, quote: fact } }));
    expect(driftedDecisions(caseFor(), foldReview(log))).toEqual([]);
    const [patient] = caseFor().patients;
    const older = caseFor('eurorad-1', {
      patients: [
        {
          ...patient,
          id: 'p1',
          sex: null,
          location: null,
          age: { value: 62, unit: 'years', stated: '62 years' },
        },
      ],
    });
    expect(driftedDecisions(older, foldReview(log))).toMatchObject([{ key: 'p1||age', before: '61' }]);
  });

  it('counts only decisions that hold', () => {
    const later = reviewOf(
      decided('offset', 7, { target: { patient: 'p1', image: 'i2' }, basis }),
      decided('offset', 9, { target: { patient: 'p1', image: 'i2' } }),
    );
    expect(driftedDecisions(withCaption('Chest radiograph on day 9.'), foldReview(later))).toEqual([]);
  });
});

describe('the panel of a conflict', () => {
  const cellsOf = (log: Review) => ({
    cells: new Map(allCells(cellGroups(caseFor(), foldReview(log))).map((cell) => [cell.key, cell])),
  });
  const words = (_field: unknown, value: unknown) => String(value);
  const before = cellsOf(reviewOf(decided('age', 40)));
  const now = cellsOf(
    reviewOf(decided('age', 40), decided('age', 50, { by: 'ben' }), decided('sex', 'male', { by: 'cleo' })),
  );

  it('shows before, theirs and yours for the field both changed, and what else changed', () => {
    const rows = conflictRows(before, now, { key: 'p1||age', text: '45' }, words);
    expect(rows).toEqual([
      expect.objectContaining({
        label: 'Sex',
        before: 'open',
        theirs: 'male',
        yours: '',
        mine: false,
        changed: true,
        by: 'cleo',
      }),
      expect.objectContaining({
        label: 'Age',
        before: '40',
        theirs: '50',
        yours: '45',
        mine: true,
        changed: true,
        by: 'ben',
      }),
    ]);
  });

  it('does not call a field changed that nobody else touched', () => {
    const rows = conflictRows(before, now, { key: 'p1||location', text: 'Porto' }, words);
    expect(rows.find((row) => row.mine)).toMatchObject({ changed: false, theirs: 'open' });
  });
});
