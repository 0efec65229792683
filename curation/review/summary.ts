import type { Case } from '../../data/format/case.ts';
import type { Review } from '../../data/format/review.ts';
import { foldReview } from '../record/fold.ts';
import { everyImage } from '../record/images.ts';
import { allCells, cellGroups } from './cells.ts';
import { mentionsIn, openComments } from './comments.ts';
import { driftedDecisions } from './drift.ts';
import { seedOutcomes } from './quality.ts';

/** What lists and the queue show of a case; the shape of the index's `CaseSummary`. */
export interface ReviewSummary {
  status: string;
  priority: number;
  decided: number;
  open: number;
  terms: { kind: string; term: string }[];
  reviewedAt: string | null;
}

/** Handed out earlier the higher: what was right and may no longer be, then disputes, then new work. */
const priorities: Readonly<Record<string, number>> = {
  drifted: 40,
  disputed: 30,
  reopened: 20,
  'in-progress': 15,
  new: 10,
  done: 0,
};

/**
 * Status, progress and filter terms of a case as its shared layer stands. `drifted`: the source was read anew
 * and words that decisions rest on changed. `disputed`: a comment waits for an answer on a case called done,
 * or two readers are done and not adjudicated. Pure and quick: it runs on every write.
 */
export function summariseReview(record: Case, review: Review): ReviewSummary {
  const state = foldReview(review);
  const cells = allCells(cellGroups(record, state));
  const comments = openComments(review);
  const readers = [...new Set(review.events.map((event) => event.layer))].filter(
    (layer) => layer !== 'shared',
  );
  const finished = readers.filter((layer) => foldReview(review, layer).status === 'done');
  const terms: { kind: string; term: string }[] = [];
  const add = (kind: string, term: string | null | undefined) => {
    if (term) terms.push({ kind, term });
  };
  let status: string = state.status;
  if (driftedDecisions(record, state).length > 0) status = 'drifted';
  else if (finished.length >= 2 && state.status !== 'done') status = 'disputed';
  else if (state.status === 'done' && comments.size > 0) status = 'disputed';
  else if (state.status === 'new' && readers.length > 0) status = 'in-progress';
  for (const decision of state.decisions) {
    if (decision.field === 'finding' || decision.field === 'view')
      add(decision.field, decision.value as string);
  }
  for (const image of record.images) {
    add('modality', image.modality.value);
    if (!state.decisions.some((decision) => decision.field === 'view')) add('view', image.view.value);
  }
  add('licence', record.document.licence.code ?? 'not known');
  for (const text of record.texts) add('language', text.language);
  for (const person of new Set(review.events.map((event) => event.by))) add('reviewer', person);
  if (comments.size > 0) add('flag', 'open comments');
  for (const { comment, replies } of [...comments.values()].flat()) {
    for (const name of [comment, ...replies].flatMap(({ text }) => mentionsIn(text)))
      add('mentioned', name.toLowerCase());
  }
  if (readers.length > 0) add('flag', 'double reading');
  if (seedOutcomes(review).length > 0) add('flag', 'quality round');
  if (everyImage(record, state).some(({ id }) => state.excluded.has(id))) add('flag', 'images left out');
  if (record.patients.length > 1) add('flag', 'several patients');
  return {
    status,
    priority: priorities[status] ?? 0,
    decided: cells.filter((cell) => !cell.open).length,
    open: cells.filter((cell) => cell.open).length,
    terms,
    reviewedAt: review.events.at(-1)?.at ?? null,
  };
}
