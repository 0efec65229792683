import { randomUUID } from 'node:crypto';
import { CaselineError, messageOf } from '../../../data/errors.ts';
import type { Licence } from '../../../data/format/case.ts';
import type { Contribution, ContributionStatus } from '../../../data/format/contribution.ts';
import type { CaseStore } from '../../../data/ports/cases.ts';
import type { Contributions } from '../../../data/ports/contributions.ts';
import type { ImageStore } from '../../../data/ports/images.ts';
import type { PaperFolders } from '../../../data/ports/paper-folders.ts';
import type { ReviewStore } from '../../../data/ports/reviews.ts';
import { licenceNamed } from '../../../data/vocabulary/licences.ts';
import type { CrawlResult } from '../../crawl/crawl.ts';
import { type ChildOptions, extractInChild } from '../extracting/child.ts';
import { wordsOf } from '../fetching/gather.ts';
import { findHeld, type HeldLookup } from '../held/held-paper.ts';
import { keepPaper } from '../held/keep-paper.ts';
import { doiKey } from '../identifiers.ts';
import { bothNamed, marksOf } from '../identity/same-paper.ts';
import { holdsNoText, isWorthKeeping, noTextOnPages, whyNotKept } from '../worth-keeping.ts';

/** What becomes of papers that were handed in: extracted, compared with what is held, asked about, made a case. */

/** Name that stands in the history for steps no person took. */
export const INBOX = 'caseline';

export interface InboxTools {
  readonly folders: Pick<PaperFolders, 'of' | 'discard'>;
  readonly contributions: Contributions;
  readonly cases: CaseStore;
  readonly reviews: ReviewStore;
  readonly images: ImageStore;
  readonly index: HeldLookup['index'];
  /**
   * Fetches an open paper by DOI, PMCID or address with the manners of a crawl; `case`: the one it is, new or held;
   * `alike`: one that may hold it, of which a person has to say whether it does.
   * @param apartFrom cases that a person said to hold other papers
   */
  readonly fetchArticle: (
    reference: string,
    apartFrom: readonly string[],
  ) => Promise<{ result: CrawlResult; case: string | null; alike: string | null }>;
  readonly limits?: Pick<ChildOptions, 'timeoutMs' | 'memoryMb' | 'signal'>;
}

/** How a contribution goes on. */
interface Outcome {
  readonly to: ContributionStatus;
  readonly reason?: string;
  readonly change?: Partial<Pick<Contribution, 'licence' | 'title' | 'case' | 'heldAs'>>;
}

const isHeldAs = (id: string, change: Outcome['change']): Outcome => ({
  to: 'needs-person',
  reason: `this paper is in the workspace already, as ${id}`,
  change: { ...change, case: id, heldAs: id },
});

/** A question with no case yet: `heldAs` alone names the one that may hold the paper. */
const mayBe = (id: string, reason: string, change: Outcome['change']): Outcome => ({
  to: 'needs-person',
  reason: reason.slice(0, 2_000),
  change: { ...change, case: null, heldAs: id },
});

/** What is missing before a paper's images may ever be passed on; null when nothing is. */
function licenceQuestion(licence: Licence | null): string | null {
  if (licence?.code && licenceNamed(licence.code)?.share) return null;
  return licence?.stated
    ? `its licence (“${licence.stated.slice(0, 200)}”) is not known to allow passing its images on`
    : 'the paper states no licence; say under which it may be used';
}

/** A licence that a person stated is a decision about the case, not part of what was read. */
async function decideLicence(tools: InboxTools, caseId: string, licence: Licence, by: string): Promise<void> {
  await tools.reviews.append(caseId, [
    {
      id: randomUUID(),
      at: new Date().toISOString(),
      by,
      kind: 'decide',
      target: { patient: null, image: null },
      field: 'license',
      value: (licence.code && licenceNamed(licence.code)?.name) || licence.stated,
      basis: { kind: 'person' },
    },
  ]);
}

