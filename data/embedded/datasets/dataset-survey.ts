import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../errors.ts';
import { type Dataset, datasetIdSchema } from '../../format/dataset.ts';
import type { DatasetFault, DatasetSurvey, PrivateDataset } from '../../ports/datasets.ts';
import { sortedJson } from '../disk/json-file.ts';

const fileOf = (id: string): string => `datasets/${id}.json`;

/** Ids of the files in the folder; null when it cannot be looked into, which is not the same as being empty. */
function idsIn(workspace: string): string[] | null {
  try {
    return readdirSync(join(workspace, 'datasets')).flatMap((name) => {
      const id = name.endsWith('.json') ? name.slice(0, -'.json'.length) : '';
      return datasetIdSchema.safeParse(id).success ? [id] : [];
    });
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ENOENT' ? [] : null;
  }
}

/** What a dataset's file holds; null when there is none, the reason when it cannot be read. */
type Found = Dataset | { readonly reason: string } | null;

const texts = new WeakMap<Dataset, string>();

/** A dataset to be compared; long lists are written out once. */
function textOf(dataset: Dataset): string {
  const text = texts.get(dataset) ?? sortedJson(dataset);
  texts.set(dataset, text);
  return text;
}

const isDataset = (found: Found): found is Dataset => found !== null && !('reason' in found);

/** One dataset by its file and its record: whichever of the two calls it private hides its cases. */
function examine(
  id: string,
  found: Found,
  last: Dataset | null | undefined,
): { closed: PrivateDataset[]; faults: DatasetFault[]; unknown: string | null } {
  const file = fileOf(id);
  const known = last ?? null;
  const isPrivate = (dataset: Dataset | null): dataset is Dataset => dataset?.access === 'on-request';
  if (isDataset(found)) {
    const same = known === null || textOf(known) === textOf(found);
    return {
      closed: [
        ...(isPrivate(found) ? [{ dataset: found, stands: true }] : []),
        ...(!same && isPrivate(known) ? [{ dataset: known, stands: true }] : []),
      ],
      faults: same
        ? []
        : [
            {
              id,
              file,
              kind: 'changed',
              message: `${file} is not as it was last saved`,
              reason: null,
              last: known,
            },
          ],
      unknown: null,
    };
  }
  const kind = found === null ? 'missing' : 'unreadable';
  const message = `${file} ${found === null ? 'is gone' : 'cannot be read'}`;
  return {
    closed: isPrivate(known) ? [{ dataset: known, stands: false }] : [],
    faults: [{ id, file, kind, message, reason: found?.reason ?? null, last: known }],
    unknown: known === null ? message : null,
  };
}

/**
 * The datasets of a workspace as their files and the register tell. What cannot be read is not passed over: its cases
 * stay hidden as it was last saved, and where nobody knows how that was, `unknown` says so.
 * @param read gives the dataset of a file, null when there is none. @throws Error when it is damaged or cannot be read
 * @param registered gives what the register holds. @throws Error when it cannot be read
 */
export function surveyDatasets(
  workspace: string,
  read: (id: string) => Dataset | null,
  registered: () => ReadonlyMap<string, Dataset | null>,
): DatasetSurvey {
  let register: ReadonlyMap<string, Dataset | null> = new Map();
  const reasons: string[] = [];
  try {
    register = registered();
  } catch {
    reasons.push('datasets.sqlite, where the datasets are registered, cannot be read');
  }
  const ids = idsIn(workspace);
  if (ids === null) reasons.push('the folder datasets cannot be looked into');
  const found = (id: string): Found => {
    try {
      return read(id);
    } catch (error) {
      return { reason: messageOf(error).replaceAll(join(workspace, '/'), '') };
    }
  };
  const datasets: Dataset[] = [];
  const closed: PrivateDataset[] = [];
  const faults: DatasetFault[] = [];
  for (const id of [...new Set([...(ids ?? []), ...register.keys()])].sort()) {
    const held = found(id);
    if (isDataset(held)) datasets.push(held);
    const one = examine(id, held, register.get(id));
    closed.push(...one.closed);
    faults.push(...one.faults);
    if (one.unknown !== null) reasons.push(one.unknown);
  }
  return { datasets, closed, faults, unknown: reasons[0] ?? null };
}
