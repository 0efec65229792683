import { z } from 'zod';
import { isSameDay } from '../../../../curation/review/agreeing.ts';
import type { HeldEvent } from '../../../../curation/review/answer-events.ts';
import { type Cell, cellKey, type DerivedCells } from '../../../../curation/review/cells.ts';
import { type Proposal, sameValue } from '../../../../curation/review/proposals.ts';
import { SEEDED_RULE } from '../../../../curation/review/quality.ts';
import { InvalidInput } from '../../../../data/errors.ts';
import { parsedInput } from '../../../shell/request.ts';
import type { RouteGroup } from '../../../shell/router.ts';
import { type CaseView, refuseWaiting } from '../case-view.ts';
import { act, hasOlderCase } from '../saving/respond.ts';
import { type EventDraft, isSeededAccept } from '../saving/save.ts';
import { draftsOf, type GivenAnswer, overStack } from './answer.ts';
import { derivedAfter } from './follows.ts';

const reference = z.string().min(1).max(200);
const maybe = z.string().max(200);

const asked = { patient: reference, field: reference, image: maybe, was: maybe };
const proposal = z.string().min(1).max(2_000);

/**
 * One field and what it is to get: its proposal `accept`, what is proposed for the same field of another image (`accept`
 * `of` that image), or what the decision `like` (an event id) says. `image` empty: the patient's own. `was`: the decision
 * the page showed, empty for none.
 */
const givenSchema = z.union([
  z.strictObject({ ...asked, accept: proposal }),
  z.strictObject({ ...asked, accept: proposal, of: reference }),
  z.strictObject({ ...asked, like: reference }),
]);
type Given = z.output<typeof givenSchema>;

/** `given` as JSON. `sure`: only what may be taken together, which can be of several patients of the case. */
const manyForm = z.object({
  sure: z.string().max(1).default(''),
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

/** What other images are to get: a value without its words; null where it is no longer there. */
function valueFor(view: CaseView, cell: Cell, given: Given): Pick<GivenAnswer, 'value' | 'day'> | null {
  const { patient } = cell.target;
  if ('of' in given) {
    const top = view.cells.get(cellKey({ patient, image: given.of }, cell.field.name))?.proposals[0];
    if (top?.id !== given.accept) return null;
    refuseBlind(view, top);
    return top;
  }
  if ('accept' in given) return null;
  const like = view.state.decisions.find(({ id, field }) => id === given.like && field === cell.field.name);
  return like && like.target.patient === patient ? { value: like.value, day: like.day ?? null } : null;
}

/** @throws InvalidInput for what was read, in a blind reading */
function refuseBlind({ layer }: CaseView, { kind }: Proposal): void {
  if (layer !== 'shared' && kind !== 'silence')
    throw new InvalidInput('blind-reading', 'in blind reading each suggestion is answered by itself');
}

/** The answer a field is to get; null where the proposal or the decision it names is no longer there. */
function answerFor(view: CaseView, cell: Cell, given: Given): GivenAnswer | null {
  const proposal = cell.proposals[0] ?? null;
  if ('accept' in given && !('of' in given)) {
    if (proposal?.id !== given.accept) return null;
    refuseBlind(view, proposal);
    return { value: proposal.value, day: proposal.day, proposal, isAccepted: true };
  }
  const found = valueFor(view, cell, given);
  if (!found) return null;
  const { value, day } = found;
  // Of a suggestion that is wrong on purpose, an answer given elsewhere tells nothing but that it is not this.
  const isLooked = proposal?.rule !== SEEDED_RULE || sameValue(cell.field, proposal.value, value);
  return { value, day, proposal: isLooked ? proposal : null, isAccepted: false };
}

const isTheSame = (cell: Cell, { value, day }: GivenAnswer): boolean =>
  cell.decision !== null &&
  !cell.inherited &&
  sameValue(cell.field, cell.decision.value, value) &&
  isSameDay(cell.decision.day ?? null, day);

/** Whether an answer holds of a field: decided, or following from the timeline. */
const isAnswered = (cell: Cell, answer: GivenAnswer): boolean =>
  isTheSame(cell, answer) ||
  (cell.derived !== null && sameValue(cell.field, cell.derived.value, answer.value));

/**
 * Answers many fields of a case in one action, undone as one. Only what stands as the page showed it is answered: what
 * somebody decided, found or took back meanwhile stays, and so does what follows from the timeline, or will once the
 * others are answered. The header `Caseline-Held` says of how many fields the answer holds afterwards.
 */
export const manyRoutes: RouteGroup = (routes, services) => {
  routes.add('post', '/cases/:id/answers', { role: 'annotator' }, async (request, response) => {
    const { given, sure } = parsedInput(manyForm, request.body, 'the fields');
    const byKey = new Map(
      given.map((one) => [cellKey({ ...one, image: one.image || null }, one.field), one] as const),
    );
    const asked = new Map<string, GivenAnswer>();
    /** What is left of the fields that the move names, states of the timeline last: they may follow from the others. */
    const wantedOf = (view: CaseView) => {
      const unseen = hasOlderCase(request, view) ? view.reopened.map(({ key }) => key) : [];
      const wanted = [...byKey].flatMap(([key, one]) => {
        const cell = view.cells.get(key);
        const answer = cell ? answerFor(view, cell, one) : null;
        if (!cell || !answer) return [];
        asked.set(key, answer);
        const isShown = (cell.decision?.id ?? '') === one.was && !unseen.includes(key);
        const isOpen = cell.derived === null && (cell.open || one.was !== '') && !isTheSame(cell, answer);
        return isShown && isOpen && (sure === '' || view.sure.has(key)) ? [{ cell, answer }] : [];
      });
      return [
        ...wanted.filter(({ cell }) => !cell.field.state),
        ...wanted.filter(({ cell }) => cell.field.state),
      ];
    };
    await act(
      services,
      request,
      response,
      (view) => {
        if (given.some((one) => 'accept' in one)) refuseWaiting(view);
        const held: HeldEvent[] = [...view.state.events];
        const drafts: EventDraft[] = [];
        // What is taken back at once is on no timeline, and nothing follows from it.
        const kept: EventDraft[] = [];
        let following: DerivedCells | null = null;
        for (const { cell, answer } of wantedOf(view)) {
          if (cell.field.state && kept.length > 0) {
            following ??= derivedAfter(view, kept);
            if (following.has(cell.key)) continue;
          }
          const own = draftsOf(services, view, cell, answer, held);
          drafts.push(...own);
          if (own.some(isSeededAccept)) continue;
          if (!cell.field.state) kept.push(...own);
          held.push(...own.flatMap((draft) => (draft.kind === 'event' ? [draft.event] : [])));
        }
        return overStack(view, drafts);
      },
      {
        shown: new Set(byKey.keys()),
        after: (view) => {
          const holds = [...asked].filter(([key, answer]) => {
            const cell = view.cells.get(key);
            return cell !== undefined && isAnswered(cell, answer);
          });
          response.set('Caseline-Held', String(holds.length));
          return '';
        },
      },
    );
  });
};
