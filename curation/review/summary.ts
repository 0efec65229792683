import type { Case } from '../../data/format/case.ts';
import { fields } from '../../data/format/fields.ts';
import type { Review } from '../../data/format/review.ts';
import type { CaseSummary } from '../../data/store/index/case-index.ts';
import { rowsOfCase } from '../release/rows.ts';
import { decisionFor, foldReview } from './fold.ts';

/** New cases first, then what was opened again, then what is under way; done ones last. */
const priorities = { new: 3, reopened: 4, 'in-progress': 2, done: 0 } as const;

/** What lists and facets show of a case: a cell is decided when any standing decision covers it. */
export function summariseCase(record: Case, review: Review): CaseSummary {
  const state = foldReview(review);
  const rows = rowsOfCase(record, state);
  const decided = rows.reduce(
    (sum, { image, patient }) =>
      sum +
      fields.filter((field) =>
        decisionFor(state, field.name, { patient: patient?.id ?? null, image: image.id }),
      ).length,
    0,
  );
  const distinct = (kind: string, values: readonly string[]) =>
    [...new Set(values)].filter((term) => term !== '').map((term) => ({ kind, term }));
  const imported =
    state.status === 'in-progress' && state.decisions.every((decision) => decision.basis.kind === 'import');
  const status = imported ? 'imported' : state.status;
  return {
    status,
    priority: status === 'imported' ? 1 : priorities[state.status],
    decided,
    open: rows.length * fields.length - decided,
    terms: [
      ...distinct(
        'finding',
        rows.map(({ row }) => row.finding),
      ),
      ...distinct(
        'view',
        rows.map(({ row }) => row.view),
      ),
      ...distinct(
        'modality',
        rows.map(({ row }) => row.modality),
      ),
    ],
    reviewedAt: review.events.at(-1)?.at ?? null,
  };
}
