import { z } from 'zod';
import type { HeldEvent } from '../../../../curation/review/answer-events.ts';
import { type Cell, cellKey } from '../../../../curation/review/cells.ts';
import { sameValue } from '../../../../curation/review/proposals.ts';
import { SEEDED_RULE } from '../../../../curation/review/quality.ts';
import { InvalidInput } from '../../../../data/errors.ts';
import type { Day } from '../../../../data/format/day.ts';
import { parsedInput } from '../../../shell/request.ts';
import type { RouteGroup } from '../../../shell/router.ts';
import { type CaseView, refuseWaiting } from '../case-view.ts';
import { act, hasOlderCase } from '../saving/respond.ts';
import { type EventDraft, isSeededAccept } from '../saving/save.ts';
import { draftsOf, type GivenAnswer, overStack } from './answer.ts';

const reference = z.string().min(1).max(200);
const maybe = z.string().max(200);

/**
 * One field and what it is to get: the proposal `accept`, or what the decision `like` (an event id) says. `image` empty:
 * the patient's own. `was`: the decision the page showed, empty for none.
 */
const givenSchema = z.union([
  z.strictObject({ field: reference, image: maybe, was: maybe, accept: z.string().min(1).max(2_000) }),
  z.strictObject({ field: reference, image: maybe, was: maybe, like: reference }),
]);
type Given = z.output<typeof givenSchema>;

/** `given` as JSON. */
const manyForm = z.object({
  patient: reference,
  given: z
    .string()
    .max(2_000_000)
    .transform((text, context) => {
      try {
        return z.array(givenSchema).max(20_000).parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'the list of fields is not valid' });
        return z.NEVER;
      }
    }),
});

/** The answer a field is to get; null where the proposal or the decision it names is no longer there. */
function answerFor(view: CaseView, cell: Cell, given: Given): GivenAnswer | null {
  const proposal = cell.proposals[0] ?? null;
  if ('accept' in given) {
    if (proposal?.id !== given.accept) return null;
    if (view.layer !== 'shared' && proposal.kind !== 'silence')
      throw new InvalidInput('blind-reading', 'in blind reading each suggestion is answered by itself');
    return { value: proposal.value, day: proposal.day, proposal, isAccepted: true };
  }
  const { patient } = cell.target;
  const like = view.state.decisions.find(({ id, field }) => id === given.like && field === cell.field.name);
  if (!like || like.target.patient !== patient) return null;
  const { value, day = null } = like;
  // Of a suggestion that is wrong on purpose, an answer given elsewhere tells nothing but that it is not this.
  const isLooked = proposal?.rule !== SEEDED_RULE || sameValue(cell.field, proposal.value, value);
  return { value, day, proposal: isLooked ? proposal : null, isAccepted: false };
}

const isSameDay = (left: Day | null, right: Day | null): boolean =>
  left === right ||
  (left !== null &&
    right !== null &&
    left.from === right.from &&
    left.to === right.to &&
    left.anchor === right.anchor &&
    left.certainty === right.certainty);

const isTheSame = (cell: Cell, { value, day }: GivenAnswer): boolean =>
  cell.decision !== null &&
  !cell.inherited &&
  sameValue(cell.field, cell.decision.value, value) &&
  isSameDay(cell.decision.day ?? null, day);

/**
 * Answers many fields of one patient in one action, undone as one. Only what stands as the page showed it is answered:
 * what somebody decided, found or took back meanwhile stays, and so does what follows from the timeline. The header
 * `Caseline-Held` says of how many fields the answer holds afterwards.
 */
export const manyRoutes: RouteGroup = (routes, services) => {
  routes.add('post', '/cases/:id/answers', { role: 'annotator' }, async (request, response) => {
    const { patient, given } = parsedInput(manyForm, request.body, 'the fields');
    const byKey = new Map(
      given.map((one) => [cellKey({ patient, image: one.image || null }, one.field), one] as const),
    );
    const asked = new Map<string, GivenAnswer>();
    await act(
      services,
      request,
      response,
      (view) => {
        if (given.some((one) => 'accept' in one)) refuseWaiting(view);
        const unseen = hasOlderCase(request, view) ? view.reopened.map(({ key }) => key) : [];
        const held: HeldEvent[] = [...view.state.events];
        const drafts: EventDraft[] = [];
        for (const [key, one] of byKey) {
          const cell = view.cells.get(key);
          const answer = cell ? answerFor(view, cell, one) : null;
          if (!cell || !answer) continue;
          asked.set(key, answer);
          if ((cell.decision?.id ?? '') !== one.was || unseen.includes(key)) continue;
          if (cell.derived !== null || !(cell.open || one.was !== '') || isTheSame(cell, answer)) continue;
          const own = draftsOf(services, view, cell, answer, held);
          drafts.push(...own);
          // What is taken back at once is on no timeline: another answer may put it there.
          if (!own.some(isSeededAccept))
            held.push(...own.flatMap((draft) => (draft.kind === 'event' ? [draft.event] : [])));
        }
        return overStack(view, drafts);
      },
      {
        shown: new Set(byKey.keys()),
        after: (view) => {
          const holds = [...asked].filter(([key, answer]) => {
            const cell = view.cells.get(key);
            return cell !== undefined && isTheSame(cell, answer);
          });
          response.set('Caseline-Held', String(holds.length));
          return '';
        },
      },
    );
  });
};
