import { builtIn } from '../../data/fields/field-set.ts';
import type { Case } from '../../data/format/case.ts';
import type { Quote } from '../../data/format/day.ts';
import type { Decision } from '../../data/format/review.ts';
import { decisionFor, foldReview } from '../record/fold.ts';
import { framesOf, reviewedImages } from '../record/images.ts';
import { patientsOf } from '../record/patients.ts';
import type { CaseReading } from '../suggest/case-reading.ts';
import { CONFIDENT } from '../suggest/suggestion.ts';
import { buildTimeline } from '../timeline/build.ts';
import { agrees, leavesOpen } from './agreeing.ts';
import { eventTypesOf } from './answer-events.ts';
import { answeredOn } from './answered-on.ts';
import { allCells, type Cell, cellGroups, cellKey } from './cells.ts';
import { derivedFrom } from './derived.ts';
import { type Proposal, sameValue } from './proposals.ts';
import { reopenedEvents } from './reopened-events.ts';
import type { Changed, Reopened, ReopenedCase, Said } from './reopened-types.ts';
import { bareWords, findQuote, mostSimilarSentence, stillStands, stoodBefore } from './same-words.ts';

export type { Because, Changed, Reopened, Said } from './reopened-types.ts';

const quoteOf = (decision: Decision): Quote | null =>
  'quote' in decision.basis ? decision.basis.quote : null;

const confidenceOf = ({ basis }: Decision): number | null =>
  basis.kind === 'suggestion' ? basis.confidence : null;

export const saidBy = (decision: Decision): Said => ({
  value: decision.value,
  day: decision.day ?? null,
  quote: quoteOf(decision),
  confidence: confidenceOf(decision),
});

const saidNow = ({ value, day, quote, confidence }: Proposal): Said => ({ value, day, quote, confidence });

const isStrong = ({ kind, confidence, quote }: Proposal): boolean =>
  kind === 'suggestion' && quote !== null && (confidence ?? 0) >= CONFIDENT;

/** Cells with everything that speaks for them, rejected or not: a rejection is weighed by its words. */
function cellsOf({ record, state, read, fields = builtIn }: Changed): Cell[] {
  const timelines = patientsOf(record, state).map(({ id }) =>
    buildTimeline({ case: record, state, patient: id, fields }),
  );
  const unrejected = { ...state, standing: state.standing.filter(({ kind }) => kind !== 'reject') };
  const derived = derivedFrom(timelines, fields);
  return allCells(cellGroups(record, unrejected, read(record).suggestions, derived, new Set(), fields));
}

/** Decisions that hold for something that is still there, the first frame of a stack for all of it. */
function holdingDecisions({ record, state }: Changed): Decision[] {
  const images = reviewedImages(record, state);
  const following = new Set(images.flatMap(({ id }) => framesOf(images, id).slice(1)));
  const here = new Set(
    images.flatMap(({ id, excluded }) => (excluded === null && !following.has(id) ? [id] : [])),
  );
  const newest = new Map<string, Decision>();
  for (const decision of state.decisions) newest.set(cellKey(decision.target, decision.field), decision);
  return [...newest.values()].filter(
    (decision) =>
      (decision.target.image === null || here.has(decision.target.image)) &&
      decisionFor(state, decision.field, decision.target) === decision,
  );
}

/** Whether a rule read the same value out of the case as it stood, for the same owner. */
function readingsThen(was: CaseReading, { target, field }: Cell) {
  return was.suggestions.filter(
    (suggestion) =>
      suggestion.field === field.name &&
      (target.image === null
        ? suggestion.patient === target.patient
        : suggestion.image === target.image || suggestion.image === null),
  );
}

/**
 * Whether the words a proposal rests on were before the person already. Both states are read with the rules of today,
 * so that better rules alone say nothing new.
 */
function knownThen(asked: ReopenedCase, was: Case, cell: Cell, { value, quote }: Proposal): boolean {
  const { record, state, read } = asked;
  if (was === record || quote === null) return true;
  const { image, patient } = cell.target;
  const cut = state.cuts.some((one) => one.image === image);
  if (image !== null && !cut && !was.images.some(({ id }) => id === image)) return false;
  if (patient !== null && !state.addedPatients.has(patient) && !was.patients.some(({ id }) => id === patient))
    return false;
  const then = readingsThen(read(was), cell);
  const alike = then.some((one) => sameValue(cell.field, one.value, value));
  if (alike && stoodBefore(was, record, quote, 'near')) return true;
  if (!stoodBefore(was, record, quote, 'sentence')) return false;
  // The same words that said another thing then are new: what they count from has changed.
  const words = bareWords(quote.words);
  return alike || !then.some((one) => bareWords(one.quote.words) === words);
}

/** Ids of the events by which a person gave the cell the answer it has; empty when nobody did. */
function answersOf({ state, doneBy }: ReopenedCase, cell: Cell, proposal: Proposal): string[] {
  const { target, field, decision, derived } = cell;
  const rejected = state.standing.flatMap((event) =>
    event.kind === 'reject' &&
    event.field === field.name &&
    event.target.image === target.image &&
    event.target.patient === target.patient &&
    sameValue(field, event.value, proposal.value)
      ? [event.id]
      : [],
  );
  if (decision) return [decision.id, ...rejected];
  if (derived) {
    const types = eventTypesOf(field);
    const followed = state.standing.flatMap((event) =>
      event.kind === 'event' && event.event.patient === target.patient && types.includes(event.event.type)
        ? [event.id]
        : [],
    );
    return [...followed.slice(-1), ...rejected];
  }
  return doneBy === null ? [] : [doneBy, ...rejected];
}

