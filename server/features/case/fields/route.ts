import { z } from 'zod';
import { legacyOffset, parseDayInput } from '../../../../curation/record/day-input.ts';
import { decisionFor } from '../../../../curation/record/fold.ts';
import { type Cell, cellKey } from '../../../../curation/review/cells.ts';
import { type Proposal, sameValue } from '../../../../curation/review/proposals.ts';
import { InvalidInput } from '../../../../data/errors.ts';
import { parseFieldValue } from '../../../../data/fields/value.ts';
import { type Anchor, type Day, type Quote, quoteSchema } from '../../../../data/format/day.ts';
import { quotableText } from '../../../../data/format/quotable.ts';
import type { Value } from '../../../../data/format/review.ts';
import type { Services } from '../../../shell/context.ts';
import { parsedInput } from '../../../shell/request.ts';
import type { RouteGroup } from '../../../shell/router.ts';
import { type CaseView, refuseWaiting } from '../case-view.ts';
import { act } from '../saving/respond.ts';
import type { EventDraft } from '../saving/save.ts';
import { draftsOf, overStack, sameDay } from './answer.ts';
import { shownValue } from './cell-view.ts';

const name = z.string().min(1).max(200);
const emptyAsNull = (schema: z.ZodType<string>) =>
  z
    .union([z.literal(''), schema])
    .optional()
    .transform((value) => value || null);

/** What the form of a field sends. One of accept, reject, do=clear, or a value. */
const decisionForm = z.object({
  field: name,
  patient: emptyAsNull(name),
  image: emptyAsNull(name),
  do: z.enum(['set', 'clear']).optional(),
  accept: z.string().max(2_000).optional(),
  reject: z.string().max(2_000).optional(),
  value: z.string().max(100_000).optional(),
  reason: z.string().max(2_000).optional(),
  quote: z
    .string()
    .max(20_000)
    .optional()
    .transform((text, context): Quote | null => {
      if (!text) return null;
      try {
        return quoteSchema.parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'the quoted words are not valid' });
        return z.NEVER;
      }
    }),
});
type DecisionForm = z.output<typeof decisionForm>;

/** The words must stand where the quote says they do. */
function checkedQuote(view: CaseView, quote: Quote | null): Quote | null {
  if (!quote) return null;
  if (quotableText(view.record, quote.text)?.slice(quote.start, quote.end) !== quote.words) {
    throw new InvalidInput('stale-quote', 'the text was read anew and these words moved; select them again');
  }
  return quote;
}

function anchorFor(view: CaseView, cell: Cell): Anchor {
  const said = [...cell.proposals.slice(0, 1), ...cell.readings.map(({ proposal }) => proposal)];
  const own = cell.decision?.day?.anchor ?? said.find((one) => one?.day)?.day?.anchor;
  const zero = decisionFor(view.state, 'day_zero', { patient: cell.target.patient, image: null })?.value;
  return own ?? (typeof zero === 'string' ? (zero as Anchor) : 'unknown');
}

/** What a form can take up: what is proposed, and what readers said who do not agree. */
const offered = (cell: Cell, id: string | undefined): Proposal | null =>
  [...cell.proposals, ...cell.readings.flatMap(({ proposal }) => proposal ?? [])].find(
    (proposal) => proposal.id === id,
  ) ?? null;

/** The value and day a form asks for. @throws InvalidInput with what would be right. */
function wanted(view: CaseView, cell: Cell, form: DecisionForm): { value: Value; day: Day | null } {
  if (form.accept !== undefined) {
    const proposal = offered(cell, form.accept);
    if (!proposal)
      throw new InvalidInput(
        'gone-proposal',
        `${cell.field.label}: this proposal is no longer there; look again`,
      );
    return { value: proposal.value, day: proposal.day };
  }
  if (cell.field.kind === 'day' && form.value?.trim()) {
    const day = parseDayInput(form.value, anchorFor(view, cell));
    return { value: legacyOffset(day), day };
  }
  return { value: parseFieldValue(cell.field, form.value ?? null), day: null };
}

function planned(services: Services, view: CaseView, cell: Cell, form: DecisionForm): EventDraft[] {
  const { field, target } = cell;
  const accepted = offered(cell, form.accept);
  if ((form.accept !== undefined && accepted?.kind !== 'reading') || form.reject !== undefined)
    refuseWaiting(view);
  if (form.do === 'clear') {
    return cell.decision && !cell.inherited ? [{ kind: 'undo', of: cell.decision.id }] : [];
  }
  if (form.reject !== undefined) {
    const proposal = cell.proposals.find((candidate) => candidate.id === form.reject);
    if (!proposal?.quote)
      throw new InvalidInput('gone-proposal', `${field.label}: this proposal is no longer there; look again`);
    return [
      {
        kind: 'reject',
        target,
        field: field.name,
        value: proposal.value,
        rule: proposal.rule,
        quote: proposal.quote,
      },
    ];
  }
  const { value, day } = wanted(view, cell, form);
  // Who gives one of the readers' answers in words of their own has taken it.
  const read = cell.readings
    .flatMap(({ proposal }) => proposal ?? [])
    .find((one) => value !== null && sameValue(field, one.value, value) && sameDay(one.day, day));
  const taken = accepted ?? read ?? cell.proposals[0] ?? null;
  const isRead = taken !== null && taken === (accepted ?? read) && taken.kind === 'reading';
  const settles = cell.readings.length > 0 ? 'adjudicated otherwise' : undefined;
  return draftsOf(services, view, cell, {
    value,
    day,
    proposal: taken,
    isAccepted: form.accept !== undefined || isRead,
    quote: checkedQuote(view, form.quote),
    reason: form.reason?.trim() || (isRead ? taken.reason : settles),
  });
}

/** Deciding, rejecting and taking back: the one form of every field. */
export const decisionRoutes: RouteGroup = (routes, services) => {
  routes.add('post', '/cases/:id/decisions', { role: 'annotator' }, async (request, response) => {
    const form = parsedInput(decisionForm, request.body, 'the decision');
    const key = cellKey({ patient: form.patient, image: form.image }, form.field);
    const find = (view: CaseView): Cell => {
      const cell = view.cells.get(key);
      if (!cell)
        throw new InvalidInput('gone-field', `${form.field} is no longer asked here; load the case again`);
      return cell;
    };
    await act(
      services,
      request,
      response,
      (view) => overStack(view, planned(services, view, find(view), form)),
      {
        shown: new Set([key]),
        mine: (view) => {
          const cell = view.cells.get(key);
          if (!cell) return null;
          if (form.do === 'clear') return { key, text: 'open' };
          if (form.reject !== undefined) return { key, text: 'rejected the suggestion' };
          const { value, day } = wanted(view, cell, form);
          return { key, text: shownValue(cell.field, value, day) };
        },
      },
    );
  });
};
