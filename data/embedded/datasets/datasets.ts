import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../../errors.ts';
import { diskError, syncFolder } from '../../files/durable-file.ts';
import { type Dataset, type DatasetDraft, datasetIdSchema, datasetSchema } from '../../format/dataset.ts';
import { describeProblems } from '../../format/read.ts';
import {
  checkDatasetId,
  type DatasetSurvey,
  type Datasets,
  nextDataset,
  noDataset,
} from '../../ports/datasets.ts';
import { readJson, writeJson } from '../disk/json-file.ts';
import { WorkspaceLock } from '../disk/lock.ts';
import { markOf } from '../documents/document-files.ts';
import { DatasetHistory } from './dataset-history.ts';
import { DatasetRegister } from './dataset-register.ts';
import { surveyDatasets } from './dataset-survey.ts';

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

/** One file each under `datasets/`, and a register of how each was last saved. */
export class FileDatasets implements Datasets {
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
    checkDatasetId(id);
    return join(this.#workspace, 'datasets', `${id}.json`);
  }

  async get(id: string): Promise<Dataset | null> {
    return this.#get(id);
  }

  #get(id: string): Dataset | null {
    if (!datasetIdSchema.safeParse(id).success) return null;
    const mark = markOf(this.#path(id));
    const held = this.#read.get(id);
    if (mark !== null && held?.mark === mark) return held.dataset;
    const dataset = readDataset(this.#workspace, id);
    if (dataset && mark !== null && mark === markOf(this.#path(id))) this.#read.set(id, { mark, dataset });
    return dataset;
  }

  async known(id: string): Promise<Dataset | null> {
    return this.#known(id);
  }

  #known(id: string): Dataset | null {
    try {
      const held = this.#get(id);
      if (held) return held;
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
    }
    return this.#register.registered().all.get(id) ?? null;
  }

  async need(id: string): Promise<Dataset> {
    const dataset = this.#get(id);
    if (!dataset) throw noDataset(id);
    return dataset;
  }

  async list(): Promise<readonly Dataset[]> {
    return (await this.survey()).datasets;
  }

  #survey(): DatasetSurvey {
    return surveyDatasets(this.#workspace, (id) => this.#get(id), {
      registered: () => this.#register.registered(),
      logged: () => this.#history.all(),
    });
  }

  /** Files that the register does not know are noted there; one that is lost is begun anew from the files. */
  async survey(): Promise<DatasetSurvey> {
    try {
      this.#register.putAsideIfDamaged();
    } catch {
      // On a read-only disk it stays where it is, and is called unknown.
    }
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

  #next(draft: DatasetDraft, expect: number): Dataset {
    checkDatasetId(draft.id);
    return nextDataset(draft, this.#known(draft.id), expect, new Date());
  }

  async check(draft: DatasetDraft, expect: number): Promise<Dataset> {
    return this.#next(draft, expect);
  }

  async put(draft: DatasetDraft, expect: number): Promise<Dataset> {
    return this.#lock.hold(() => {
      const next = this.#next(draft, expect);
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

  async needKnown(id: string): Promise<void> {
    if (!this.#isKnown(id)) throw noDataset(id);
  }

  async remove(id: string): Promise<void> {
    const path = this.#path(id);
    this.#lock.hold(() => {
      if (!this.#isKnown(id, true)) throw noDataset(id);
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

  close(): void {
    this.#register.close();
    this.#lock.close();
  }
}
