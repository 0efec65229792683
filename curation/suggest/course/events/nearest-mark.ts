import type { EventType } from '../../../../data/format/timeline.ts';
import type { Clause } from '../../clauses/clause.ts';
import { clauseAt, clausesOf } from '../../clauses/cut.ts';
import type { Mark } from './marks.ts';
import type { Told } from './told-events.ts';

/** Whether a mark can date an event, and how near it stands to it. */

/** Where in a course an event stands: what begins, what ends it, the way out. */
export const stage: Partial<Record<EventType, number>> = {
  admission: 0,
  'oxygen-start': 0,
  'icu-in': 0,
  intubation: 0,
  extubation: 1,
  'icu-out': 1,
  'oxygen-stop': 1,
  discharge: 2,
  death: 2,
};
const isStop = (type: EventType): boolean => stage[type] === 1 || type === 'discharge';

/** Whether a mark can date an event of this kind at all. */
export function fits(mark: Mark, { type, role }: Told): boolean {
  if (mark.kind === 'from') return mark.event !== type;
  if (mark.kind === 'lasted') return mark.said === 'after' && role === 'happens';
  if (mark.kind !== 'day') return true;
  const { anchor, from } = mark.day;
  return !(anchor === 'admission' && from === 0 && (isStop(type) || type === 'death'));
}

/** Letters between an event and a mark; a mark right behind its event is nearer than any other. */
export function distance(mark: Mark, told: Told): number {
  if (mark.start >= told.end) {
    const between = told.sentence.words.slice(told.end, mark.start);
    return /^[\s,(]*(?:(?:on|at|by|in|from|since|until|only|the|il|in|dal|al|alla)\s){0,3}(?:the\s)?$/i.test(
      between,
    )
      ? -1
      : mark.start - told.end;
  }
  return mark.end <= told.start ? told.start - mark.end : 0;
}

/** Whether another event stands between an event and a mark. */
export const parted = (mark: Mark, told: Told, all: readonly Told[]): boolean =>
  all.some(
    (other) =>
      other !== told &&
      other.type !== told.type &&
      other.role !== 'state' &&
      (mark.start >= told.end
        ? other.start >= told.end && other.end <= mark.start
        : other.end <= told.start && other.start >= mark.end),
  );

/** "was intubated [and on] day 19 she died", "intubated; [on] day 19 ...": the words right before a mark that opens. */
const opensWith =
  /(?:[,;:.]|(?<![\p{L}])(?:and|then|e|ed|poi|but|while|whereas|mentre))\s(?:(?:on|by|at|in|from|the|il|lo|la|dal|dall[’']|nel|nella|al|alla)\s?){0,2}$/iu;
/** Whether a mark behind an event opens what is said of the next one: "intubated on day 6 and on day 19 she died". */
export const opensNext = (mark: Mark, told: Told, all: readonly Told[]): boolean => {
  if (mark.start < told.end) return false;
  const { words } = told.sentence;
  if (!opensWith.test(words.slice(told.end, mark.start))) return false;
  const next = all.find(({ start, role }) => start >= mark.end && role !== 'state');
  return next !== undefined && !/[,;:.]|\b(?:and|then|ed?|poi)\b/i.test(words.slice(mark.end, next.start));
};

const within = ({ start }: { readonly start: number }, clause: Clause): boolean =>
  clause.start <= start && start < clause.end;

/** A mark of the clause itself, or of a bracket right behind the event: "38 °C (on arrival)" dates nothing else. */
export function inside(mark: Mark, clause: Clause, told: Told): boolean {
  if (!within(mark, clause)) return false;
  if (clause.kind === 'bracket') return true;
  const clauses = clausesOf(told.sentence.words);
  const holds = clauses[clauseAt(clauses, mark.start)];
  return holds?.kind !== 'bracket' || distance(mark, told) < 0 || within(told, holds);
}
