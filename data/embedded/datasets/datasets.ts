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
  readonly #read = new Map<string, { readonly mark: string; readonly dataset: Dataset }>();

  constructor(workspace: string) {
    this.#workspace = workspace;
    this.#lock = new WorkspaceLock(workspace);
    this.#register = new DatasetRegister(workspace);
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
    return this.#register.all().get(id) ?? null;
  }

  async need(id: string): Promise<Dataset> {
    const dataset = this.#get(id);
    if (!dataset) throw noDataset(id);
    return dataset;
  }

  async list(): Promise<readonly Dataset[]> {
    return (await this.survey()).datasets;
  }

  /** Files that the register does not know are noted there. */
  async survey(): Promise<DatasetSurvey> {
    let register: ReadonlyMap<string, Dataset | null> = new Map();
    const survey = surveyDatasets(
      this.#workspace,
      (id) => this.#get(id),
      () => {
        register = this.#register.all();
        return register;
      },
    );
    for (const dataset of survey.unknown === null ? survey.datasets : []) {
      if (register.get(dataset.id)) continue;
      try {
        this.#register.keep(dataset);
      } catch {
        // On a read-only disk its file alone tells of it.
      }
    }
    return survey;
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

  async needKnown(id: string): Promise<void> {
    this.#needKnown(id);
  }

  /** A file of whatever state, or a record. */
  #needKnown(id: string): void {
    if (markOf(this.#path(id)) === null && !this.#register.all().has(id)) throw noDataset(id);
  }

  async remove(id: string): Promise<void> {
    const path = this.#path(id);
    this.#lock.hold(() => {
      this.#needKnown(id);
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
