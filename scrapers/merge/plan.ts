import type { FieldSet } from '../../data/fields/field-set.ts';
import type { onVanishedChoices } from '../../data/format/table-map.ts';

/** What an import would do to what is stored, row by row: computed first, shown, then written. */

/** A row by the names that the table and a person know it by. */
export interface RowName {
  readonly case: string;
  /** The patient id of the table, else the case's own. */
  readonly patient: string;
  /** The image's file name. */
  readonly image: string;
}

/** A cell (or an image's file, field `image`) that the newer table states otherwise than it was imported before. */
export interface PlannedChange extends Omit<RowName, 'image'> {
  /** Null for what is said of the patient. */
  readonly image: string | null;
  readonly field: string;
  readonly before: string;
  readonly now: string;
}

/** A cell that a person decided and the table states otherwise: the decision stays. */
export interface KeptDecision extends PlannedChange {
  /** Who decided. */
  readonly by: string;
}

/** A stored row that the newer table does not bring. */
export interface Vanished extends RowName {
  /** `kept`: untouched; `marked`: stored, but left out of exports; `removed`: no longer in its case. */
  readonly outcome: 'kept' | 'marked' | 'removed';
}

/** A patient id or file name that stands for two different things. */
export interface Clash extends Omit<RowName, 'image'> {
  /** Null where it is the patient as a whole. */
  readonly image: string | null;
  readonly kind: 'patient' | 'file';
  /** What is stored, in words. */
  readonly held: string;
  /** What the table brings, in words. */
  readonly brought: string;
  readonly outcome: 'kept' | 'replaced';
}

export interface ImportPlan {
  readonly appears: RowName[];
  readonly changes: PlannedChange[];
  readonly vanishes: Vanished[];
  readonly clashes: Clash[];
  readonly keptDecisions: KeptDecision[];
  /** Stored rows that only stand at another place of the table. */
  moved: number;
}

/** What a person answers to what an import may not do unasked. */
export interface MergeAnswers {
  /** What becomes of rows that the table does not bring; without it they are kept, and somebody has to look. */
  readonly onVanished?: (typeof onVanishedChoices)[number] | undefined;
  /** Whether another patient (or the owner of a file name) may take the place of the stored one. */
  readonly replace?: boolean | undefined;
  /** What the collection asks; the built-in fields without it. */
  readonly fields?: FieldSet | undefined;
}

export const emptyPlan = (): ImportPlan => ({
  appears: [],
  changes: [],
  vanishes: [],
  clashes: [],
  keptDecisions: [],
  moved: 0,
});

/** Adds what one case of an import does. */
export function addToPlan(plan: ImportPlan, part: ImportPlan): void {
  plan.appears.push(...part.appears);
  plan.changes.push(...part.changes);
  plan.vanishes.push(...part.vanishes);
  plan.clashes.push(...part.clashes);
  plan.keptDecisions.push(...part.keptDecisions);
  plan.moved += part.moved;
}

/** Whether something was left undone until a person says what is meant: rows gone without an answer, or a clash. */
export const isUnanswered = (plan: ImportPlan, { onVanished }: MergeAnswers): boolean =>
  (onVanished === undefined && plan.vanishes.some(({ outcome }) => outcome === 'kept')) ||
  plan.clashes.some(({ outcome }) => outcome === 'kept');
