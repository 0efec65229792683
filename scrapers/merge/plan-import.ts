import { InvalidInput } from '../../data/errors.ts';
import { builtIn } from '../../data/fields/field-set.ts';
import type { Case, CaseImage } from '../../data/format/case.ts';
import { isByImport, standingEvents } from '../../data/format/decisions.ts';
import { qualifiedPatient } from '../../data/format/patient-name.ts';
import { completeCase } from '../../data/format/read.ts';
import type { Review } from '../../data/format/review.ts';
import type { CaseStore } from '../../data/ports/cases.ts';
import type { ReviewStore } from '../../data/ports/reviews.ts';
import { type CaseAnswers, type CasePlan, fateOf, type ImportedCase, planOf } from './case-plan.ts';
import { planCase, planGone } from './merge-case.ts';
import { addToPlan, emptyPlan, type ImportPlan, type MergeAnswers } from './plan.ts';
import { rowMarks } from './row-marks.ts';
import { isSamePatient } from './same-patient.ts';

/** What a plan reads of a workspace. */
export interface PlanStores {
  readonly cases: Pick<CaseStore, 'get' | 'all'>;
  readonly reviews: Pick<ReviewStore, 'get'>;
}

/** A stored image: SHA-256 of its file, null where none is stored. */
export type HeldImage = Pick<CaseImage, 'id' | 'file' | 'sha256'>;

/** Ids of stored patients, so that a table finds its own. */
export interface HeldIds {
  /** Patient id of a table, qualified by its dataset (`data/format/patient-name.ts`) -> case id. */
  readonly byKey: ReadonlyMap<string, string>;
  readonly taken: ReadonlySet<string>;
  /** Datasets beside the reference's that hold patients. */
  readonly datasets: ReadonlySet<string>;
  /** Case id -> its images. */
  readonly images: ReadonlyMap<string, readonly HeldImage[]>;
}

/** A table to be imported. */
export interface TableToImport {
  /** The source's name: only cases of it are looked at. */
  readonly site: string;
  readonly table: string;
  /** Whose patients they are; left out: the reference collection's. */
  readonly dataset?: string | undefined;
  /** Columns of the reference that the table does not have. */
  readonly lacks?: ReadonlySet<string>;
  /**
   * The table's patients, under the ids that are stored already where they are.
   * @param at time of the import, ISO 8601, UTC: kept with all that it writes
   */
  cases(held: HeldIds, at: string): Promise<readonly ImportedCase[]>;
}

export interface CaseCounts {
  new: number;
  updated: number;
  unchanged: number;
}

export interface PlannedImport {
  /** Time of the import, which all that it writes has. */
  readonly at: string;
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
  /** The patient's id, qualified by its dataset. */
  readonly key: string;
  readonly dataset: string | undefined;
  /** By file name. */
  readonly images: ReadonlyMap<string, HeldImage>;
}

/**
 * The imports that a stored case came from, by their time: all cases of one run share it. A table's name says nothing, they
 * are all called metadata.csv.
 */
function runsOf(record: Case, review: Review): string[] {
  const standing = standingEvents(review.events.filter(({ layer }) => layer === 'shared'));
  return [record.source.retrievedAt, ...standing.flatMap((event) => (isByImport(event) ? [event.at] : []))];
}

async function heldCases(stores: PlanStores, site: string): Promise<Map<string, Held>> {
  const held = new Map<string, Held>();
  for await (const { id, source, images } of stores.cases.all({ site })) {
    const files = images.map(({ id: image, file, sha256 }) => [file, { id: image, file, sha256 }] as const);
    const { dataset, key } = source;
    held.set(id, { id, key: qualifiedPatient(dataset, key), dataset, images: new Map(files) });
  }
  return held;
}

/** @throws InvalidInput for a new dataset whose name patients of the reference begin with: nobody could tell them apart */
function refuseTaken(dataset: string | undefined, held: Iterable<Held>): void {
  if (dataset === undefined) return;
  const all = [...held];
  const other = all.find((one) => one.dataset === undefined && one.key.startsWith(`${dataset}:`));
  if (other && !all.some((one) => one.dataset === dataset))
    throw new InvalidInput(
      'dataset-taken',
      `the reference collection holds a patient ${other.key}, which would be one of the dataset ${dataset} too; choose another --dataset`,
    );
}

