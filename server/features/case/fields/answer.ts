import { framesOf } from '../../../../curation/record/images.ts';
import { actionOf } from '../../../../curation/review/actions.ts';
import { eventsOfAnswer, type HeldEvent } from '../../../../curation/review/answer-events.ts';
import type { Cell } from '../../../../curation/review/cells.ts';
import { basisOf, type Proposal, sameValue } from '../../../../curation/review/proposals.ts';
import { ruleSetOf } from '../../../../curation/suggest/own/own-rules.ts';
import { InvalidInput } from '../../../../data/errors.ts';
import type { Day, Quote } from '../../../../data/format/day.ts';
import type { Basis, Value } from '../../../../data/format/review.ts';
import type { Services } from '../../../shell/context.ts';
import type { CaseView } from '../case-view.ts';
import type { EventDraft } from '../saving/save.ts';

/** One answer to one field. */
export interface GivenAnswer {
  readonly value: Value;
  readonly day: Day | null;
  /** What was proposed when it was given; null for none. */
  readonly proposal: Proposal | null;
  /** The proposal was taken as it stood. */
  readonly isAccepted: boolean;
  /** Words a person selected for it. */
  readonly quote?: Quote | null;
  /** Why it differs from the timeline. */
  readonly reason?: string | undefined;
}

/** A typed day without an interval of its own says the same as a suggested one; a different interval does not. */
export const sameDay = (suggested: Day | null, typed: Day | null): boolean =>
  typed === null ||
  (suggested !== null &&
    suggested.from === typed.from &&
    suggested.to === typed.to &&
    suggested.anchor === typed.anchor);

/**
 * The decision, and what it puts on the timeline.
 * @param held events on the timeline already
 * @throws InvalidInput when it overrules the timeline without a reason
 */
export function draftsOf(
  { ruleSet, workspace }: Services,
  view: CaseView,
  cell: Cell,
  answer: GivenAnswer,
  held: readonly HeldEvent[] = view.state.events,
): EventDraft[] {
  const { field, target, derived } = cell;
  const { value, day, proposal, isAccepted, quote, reason } = answer;
  const same =
    isAccepted ||
    (proposal !== null &&
      value !== null &&
      sameValue(field, proposal.value, value) &&
      sameDay(proposal.day, day));
  if (derived !== null && !sameValue(field, derived.value, value) && !reason) {
    throw new InvalidInput(
      'reason-needed',
      `${field.label} follows from the timeline (${derived.because}); say why it differs`,
    );
  }
  const basis: Basis = quote
    ? { kind: 'person', quote }
    : basisOf(proposal, ruleSetOf(proposal?.rule ?? null, ruleSet, workspace.protocol), !same);
  return [
    {
      kind: 'decide',
      target,
      field: field.name,
      value,
      ...(day ? { day } : {}),
      basis,
      ...(reason ? { reason } : {}),
    },
    ...(same ? eventsOfAnswer(cell, value, proposal, view.suggestedEvents, held) : []),
  ];
}

/** What is decided for a stack is decided for each of its frames, in one action. */
export function overStack(view: CaseView, drafts: readonly EventDraft[]): EventDraft[] {
  return drafts.flatMap((draft): EventDraft[] => {
    if (draft.kind === 'undo') {
      // The decision taken back stands with those of the other frames that were made in the same action.
      const own = view.state.decisions.find(({ id }) => id === draft.of);
      const frames = framesOf(view.images, own?.target.image ?? null);
      if (!own || frames.length === 0) return [draft];
      const action = actionOf(own.id);
      return view.state.decisions
        .filter(
          ({ id, field, target }) =>
            actionOf(id) === action && field === own.field && frames.includes(target.image ?? ''),
        )
        .map(({ id }): EventDraft => ({ kind: 'undo', of: id }));
    }
    if (draft.kind !== 'decide') return [draft];
    const frames = framesOf(view.images, draft.target.image);
    if (frames.length === 0) return [draft];
    return frames.map((image): EventDraft => ({ ...draft, target: { ...draft.target, image } }));
  });
}
