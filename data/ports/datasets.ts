import { Conflict, InvalidInput, NotFound } from '../errors.ts';
import {
  DATASET_FORMAT,
  type Dataset,
  type DatasetDraft,
  datasetIdSchema,
  datasetSchema,
} from '../format/dataset.ts';
import { describeProblems } from '../format/read.ts';
import type { CaseIndex } from './case-index.ts';

/** What keeps cases private: a dataset given on request only. */
export interface PrivateDataset {
  readonly dataset: Dataset;
  /**
   * It can be read. Where only a second record tells of it, nobody's access holds: what it covered stays hidden until a
   * maintainer saves or removes it.
   */
  readonly stands: boolean;
}

/** Something about a dataset that a maintainer must mend. */
export interface DatasetFault {
  readonly id: string;
  /** Where a person finds it: for telling, never for opening. */
  readonly file: string;
  readonly kind: 'unreadable' | 'missing' | 'changed';
  /** Which one and what is the matter, in words that anybody may read. */
  readonly message: string;
  /** Why it cannot be read, for maintainers; null when that is all. */
  readonly reason: string | null;
  /** How it was last saved, as a second record tells; null when that is not known. */
  readonly last: Dataset | null;
  /** Nobody knows which cases it keeps private. */
  readonly isUnknown: boolean;
}

export interface DatasetSurvey {
  /** Those that can be read, by id. */
  readonly datasets: readonly Dataset[];
  readonly closed: readonly PrivateDataset[];
  readonly faults: readonly DatasetFault[];
  /** Why nobody can tell which cases are private, in words without a path of this machine; null when it is known. */
  readonly unknown: string | null;
  /** What is the matter with the second record itself, in words that anybody may read; null when nothing is. */
  readonly register: string | null;
}

/**
 * The datasets of a workspace. What cannot be read is never taken for what is not there: who may see a case rests on it
 * (`private-cases.ts`).
 */
export interface Datasets {
  /** The same object as long as it is not written again; null when there is none. @throws InvalidInput when it is damaged, CaselineError `disk-*` */
  get(id: string): Promise<Dataset | null>;
  /** As it stands, or as it was last saved when it is damaged or gone; null when nobody knows how it was. */
  known(id: string): Promise<Dataset | null>;
  /** @throws NotFound */
  need(id: string): Promise<Dataset>;
  /** All of them by id, those that can be read. */
  list(): Promise<readonly Dataset[]>;
  /** What there is and what is wrong with it. */
  survey(): Promise<DatasetSurvey>;
  /** The dataset as `put` would write it. @throws InvalidInput, Conflict as `nextDataset` */
  check(draft: DatasetDraft, expect: number): Promise<Dataset>;
  /**
   * Writes a dataset durably. @param expect the revision it was based on; 0: it must be new
   * @throws InvalidInput, Conflict as `nextDataset`; CaselineError `disk-*`
   */
  put(draft: DatasetDraft, expect: number): Promise<Dataset>;
  /** Whether there is anything of a dataset, in whatever state. @throws NotFound */
  needKnown(id: string): Promise<void>;
  /** Takes a dataset away, also one that is damaged or gone. Its cases stay. @throws NotFound */
  remove(id: string): Promise<void>;
}

export const noDataset = (id: string): NotFound =>
  new NotFound('no-dataset', `there is no dataset '${id.slice(0, 60)}'`);

/** @throws InvalidInput */
export function checkDatasetId(id: string): void {
  const result = datasetIdSchema.safeParse(id);
  if (!result.success)
    throw new InvalidInput('bad-dataset-id', `'${id.slice(0, 80)}': ${describeProblems(result.error)}`);
}

/**
 * The dataset that a draft makes. @param held what it is based on @param expect the revision of that; 0: it must be new
 * @throws InvalidInput naming the field, Conflict when somebody wrote it meanwhile
 */
export function nextDataset(draft: DatasetDraft, held: Dataset | null, expect: number, now: Date): Dataset {
  const rev = held?.rev ?? 0;
  if (rev !== expect) {
    const message =
      expect === 0
        ? `there is a dataset '${draft.id}' already; choose another id`
        : `the dataset ${draft.id} is at revision ${rev}, not ${expect}: somebody saved meanwhile, load it again`;
    throw new Conflict('stale-dataset', message);
  }
  const next = {
    ...draft,
    format: DATASET_FORMAT,
    rev: rev + 1,
    createdAt: held?.createdAt ?? now.toISOString(),
  };
  const result = datasetSchema.safeParse(next);
  if (result.success) return result.data;
  throw new InvalidInput('bad-dataset', `the dataset is not valid: ${describeProblems(result.error)}`);
}

/**
 * Cases of a dataset in natural order, those only that are in the index: for what is shown of it, never for who may see it.
 */
export async function membersOf({ members }: Dataset, index: Pick<CaseIndex, 'idsOf'>): Promise<string[]> {
  const { rule, cases, except } = members;
  const { site, status, text, terms } = rule ?? {};
  const ruled =
    rule === null
      ? []
      : await index.idsOf({
          ...(site ? { site } : {}),
          ...(status ? { status } : {}),
          ...(text ? { text } : {}),
          ...(terms ? { terms } : {}),
        });
  const left = new Set(except);
  const all = new Set([...ruled, ...cases].filter((id) => !left.has(id)));
  return cases.length > 0 ? index.idsOf({ among: [...all] }) : [...all];
}
