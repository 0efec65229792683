import { foldReview } from '../../../../curation/record/fold.ts';
import { patientsOf } from '../../../../curation/record/patients.ts';
import type { DerivedCells } from '../../../../curation/review/cells.ts';
import { derivedFrom } from '../../../../curation/review/derived.ts';
import { buildTimeline } from '../../../../curation/timeline/build.ts';
import type { ReviewEvent } from '../../../../data/format/review.ts';
import type { CaseView } from '../case-view.ts';
import type { EventDraft } from '../saving/save.ts';

/** What the timelines of a case will say once some answers stand that are not written yet. */
export function derivedAfter(
  { record, review, layer, user, fields }: CaseView,
  drafts: readonly EventDraft[],
): DerivedCells {
  const at = new Date(0).toISOString();
  const planned = drafts.map(
    (draft, number) => ({ ...draft, id: `planned.${number}`, at, by: user.name, layer }) as ReviewEvent,
  );
  const state = foldReview({ ...review, events: [...review.events, ...planned] }, layer);
  const patients = patientsOf(record, state);
  return derivedFrom(
    patients.map(({ id }) => buildTimeline({ case: record, state, patient: id, fields })),
    fields,
  );
}
