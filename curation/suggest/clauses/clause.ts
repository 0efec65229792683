/**
 * A part of a sentence with one finite verb, or a fragment, a label with its answer, a bracket. What a clause
 * says of somebody, and whether, ends with it: "denied chest pain | and required oxygen".
 */

export type ClauseKind =
  /** Stands for itself, or goes on with a verb of its own. */
  | 'main'
  /** "Who was intubated": told of the words right before it. */
  | 'relative'
  /** The clause before a relative one, taken up again behind it. */
  | 'resumed'
  /** "If he tires". */
  | 'condition'
  /** "(not shown)": inside another clause. */
  | 'bracket';

export interface Clause {
  readonly kind: ClauseKind;
  readonly start: number;
  readonly end: number;
  /** Place of the clause that this one hangs on or lies in; null for the first. */
  readonly of: number | null;
}
