import type { Case } from '../../data/format/case.ts';
import type { Review } from '../../data/format/review.ts';
import type { AskedHow } from '../../data/ports/case-summary.ts';
import type { FormerCase } from '../../data/ports/cases.ts';
import { fieldsOf } from '../../data/protocols/fields-of.ts';
import type { Protocol } from '../../data/protocols/protocol.ts';
import { covid19 } from '../../data/protocols/read-protocol.ts';
import { foldReview, type ReviewState } from '../record/fold.ts';
import { everyImage } from '../record/images.ts';
import { ifRead } from '../suggest/aside/long-cases.ts';
import { type CaseReader, caseReader } from '../suggest/case-reading.ts';
import { rowsToExport } from '../timeline/derive.ts';
import { allCells, type Cell, cellGroups, openOwners } from './cells.ts';
import { cohortTerms } from './cohort-terms.ts';
import { namings, openComments } from './comments.ts';
import { seedOutcomes } from './quality.ts';
import { reopenedFields } from './reopened.ts';

/** What lists and the queue show of a case; the shape of the index's `CaseSummary`. */
export interface ReviewSummary {
  status: string;
  priority: number;
  decided: number;
  open: number;
  terms: { kind: string; term: string }[];
  outgoing: { images: number; patients: number };
  reviewedAt: string | null;
  awaits: Promise<unknown> | null;
}

/** By the number that a source gives to the day of admission. */
type Readers = Readonly<Record<0 | 1, CaseReader>>;
const made = new WeakMap<Protocol, Readers>();

function readersOf(protocol: Protocol): Readers {
  const readers = made.get(protocol) ?? {
    0: caseReader(() => ({ firstHospitalDay: 0, protocol })),
    1: caseReader(() => ({ firstHospitalDay: 1, protocol })),
  };
  made.set(protocol, readers);
  return readers;
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
 * and re-opened fields, of everybody's review or of a blind reader's own. `disputed`: a comment waits for an answer on a
 * case called done, or two readers are done and not adjudicated. Pure and quick: it runs on every write, and reads
 * texts only of a case that has changed since somebody answered. Of long texts that are not read yet it knows nothing: then
 * it says what it waits for.
 */
export function summariseReview(
  record: Case,
  review: Review,
  former: () => readonly FormerCase[] = () => [],
  { firstHospitalDay = 0, protocol = covid19 }: AskedHow = {},
): ReviewSummary {
  const fields = fieldsOf(protocol);
  const state = foldReview(review);
  const groups = cellGroups(record, state, [], new Map(), new Set(), fields);
  const cells = allCells(groups);
  const earlier = review.events.length > 0 ? former() : [];
  const read = readersOf(protocol)[firstHospitalDay];
  let awaits: Promise<unknown> | null = null;
  const reopenedOf = (folded: ReviewState) => {
    const { found, waits } = ifRead(() =>
      reopenedFields({ record, review, state: folded, former: earlier, read, fields }),
    );
    awaits ??= waits;
    return found ?? [];
  };
  const reopened = reopenedOf(state);
  const asked = new Set(reopened.map(({ key }) => key));
  const comments = openComments(review);
  const blind = [...new Set(review.events.map((event) => event.layer))]
    .filter((layer) => layer !== 'shared')
    .map((layer) => ({ layer, folded: foldReview(review, layer) }));
  // Once the case is settled, what readers said before is history.
  const askedAgain =
    state.status === 'done' ? [] : blind.filter(({ folded }) => reopenedOf(folded).length > 0);
  const finished = blind.filter((reader) => reader.folded.status === 'done' && !askedAgain.includes(reader));
  const terms: { kind: string; term: string }[] = [];
  const add = (kind: string, term: string | null | undefined) => {
    if (term) terms.push({ kind, term });
  };
  let status: string = state.status;
  if (reopened.length > 0 || askedAgain.length > 0) status = 'drifted';
  else if (finished.length >= 2 && state.status !== 'done') status = 'disputed';
  // What a blind reader asked waits for whoever is named, and does not hold up a case that is settled.
  else if (
    state.status === 'done' &&
    [...comments.values()].flat().some(({ comment }) => comment.layer === 'shared')
  )
    status = 'disputed';
  else if (state.status === 'new' && blind.length > 0) status = 'in-progress';
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
  for (const name of namings(review).keys()) add('mentioned', name);
  if (blind.length > 0) add('flag', 'double reading');
  for (const { layer } of askedAgain) add('asked-again', layer);
  if (seedOutcomes(review).length > 0) add('flag', 'quality round');
  if (everyImage(record, state).some(({ id }) => state.excluded.has(id))) add('flag', 'images left out');
  if (record.patients.length > 1) add('flag', 'several patients');
  const rows = rowsToExport(record, state, fields);
  terms.push(...cohortTerms(rows, fields));
  const known = new Set(cells.map(({ key }) => key));
  const isSettled = (cell: Cell): boolean => !cell.open && !asked.has(cell.key);
  return {
    status,
    priority: priorities[status] ?? 0,
    decided: cells.filter(isSettled).length,
    // Events and fields that only new words bring up are no cells of their own.
    open:
      cells.length -
      cells.filter(isSettled).length +
      openOwners(groups) +
      [...asked].filter((key) => !known.has(key)).length,
    terms,
    outgoing: { images: rows.length, patients: new Set(rows.map(({ row }) => row.patientid)).size },
    reviewedAt: review.events.at(-1)?.at ?? null,
    awaits,
  };
}
