import type { Dataset } from '../format/dataset.ts';
import type { DatasetSurvey, PrivateDataset } from './datasets.ts';

/** Whether somebody may see a case. What is not known is treated as hidden wherever it is asked. */
export type Sight = 'shown' | 'hidden' | 'not-known';

/**
 * The one place that knows which cases are private. A case that a private dataset holds is private whatever other datasets
 * hold it too. It rests on datasets, cases and reviews as they are stored, never on a cache of them. What cannot be told is
 * not known, and never shown.
 */
export interface PrivateCases {
  /** The datasets as they are now. Whoever asks below gives the private ones among them that matter to it. */
  survey(): Promise<DatasetSurvey>;
  /**
   * Waits until it is known which cases these datasets hold.
   * @param patience milliseconds to wait at most; null: as long as it takes
   * @returns false when it took longer, or cannot be told
   */
  settled(closed: readonly PrivateDataset[], patience: number | null): Promise<boolean>;
  /** @param closed the private datasets that the person who asks has no access to */
  of(id: string, closed: readonly PrivateDataset[]): Promise<Sight>;
  /** Every case that lists must leave out for somebody without access to these datasets, what is not known included. */
  hidden(closed: readonly PrivateDataset[]): Promise<readonly string[]>;
  /** How many of these cases some private dataset holds, or may hold. @param patience as for `settled` */
  among(ids: readonly string[], patience: number | null): Promise<number>;
  /**
   * How many cases that no reader sees without being granted access would be open to every reader once a dataset is saved
   * like this; null when nobody knows what it covers now.
   * @param next null when it is to be removed
   */
  opening(id: string, next: Dataset | null): Promise<number | null>;
  /** Makes it known which cases are private before anybody asks. @throws Error when they cannot be looked through */
  warm(): Promise<void>;
}
