/** What was counted of a rule and a field. */
export interface Rate {
  readonly shown: number;
  readonly right: number;
  /** Sum of the confidences that the rule itself gave. */
  readonly stated: number;
}

/**
 * The confidence of a suggestion as it was measured: how often what its rule says of its field was right on notes that
 * the rule was not written on. A rule's own figure tells its contexts apart; the measure moves those that it counts on
 * by one factor and those that it holds back by another, and little while few cases stand behind it.
 */

export type Rates = Readonly<Record<string, Rate>>;
