import { randomBytes } from 'node:crypto';
import { eventIds } from '../../../../curation/review/actions.ts';
import { SEEDED_RULE } from '../../../../curation/review/quality.ts';
import { tell } from '../../../../data/diagnostics.ts';
import type { ReviewEventInput } from '../../../../data/format/review.ts';
import type { Services } from '../../../shell/context.ts';
import { type CaseView, caseViewOf } from '../case-view.ts';

type Stamp = 'id' | 'at' | 'by' | 'layer';
/** An event as a route words it; who, when and where are added here. */
export type EventDraft = ReviewEventInput extends infer Event
  ? Event extends ReviewEventInput
    ? Omit<Event, Stamp>
    : never
  : never;

/** Sorts by time and is unique over all processes: milliseconds in base 36, then 48 random bits. */
const actionId = (now: number): string => `${now.toString(36)}-${randomBytes(6).toString('hex')}`;

/** A suggestion of a quality round that was accepted as it stood. */
export const isSeededAccept = (event: EventDraft): boolean =>
  event.kind === 'decide' &&
  event.basis.kind === 'suggestion' &&
  event.basis.rule === SEEDED_RULE &&
  !event.basis.corrected;

/**
 * A suggestion of a quality round that was accepted as it stood is taken back in the same write, with what it put on
 * the timeline (the events that follow it): it is on record that it was met, and it never holds. Other answers of
 * the same action stand.
 */
function takenBack(events: readonly ReviewEventInput[], action: string): ReviewEventInput[] {
  let isTaken = false;
  const wrong = events.filter((event) => {
    if (event.kind === 'decide') isTaken = isSeededAccept(event);
    return isTaken;
  });
  return wrong.map((event, at) => ({
    id: `${action}-round.${at}`,
    at: event.at,
    by: QUALITY_ROUND,
    ...(event.layer ? { layer: event.layer } : {}),
    kind: 'undo',
    of: event.id,
  }));
}

/** Who takes seeded suggestions back: nobody's own undo. */
const QUALITY_ROUND = 'quality round';

/**
 * Appends what one key or button did, durably, and gives back the state after it.
 * @throws Conflict when the review is no longer at `expect`.
 */
export async function save(
  services: Services,
  view: CaseView,
  expect: number,
  drafts: readonly EventDraft[],
  shown: ReadonlySet<string> = new Set(),
): Promise<CaseView> {
  const at = new Date(services.now()).toISOString();
  const action = actionId(services.now());
  const ids = eventIds(action, drafts.length);
  const events: ReviewEventInput[] = drafts.map((draft, index) => ({
    ...draft,
    id: ids[index] ?? '',
    at,
    by: view.user.name,
    layer: view.layer,
  })) as ReviewEventInput[];
  events.push(...takenBack(events, action));
  const review = await services.workspace.reviews.append(view.record.id, events, { expect });
  tell('server', 'saved', () => ({
    case: view.record.id,
    rev: review.rev,
    events: events.map(({ kind }) => kind).join(' '),
    layer: view.layer,
  }));
  return caseViewOf(services, view.record, review, { user: view.user, layer: view.layer }, shown);
}
