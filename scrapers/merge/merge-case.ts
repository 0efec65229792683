import type { Case, CaseImage } from '../../data/format/case.ts';
import { importAuthor, isByImport, standingEvents } from '../../data/format/decisions.ts';
import { completeCase } from '../../data/format/read.ts';
import { type ReviewEvent, type ReviewEventInput, reviewEventSchema } from '../../data/format/review.ts';
import {
  type CaseAnswers,
  type CasePlan,
  fateOf,
  type HeldCase,
  type ImportedCase,
  planOf,
  withoutImages,
} from './case-plan.ts';
import { freshEventId } from './event-id.ts';
import { heldCells } from './held-cells.ts';
import { mergeCourse } from './merge-course.ts';
import { mergeDecisions } from './merge-decisions.ts';
import { mergeRecord } from './merge-record.ts';
import { emptyPlan, type ImportPlan } from './plan.ts';
import { recordChanges, rowOf } from './record-changes.ts';
import { markRow, rowMarks, unmarkRow } from './row-marks.ts';
import { isSamePatient, sideInWords } from './same-patient.ts';
import { withUnsaid } from './unsaid.ts';

/** Events of a table, checked, their images named as in the merged case, without those of rows that stay out. */
const eventsFor = (events: readonly ReviewEventInput[], images: ReadonlyMap<string, string>): ReviewEvent[] =>
  events.flatMap((input) => {
    const event = reviewEventSchema.parse(input);
    if (event.kind !== 'decide' || event.target.image === null) return [event];
    const image = images.get(event.target.image);
    return image === undefined ? [] : [{ ...event, target: { ...event.target, image } }];
  });

/** Another patient takes the place of the stored one: what was decided for that one is taken back, not deleted. */
function replacePatient(
  held: HeldCase & { record: Case },
  fresh: Case,
  imported: readonly ReviewEvent[],
  { table, at }: CaseAnswers,
  plan: ImportPlan,
): CasePlan {
  const used = new Set(held.review.events.map(({ id }) => id));
  const taken = (wanted: string): string => {
    const id = freshEventId(wanted, used);
    used.add(id);
    return id;
  };
  const layers = [...new Set(held.review.events.map(({ layer }) => layer))];
  const undone = layers.flatMap((layer) =>
    standingEvents(held.review.events.filter((event) => event.layer === layer)).map(
      ({ id }): ReviewEventInput => ({
        id: taken(`undo-${id}`.slice(0, 200)),
        at,
        by: importAuthor(table),
        layer,
        kind: 'undo',
        of: id,
      }),
    ),
  );
  const events = imported.map((event) => ({ ...event, id: taken(event.id) }));
  const brought = new Set(fresh.images.map(({ file }) => file));
  plan.appears.push(...fresh.images.map((image) => rowOf(fresh, image)));
  for (const image of held.record.images)
    if (!brought.has(image.file)) plan.vanishes.push({ ...rowOf(held.record, image), outcome: 'removed' });
  return planOf(fresh.id, held, fresh, [...undone, ...events], plan, true);
}

/** Rows of a stored patient that the table does not name at all. */
export function planGone(
  held: HeldCase & { record: Case },
  isGone: (image: CaseImage) => boolean,
  answers: CaseAnswers,
): CasePlan {
  const { record, review } = held;
  const plan = emptyPlan();
  const events: ReviewEventInput[] = [];
  const marks = rowMarks(review);
  const used = new Set(review.events.map(({ id }) => id));
  const removed = new Set(answers.given);
  for (const image of record.images) {
    if (answers.given.has(image.file) || !isGone(image)) continue;
    const outcome = fateOf(image, marks, answers.onVanished);
    plan.vanishes.push({ ...rowOf(record, image), outcome });
    if (outcome === 'removed') removed.add(image.file);
    if (outcome === 'marked' && !marks.marked.has(image.id))
      events.push(markRow(image.id, { ...answers, used }));
  }
  return planOf(record.id, held, removed.size > 0 ? withoutImages(record, removed) : record, events, plan);
}

/**
 * What an import does to one patient. Nothing stored goes, and nothing a person decided changes, unless the answers say so.
 * Pure.
 */
