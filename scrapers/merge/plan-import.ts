import type { Case, CaseImage } from '../../data/format/case.ts';
import { completeCase } from '../../data/format/read.ts';
import type { Review } from '../../data/format/review.ts';
import type { CaseStore, ReviewStore } from '../../data/store/ports.ts';
import {
  type CaseAnswers,
  type CasePlan,
  fateOf,
  type ImportedCase,
  planCase,
  planGone,
} from './merge-case.ts';
import { addToPlan, emptyPlan, type ImportPlan, type MergeAnswers } from './plan.ts';
import { rowMarks } from './row-marks.ts';
import { isSamePatient } from './same-patient.ts';

/** What a plan reads of a workspace. */
export interface PlanStores {
  readonly cases: Pick<CaseStore, 'get' | 'all'>;
  readonly reviews: Pick<ReviewStore, 'get'>;
}

/** Ids of stored patients, so that a table finds its own. */
export interface HeldIds {
  /** Patient id of a table -> case id. */
  readonly byKey: ReadonlyMap<string, string>;
  readonly taken: ReadonlySet<string>;
}

/** A table to be imported. */
export interface TableToImport {
  /** The source's name: only cases of it are looked at. */
  readonly site: string;
  readonly table: string;
  /** The table's patients, under the ids that are stored already where they are. */
  cases(held: HeldIds): readonly ImportedCase[];
}

export interface CaseCounts {
  new: number;
  updated: number;
  unchanged: number;
}

export interface PlannedImport {
  readonly cases: readonly CasePlan[];
  readonly plan: ImportPlan;
  /** Patients of the table, and stored ones that it does not name but changes. */
  readonly counts: CaseCounts;
  /** Images that have no file, neither brought nor stored. */
  readonly missing: readonly { readonly id: string; readonly file: string }[];
  /** The plan of one case anew, after somebody wrote it. */
  again(id: string): Promise<CasePlan>;
}

interface Held {
  readonly id: string;
  readonly key: string;
  readonly images: ReadonlyMap<string, { readonly table: string | null; readonly hasFile: boolean }>;
}

/** Tables that a stored case was ever imported from. */
function tablesOf(record: Case, review: Review): string[] {
  return [
    ...record.images.flatMap(({ imported }) => imported?.table ?? []),
    ...review.events.flatMap((event) =>
      event.kind === 'decide' && event.basis.kind === 'import' ? [event.basis.table] : [],
    ),
  ];
}

async function heldCases(stores: PlanStores, site: string): Promise<Map<string, Held>> {
  const held = new Map<string, Held>();
  for await (const { id, source, images } of stores.cases.all({ site })) {
    const facts = images.map(
      ({ file, imported, sha256 }) =>
        [file, { table: imported?.table ?? null, hasFile: sha256 !== null }] as const,
    );
    held.set(id, { id, key: source.key, images: new Map(facts) });
  }
  return held;
}

/**
 * What an import would do to a workspace; writes nothing. A table is taken for a newer form of every table of which it
 * brings a row: stored rows of those that it does not bring have vanished.
 */
