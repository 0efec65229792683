import { createHash } from 'node:crypto';
import type { Case, CaseDraft } from '../../data/format/case.ts';
import type { ImportRecord, ImportStep } from '../../data/format/import-record.ts';
import { completeCase } from '../../data/format/read.ts';
import type { CasePlan } from './case-plan.ts';
import type { MergeAnswers } from './plan.ts';
import type { PlannedImport } from './plan-import.ts';

/** What is written down of an import before it is done. */

const sorted = (_key: string, part: unknown): unknown =>
  typeof part !== 'object' || part === null || Array.isArray(part)
    ? part
    : Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

/** SHA-256 of a case apart from its revision and the time of its reading. */
export const recordDigest = (record: Case): string =>
  createHash('sha256')
    .update(JSON.stringify({ ...record, rev: 0, source: { ...record.source, retrievedAt: '' } }, sorted))
    .digest('hex');

/** @param draft the case as it will be written; null where it stays as it is */
export const stepOf = ({ id, events, held }: CasePlan, draft: CaseDraft | null): ImportStep => ({
  case: id,
  before: held.record,
  held: held.review.events.length,
  events: events.map((event) => event.id),
  after: draft === null ? null : recordDigest(completeCase(draft)),
});

/** Whether a case is written at all. */
export const isWritten = ({ draft, events }: CasePlan): boolean => draft !== null || events.length > 0;

/** What a record of an import says of its plan. */
export const summaryOf = ({ plan, counts }: PlannedImport): ImportRecord['summary'] => ({
  new: counts.new,
  updated: counts.updated,
  appears: plan.appears.length,
  changes: plan.changes.length,
  vanishes: plan.vanishes.length,
  clashes: plan.clashes.length,
  keptDecisions: plan.keptDecisions.length,
  moved: plan.moved,
});

/** What was brought, by whom, with which answers. */
export interface ImportAuthor {
  /** Account or login; without it nobody is named. */
  readonly by?: string | undefined;
  readonly table: string;
  readonly sha256: string | null;
  readonly dataset?: string | undefined;
  readonly answers: MergeAnswers;
}
