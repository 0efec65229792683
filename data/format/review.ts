import { z } from 'zod';
import { rectangleSchema } from './case.ts';
import { daySchema, quoteSchema } from './day.ts';
import { timelineEventSchema } from './timeline.ts';

/**
 * The review of a case: an append-only list of events. Folding it gives the current state
 * (`curation/review`); nothing is ever edited or removed, an undo is an event of its own.
 */

export const REVIEW_FORMAT = 'caseline.review/1';

const name = z.string().min(1).max(200);
const reference = z.string().min(1).max(200);
const words = z.string().min(1).max(10_000);

/**
 * What an event speaks of. `image` null: the patient (or, with `patient` null too, the case).
 * The newest standing event that covers a cell decides it: a patient's event covers all of the patient's images.
 */
export const targetSchema = z.strictObject({ patient: reference.nullable(), image: reference.nullable() });
export type Target = z.infer<typeof targetSchema>;

/** Where a decision came from; kept down to the release. */
export const basisSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('suggestion'),
    rule: name,
    ruleSet: name,
    confidence: z.number().min(0).max(1),
    quote: quoteSchema,
    /** True when the person changed the suggested value before accepting. */
    corrected: z.boolean().default(false),
    suggested: z.union([z.string(), z.number()]).nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('person'), quote: quoteSchema.nullable().default(null) }),
  z.strictObject({ kind: z.literal('import'), table: name, row: z.int().min(1) }),
]);
export type Basis = z.infer<typeof basisSchema>;

const common = {
  id: reference,
  /** ISO 8601, UTC. Order is the order of the list, never of the clock. */
  at: z.iso.datetime(),
  by: name,
  /** `shared`, or `reader:<name>` for blind double reading. Layers do not see each other until adjudicated. */
  layer: z
    .string()
    .regex(/^(shared|reader:.{1,190})$/u)
    .default('shared'),
};

/** A field's value: text, number, or null for "looked at, nothing stated". */
export const valueSchema = z.union([z.string().max(100_000), z.number()]).nullable();
export type Value = z.infer<typeof valueSchema>;

export const reviewEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('decide'),
    target: targetSchema,
    /** The name of a field (`data/fields`). */
    field: name,
    value: valueSchema,
    /** The cell exactly as a table stated it, where ours differs; exported as it stood. */
    stated: z.string().max(100_000).optional(),
    /** For `offset`: the whole interval; `value` is its legacy number. */
    day: daySchema.optional(),
    basis: basisSchema,
    /** Needed when a derived value is overruled. */
    reason: z.string().max(2_000).optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('reject'),
    target: targetSchema,
    field: name,
    value: valueSchema,
    rule: name,
    quote: quoteSchema,
  }),
  z.strictObject({ ...common, kind: z.literal('undo'), of: reference }),
  z.strictObject({ ...common, kind: z.literal('event'), event: timelineEventSchema }),
  z.strictObject({ ...common, kind: z.literal('event-removed'), event: reference }),
  z.strictObject({ ...common, kind: z.literal('patient-added'), patient: reference, label: words }),
  z.strictObject({ ...common, kind: z.literal('image-assigned'), image: reference, patient: reference }),
  z.strictObject({
    ...common,
    kind: z.literal('image-cut'),
    /** The new image, or a panel that the case holds already; its pixels are the parent's rectangle. The newest one holds. */
    image: reference,
    parent: reference,
    rectangle: rectangleSchema,
    panel: z.string().max(20).nullable(),
    /** Its part of the parent's caption; left out where nobody said which. */
    caption: quoteSchema.nullable().optional(),
    file: z.string().min(1).max(300),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  z.strictObject({ ...common, kind: z.literal('image-excluded'), image: reference, reason: words }),
  z.strictObject({
    ...common,
    kind: z.literal('image-quality'),
    image: reference,
    quality: z.enum(['good', 'questionable', 'poor']),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('comment'),
    target: targetSchema,
    field: name.nullable(),
    text: words,
    replyTo: reference.nullable().default(null),
  }),
  z.strictObject({ ...common, kind: z.literal('comment-resolved'), comment: reference }),
  z.strictObject({
    ...common,
    kind: z.literal('waiver'),
    rule: name,
    target: targetSchema,
    field: name.nullable(),
    reason: words,
  }),
  z.strictObject({
    ...common,
    kind: z.literal('status'),
    status: z.enum(['done', 'reopened']),
    reason: z.string().max(2_000).optional(),
  }),
]);
export type ReviewEvent = z.infer<typeof reviewEventSchema>;
export type ReviewEventInput = z.input<typeof reviewEventSchema>;
export type Decision = Extract<ReviewEvent, { kind: 'decide' }>;

export const reviewSchema = z.strictObject({
  case: reference,
  format: z.literal(REVIEW_FORMAT),
  /** Counts the writes; the server's ETag and the store's compare-and-set. */
  rev: z.int().min(0),
  events: z.array(reviewEventSchema),
});
export type Review = z.infer<typeof reviewSchema>;

/** The review of a case nobody has touched. */
export const emptyReview = (caseId: string): Review => ({
  case: caseId,
  format: REVIEW_FORMAT,
  rev: 0,
  events: [],
});