/**
 * What an import would do to a workspace; writes nothing. A table is taken for a newer form of what earlier imports brought
 * with any of its rows: stored rows of those imports that it does not bring have vanished.
 */
export async function planImport(
  stores: PlanStores,
  input: TableToImport,
  answers: MergeAnswers = {},
): Promise<PlannedImport> {
  const held = await heldCases(stores, input.site);
  const at = new Date().toISOString();
  const ids: HeldIds = {
    byKey: new Map([...held.values()].map(({ id, key }) => [key, id])),
    taken: new Set(held.keys()),
    datasets: new Set([...held.values()].flatMap(({ dataset }) => dataset ?? [])),
    images: new Map([...held.values()].map(({ id, images }) => [id, [...images.values()]])),
  };
  refuseTaken(input.dataset, held.values());
  const imported = new Map((await input.cases(ids, at)).map((entry) => [entry.draft.id, entry]));
  const onVanished = answers.onVanished ?? 'keep';
  const replace = answers.replace ?? false;
  const read = async (id: string) => ({
    record: await stores.cases.get(id),
    review: await stores.reviews.get(id),
  });

  // First round: of which imports this table is a newer form, and whether all that is stored is answered for.
  const runs = new Set<string>();
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
      for (const run of runsOf(record, review)) runs.add(run);
    const marks = rowMarks(review);
    isWhole &&= record.images.every(
      (image) => brought.has(image.file) || fateOf(image, marks, onVanished) !== 'kept',
    );
  }
  const isGone = ({ imported: from }: Pick<CaseImage, 'imported'>): boolean => from !== null;
  const gone = new Set<string>();
  // An export of all datasets that came back was one run: a table of one of them misses nothing of the others.
  const spaces = new Set([...imported.values()].map(({ draft }) => draft.source.dataset));
  for (const { id, dataset, images } of runs.size > 0 ? held.values() : []) {
    if (imported.has(id) || images.size === 0 || !spaces.has(dataset)) continue;
    const { record, review } = await read(id);
    if (!record || !runsOf(record, review).some((run) => runs.has(run))) continue;
    gone.add(id);
    const marks = rowMarks(review);
    isWhole &&= record.images.every((image) => !isGone(image) || fateOf(image, marks, onVanished) !== 'kept');
  }

  // A file name stands once in a table: where another patient of the dataset keeps it, the newer row has to wait.
  const owners = new Map(
    [...held.values()].flatMap(({ id, dataset, images }) =>
      [...images.keys()].map((file) => [qualifiedPatient(dataset, file), id] as const),
    ),
  );
  const elsewhere = new Map<string, Map<string, string>>();
  const given = new Map<string, Set<string>>();
  for (const { draft } of imported.values()) {
    for (const { file } of draft.images) {
      const owner = owners.get(qualifiedPatient(draft.source.dataset, file));
      if (owner === undefined || owner === draft.id || held.get(draft.id)?.images.has(file)) continue;
      const { record, review } = await read(owner);
      const image = record?.images.find((one) => one.file === file);
      const marks = rowMarks(review);
      if (!record || !image || marks.leftOut.has(image.id)) continue;
      const isAnswered =
        (clashing.has(owner) && replace) ||
        ((imported.has(owner) ? !clashing.has(owner) : gone.has(owner) && isGone(image)) &&
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
    lacks: input.lacks ?? new Set(),
    elsewhere: elsewhere.get(id) ?? new Map(),
    given: given.get(id) ?? new Set(),
    renumber: isWhole,
    fields: answers.fields ?? builtIn,
  });
  const again = async (id: string): Promise<CasePlan> => {
    const { record, review } = await read(id);
    const entry = imported.get(id);
    if (entry) return planCase({ record, review }, entry, answersOf(id));
    if (record) return planGone({ record, review }, (image) => gone.has(id) && isGone(image), answersOf(id));
    return planOf(id, { record, review }, null, [], emptyPlan());
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
      ({ file, sha256 }) => sha256 === null && !held.get(draft.id)?.images.get(file)?.sha256,
    ),
  );
  return { at, cases, plan, counts, missing, again };
}
