import { isDeepStrictEqual } from 'node:util';
import type { FieldSet } from '../../data/fields/field-set.ts';
import type { Case, CaseDraft, CaseImage } from '../../data/format/case.ts';
import type { Review, ReviewEventInput } from '../../data/format/review.ts';
import type { ImportPlan, Vanished } from './plan.ts';
import type { RowMarks } from './row-marks.ts';

/** A patient of a table as the table alone would make it. */
export interface ImportedCase {
  readonly draft: CaseDraft;
  readonly events: readonly ReviewEventInput[];
}

/** What is stored of a case. */
export interface HeldCase {
  readonly record: Case | null;
  readonly review: Review;
}

/** What is to be written of one case, and what that does. */
export interface CasePlan {
  readonly id: string;
  /** The case to write; null where it stays as it is. */
  readonly draft: CaseDraft | null;
  readonly events: readonly ReviewEventInput[];
  readonly change: 'new' | 'updated' | 'unchanged';
  /** What the plan was made from. */
  readonly held: HeldCase;
  /** Revisions that the plan was made from. */
  readonly expect: { readonly case: number; readonly review: number };
  /** The review is written before the case: a run that was killed between them finds the clash again. */
  readonly reviewFirst: boolean;
  readonly plan: ImportPlan;
}

/** What the merge of one case has to know of the whole import. */
export interface CaseAnswers {
  readonly table: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly onVanished: 'keep' | 'mark' | 'remove';
  readonly replace: boolean;
  /** Columns that the table does not have: of them it says nothing. */
  readonly lacks: ReadonlySet<string>;
  /** File names that another patient's case holds and keeps, with the name of that patient. */
  readonly elsewhere: ReadonlyMap<string, string>;
  /** File names of this case that another patient takes over. */
  readonly given: ReadonlySet<string>;
  /** Whether rows take the place that the table gives them: only where it brings all that is stored. */
  readonly renumber: boolean;
  readonly fields: FieldSet;
}

/** Equal apart from revision and time of reading. */
export const sameRecord = (one: Case, other: Case): boolean =>
  isDeepStrictEqual(
    { ...one, rev: 0, source: { ...one.source, retrievedAt: '' } },
    { ...other, rev: 0, source: { ...other.source, retrievedAt: '' } },
  );

/** A case as its store takes it. */
export const draftFrom = ({ rev: _rev, format: _format, ...draft }: Case): CaseDraft => draft;

/** A case without some of its images, and without the texts that speak of nothing else. */
export function withoutImages(record: Case, files: ReadonlySet<string> | ReadonlyMap<string, unknown>): Case {
  const images = record.images.filter(({ file }) => !files.has(file));
  const ids = new Set(images.map(({ id }) => id));
  const captions = new Set(images.map(({ caption }) => caption));
  return {
    ...record,
    images: images.map((image) =>
      image.parent && !ids.has(image.parent.image) ? { ...image, parent: null } : image,
    ),
    texts: record.texts.flatMap((text) => {
      const own = text.images.filter((image) => ids.has(image));
      return text.images.length === 0 || own.length > 0 || captions.has(text.id)
        ? [{ ...text, images: own }]
        : [];
    }),
  };
}

/** What becomes of a stored row that the table does not bring. */
export function fateOf(
  image: CaseImage,
  { marked, refused }: RowMarks,
  onVanished: CaseAnswers['onVanished'],
): Vanished['outcome'] {
  if (onVanished === 'remove') return 'removed';
  if (marked.has(image.id)) return 'marked';
  return onVanished === 'mark' && !refused.has(image.id) ? 'marked' : 'kept';
}

export const planOf = (
  id: string,
  { record, review }: HeldCase,
  next: Case | null,
  events: readonly ReviewEventInput[],
  plan: ImportPlan,
  reviewFirst = false,
): CasePlan => {
  const isWritten = next !== null && (record === null || !sameRecord(record, next));
  return {
    id,
    draft: isWritten ? draftFrom(next) : null,
    events,
    held: { record, review },
    change: record === null && next ? 'new' : isWritten || events.length > 0 ? 'updated' : 'unchanged',
    expect: { case: record?.rev ?? 0, review: review.rev },
    reviewFirst,
    plan,
  };
};