async function takePdf(tools: InboxTools, contribution: Contribution, sha256: string): Promise<Outcome> {
  const outDir = tools.folders.of(sha256);
  const paper = await extractInChild(await tools.contributions.paperFile(sha256), {
    outDir,
    ...tools.limits,
  });
  const title = paper.title?.slice(0, 2_000) ?? null;
  const { apartFrom } = contribution;
  const held = await findHeld(tools, marksOf(paper), { apartFrom });
  if (held !== null) {
    await tools.folders.discard(sha256);
    const { id } = held.case;
    if (held.sameness.is === 'same') return isHeldAs(id, { title });
    return mayBe(id, `${bothNamed(held.case, paper, held.sameness.by)}. Is it another paper?`, { title });
  }
  if (!isWorthKeeping(paper)) return { to: 'refused', reason: whyNotKept(paper), change: { title } };
  const stated = paper.licence.code === null ? contribution.licence : null;
  const licence = stated ?? paper.licence;
  const question = licenceQuestion(licence);
  if (question !== null) {
    await tools.folders.discard(sha256);
    return { to: 'needs-person', reason: question, change: { title, licence } };
  }
  const origin = { retrievedAt: new Date().toISOString() };
  const { case: record } = await keepPaper(tools, paper, origin, { apartFrom });
  if (stated !== null) await decideLicence(tools, record.id, stated, contribution.submittedBy);
  const change = { title, licence, case: record.id };
  return holdsNoText(paper)
    ? { to: 'in-review', reason: noTextOnPages, change }
    : { to: 'in-review', change };
}

async function takeReference(
  tools: InboxTools,
  contribution: Contribution,
  reference: string,
): Promise<Outcome> {
  const { apartFrom } = contribution;
  const sameDoi = (await tools.index.casesWithDoi(doiKey(reference))).find((id) => !apartFrom.includes(id));
  if (sameDoi !== undefined) return isHeldAs(sameDoi, {});
  const { result, case: caseId, alike } = await tools.fetchArticle(reference, apartFrom);
  if (caseId === null) {
    const reason = result.failed.at(-1)?.message ?? `${reference} was not found`;
    if (alike !== null) return mayBe(alike, reason, {});
    return { to: 'needs-person', reason };
  }
  const record = await tools.cases.get(caseId);
  const title = record?.document.title ?? null;
  if (result.new === 0) return isHeldAs(caseId, { title });
  const stated = record?.document.licence.code ? null : contribution.licence;
  const licence = stated ?? record?.document.licence ?? null;
  if (stated !== null) await decideLicence(tools, caseId, stated, contribution.submittedBy);
  const question = licenceQuestion(licence);
  const change = { title, licence, case: caseId };
  return question === null ? { to: 'in-review', change } : { to: 'needs-person', reason: question, change };
}

async function outcomeOf(tools: InboxTools, contribution: Contribution): Promise<Outcome> {
  const { what } = contribution;
  try {
    if (what.kind === 'pdf') return await takePdf(tools, contribution, what.sha256);
    return await takeReference(tools, contribution, wordsOf(what));
  } catch (error) {
    // A file that cannot be read is refused with its one clear reason; a site that cannot be reached asks a person.
    if (!(error instanceof CaselineError)) throw error;
    if (what.kind !== 'pdf') return { to: 'needs-person', reason: error.message };
    // The contributor knows the file by the name it came with, not by its place here.
    const place = await tools.contributions.paperFile(what.sha256);
    return { to: 'refused', reason: error.message.replaceAll(place, what.name) };
  }
}

/**
 * Takes one contribution as far as it goes without a person. Stopped by `limits.signal` or killed, it stays
 * `extracting` and is taken up again.
 * @throws Conflict when its status is none of `received` and `extracting`
 */
export async function processContribution(tools: InboxTools, id: string): Promise<Contribution> {
  const taken = await tools.contributions.move(id, 'extracting', {
    by: INBOX,
    from: ['received', 'extracting'],
  });
  let outcome: Outcome;
  try {
    outcome = await outcomeOf(tools, taken);
  } catch (error) {
    outcome = { to: 'needs-person', reason: `it could not be read: ${messageOf(error)}` };
  }
  if (tools.limits?.signal?.aborted) return taken;
  const { to, reason, change } = outcome;
  return tools.contributions.move(id, to, {
    by: INBOX,
    reason: reason?.slice(0, 2_000) ?? null,
    ...(change === undefined ? {} : { change }),
  });
}

/** Takes up everything that waits, oldest first, also what a killed process left half-way. Gives what became of each. */
export async function processInbox(tools: InboxTools): Promise<Contribution[]> {
  const done: Contribution[] = [];
  const waiting = (await tools.contributions.list()).reverse();
  for (const { id, status } of waiting) {
    if (tools.limits?.signal?.aborted) break;
    if (status === 'received' || status === 'extracting') done.push(await processContribution(tools, id));
  }
  return done;
}
