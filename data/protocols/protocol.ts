import { z } from 'zod';
import { ownName } from '../format/own.ts';
import { conditionSchema } from './condition.ts';
import { ownFieldSchema, phrasesSchema } from './own-field.ts';

/** What a collection asks of its cases, as a file: `protocol.json` of a workspace. */

export const PROTOCOL_FORMAT = 'caseline.protocol/1';

const label = z.string().trim().min(1).max(100);
const means = z.string().trim().min(1).max(1_000);
const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, {
  error: 'a name has up to 60 lower-case letters, digits and dashes, and begins with a letter or digit',
});

/** A code of a terminology, taken from a file or package that is named: none is made up. */
const codeSchema = z.strictObject({
  system: z.enum(['ICD-10', 'ICD-11', 'SNOMED CT', 'RadLex']),
  code: z.string().trim().min(1).max(40),
  /** The file or package it was taken from, with its version. */
  from: z.string().trim().min(1).max(200),
});

export interface OwnFinding {
  /** One step of the path. */
  name: string;
  /** Phrases that name it in a text or table. */
  synonyms: string[];
  codes: z.infer<typeof codeSchema>[];
  below: OwnFinding[];
}
const ownFindingSchema: z.ZodType<OwnFinding, unknown> = z.lazy(() =>
  z.strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/^[^/]+$/, { error: 'a finding has no / in its name; put the more exact one into "below"' }),
    synonyms: z.array(z.string().min(1).max(200)).max(100).default([]),
    codes: z.array(codeSchema).max(20).default([]),
    below: z.array(ownFindingSchema).max(200).default([]),
  }),
);

const anchorSchema = z.strictObject({
  name: ownName,
  label,
  means,
  /** Words that tell of it; its day on the timeline then joins days counted from it with the others. */
  phrases: phrasesSchema.optional(),
});

const taskCommon = {
  id: slug,
  title: label,
  include: conditionSchema,
  /** The same for people, part by part; else the condition in words. */
  includes: z.array(z.string().min(1).max(300)).min(1).max(20).optional(),
  /** The fixed split spreads its labels evenly over its sets. */
  spread: z.boolean().default(true),
};
/** A class: the condition that a row of it meets, and how people call it. */
const classSchema = z.strictObject({ rule: conditionSchema, words: z.string().min(1).max(300).optional() });

export const taskSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...taskCommon,
    kind: z.literal('classes'),
    positive: classSchema,
    negative: classSchema,
    /** Where a publication's words call other rows negative than its code does: counted beside, not followed. */
    inWords: classSchema.required({ words: true }).optional(),
  }),
  z.strictObject({
    ...taskCommon,
    kind: z.literal('score'),
    /** Of the scores of readers that a release is given. */
    score: z.enum(['geographic', 'opacity']),
    highest: z.number().positive(),
  }),
]);
export type ProtocolTask = z.infer<typeof taskSchema>;

export const protocolSchema = z.strictObject({
  /** For editors: where the schema is. */
  $schema: z.string().max(500).optional(),
  format: z.literal(PROTOCOL_FORMAT),
  name: slug,
  title: label,
  version: z
    .string()
    .regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, { error: 'a version has three numbers, such as 1.0.0' }),
  means,
  fields: z
    .strictObject({
      /** Built-in fields that nobody is asked for; their columns stay. */
      hidden: z.array(z.string().min(1).max(60)).default([]),
      /** Built-in fields that are off unless a protocol names them. */
      shown: z.array(z.string().min(1).max(60)).default([]),
      /** What built-in fields are called here. */
      labels: z.record(z.string().min(1).max(60), label).default({}),
      own: z.array(ownFieldSchema).max(100).default([]),
    })
    .prefault({}),
  findings: z
    .strictObject({
      /** The built-in hierarchy stands beside the own one. */
      builtIn: z.boolean().default(true),
      own: z.array(ownFindingSchema).max(200).default([]),
    })
    .prefault({}),
  anchors: z.array(anchorSchema).max(8).default([]),
  /** Words that `crawl SOURCE` searches for where none are given, by source; `any` is for those not named. */
  search: z
    .record(z.string().min(1).max(40), z.array(z.string().trim().min(1).max(100)).min(1).max(20))
    .default({}),
  /** What belongs to the collection; what a blank cell leaves open stays in. */
  include: conditionSchema.optional(),
  tasks: z.array(taskSchema).max(60).default([]),
});
export type Protocol = z.infer<typeof protocolSchema>;
export type ProtocolInput = z.input<typeof protocolSchema>;
