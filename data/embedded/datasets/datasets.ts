import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Conflict, InvalidInput, NotFound } from '../../errors.ts';
import { diskError, syncFolder } from '../../files/durable-file.ts';
import {
  DATASET_FORMAT,
  type Dataset,
  type DatasetDraft,
  datasetIdSchema,
  datasetSchema,
} from '../../format/dataset.ts';
import { describeProblems } from '../../format/read.ts';
import { readJson, writeJson } from '../disk/json-file.ts';
import { WorkspaceLock } from '../disk/lock.ts';
import { markOf } from '../documents/document-files.ts';
import type { CaseIndex } from '../index/case-index.ts';
import { DatasetHistory } from './dataset-history.ts';
import { DatasetRegister } from './dataset-register.ts';
import { type DatasetSurvey, surveyDatasets } from './dataset-survey.ts';

/** A dataset's file as it stands. @throws InvalidInput when it is damaged, CaselineError `disk-*` */
export function readDataset(workspace: string, id: string): Dataset | null {
  const file = `datasets/${id}.json`;
  let document: unknown;
  try {
    document = readJson(join(workspace, file));
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput('damaged-file', `${file} is damaged; restore it from a backup, or save it again`, {
      cause: error,
    });
  }
  if (document === null) return null;
  const result = datasetSchema.safeParse(document);
  if (result.success && result.data.id === id) return result.data;
  const what = result.success ? `it holds '${result.data.id}'` : describeProblems(result.error);
  throw new InvalidInput(
    'bad-document',
    `${file} is not valid: ${what}; restore it from a backup, or save it again`,
  );
}

/**
 * The datasets of a workspace, one file each under `datasets/`, and a register of how each was last saved. Which cases
 * belong to one is asked of the index where it is shown; who may see a case is not (`privacy/private-cases.ts`).
 */
export class Datasets {
  readonly #workspace: string;
  readonly #lock: WorkspaceLock;
  readonly #register: DatasetRegister;
  readonly #history: DatasetHistory;
  readonly #read = new Map<string, { readonly mark: string; readonly dataset: Dataset }>();

  constructor(workspace: string) {
    this.#workspace = workspace;
    this.#lock = new WorkspaceLock(workspace);
    this.#register = new DatasetRegister(workspace);
    this.#history = new DatasetHistory(workspace);
  }

  #path(id: string): string {
    const result = datasetIdSchema.safeParse(id);
    if (!result.success)
      throw new InvalidInput('bad-dataset-id', `'${id.slice(0, 80)}': ${describeProblems(result.error)}`);
    return join(this.#workspace, 'datasets', `${id}.json`);
  }

