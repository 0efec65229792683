import { z } from 'zod';
import { caseIdSchema, caseSchema } from './case.ts';
import { tableDatasetSchema } from './patient-name.ts';
import { onVanishedChoices } from './table-map.ts';

/** What is kept of an import, so that it can be told of and taken back as one. */
export const IMPORT_FORMAT = 'caseline.import/1';

const count = z.int().min(0);
const by = z.string().min(1).max(200);
const line = z.string().max(2_000);

/** `2026-11-29-0f3a9c21`: the day, and eight hex digits. */
export const importIdSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}-[0-9a-f]{8}$/, {
  error: "an import's id is its day and eight hex digits; 'caseline import --list' names them",
});

/** A case that an undo left as it is, and why. */
export const keptCaseSchema = z.strictObject({ case: caseIdSchema, reason: line });

export const importRecordSchema = z.strictObject({
  format: z.literal(IMPORT_FORMAT),
  id: importIdSchema,
  by,
  /** ISO 8601, UTC: the time that its events have. */
  at: z.iso.datetime(),
  /** Name of the file or folder. */
  table: z.string().min(1).max(500),
  /** Of the table's bytes; null for documents of another workspace. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  dataset: tableDatasetSchema.nullable(),
  onVanished: z.enum(onVanishedChoices).nullable(),
  replace: z.boolean(),
  /** Cases, and rows of the plan by what was to become of them. */
  summary: z.strictObject({
    new: count,
    updated: count,
    appears: count,
    changes: count,
    vanishes: count,
    clashes: count,
    keptDecisions: count,
    moved: count,
  }),
  /** `stopped`, and `running` or `undoing` of a process that is no more: it was cut off, and an undo goes on from there. */
  state: z.enum(['running', 'done', 'stopped', 'undoing', 'undone']),
  undo: z
    .strictObject({ by, at: z.iso.datetime(), restored: count, kept: z.array(keptCaseSchema) })
    .nullable(),
});
export type ImportRecord = z.infer<typeof importRecordSchema>;
export type ImportRecordDraft = Omit<ImportRecord, 'format' | 'id' | 'state' | 'undo'>;

/** What an import does to one case, with what was there before: written down before it is done. */
export const importStepSchema = z.strictObject({
  case: caseIdSchema,
  /** The case as it was; null where there was none. */
  before: caseSchema.nullable(),
  /** How many events its review held. */
  held: count,
  /** Ids of the events that the import adds. */
  events: z.array(z.string().min(1).max(200)),
  /** Digest of the case that the import writes (`recordDigest`); null where it writes none. */
  after: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});
export type ImportStep = z.infer<typeof importStepSchema>;
