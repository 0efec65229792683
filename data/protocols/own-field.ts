import { z } from 'zod';
import { ownName } from '../format/own.ts';

/** A field of the collection's own as its protocol writes it down. */

const label = z.string().trim().min(1).max(60);
const means = z.string().trim().min(1).max(500);
const phrase = z.string().min(1).max(200);
const words = z.string().min(1).max(1_000);
const most = 100;

const example = z.strictObject({
  words,
  /** What the words say, as a person would decide it: `yes`, `no`, a choice, a number, text. */
  value: z.union([z.string().min(1).max(200), z.number()]),
});

/** What texts say of a field; `protocol check` tries every example. */
export const phrasesSchema = z.strictObject({
  said: z.array(phrase).max(most).default([]),
  /** Of an answer: what says no by itself. A denial before `said` says no already. */
  denied: z.array(phrase).max(most).default([]),
  examples: z.array(example).max(most).default([]),
  counterexamples: z.array(words).max(most).default([]),
  /** What was so before this illness counts too: a habit, a trade, an earlier disease. */
  past: z.boolean().default(false),
});
export type Phrases = z.infer<typeof phrasesSchema>;

const common = {
  /** Under which decisions are kept, and the column: never another one for the same field. */
  name: ownName,
  label,
  /** For the data dictionary. */
  means,
  scope: z.enum(['patient', 'image']),
  /** Of an image: asked of every image, not only where something speaks for it. */
  always: z.boolean().default(false),
  phrases: phrasesSchema.optional(),
};

const answerSchema = z.strictObject({
  ...common,
  kind: z.literal('answer'),
  /** It happens on a day of the timeline, and the answer follows from the event. */
  event: z
    .strictObject({
      /** What ends it; without, it holds from its day on. */
      ended: phrasesSchema.optional(),
      /** A column that says whether it held on the day of an image. */
      image: z.strictObject({ name: ownName, label, means }).optional(),
    })
    .optional(),
});

const numberSchema = z.strictObject({
  ...common,
  kind: z.literal('number'),
  unit: z.string().trim().min(1).max(30).optional(),
  /** Values outside are surely wrong. */
  range: z.tuple([z.number(), z.number()]).optional(),
  likely: z
    .strictObject({ range: z.tuple([z.number(), z.number()]), doubt: z.string().trim().min(1).max(200) })
    .optional(),
  /** Other units that texts state, and what makes of such a number one in `unit`. */
  units: z
    .array(z.strictObject({ unit: z.string().trim().min(1).max(30), times: z.number().positive() }))
    .max(20)
    .default([]),
});

const choiceSchema = z.strictObject({
  ...common,
  kind: z.literal('choice'),
  choices: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(60),
        /** In the CSV, where it differs. */
        cell: z.string().max(60).optional(),
        said: z.array(phrase).max(most).default([]),
      }),
    )
    .min(2)
    .max(60),
});

export const ownFieldSchema = z.discriminatedUnion('kind', [
  answerSchema,
  numberSchema,
  choiceSchema,
  z.strictObject({ ...common, kind: z.literal('day') }),
  z.strictObject({ ...common, kind: z.literal('text') }),
]);
export type OwnField = z.infer<typeof ownFieldSchema>;
