import { NotFound } from '../../data/errors.ts';
import { REFERENCE } from '../../data/format/patient-name.ts';
import type { Workspace } from '../../data/ports/workspace.ts';

/** Of commands that go over the rows of one imported dataset alone. */
export const ONE_DATASET = [
  '--dataset <id>',
  "rows of one imported dataset alone, patients by their own ids ('collection': the reference's)",
] as const;

/** @throws NotFound for a dataset of which nothing is here: counts of nothing, or an empty export, would be taken for its own */
export async function refuseUnknownDataset(
  { cases }: Pick<Workspace, 'cases'>,
  dataset: string | undefined,
): Promise<void> {
  if (dataset === undefined) return;
  const here = new Set<string>();
  for await (const { source } of cases.all({ site: 'collection' })) here.add(source.dataset ?? REFERENCE);
  if (here.has(dataset)) return;
  throw new NotFound(
    'no-such-dataset',
    `nothing of a dataset '${dataset}' is here; it was given as import --dataset${here.size > 0 ? ` (here are ${[...here].sort().join(', ')})` : ''}`,
  );
}
