import { z } from 'zod';
import { accountNameSchema } from './account.ts';
import { caseIdSchema } from './case.ts';

/** A dataset (site) of the archive: what it is, who may have it, and which cases belong to it. */
export const DATASET_FORMAT = 'caseline.dataset/1';

export const datasetIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, {
  error: 'a dataset id is lower-case letters, digits and dashes, at most 60, starting with a letter or digit',
});

const line = z.string().trim().max(300);
const prose = z.string().trim().max(20_000);

/** The kind of a term that cases are filtered by, e.g. `finding`, `rt-pcr-positive`. */
export const TERM_KIND = /^[a-z0-9-]{1,40}$/;

/** Cases that match every part given; a rule without parts matches all cases. Newly crawled cases join by themselves. */
export const memberRuleSchema = z.strictObject({
  site: z.string().max(40).optional(),
  status: z.string().max(40).optional(),
  text: z.string().max(300).optional(),
  /** Kind of facet -> term, e.g. `{ licence: 'CC-BY-4.0' }`. */
  terms: z.record(z.string().regex(TERM_KIND), z.string().max(300)).optional(),
});

export const membersSchema = z.strictObject({
  rule: memberRuleSchema.nullable(),
  /** Cases that belong to it whatever the rule says. */
  cases: z.array(caseIdSchema).max(200_000).default([]),
  /** Cases that do not. */
  except: z.array(caseIdSchema).max(200_000).default([]),
});
export type Members = z.infer<typeof membersSchema>;

export const datasetSchema = z.strictObject({
  format: z.literal(DATASET_FORMAT),
  id: datasetIdSchema,
  /** Counts the writes; compare-and-set. */
  rev: z.int().min(0),
  title: line.min(1),
  description: prose,
  /** Whom to write to. */
  contact: line,
  /** Code of `vocabulary/licences.json` under which the dataset as a whole is given; null: that of each image. */
  licence: z.string().max(80).nullable(),
  access: z.enum(['public', 'on-request']),
  /** Account that decides on requests. */
  owner: accountNameSchema,
  /** Finding that counts as positive in the overview, with everything below it. */
  condition: z.string().max(300).default('Pneumonia/Viral/COVID-19'),
  members: membersSchema,
  createdAt: z.iso.datetime(),
});
export type Dataset = z.infer<typeof datasetSchema>;
export type DatasetDraft = Omit<z.input<typeof datasetSchema>, 'format' | 'rev' | 'createdAt'>;

export const requestStates = ['open', 'granted', 'refused'] as const;

/** A person's request for a dataset and what became of it. Times in milliseconds since 1970. */
export interface AccessRequest {
  readonly id: string;
  readonly dataset: string;
  readonly user: string;
  readonly purpose: string;
  readonly at: number;
  readonly state: (typeof requestStates)[number];
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  /** A grant holds until then; null: it was not granted. */
  readonly expiresAt: number | null;
  readonly reply: string | null;
}

export interface DownloadEntry {
  readonly id: string;
  readonly dataset: string;
  readonly user: string;
  readonly at: number;
  /** File or selection that was asked for. */
  readonly what: string;
  readonly cases: number;
}

export interface Post {
  readonly id: string;
  readonly dataset: string;
  readonly kind: 'announcement' | 'question' | 'answer';
  /** The question an answer belongs to. */
  readonly parent: string | null;
  readonly user: string;
  readonly at: number;
  readonly text: string;
}
