import { describe, expect, it } from 'vitest';
import { foldReview } from '../../../curation/record/fold.ts';
import { allCells, cellGroups } from '../../../curation/review/cells.ts';
import { conflictRows } from '../../../curation/review/conflict.ts';
import type { Review } from '../../../data/format/review.ts';
import { caseFor, decided, reviewOf } from './review-log.ts';

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
