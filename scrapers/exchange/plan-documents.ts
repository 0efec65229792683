import type { Case } from '../../data/format/case.ts';
import { importAuthor, standingEvents } from '../../data/format/decisions.ts';
import { emptyReview, type Review, type ReviewEventInput } from '../../data/format/review.ts';
import { type CasePlan, fateOf, type HeldCase, planOf, sameRecord } from '../merge/case-plan.ts';
import { freshEventId } from '../merge/event-id.ts';
import { addToPlan, emptyPlan, type MergeAnswers } from '../merge/plan.ts';
import type { CaseCounts, PlannedImport, PlanStores } from '../merge/plan-import.ts';
import { recordChanges, rowOf } from '../merge/record-changes.ts';
import { markRow, rowMarks, unmarkRow } from '../merge/row-marks.ts';
import { isSamePatient, sideInWords } from '../merge/same-patient.ts';
import { mergeDocument } from './merge-document.ts';
import { mergeReview } from './merge-review.ts';

/** Cases and reviews that another workspace wrote, read and checked. */
export interface LoadedDocuments {
  readonly cases: readonly Case[];
  readonly reviews: readonly Review[];
}

interface Brought {
  readonly record: Case | null;
  readonly review: Review;
}

/** Another case takes the place of the stored one: what stands of its review and did not come along is taken back. */
function replacing(
  held: Review,
  brought: Review,
  written: { table: string; at: string },
): ReviewEventInput[] {
  const known = new Set(held.events.map(({ id }) => id));
  const there = new Set(brought.events.map(({ id }) => id));
  const layers = [...new Set(held.events.map(({ layer }) => layer))];
  const undone = layers.flatMap((layer) =>
    standingEvents(held.events.filter((event) => event.layer === layer)).flatMap(
      ({ id }): ReviewEventInput[] =>
        there.has(id)
          ? []
          : [
              {
                id: freshEventId(`undo-${id}`.slice(0, 200), known),
                at: written.at,
                by: importAuthor(written.table),
                layer,
                kind: 'undo',
                of: id,
              },
            ],
    ),
  );
  return [...undone, ...brought.events.filter(({ id }) => !known.has(id))];
}

function planDocument(
  id: string,
  held: HeldCase,
  { record: fresh, review: brought }: Brought,
  written: { table: string; at: string },
  { onVanished = 'keep', replace = false, fields }: MergeAnswers,
): CasePlan {
  const plan = emptyPlan();
  const { record, review } = held;
  if (fresh && record && !sameRecord(record, fresh)) {
    const sides = [
      { record, events: review.events },
      { record: fresh, events: brought.events },
    ] as const;
    const keyed = fresh.source.site !== 'collection' && fresh.source.key === record.source.key;
    const outcome = replace ? ('replaced' as const) : ('kept' as const);
    const name = rowOf(fresh, { file: '' });
    if (!isSamePatient(...sides, keyed)) {
      const [before, now] = [sideInWords(sides[0]), sideInWords(sides[1])];
      plan.clashes.push({ ...name, image: null, kind: 'patient', held: before, brought: now, outcome });
      if (!replace) return planOf(id, held, record, [], plan);
      plan.appears.push(...fresh.images.map((image) => rowOf(fresh, image)));
      return planOf(id, held, fresh, replacing(review, brought, written), plan, true);
    }
    // Decisions name images by id: another id for a file, or another file for an id, cannot be merged by guessing.
    const idOf = new Map(record.images.map((image) => [image.file, image.id]));
    const fileOf = new Map(record.images.map((image) => [image.id, image.file]));
    const other = fresh.images.find(
      (image) =>
        (idOf.get(image.file) ?? image.id) !== image.id ||
        (fileOf.get(image.id) ?? image.file) !== image.file,
    );
    if (other && !replace) {
      const stored = `image ${idOf.get(other.file) ?? other.id}, file ${fileOf.get(other.id) ?? other.file}`;
      const now = `image ${other.id}, file ${other.file}`;
      plan.clashes.push({ ...name, image: other.file, kind: 'file', held: stored, brought: now, outcome });
      return planOf(id, held, record, [], plan);
    }
  }
  const { events, kept } = mergeReview(fresh ?? record, review, brought, fields);
  plan.keptDecisions.push(...kept);
  if (!fresh) return planOf(id, held, record, events, plan);
  if (!record) {
    plan.appears.push(...fresh.images.map((image) => rowOf(fresh, image)));
    return planOf(id, held, fresh, events, plan);
  }
  const marks = rowMarks(review);
  const used = new Set([...review.events, ...brought.events].map(({ id: event }) => event));
  const files = new Set(fresh.images.map(({ file }) => file));
  const remove = new Set<string>();
  const marking: ReviewEventInput[] = [];
  for (const image of record.images) {
    const mark = marks.marked.get(image.id);
    if (files.has(image.file)) {
      if (mark !== undefined) marking.push(unmarkRow(mark, { ...written, used }));
      continue;
    }
    const outcome = fateOf(image, marks, onVanished);
    plan.vanishes.push({ ...rowOf(record, image), outcome });
    if (outcome === 'removed') remove.add(image.file);
    if (outcome === 'marked' && mark === undefined) marking.push(markRow(image.id, { ...written, used }));
  }
  const merged = mergeDocument(record, fresh, remove);
  recordChanges(plan, record, merged, files);
  return planOf(id, held, merged, [...marking, ...events], plan);
}

/** What the import of case and review documents would do; writes nothing. A case that they lack is left alone. */
export async function planDocuments(
  stores: PlanStores,
  loaded: LoadedDocuments,
  table: string,
  answers: MergeAnswers = {},
): Promise<PlannedImport> {
  const at = new Date().toISOString();
  const brought = new Map<string, Brought>();
  for (const record of loaded.cases) brought.set(record.id, { record, review: emptyReview(record.id) });
  for (const review of loaded.reviews)
    brought.set(review.case, { record: brought.get(review.case)?.record ?? null, review });
  const again = async (id: string): Promise<CasePlan> => {
    const held = { record: await stores.cases.get(id), review: await stores.reviews.get(id) };
    const own = brought.get(id) ?? { record: null, review: emptyReview(id) };
    return planDocument(id, held, own, { table, at }, answers);
  };
  const plan = emptyPlan();
  const cases: CasePlan[] = [];
  const counts: CaseCounts = { new: 0, updated: 0, unchanged: 0 };
  for (const [id, { record }] of brought) {
    const own = await again(id);
    addToPlan(plan, own.plan);
    cases.push(own);
    if (record) counts[own.change] += 1;
  }
  return { at, cases, plan, counts, missing: [], again };
}
