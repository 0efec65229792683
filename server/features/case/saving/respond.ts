import type { Request, Response } from 'express';
import { conflictRows } from '../../../../curation/review/conflict.ts';
import { Conflict, InvalidInput } from '../../../../data/errors.ts';
import type { Review } from '../../../../data/format/review.ts';
import type { Services } from '../../../shell/context.ts';
import { sendHtml, view } from '../../../shell/render.ts';
import { etagOf, expectedRevision, pathPart } from '../../../shell/request.ts';
import { currentUser } from '../../../shell/router.ts';
import { type CaseView, caseViewOf, layerFor, loadCase } from '../case-view.ts';
import { shownValue } from '../fields/cell-view.ts';
import { changes, partial } from '../fragments.ts';
import type { Overlap } from './messages.ts';
import { type EventDraft, save } from './save.ts';

/** What a save is about, for the panel of a conflict. */
export interface Mine {
  readonly key: string;
  readonly text: string;
}

interface ActOptions {
  /** Optional cells to have in view: those the request names. */
  readonly shown?: ReadonlySet<string>;
  readonly mine?: (view: CaseView) => Mine | null;
  /** Sent before the changed fragments, or instead of them when it gives headers of its own. */
  readonly after?: (view: CaseView) => string | Promise<string>;
}

/** How many events the page had seen, so that "before" can be shown; the newest state when it does not say. */
function seenReview(request: Request, review: Review): Review | null {
  const header = request.headers['caseline-seen'];
  if (typeof header !== 'string' || !/^\d{1,9}$/.test(header)) return null;
  const seen = Number(header);
  return seen <= review.events.length ? { ...review, events: review.events.slice(0, seen) } : null;
}

/** Whether the page shows the case as it stood before its source was read anew. */
export const hasOlderCase = (request: Request, { record }: CaseView): boolean => {
  const header = request.headers['caseline-case'];
  return typeof header === 'string' && /^\d{1,9}$/.test(header) && Number(header) < record.rev;
};

/** An answer to a field that was re-opened unseen would pass for an answer to the new words. */
function refuseUnseen({ reopened }: CaseView, mine: Mine | null): void {
  if (mine !== null && reopened.some(({ key }) => key === mine.key))
    throw new InvalidInput(
      'case-changed',
      'the source was read anew meanwhile and says something else here; load the case again to see before and now',
    );
}

/**
 * A save that came too late: 412 with the page brought up to date, and field by field what was before, what
 * they saved and what you wanted. `Caseline-Overlap: none` says that nothing of yours was touched, so that the
 * page may simply send it again.
 */
function sendConflict(
  request: Request,
  response: Response,
  before: CaseView | null,
  now: CaseView,
  mine: Mine | null,
): void {
  const rows = conflictRows(before, now, mine, shownValue);
  const overlap = mine === null ? false : rows.some((row) => row.mine && row.changed) || before === null;
  response.status(412);
  response.set('ETag', etagOf(now.review.rev));
  response.set('Caseline-Overlap', (overlap ? 'yes' : 'none') satisfies Overlap);
  const by = new Set(rows.filter((row) => row.changed).map((row) => row.by));
  const others = [...by]
    .filter(Boolean)
    .map((name) => (name === now.user.name ? 'You, in another window,' : name));
  response.set('Caseline-Others', encodeURIComponent(others.join(', ')));
  const panel = overlap
    ? view('case/saving/conflict', {
        rows,
        others,
        action: request.originalUrl,
        inputs: Object.entries(request.body ?? {}),
      })
    : '';
  sendHtml(request, response, changes(before, now) + partial('conflict', panel, 'innerHTML'));
}

/**
 * One change of a case: checks the revision, appends what `plan` words, answers with what changed on the page.
 * Nothing is appended when `plan` gives no events.
 */
export async function act(
  services: Services,
  request: Request,
  response: Response,
  plan: (view: CaseView) => readonly EventDraft[] | Promise<readonly EventDraft[]>,
  options: ActOptions = {},
): Promise<CaseView | null> {
  const user = currentUser(request);
  const id = pathPart(request, 'id');
  const record = await loadCase(services, id);
  const expect = expectedRevision(request);
  const who = { user, layer: await layerFor(services, id, user) };
  const fresh = async (): Promise<CaseView> =>
    caseViewOf(services, record, await services.workspace.reviews.get(id), who, options.shown);
  const stale = (now: CaseView): null => {
    const seen = seenReview(request, now.review);
    const before = seen ? caseViewOf(services, record, seen, who, options.shown) : null;
    sendConflict(request, response, before, now, options.mine?.(before ?? now) ?? null);
    return null;
  };
  const view = await fresh();
  if (view.review.rev !== expect) return stale(view);
  const stalePage = hasOlderCase(request, view);
  if (stalePage) refuseUnseen(view, options.mine?.(view) ?? null);
  const drafts = await plan(view);
  let after = view;
  if (drafts.length > 0) {
    try {
      after = await save(services, view, expect, drafts, options.shown);
    } catch (error) {
      if (error instanceof Conflict) return stale(await fresh());
      throw error;
    }
  }
  // A blind reader whose last re-opened field is answered has read the case to its end again.
  if (after.layer !== 'shared' && view.reopened.length > 0 && after.reopened.length === 0)
    await services.claims.setReaderDone([id], user.name, after.state.status === 'done');
  response.set('ETag', etagOf(after.review.rev));
  const seeded = after !== view && after.review.events.at(-1)?.by === 'quality round';
  if (seeded) response.set('Caseline-Round', 'caught-out');
  sendHtml(
    request,
    response,
    `${(await options.after?.(after)) ?? ''}${changes(stalePage ? null : view, after)}`,
  );
  return after;
}