interface Judged {
  readonly cell: Cell;
  /** Strong words that say what was answered. */
  readonly agreeing: boolean;
  /** The surest strong words that say otherwise, new or not. */
  readonly other: Proposal | null;
  /** The surest new ones. */
  readonly fresh: Proposal | null;
  readonly was: Case | null;
}

function judged(asked: ReopenedCase, cell: Cell): Judged {
  const { decision, derived } = cell;
  const answer = decision
    ? { value: decision.value, day: decision.day ?? null }
    : derived
      ? { value: derived.value, day: null }
      : null;
  const strong = cell.proposals
    .filter(isStrong)
    .sort((left, right) => (right.confidence ?? 0) - (left.confidence ?? 0));
  const others = strong.filter((one) => answer === null || !agrees(cell.field, answer, one));
  const fresh = others.find((one) => {
    const answers = answersOf(asked, cell, one);
    return answers.length > 0 && answers.every((id) => !knownThen(asked, asked.answeredOn(id), cell, one));
  });
  const [first] = fresh ? answersOf(asked, cell, fresh) : [];
  return {
    cell,
    agreeing: others.length < strong.length,
    other: others[0] ?? null,
    fresh: fresh ?? null,
    was: first === undefined ? null : asked.answeredOn(first),
  };
}

const nothingSaid: Said = { value: null, day: null, quote: null, confidence: null };
const noEvent = { event: null, told: null } as const;

function newWords(record: Case, { cell, fresh, was }: Judged): Reopened[] {
  if (fresh === null || was === null) return [];
  const { decision, derived } = cell;
  const before = decision
    ? saidBy(decision)
    : derived
      ? { ...nothingSaid, value: derived.value }
      : nothingSaid;
  return [
    {
      key: cell.key,
      target: cell.target,
      field: cell.field.name,
      because: leavesOpen(before.value) ? 'new words for what was left open' : 'new words against',
      before,
      now: saidNow(fresh),
      nearest: before.quote && findQuote(record, before.quote) === null ? (fresh.quote?.words ?? null) : null,
      decision,
      proposal: fresh,
      ...noEvent,
      was,
    },
  ];
}

/** The newest earlier state in which the words stood where the decision says; else the one it was made on. */
function restedOn({ former, answeredOn: on }: ReopenedCase, { id }: Decision, quote: Quote): Case {
  const answered = on(id);
  const newestFirst = [...former].sort((left, right) => right.record.rev - left.record.rev);
  return (
    [answered, ...newestFirst.map(({ record }) => record)].find((one) => findQuote(one, quote)) ?? answered
  );
}

function goneQuotes(asked: ReopenedCase, judge: () => ReadonlyMap<string, Judged>): Reopened[] {
  const { record } = asked;
  return holdingDecisions(asked).flatMap((decision): Reopened[] => {
    const quote = quoteOf(decision);
    if (quote === null) return [];
    const was = restedOn(asked, decision, quote);
    if (stillStands(was, record, quote)) return [];
    const key = cellKey(decision.target, decision.field);
    const about = judge().get(key);
    // The words changed, and say the same as the person.
    if (about?.agreeing && about.other === null) return [];
    const proposal = about?.other ?? null;
    return [
      {
        key,
        target: decision.target,
        field: decision.field,
        because: 'quote gone',
        before: saidBy(decision),
        now: proposal ? saidNow(proposal) : null,
        nearest: mostSimilarSentence(record, quote),
        decision,
        proposal,
        ...noEvent,
        was,
      },
    ];
  });
}

/** What is asked at the patient need not be asked again at each of the patient's images. */
function withoutEchoes(found: readonly Reopened[]): Reopened[] {
  return found.filter(
    ({ field, target, now, decision }) =>
      target.image === null ||
      !found.some(
        (other) =>
          other.field === field &&
          other.target.image === null &&
          other.target.patient === target.patient &&
          other.decision === decision &&
          other.now?.value === now?.value,
      ),
  );
}

/**
 * The fields and events of a case that wait for a person again because the source says something else than when they
 * were answered: the words of an answer are gone; words that were not there then, sure enough to be proposed, speak
 * against it; or they speak for what was left open. What a person answered, confirmed or rejected with the words before
 * them stays so. Pure; quick where nothing changed.
 */
export function reopenedFields(changed: Changed): Reopened[] {
  const { record, review, state, former } = changed;
  const done = state.status === 'done' ? state.standing.findLast(({ kind }) => kind === 'status') : undefined;
  const asked: ReopenedCase = {
    ...changed,
    answeredOn: answeredOn(record, review, former),
    doneBy: done?.id ?? null,
  };
  let held: Map<string, Judged> | null = null;
  const judge = (): ReadonlyMap<string, Judged> => {
    held ??= new Map(cellsOf(asked).map((cell) => [cell.key, judged(asked, cell)]));
    return held;
  };
  const gone = goneQuotes(asked, judge);
  const fresh = former.length === 0 ? [] : [...judge().values()].flatMap((one) => newWords(record, one));
  const known = new Set(fresh.map(({ key }) => key));
  const cells = withoutEchoes([...gone.filter(({ key }) => !known.has(key)), ...fresh]);
  return [...cells, ...reopenedEvents(asked, cells)];
}

/** The same from a review that is not folded yet. */
export const reopenedIn = (changed: Omit<Changed, 'state'>, layer = 'shared'): Reopened[] =>
  reopenedFields({ ...changed, state: foldReview(changed.review, layer) });