export function planCase(held: HeldCase, imported: ImportedCase, answers: CaseAnswers): CasePlan {
  const plan = emptyPlan();
  const { record, review } = held;
  const whole = completeCase(imported.draft);
  const isBlocked = !answers.replace && answers.elsewhere.size > 0;
  for (const image of whole.images) {
    const owner = answers.elsewhere.get(image.file);
    if (owner === undefined) continue;
    plan.clashes.push({
      ...rowOf(whole, image),
      kind: 'file',
      held: `patient ${owner}`,
      brought: `patient ${rowOf(whole, image).patient}`,
      outcome: answers.replace ? 'replaced' : 'kept',
    });
  }
  const fresh = isBlocked ? withoutImages(whole, answers.elsewhere) : whole;
  if (fresh.images.length === 0 && whole.images.length > 0) return planOf(whole.id, held, record, [], plan);
  const own = new Map(fresh.images.map(({ id }) => [id, id]));
  if (record) {
    const sides = [
      { record, events: review.events },
      { record: fresh, events: imported.events },
    ] as const;
    if (!isSamePatient(...sides)) {
      const outcome = answers.replace ? 'replaced' : 'kept';
      const { case: id, patient } = rowOf(fresh, { file: '' });
      const [before, brought] = [sideInWords(sides[0]), sideInWords(sides[1])];
      plan.clashes.push({ case: id, patient, image: null, kind: 'patient', held: before, brought, outcome });
      return answers.replace
        ? replacePatient({ record, review }, fresh, eventsFor(imported.events, own), answers, plan)
        : planOf(fresh.id, held, record, [], plan);
    }
  }
  if (!record && review.events.length === 0) {
    plan.appears.push(...fresh.images.map((image) => rowOf(fresh, image)));
    return planOf(fresh.id, held, fresh, eventsFor(imported.events, own), plan);
  }
  return mergePatient(held, fresh, imported.events, answers, plan);
}

function mergePatient(
  held: HeldCase,
  read: Case,
  imported: readonly ReviewEventInput[],
  answers: CaseAnswers,
  plan: ImportPlan,
): CasePlan {
  const { record, review } = held;
  const { table, at, lacks } = answers;
  const fresh = record ? withUnsaid(record, read, lacks) : read;
  const by = importAuthor(table);
  const marks = rowMarks(review);
  const used = new Set(review.events.map(({ id }) => id));
  const events: ReviewEventInput[] = [];
  const brought = new Set(fresh.images.map(({ file }) => file));
  const remove = new Set(answers.given);
  for (const image of record?.images ?? []) {
    const name = { ...rowOf(fresh, image), case: fresh.id };
    const mark = marks.marked.get(image.id);
    if (brought.has(image.file)) {
      if (mark === undefined) continue;
      events.push(unmarkRow(mark, { table, at, used }));
      plan.changes.push({ ...name, field: 'row', before: 'vanished', now: 'back' });
      continue;
    }
    if (answers.given.has(image.file)) continue;
    const outcome = fateOf(image, marks, answers.onVanished);
    plan.vanishes.push({ ...name, outcome });
    if (outcome === 'removed') remove.add(image.file);
    if (outcome === 'marked' && mark === undefined) events.push(markRow(image.id, { table, at, used }));
  }
  const merged = record
    ? mergeRecord(record, fresh, { remove, renumber: answers.renumber })
    : { record: fresh, imageIds: new Map(fresh.images.map(({ id }) => [id, id])), kept: [] };
  // The time of an import is what its cases are known together by: it stays where no event of the review has it.
  const { source } = merged.record;
  const isKnown =
    record === null ||
    review.events.some((event) => isByImport(event) && event.at === record.source.retrievedAt);
  const next = isKnown
    ? merged.record
    : { ...merged.record, source: { ...source, retrievedAt: record.source.retrievedAt } };
  const given = eventsFor(imported, merged.imageIds);
  const decided = mergeDecisions({
    held: record,
    fresh,
    merged: merged.record,
    decisions: given.filter((event) => event.kind === 'decide'),
    cells: heldCells(review),
    lacks,
    known: used,
    by,
    at,
    fields: answers.fields,
  });
  const course = mergeCourse(
    review,
    given.filter((event) => event.kind === 'event'),
    { whole: merged.kept.length === 0, by, at },
  );
  recordChanges(plan, record, merged.record, brought);
  const patient = rowOf(fresh, { file: '' });
  const named = (image: CaseImage | null) => ({ ...patient, image: image?.file ?? null });
  plan.changes.push(...decided.changes.map((change) => ({ ...change, ...named(change.image) })));
  plan.changes.push(...course.changes.map((change) => ({ ...change, ...named(null) })));
  plan.keptDecisions.push(...decided.kept.map((kept) => ({ ...kept, ...named(kept.image) })));
  plan.keptDecisions.push(...course.kept.map((kept) => ({ ...kept, ...named(null) })));
  return planOf(fresh.id, held, next, [...events, ...decided.events, ...course.events], plan);
}