export async function planImport(
  stores: PlanStores,
  input: TableToImport,
  answers: MergeAnswers = {},
): Promise<PlannedImport> {
  const held = await heldCases(stores, input.site);
  const imported = new Map(
    input
      .cases({
        byKey: new Map([...held.values()].map(({ id, key }) => [key, id])),
        taken: new Set(held.keys()),
      })
      .map((entry) => [entry.draft.id, entry]),
  );
  const at = new Date().toISOString();
  const onVanished = answers.onVanished ?? 'keep';
  const replace = answers.replace ?? false;
  const read = async (id: string) => ({
    record: await stores.cases.get(id),
    review: await stores.reviews.get(id),
  });

  // First round: which stored tables this one is a newer form of, and whether all that is stored is answered for.
  const tables = new Set<string>();
  const clashing = new Set<string>();
  let isWhole = true;
  for (const { draft, events } of imported.values()) {
    if (!held.has(draft.id)) continue;
    const { record, review } = await read(draft.id);
    if (!record) continue;
    if (!isSamePatient({ record, events: review.events }, { record: completeCase(draft), events })) {
      clashing.add(draft.id);
      isWhole &&= replace;
      continue;
    }
    const brought = new Set(draft.images.map(({ file }) => file));
    if (record.images.some(({ file }) => brought.has(file)))
      for (const table of tablesOf(record, review)) tables.add(table);
    const marks = rowMarks(review);
    isWhole &&= record.images.every(
      (image) => brought.has(image.file) || fateOf(image, marks, onVanished) !== 'kept',
    );
  }
  const isGone = ({ imported: from }: Pick<CaseImage, 'imported'>): boolean =>
    from !== null && tables.has(from.table);
  const gone = [...held.values()]
    .filter(({ id, images }) => {
      const isNamed = [...images.values()].some(({ table }) => table !== null && tables.has(table));
      return !imported.has(id) && isNamed;
    })
    .map(({ id }) => id);
  for (const id of gone) {
    const { record, review } = await read(id);
    const marks = rowMarks(review);
    isWhole &&= (record?.images ?? []).every(
      (image) => !isGone(image) || fateOf(image, marks, onVanished) !== 'kept',
    );
  }

  // A file name stands once in an export: where another patient keeps it, the newer row has to wait.
  const owners = new Map(
    [...held.values()].flatMap(({ id, images }) => [...images.keys()].map((file) => [file, id] as const)),
  );
  const elsewhere = new Map<string, Map<string, string>>();
  const given = new Map<string, Set<string>>();
  for (const { draft } of imported.values()) {
    for (const { file } of draft.images) {
      const owner = owners.get(file);
      if (owner === undefined || owner === draft.id || held.get(draft.id)?.images.has(file)) continue;
      const { record, review } = await read(owner);
      const image = record?.images.find((one) => one.file === file);
      const marks = rowMarks(review);
      if (!record || !image || marks.leftOut.has(image.id)) continue;
      const isAnswered =
        (clashing.has(owner) && replace) ||
        ((imported.has(owner) ? !clashing.has(owner) : isGone(image)) &&
          fateOf(image, marks, onVanished) !== 'kept');
      if (isAnswered) continue;
      const name = record.patients[0]?.label ?? record.id;
      elsewhere.set(draft.id, (elsewhere.get(draft.id) ?? new Map<string, string>()).set(file, name));
      isWhole &&= replace;
      if (replace) given.set(owner, (given.get(owner) ?? new Set<string>()).add(file));
    }
  }

  const answersOf = (id: string): CaseAnswers => ({
    table: input.table,
    at,
    onVanished,
    replace,
    elsewhere: elsewhere.get(id) ?? new Map(),
    given: given.get(id) ?? new Set(),
    renumber: isWhole,
  });
  const again = async (id: string): Promise<CasePlan> => {
    const { record, review } = await read(id);
    const entry = imported.get(id);
    if (entry) return planCase({ record, review }, entry, answersOf(id));
    if (record) return planGone({ record, review }, isGone, answersOf(id));
    const expect = { case: 0, review: review.rev };
    return {
      id,
      draft: null,
      events: [],
      change: 'unchanged',
      expect,
      reviewFirst: false,
      plan: emptyPlan(),
    };
  };
  const plan = emptyPlan();
  const cases: CasePlan[] = [];
  const counts: CaseCounts = { new: 0, updated: 0, unchanged: 0 };
  // What loses a file to another patient is written first: a run that is killed leaves no name twice.
  for (const id of new Set([...given.keys(), ...gone, ...imported.keys()])) {
    const own = await again(id);
    addToPlan(plan, own.plan);
    cases.push(own);
    if (imported.has(id) || own.change !== 'unchanged') counts[own.change] += 1;
  }
  const missing = [...imported.values()].flatMap(({ draft }) =>
    draft.images.filter(
      ({ file, sha256 }) => sha256 === null && !held.get(draft.id)?.images.get(file)?.hasFile,
    ),
  );
  return { cases, plan, counts, missing, again };
}
