import { undoStacks } from '../../curation/review/actions.ts';
import {
  allCells,
  type Cell,
  type CellGroup,
  cellGroups,
  type ImageInView,
  imagesOf,
  type PatientInView,
  patientsOf,
  progressOf,
} from '../../curation/review/cells.ts';
import { derivedFrom } from '../../curation/review/derived.ts';
import { foldReview, type ReviewState } from '../../curation/review/fold.ts';
import type { Suggestion } from '../../curation/review/proposals.ts';
import { seedSuggestions } from '../../curation/review/quality.ts';
import { buildTimeline, type Timeline } from '../../curation/timeline/build.ts';
import { InvalidInput, NotFound } from '../../data/errors.ts';
import { type Case, caseIdSchema } from '../../data/format/case.ts';
import type { Review } from '../../data/format/review.ts';
import type { Services, User } from '../context.ts';
import { reviewSettings } from '../work/settings.ts';

/** Everything the case page shows, worked out from the case, its review and who is looking. */
export interface CaseView {
  readonly record: Case;
  readonly review: Review;
  readonly state: ReviewState;
  readonly layer: string;
  readonly user: User;
  readonly patients: readonly PatientInView[];
  readonly images: readonly ImageInView[];
  readonly suggestions: readonly Suggestion[];
  /** One a patient, in the order of `patients`. */
  readonly timelines: readonly Timeline[];
  readonly groups: readonly CellGroup[];
  readonly cells: ReadonlyMap<string, Cell>;
  readonly progress: { decided: number; total: number };
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** Suggestions of the cases looked at last: rules run once a revision of a case, not once a key. */
const kept = new WeakMap<Services, Map<string, { rev: number; found: readonly Suggestion[] }>>();
const KEEP = 200;

function suggestionsFor(services: Services, record: Case): readonly Suggestion[] {
  let cache = kept.get(services);
  if (!cache) {
    cache = new Map();
    kept.set(services, cache);
  }
  const held = cache.get(record.id);
  if (held && held.rev === record.rev) return held.found;
  const found = services.suggest(record);
  cache.delete(record.id);
  cache.set(record.id, { rev: record.rev, found });
  const oldest = cache.size > KEEP ? cache.keys().next().value : undefined;
  if (oldest !== undefined) cache.delete(oldest);
  return found;
}

/** The page's state for one person; `review` may be cut short to ask what somebody saw earlier. */
export function viewOf(
  services: Services,
  record: Case,
  review: Review,
  who: { user: User; layer: string },
  shown: ReadonlySet<string> = new Set(),
): CaseView {
  const state = foldReview(review, who.layer);
  const round = reviewSettings(services.workspace).qualityRound;
  const suggestions = seedSuggestions(suggestionsFor(services, record), review, round, who.user.name);
  const patients = patientsOf(record, state);
  const timelines = patients.map(({ id }) => buildTimeline({ case: record, state, patient: id }));
  const groups = cellGroups(record, state, suggestions, derivedFrom(timelines), shown);
  const stacks = undoStacks(review, who.layer, who.user.name);
  return {
    record,
    review,
    state,
    ...who,
    patients,
    images: imagesOf(record, state),
    suggestions,
    timelines,
    groups,
    cells: new Map(allCells(groups).map((cell) => [cell.key, cell])),
    progress: progressOf(groups),
    canUndo: stacks.undo.length > 0,
    canRedo: stacks.redo.length > 0,
  };
}

/** @throws NotFound when there is no such case, InvalidInput for an id that cannot be one. */
export async function loadCase(services: Services, id: string): Promise<Case> {
  if (!caseIdSchema.safeParse(id).success || !id.includes('-')) {
    throw new InvalidInput('bad-case-id', `'${id.slice(0, 80)}' is no case id`);
  }
  const record = await services.workspace.cases.get(id);
  if (!record)
    throw new NotFound(
      'no-case',
      `there is no case '${id}' in this workspace; look for it in the list of cases`,
    );
  return record;
}

/** The layer a person works in: their own when the case is read blind by two, else the shared one. */
export const layerFor = (services: Services, caseId: string, user: User): string =>
  services.claims.readerOf(caseId, user.name) ? `reader:${user.name}` : 'shared';

export async function loadView(services: Services, id: string, user: User): Promise<CaseView> {
  const record = await loadCase(services, id);
  const review = await services.workspace.reviews.get(id);
  return viewOf(services, record, review, { user, layer: layerFor(services, id, user) });
}
