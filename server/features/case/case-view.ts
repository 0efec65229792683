import { foldReview, type ReviewState } from '../../../curation/record/fold.ts';
import { type ReviewedImage, reviewedImages } from '../../../curation/record/images.ts';
import { patientsOf, type ReviewedPatient } from '../../../curation/record/patients.ts';
import { undoStacks } from '../../../curation/review/actions.ts';
import { type Adjudication, adjudicationOf, differingEvents } from '../../../curation/review/adjudication.ts';
import {
  allCells,
  type Cell,
  type CellGroup,
  cellGroups,
  progressOf,
} from '../../../curation/review/cells.ts';
import { derivedFrom } from '../../../curation/review/derived.ts';
import { seedSuggestions } from '../../../curation/review/quality.ts';
import { type Reopened, reopenedFields } from '../../../curation/review/reopened.ts';
import { withReopened } from '../../../curation/review/reopened-cells.ts';
import { cellsRead, withReadings } from '../../../curation/review/settling.ts';
import { sureCells } from '../../../curation/review/sure.ts';
import { ifRead } from '../../../curation/suggest/aside/long-cases.ts';
import type { CaseReading } from '../../../curation/suggest/case-reading.ts';
import type { Suggestion } from '../../../curation/suggest/suggestion.ts';
import { buildTimeline, type Timeline } from '../../../curation/timeline/build.ts';
import { InvalidInput, Retryable } from '../../../data/errors.ts';
import type { FieldSet } from '../../../data/fields/field-set.ts';
import { reaches } from '../../../data/format/account.ts';
import { type Case, caseIdSchema } from '../../../data/format/case.ts';
import type { Review, ReviewEvent } from '../../../data/format/review.ts';
import type { TimelineEvent } from '../../../data/format/timeline.ts';
import { fieldsOf } from '../../../data/protocols/fields-of.ts';
import { markOfProtocol } from '../../../data/protocols/read-protocol.ts';
import type { Services, User } from '../../shell/context.ts';
import { noCase } from '../../shell/privacy/hide.ts';
import { reviewSettings } from '../../work/settings.ts';
import { KeptCases } from './kept-cases.ts';

/** Everything the case page shows, worked out from the case, its review and who is looking. */
export interface CaseView {
  /** What the collection asks. */
  readonly fields: FieldSet;
  readonly record: Case;
  readonly review: Review;
  readonly state: ReviewState;
  readonly layer: string;
  readonly user: User;
  readonly patients: readonly ReviewedPatient[];
  readonly images: readonly ReviewedImage[];
  /**
   * Texts of it are still being read, beside the pages: what they tell is left out, and so is what waits again because
   * they changed.
   */
  readonly isWaiting: boolean;
  /** The texts could not be read, and never will: see `CaseReading`. */
  readonly gaveUp: boolean;
  readonly suggestions: readonly Suggestion[];
  /** Events the texts tell that the timeline does not hold yet. */
  readonly suggestedEvents: readonly TimelineEvent[];
  /** One a patient, in the order of `patients`. */
  readonly timelines: readonly Timeline[];
  readonly groups: readonly CellGroup[];
  readonly cells: ReadonlyMap<string, Cell>;
  /** The fields that one key may take together once they were seen, by key; none in a blind reading. */
  readonly sure: ReadonlySet<string>;
  /** What waits again because the source says something else than when it was answered. */
  readonly reopened: readonly Reopened[];
  /** Finished blind readings that this person may settle, until the case is done; null for none. */
  readonly adjudication: Adjudication | null;
  readonly progress: { decided: number; total: number };
  /** Called done, or a finished blind reading, and nothing in it is asked again. */
  readonly isDone: boolean;
  /** Where in the log that stands which an undo, or a redo, would take back: index of its first event; null without one. */
  readonly undoAt: number | null;
  readonly redoAt: number | null;
  /** What an undo would take back is that the case is done. */
  readonly undoReopens: boolean;
}

const kept = new WeakMap<Services, KeptCases<CaseView>>();

function keptFor(services: Services): KeptCases<CaseView> {
  let cases = kept.get(services);
  if (!cases) {
    cases = new KeptCases(services);
    kept.set(services, cases);
  }
  return cases;
}

/**
 * Told events are numbered as they are read: of a text that was read anew the number may be that of another event, taken
 * up earlier, which must not be replaced.
 */
export const withFreeId = (told: TimelineEvent, state: ReviewState): TimelineEvent =>
  state.events.some(({ id }) => id === told.id)
    ? { ...told, id: `told.${told.type}.${told.quote?.start ?? 0}.${told.patient}`.slice(0, 100) }
    : told;

/** Suggested events of which the timeline has none of the kind, and that nobody removed. */
function eventsToOffer(
  review: Review,
  layer: string,
  state: ReviewState,
  events: readonly TimelineEvent[],
): TimelineEvent[] {
  const removed = new Set(
    review.events.flatMap((event) =>
      event.kind === 'event-removed' && event.layer === layer ? [event.event] : [],
    ),
  );
  const has = (event: TimelineEvent) =>
    state.events.some(
      (held) =>
        (held.id === event.id && held.quote?.words === event.quote?.words) ||
        (held.patient === event.patient && held.type === event.type),
    );
  return events
    .filter((event) => !removed.has(event.id) && !has(event))
    .map((event) => withFreeId(event, state));
}

