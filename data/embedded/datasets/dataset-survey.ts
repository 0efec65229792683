import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../errors.ts';
import { type Dataset, datasetIdSchema } from '../../format/dataset.ts';
import type { DatasetFault, DatasetSurvey, PrivateDataset } from '../../ports/datasets.ts';
import { sortedJson } from '../disk/json-file.ts';
import type { Logged } from './dataset-history.ts';
import type { Registered } from './dataset-register.ts';

/** What tells of datasets beside their files. */
export interface Records {
  /** @throws Error when the register cannot be read */
  registered(): Registered;
  /** By id, what the audit log tells. @throws Error when there is one that cannot be read */
  logged(): ReadonlyMap<string, Logged>;
}

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

const restricted = new WeakMap<Dataset, Dataset>();

/** The dataset as if it were given on request; the same object each time. */
function onRequest(dataset: Dataset): Dataset {
  const made = restricted.get(dataset) ?? { ...dataset, access: 'on-request' };
  restricted.set(dataset, made);
  return made;
}

const isDataset = (found: Found): found is Dataset => found !== null && !('reason' in found);

/**
 * One dataset by its file and its record: whichever of the two calls it private hides its cases. The log is asked where
 * there is no record: it tells that there was a dataset and who might have it, not what cases it held.
 */
function examine(
  id: string,
  found: Found,
  last: Dataset | null | undefined,
  logged: Logged | null,
): { closed: PrivateDataset[]; faults: DatasetFault[]; unknown: string | null } {
  const file = fileOf(id);
  const known = last ?? (logged === 'on-request' && isDataset(found) ? onRequest(found) : null);
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
              isUnknown: false,
            },
          ],
      unknown: null,
    };
  }
  const kind = found === null ? 'missing' : 'unreadable';
  const message = `${file} ${found === null ? 'is gone' : 'cannot be read'}`;
  // Of one that is nowhere but in the log, public when it was last saved, nothing is to be hidden.
  const isUnknown = known === null && !(found === null && logged === 'public');
  return {
    closed: isPrivate(known) ? [{ dataset: known, stands: false }] : [],
    faults: [{ id, file, kind, message, reason: found?.reason ?? null, last: known, isUnknown }],
    unknown: isUnknown ? message : null,
  };
}

/** What the records tell. Where the register was begun, the log is of use to it, not needed. */
function recordsOf({ registered, logged }: Records): {
  register: Registered | null;
  log: ReadonlyMap<string, Logged>;
  reasons: string[];
} {
  let register: Registered | null = null;
  const reasons: string[] = [];
  try {
    register = registered();
  } catch {
    reasons.push('datasets.sqlite, where the datasets are registered, cannot be read');
  }
  try {
    return { register, log: logged(), reasons };
  } catch {
    if (register?.isBegun === false)
      reasons.push('audit.jsonl, which tells what datasets there were, cannot be read');
    return { register, log: new Map(), reasons };
  }
}

const lost = 'requests for datasets, grants, and which cases were reviewed are not known';

/** What is the matter with a register that can be read. @param hasFiles there are datasets beside it */
function registerFault({ isBegun, remade }: Registered, hasFiles: boolean): string | null {
  if (!isBegun) return hasFiles ? `datasets.sqlite is gone: ${lost}` : null;
  if (remade === null) return null;
  return remade.whole
    ? 'datasets.sqlite was deleted while it was used; it was written again, and nothing is missing in it'
    : `datasets.sqlite was gone or damaged, and was made anew from the files of the datasets: ${lost}`;
}

/**
 * The datasets of a workspace as their files and the records beside them tell. What cannot be read is not passed over: its
 * cases stay hidden as it was last saved, and where nobody knows how that was, `unknown` says so.
 * @param read gives the dataset of a file, null when there is none. @throws Error when it is damaged or cannot be read
 */
export function surveyDatasets(
  workspace: string,
  read: (id: string) => Dataset | null,
  records: Records,
): DatasetSurvey {
  const { register, log, reasons } = recordsOf(records);
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
  const all = register?.all ?? new Map<string, Dataset | null>();
  // Whoever took a dataset away meant it, whatever the log says of the time before.
  const logged = [...log].filter(([id, how]) => how !== 'removed' && !register?.removed.has(id));
  const ofLog = new Map(logged);
  for (const id of [...new Set([...(ids ?? []), ...all.keys(), ...ofLog.keys()])].sort()) {
    const held = found(id);
    if (isDataset(held)) datasets.push(held);
    const one = examine(id, held, all.get(id), ofLog.get(id) ?? null);
    closed.push(...one.closed);
    faults.push(...one.faults);
    if (one.unknown !== null) reasons.push(one.unknown);
  }
  return {
    datasets,
    closed,
    faults,
    unknown: reasons[0] ?? null,
    register: register === null ? null : registerFault(register, (ids ?? []).length > 0),
  };
}
