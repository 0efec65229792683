import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Conflict, InvalidInput, messageOf, NotFound } from '../errors.ts';
import {
  DATASET_FORMAT,
  type Dataset,
  type DatasetDraft,
  datasetIdSchema,
  datasetSchema,
} from '../format/dataset.ts';
import { describeProblems } from '../format/read.ts';
import type { CaseIndex } from './index/case-index.ts';
import { readJson, writeJson } from './json-file.ts';
import { WorkspaceLock } from './lock.ts';

/** The datasets of a workspace, one file each under `datasets/`. Membership is worked out from the index when asked. */
export class Datasets {
  readonly #directory: string;
  readonly #lock: WorkspaceLock;

  constructor(workspace: string) {
    this.#directory = join(workspace, 'datasets');
    this.#lock = new WorkspaceLock(workspace);
  }

  #path(id: string): string {
    const result = datasetIdSchema.safeParse(id);
    if (!result.success)
      throw new InvalidInput('bad-dataset-id', `'${id.slice(0, 80)}': ${describeProblems(result.error)}`);
    return join(this.#directory, `${id}.json`);
  }

  /** Null when there is none. @throws InvalidInput when its file is damaged */
  get(id: string): Dataset | null {
    if (!datasetIdSchema.safeParse(id).success) return null;
    const path = this.#path(id);
    const document = readJson(path);
    if (document === null) return null;
    const result = datasetSchema.safeParse(document);
    if (result.success) return result.data;
    throw new InvalidInput(
      'bad-document',
      `${path} is not valid: ${describeProblems(result.error)}; restore it from a backup`,
    );
  }

  /** @throws NotFound */
  need(id: string): Dataset {
    const dataset = this.get(id);
    if (!dataset) throw new NotFound('no-dataset', `there is no dataset '${id.slice(0, 60)}'`);
    return dataset;
  }

  /** All of them by id; a damaged file is reported and passed over. */
  list(onDamaged?: (id: string, message: string) => void): Dataset[] {
    let names: string[] = [];
    try {
      names = readdirSync(this.#directory);
    } catch {
      return [];
    }
    return names.sort().flatMap((name) => {
      if (!name.endsWith('.json') || name.startsWith('.')) return [];
      try {
        const dataset = this.get(name.slice(0, -'.json'.length));
        return dataset ? [dataset] : [];
      } catch (error) {
        onDamaged?.(name, messageOf(error));
        return [];
      }
    });
  }

  /**
   * Writes a dataset durably. @param expect the revision it was based on; 0: it must be new
   * @throws InvalidInput naming the field, Conflict when somebody wrote it meanwhile
   */
  put(draft: DatasetDraft, expect: number): Dataset {
    const path = this.#path(draft.id);
    return this.#lock.hold(() => {
      const held = this.get(draft.id);
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
      if (!result.success)
        throw new InvalidInput('bad-dataset', `the dataset is not valid: ${describeProblems(result.error)}`);
      writeJson(path, result.data);
      return result.data;
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
    this.#lock.close();
  }
}