/** Whoever reads a case blind is in a layer of their own, and settles nothing. */
function adjudicationFor(
  record: Case,
  review: Review,
  { user, layer }: Who,
  fields: FieldSet,
): Adjudication | null {
  const isRead = review.events.some((event) => event.layer !== 'shared');
  if (!isRead || layer !== 'shared' || !reaches(user.role, 'adjudicator')) return null;
  const found = adjudicationOf(record, review, fields);
  return found.ready ? found : null;
}

/** What readers differ on stands in the place of what the texts tell of the same kind. */
function withReadersEvents(review: Review, adjudication: Adjudication | null, { events }: CaseReading) {
  const theirs = adjudication ? differingEvents(review) : [];
  const isTheirs = (told: TimelineEvent): boolean =>
    theirs.some(({ patient, type }) => patient === told.patient && type === told.type);
  return [...theirs, ...events.filter((told) => !isTheirs(told))];
}

const nothingRead: CaseReading = { suggestions: [], events: [] };

interface Who {
  readonly user: User;
  readonly layer: string;
}

/**
 * The page's state for one person; `review` may be cut short to ask what somebody saw earlier. What a person sees
 * before a save is what they saw after the one before it: the states made last are kept.
 */
export function caseViewOf(
  services: Services,
  record: Case,
  review: Review,
  who: Who,
  shown: ReadonlySet<string> = new Set(),
): CaseView {
  const { user, layer } = who;
  const settings = reviewSettings(services.workspace);
  const { protocol } = services.workspace;
  const events = [review.rev, review.events.length, review.events.at(-1)?.id];
  const key = JSON.stringify([
    record.id,
    user.name,
    user.role,
    layer,
    ...events,
    settings,
    markOfProtocol(protocol),
    ...shown,
  ]);
  return keptFor(services).view(key, record, () => freshView(services, record, review, who, shown));
}

function freshView(
  services: Services,
  record: Case,
  review: Review,
  who: Who,
  shown: ReadonlySet<string>,
): CaseView {
  const fields = fieldsOf(services.workspace.protocol);
  const state = foldReview(review, who.layer);
  const { qualityRound, sureFrom } = reviewSettings(services.workspace);
  const kept = keptFor(services);
  const { found } = ifRead(() => kept.read(record));
  const read = found ?? nothingRead;
  const suggestions = seedSuggestions(read.suggestions, review, qualityRound, who.user.name, fields);
  const patients = patientsOf(record, state);
  const timelines = patients.map(({ id }) => buildTimeline({ case: record, state, patient: id, fields }));
  const former = kept.former(record);
  const changed = ifRead(() =>
    reopenedFields({
      record,
      review,
      state,
      former,
      fields,
      read: (asked) => (asked === record ? kept.read(record) : services.read(asked)),
    }),
  );
  const reopened = changed.found ?? [];
  const adjudication = state.status === 'done' ? null : adjudicationFor(record, review, who, fields);
  const asked = adjudication ? new Set([...shown, ...cellsRead(adjudication)]) : shown;
  const own = cellGroups(record, state, suggestions, derivedFrom(timelines, fields), asked, fields);
  const groups = withReopened(adjudication ? withReadings(own, adjudication) : own, reopened);
  const isBlind = who.layer !== 'shared';
  const sure =
    isBlind || adjudication
      ? []
      : sureCells(own, { suggestions, assigned: state.assigned, reopened }, sureFrom);
  const stacks = undoStacks(review, who.layer, who.user.name);
  const undo = stacks.undo.at(-1);
  const placeOf = (events: readonly ReviewEvent[] = []): number | null =>
    events[0] ? review.events.indexOf(events[0]) : null;
  return {
    fields,
    record,
    review,
    state,
    ...who,
    patients,
    images: reviewedImages(record, state),
    isWaiting: found === null || changed.found === null,
    gaveUp: read.gaveUp === true,
    suggestions,
    suggestedEvents: eventsToOffer(review, who.layer, state, withReadersEvents(review, adjudication, read)),
    timelines,
    groups,
    sure: new Set(sure),
    cells: new Map(allCells(groups).map((cell) => [cell.key, cell])),
    reopened,
    adjudication,
    progress: progressOf(groups),
    isDone: state.status === 'done' && reopened.length === 0,
    undoAt: placeOf(undo?.events),
    redoAt: placeOf(stacks.redo.at(-1)?.undoneBy),
    undoReopens: undo?.events.some(({ kind }) => kind === 'status') ?? false,
  };
}

/** For what rests on words of the texts. @throws Retryable while they are being read: the same answer works when they are */
export function refuseWaiting({ isWaiting }: CaseView): void {
  if (isWaiting)
    throw new Retryable(
      'still-reading',
      'The texts of this case are still being read; this waits until they are',
    );
}

/** @throws NotFound when there is no such case, InvalidInput for an id that cannot be one. */
export async function loadCase(services: Services, id: string): Promise<Case> {
  if (!caseIdSchema.safeParse(id).success || !id.includes('-')) {
    throw new InvalidInput('bad-case-id', `'${id.slice(0, 80)}' is no case id`);
  }
  const record = await keptFor(services).record(id);
  if (!record) throw noCase(id);
  return record;
}

/** The layer a person works in: their own when the case is read blind by two, else the shared one. */
export const layerFor = async (services: Services, caseId: string, user: User): Promise<string> =>
  (await services.claims.readerOf(caseId, user.name)) ? `reader:${user.name}` : 'shared';

export async function loadView(services: Services, id: string, user: User): Promise<CaseView> {
  const record = await loadCase(services, id);
  const review = await services.workspace.reviews.get(id);
  return caseViewOf(services, record, review, { user, layer: await layerFor(services, id, user) });
}
