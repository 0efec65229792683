import type { DatasetDesk } from '../../../data/embedded/datasets/dataset-desk.ts';
import type { PrivateDataset } from '../../../data/embedded/datasets/dataset-survey.ts';
import { reaches } from '../../../data/format/account.ts';
import type { Dataset } from '../../../data/format/dataset.ts';
import type { Services, User } from '../context.ts';

type Desk = Pick<Services, 'desk' | 'now'>;

export interface DatasetRights {
  /** Decides on requests, announces, answers. */
  readonly decide: boolean;
  /** May have the cases, tables and images. */
  readonly have: boolean;
}

/** A grant that cannot be looked up is none. */
function granted(desk: DatasetDesk, dataset: Dataset, user: User, now: number): boolean {
  try {
    return desk.granted(dataset.id, user.name, now);
  } catch {
    return false;
  }
}

/** What a person may do with a dataset: its owner and maintainers everything, others by access and grant. */
export function rightsOf({ desk, now }: Desk, user: User, dataset: Dataset): DatasetRights {
  const decide = reaches(user.role, 'maintainer') || user.name.toLowerCase() === dataset.owner.toLowerCase();
  return {
    decide,
    have: decide || dataset.access === 'public' || granted(desk, dataset, user, now()),
  };
}

/** The private datasets that this person may not have. One of which only the register tells is open to maintainers alone. */
export const closedTo = (
  services: Desk,
  user: User,
  closed: readonly PrivateDataset[],
): readonly PrivateDataset[] =>
  reaches(user.role, 'maintainer')
    ? []
    : closed.filter(({ dataset, stands }) => !(stands && rightsOf(services, user, dataset).have));
