import { reaches } from '../../../data/format/account.ts';
import type { Dataset } from '../../../data/format/dataset.ts';
import type { DatasetDesk } from '../../../data/ports/dataset-desk.ts';
import type { PrivateDataset } from '../../../data/ports/datasets.ts';
import type { Services, User } from '../context.ts';

type Desk = Pick<Services, 'desk'>;

export interface DatasetRights {
  /** Decides on requests, announces, answers. */
  readonly decide: boolean;
  /** May have the cases, tables and images. */
  readonly have: boolean;
}

/** A grant that cannot be looked up is none. */
const granted = (desk: DatasetDesk, dataset: Dataset, user: User): Promise<boolean> =>
  desk.granted(dataset.id, user.name).catch(() => false);

/** What a person may do with a dataset: its owner and maintainers everything, others by access and grant. */
export async function rightsOf({ desk }: Desk, user: User, dataset: Dataset): Promise<DatasetRights> {
  const decide = reaches(user.role, 'maintainer') || user.name.toLowerCase() === dataset.owner.toLowerCase();
  return {
    decide,
    have: decide || dataset.access === 'public' || (await granted(desk, dataset, user)),
  };
}

/** The private datasets that this person may not have. One of which only the register tells is open to maintainers alone. */
export async function closedTo(
  services: Desk,
  user: User,
  closed: readonly PrivateDataset[],
): Promise<readonly PrivateDataset[]> {
  if (reaches(user.role, 'maintainer')) return [];
  const rights = await Promise.all(closed.map(({ dataset }) => rightsOf(services, user, dataset)));
  return closed.filter(({ stands }, at) => !(stands && rights[at]?.have));
}
