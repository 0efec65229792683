import { reaches } from '../../data/format/account.ts';
import type { Dataset } from '../../data/format/dataset.ts';
import type { Services, User } from '../context.ts';

type Desk = Pick<Services, 'datasets' | 'desk' | 'workspace' | 'now'>;

export interface DatasetRights {
  /** Decides on requests, announces, answers. */
  readonly decide: boolean;
  /** May have the cases, tables and images. */
  readonly have: boolean;
}

/** What a person may do with a dataset: its owner and maintainers everything, others by access and grant. */
export function rightsOf({ desk, now }: Desk, user: User, dataset: Dataset): DatasetRights {
  const decide = reaches(user.role, 'maintainer') || user.name.toLowerCase() === dataset.owner.toLowerCase();
  return {
    decide,
    have: decide || dataset.access === 'public' || desk.granted(dataset.id, user.name, now()),
  };
}

/**
 * Cases that this person must not see: those of datasets given on request only, without a grant, and of no dataset that
 * the person may have. Annotators and above work on all cases.
 */
export function hiddenCases(services: Desk, user: User): string[] {
  if (reaches(user.role, 'annotator')) return [];
  const all = services.datasets.list();
  if (!all.some((dataset) => dataset.access === 'on-request')) return [];
  const hidden = new Set<string>();
  const seen = new Set<string>();
  for (const dataset of all) {
    const target = rightsOf(services, user, dataset).have ? seen : hidden;
    for (const id of services.datasets.members(dataset, services.workspace.index)) target.add(id);
  }
  return [...hidden].filter((id) => !seen.has(id));
}