  /** Null when there is none. @throws InvalidInput when its file is damaged, CaselineError `disk-*` */
  get(id: string): Dataset | null {
    if (!datasetIdSchema.safeParse(id).success) return null;
    const mark = markOf(this.#path(id));
    const held = this.#read.get(id);
    if (mark !== null && held?.mark === mark) return held.dataset;
    const dataset = readDataset(this.#workspace, id);
    if (dataset && mark !== null && mark === markOf(this.#path(id))) this.#read.set(id, { mark, dataset });
    return dataset;
  }

  /** As its file says, or as it was last saved when the file is damaged or gone; null when nobody knows how it was. */
  known(id: string): Dataset | null {
    try {
      const held = this.get(id);
      if (held) return held;
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
    }
    return this.#register.registered().all.get(id) ?? null;
  }

  /** @throws NotFound */
  need(id: string): Dataset {
    const dataset = this.get(id);
    if (!dataset) throw new NotFound('no-dataset', `there is no dataset '${id.slice(0, 60)}'`);
    return dataset;
  }

  /** All of them by id, those that can be read. */
  list(): readonly Dataset[] {
    return this.survey().datasets;
  }

  #survey(): DatasetSurvey {
    return surveyDatasets(this.#workspace, (id) => this.get(id), {
      registered: () => this.#register.registered(),
      logged: () => this.#history.all(),
    });
  }

  /**
   * What there is and what is wrong with it. Files that the register does not know are noted there; one that is lost is
   * begun anew from the files.
   */
  survey(): DatasetSurvey {
    const survey = this.#survey();
    try {
      return this.#registerFiles(survey) ? this.#survey() : survey;
    } catch {
      // On a read-only disk, and beside a register that cannot be read, their files alone tell of them.
      return survey;
    }
  }

  /** @returns false when all of them are registered */
  #registerFiles({ datasets, faults, unknown, register: fault }: DatasetSurvey): boolean {
    const register = this.#register.registered();
    const isLost = !register.isBegun && fault !== null;
    // As strictly as the log tells of it.
    const stricter = new Map(faults.map(({ id, last }) => [id, last]));
    const fresh = unknown === null || isLost ? datasets.filter(({ id }) => !register.all.get(id)) : [];
    if (isLost) this.#register.beginAnew();
    for (const dataset of fresh) this.#register.keep(stricter.get(dataset.id) ?? dataset);
    return isLost || fresh.length > 0;
  }

  /**
   * The dataset as `put` would write it.
   * @throws InvalidInput naming the field, Conflict when somebody wrote it meanwhile
   */
  check(draft: DatasetDraft, expect: number): Dataset {
    this.#path(draft.id);
    const held = this.known(draft.id);
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
      createdAt: held?.createdAt ?? new Date().toISOString(),
    };
    const result = datasetSchema.safeParse(next);
    if (result.success) return result.data;
    throw new InvalidInput('bad-dataset', `the dataset is not valid: ${describeProblems(result.error)}`);
  }

  /**
   * Writes a dataset durably. @param expect the revision it was based on; 0: it must be new
   * @throws InvalidInput, Conflict as `check`; CaselineError `disk-*`
   */
  put(draft: DatasetDraft, expect: number): Dataset {
    return this.#lock.hold(() => {
      const next = this.check(draft, expect);
      // First the register: a file that then is not written differs from it, and the stricter of the two holds.
      this.#register.keep(next);
      writeJson(this.#path(draft.id), next);
      return next;
    });
  }

  /** Whether there is anything of a dataset: a file of whatever state, or a record. */
  #isKnown(id: string, isToGo = false): boolean {
    if (markOf(this.#path(id)) !== null) return true;
    const { all, removed } = this.#register.registered();
    if (all.has(id)) return true;
    const logged = removed.has(id) ? undefined : this.#history.all().get(id);
    // That it goes is written down before it does.
    return logged !== undefined && (isToGo || logged !== 'removed');
  }

  /** @throws NotFound when there is nothing of a dataset: no file of whatever state, and no record */
  needKnown(id: string): void {
    if (this.#isKnown(id)) return;
    throw new NotFound('no-dataset', `there is no dataset '${id.slice(0, 60)}'`);
  }

  /** Takes a dataset away, also one whose file is damaged or gone. Its cases stay. @throws NotFound */
  remove(id: string): void {
    const path = this.#path(id);
    this.#lock.hold(() => {
      if (!this.#isKnown(id, true)) this.needKnown(id);
      try {
        if (markOf(path) !== null) {
          rmSync(path);
          syncFolder(join(this.#workspace, 'datasets'));
        }
      } catch (cause) {
        throw diskError('remove', path, cause);
      }
      this.#register.forget(id);
    });
  }

  /** Cases of a dataset in natural order, those only that are in the index. */
  members(dataset: Dataset, index: CaseIndex): string[] {
    const { rule, cases, except } = dataset.members;
    const { site, status, text, terms } = rule ?? {};
    const ruled =
      rule === null
        ? []
        : index.idsOf({
            ...(site ? { site } : {}),
            ...(status ? { status } : {}),
            ...(text ? { text } : {}),
            ...(terms ? { terms } : {}),
          });
    const left = new Set(except);
    const all = new Set([...ruled, ...cases].filter((id) => !left.has(id)));
    return cases.length > 0 ? index.idsOf({ among: [...all] }) : [...all];
  }

  close(): void {
    this.#register.close();
    this.#lock.close();
  }
}
