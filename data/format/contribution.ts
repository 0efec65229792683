import { z } from 'zod';
import { licenceSchema } from './case.ts';

/**
 * A contribution: a paper somebody handed in, and what became of it. Its history only grows, so that a
 * contributor always sees who did what and why.
 */

export const CONTRIBUTION_FORMAT = 'caseline.contribution/1';

/** `needs-person`: a question stands (licence unknown, held already, page not reached); `reason` says which. */
export const contributionStatuses = [
  'received',
  'extracting',
  'needs-person',
  'in-review',
  'accepted',
  'refused',
] as const;
export const contributionStatusSchema = z.enum(contributionStatuses);
export type ContributionStatus = z.infer<typeof contributionStatusSchema>;

const line = z.string().max(2_000);
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const contributionSchema = z.strictObject({
  id,
  format: z.literal(CONTRIBUTION_FORMAT),
  rev: z.int().min(0),
  /** What was handed in: a PDF (by content and its file name), or where to find the paper. */
  what: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('pdf'),
      sha256,
      name: z.string().min(1).max(300),
      bytes: z.int().min(1),
    }),
    z.strictObject({ kind: z.literal('doi'), doi: z.string().min(1).max(300) }),
    z.strictObject({ kind: z.literal('pmcid'), pmcid: z.string().regex(/^PMC\d{1,12}$/) }),
    z.strictObject({ kind: z.literal('url'), url: z.url({ protocol: /^https?$/ }).max(2_000) }),
  ]),
  submittedBy: z.string().min(1).max(200),
  submittedAt: z.iso.datetime(),
  /** Words of the contributor: why this paper, whose patients. */
  note: z.string().max(5_000).default(''),
  /** As read from the paper, or as a person stated it when the paper does not. */
  licence: licenceSchema.nullable().default(null),
  title: line.nullable().default(null),
  /** The case it became. */
  case: z.string().max(200).nullable().default(null),
  /** A case that holds the same paper already; where `case` is null one that may, and a person has to say so. */
  heldAs: z.string().max(200).nullable().default(null),
  /** Cases that a person said to hold other papers, whatever they have in common with this one. */
  apartFrom: z.array(z.string().max(200)).max(100).default([]),
  status: contributionStatusSchema,
  reason: line.nullable().default(null),
  history: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      by: z.string().min(1).max(200),
      status: contributionStatusSchema,
      reason: line.nullable(),
    }),
  ),
});
export type Contribution = z.infer<typeof contributionSchema>;
export type ContributionContent = Contribution['what'];

const doiPattern = /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)?(10\.\d{4,9}\/[^\s"<>]{1,250})$/i;
const pmcidPattern = /^(?:pmcid:\s*)?(PMC\d{1,12})$/i;

/** What a reference names: a DOI (bare, `doi:` or resolver address), a PMCID, or another http(s) address; null for none of them. */
export function parseReference(reference: string): Exclude<ContributionContent, { kind: 'pdf' }> | null {
  const text = reference.trim();
  const doi = doiPattern.exec(text)?.[1];
  if (doi) return { kind: 'doi', doi };
  const pmcid = pmcidPattern.exec(text)?.[1];
  if (pmcid) return { kind: 'pmcid', pmcid: pmcid.toUpperCase() };
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text) || text.length > 2_000) return null;
  const inUrl = /\/(?:articles|pmc)\/(PMC\d{1,12})(?:[/?#]|$)/i.exec(text)?.[1];
  return inUrl ? { kind: 'pmcid', pmcid: inUrl.toUpperCase() } : { kind: 'url', url: text };
}
