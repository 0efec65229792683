import { builtIn } from '../../data/fields/field-set.ts';
import type { Quote } from '../../data/format/day.ts';
import type { EventType, TimelineEvent } from '../../data/format/timeline.ts';
import { dayWithin } from './agreeing.ts';
import { eventTypesOf } from './answer-events.ts';
import type { Because, Reopened, ReopenedCase, Said } from './reopened-types.ts';
import { mostSimilarSentence, stillStands, stoodBefore } from './same-words.ts';

const saidOf = ({ answer, day, quote }: TimelineEvent): Said => ({
  value: answer,
  day,
  quote,
  confidence: null,
});

const isDated = ({ day }: TimelineEvent): boolean => day.from !== null || day.to !== null;

/** Whether an event of the timeline says what is told, or says it more closely. */
const saysSame = (held: TimelineEvent, told: TimelineEvent): boolean =>
  held.answer === told.answer && dayWithin(held.day, told.day);

const alike = (left: TimelineEvent, right: TimelineEvent): boolean =>
  left.patient === right.patient && left.type === right.type;

/** Whether the words of an event were before the person already, and told the same of it. */
function knownThen(
  { record, read }: ReopenedCase,
  was: ReopenedCase['record'],
  told: TimelineEvent,
): boolean {
  const { quote } = told;
  if (was === record || quote === null) return true;
  const then = read(was).events.filter((one) => alike(one, told));
  const same = then.some((one) => saysSame(one, told) && saysSame(told, one));
  if (same && stoodBefore(was, record, quote, 'near')) return true;
  if (!stoodBefore(was, record, quote, 'sentence')) return false;
  return same || then.length === 0;
}

function reopened(
  asked: ReopenedCase,
  because: Because,
  event: TimelineEvent,
  { held, told }: { held: TimelineEvent | null; told: TimelineEvent | null },
  was: ReopenedCase['record'],
): Reopened {
  const quote: Quote | null = held?.quote ?? null;
  return {
    key: `event:${event.id}`,
    target: { patient: event.patient, image: null },
    field: null,
    because,
    before: held ? saidOf(held) : { value: null, day: null, quote: null, confidence: null },
    now: told ? saidOf(told) : null,
    nearest: because === 'quote gone' && quote ? mostSimilarSentence(asked.record, quote) : null,
    decision: null,
    proposal: null,
    event,
    told,
    was,
  };
}

/**
 * Events of the timeline whose words are gone, or against which new words speak, and events of a case called done that
 * only new words tell. What a re-opened answer would bring along is asked with the answer. Pure.
 */
export function reopenedEvents(asked: ReopenedCase, cells: readonly Reopened[]): Reopened[] {
  const { record, state, former, read, answeredOn, doneBy, fields = builtIn } = asked;
  const typesOf = (name: string): readonly EventType[] => {
    const field = fields.find(name);
    return field ? eventTypesOf(field) : [];
  };
  const found: Reopened[] = [];
  const newest = new Map<string, string>();
  const removed = new Map<string, string>();
  for (const event of state.standing) {
    if (event.kind === 'event') newest.set(event.event.id, event.id);
    else if (event.kind === 'event-removed') removed.set(event.event, event.id);
  }
  const gone = new Set<string>();
  for (const held of state.events) {
    const was = answeredOn(newest.get(held.id) ?? '');
    if (held.quote === null || stillStands(was, record, held.quote)) continue;
    const told = read(record).events.filter((one) => alike(one, held));
    if (told.some((one) => saysSame(held, one))) continue;
    gone.add(held.id);
    found.push(reopened(asked, 'quote gone', held, { held, told: told[0] ?? null }, was));
  }
  if (former.length === 0) return found;
  const asksFor = (type: EventType, patient: string): boolean =>
    cells.some(
      ({ field, target }) => field !== null && target.patient === patient && typesOf(field).includes(type),
    );
  // Whoever answers whether it happened has read its words.
  const answersOn = ({ patient, type }: TimelineEvent): string[] =>
    state.decisions.flatMap(({ id, target, field }) =>
      target.patient === patient && typesOf(field).includes(type) ? [id] : [],
    );
  const offered = new Set<string>();
  for (const told of read(record).events) {
    const held = state.events.filter((one) => alike(one, told));
    if (!isDated(told) || held.some((one) => saysSame(one, told) || gone.has(one.id))) continue;
    const against = held[0] ?? null;
    // "Did not need intubation" is an answer to a field, not an event of a day.
    if (against === null && (told.answer !== 'yes' || asksFor(told.type, told.patient))) continue;
    const answers = [
      against ? newest.get(against.id) : doneBy,
      removed.get(told.id),
      ...answersOn(told),
    ].flatMap((id) => id ?? []);
    const key = `${told.patient} ${told.type}`;
    if (answers.length === 0 || offered.has(key)) continue;
    if (answers.some((id) => knownThen(asked, answeredOn(id), told))) continue;
    offered.add(key);
    const was = answeredOn(answers[0] ?? '');
    found.push(
      against
        ? reopened(asked, 'new words against', against, { held: against, told }, was)
        : reopened(asked, 'new words for what was left open', told, { held: null, told }, was),
    );
  }
  return found;
}
