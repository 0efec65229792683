import type { EventType } from '../../../data/format/timeline.ts';
import { type Clause, clauseAt, clausesOf } from '../clauses/cut.ts';
import { amountPattern, durationOf } from '../numbers.ts';
import { admissionDay, type Mark } from './course-marks.ts';
import type { Told } from './course-told.ts';

/** Which words of its sentence date an event: those of its own clause, else those a clause takes over from before. */

export interface Dated {
  readonly told: Told;
  /** What the event is dated by; null where the sentence does not say when. */
  readonly by: Mark | null;
  /** "Day 18, one day after extubation": the event lies so many days before that day. */
  readonly link: (Mark & { kind: 'from' }) | null;
  /** "Ventilated for 9 days": how long what began there lasted. */
  readonly lasted: (Mark & { kind: 'lasted' }) | null;
  /** "From day 2 to day 8", "until day 8": when it ended. */
  readonly until: Mark | null;
}

const amount = amountPattern();
const counted = new RegExp(
  `\\b(?:${amount}|(?<day>the\\s(?:day|morning|evening)))\\s(?<way>after|following|post|before|prior\\sto|preceding|dopo|prima\\sdi)[\\s-](?:(?:he|she|the|patient|his|her|had|has|been|was|being|having|first|successful|la|il|l[’']|being)\\s){0,5}$`,
  'i',
);

const leadingJoint =
  /^(?:after|following|post|before|prior to|preceding|dopo|prima di)[\s-](?:(?:the|his|her|their)\s)?/i;

/** The distance that the words right before an event count from it. */
function distanceBefore(told: Told): (Mark & { kind: 'from' }) | null {
  const { words } = told.sentence;
  const from = Math.max(0, told.start - 80);
  // The words of a mention may take in the joint: "three days [prior to death]".
  const joint = leadingJoint.exec(words.slice(told.start, told.end))?.[0].length ?? 0;
  const match = counted.exec(words.slice(from, told.start + joint));
  if (!match) return null;
  const days = match.groups?.['day']
    ? { from: 1, to: 1, certainty: 'exact' as const }
    : durationOf(match.groups ?? {});
  if (days === null) return null;
  const back = /^(?:before|prior|preceding|prima)/i.test(match.groups?.['way'] ?? '');
  const turned = back
    ? { from: days.to === null ? null : -days.to, to: days.from === null ? null : -days.from }
    : { from: days.from, to: days.to };
  return {
    kind: 'from',
    event: told.type,
    days: turned,
    certainty: days.certainty,
    start: from + match.index,
    end: told.start,
  };
}

const stage: Partial<Record<EventType, number>> = {
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
const worse =
  /\b(?:worse\w*|deteriorat\w*|declin\w*|desaturat\w*|hypox\w*|distress|fail\w*|develop\w*|increas\w*|exhaust\w*|tir(?:ed|ing)|progress\w*|drop\w*|fell|collapse\w*|arrest\w*|peggior\w*|aggrav\w*)\b/i;
/** A mark that opens its sentence, or what stands behind a semicolon: "On day 3 of admission". */
const LEADING = 12;

/** Whether a mark can date an event of this kind at all. */
function fits(mark: Mark, { type, role }: Told): boolean {
  if (mark.kind === 'from') return mark.event !== type;
  if (mark.kind === 'lasted') return mark.said === 'after' && role === 'happens';
  if (mark.kind !== 'day') return true;
  const { anchor, from } = mark.day;
  return !(anchor === 'admission' && from === 0 && (isStop(type) || type === 'death'));
}

/** Letters between an event and a mark; a mark right behind its event is nearer than any other. */
function distance(mark: Mark, told: Told): number {
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
const parted = (mark: Mark, told: Told, all: readonly Told[]): boolean =>
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
const opensNext = (mark: Mark, told: Told, all: readonly Told[]): boolean => {
  if (mark.start < told.end) return false;
  const { words } = told.sentence;
  if (!opensWith.test(words.slice(told.end, mark.start))) return false;
  const next = all.find(({ start, role }) => start >= mark.end && role !== 'state');
  return next !== undefined && !/[,;:.]|\b(?:and|then|ed?|poi)\b/i.test(words.slice(mark.end, next.start));
};

const within = ({ start }: { readonly start: number }, clause: Clause): boolean =>
  clause.start <= start && start < clause.end;

/** A mark of the clause itself, or of a bracket right behind the event: "38 °C (on arrival)" dates nothing else. */
function inside(mark: Mark, clause: Clause, told: Told): boolean {
  if (!within(mark, clause)) return false;
  if (clause.kind === 'bracket') return true;
  const clauses = clausesOf(told.sentence.words);
  const holds = clauses[clauseAt(clauses, mark.start)];
  return holds?.kind !== 'bracket' || distance(mark, told) < 0 || within(told, holds);
}

const withAdmission =
  /^[^.;,]{0,25},?\s(?:and|where|con|e|with|in|on)\s(?:(?:he|she|was|had|given|received|placed|put|started|treated|needed|required|oxygen|by|via|on|with|the|posto|in)\s){0,5}$/i;

const sample =
  /\b(?:swabs?|PCR|tests?|samples?|specimens?|aspirate|sputum|BAL|lavage|tampon[ei]|molecolare|prelievo)\b/i;
/** "A swab was taken the next day and was positive": the result counts for the day of the sample. */
function ofSample(told: Told, marks: readonly Mark[]): Mark | null {
  const { words } = told.sentence;
  const mark = marks.findLast((one) => one.end <= told.start && (one.kind === 'day' || one.kind === 'later'));
  if (!mark || !sample.test(words.slice(Math.max(0, mark.start - 80), mark.start))) return null;
  return /[;.]|\b(?:result|referto|esito)\b/i.test(words.slice(mark.end, told.start)) ? null : mark;
}

/** The mark of the words before that a clause without its own takes over. */
function takenOver(
  told: Told,
  clause: Clause,
  marks: readonly Mark[],
  done: readonly Dated[],
  all: readonly Told[],
): Mark | null {
  if (clause.kind === 'bracket' || told.role !== 'happens') return null;
  const { words } = told.sentence;
  const mine = stage[told.type];
  const admitted = all.find(({ type, start }) => type === 'admission' && start < told.start);
  // "She was admitted and received oxygen": on the way in.
  if (told.type === 'oxygen-start' && admitted && withAdmission.test(words.slice(admitted.end, told.start)))
    return { kind: 'day', day: admissionDay, start: admitted.start, end: admitted.end, certainty: 'exact' };
  if (told.type === 'rt-pcr') return ofSample(told, marks);
  const before = done.filter(({ told: other }) => other.start < told.start);
  const last = before.at(-1);
  if (last && last.by !== null && last.told.role === 'happens' && mine === 0 && stage[last.told.type] === 0) {
    const between = words.slice(last.told.end, told.start);
    // "Moved to the ICU on day 3 and intubated": one turn of the illness.
    if (
      /\b(?:and|where|requiring|needing|with|for|e)\b/i.test(between) &&
      !/\b(?:then|later|subsequent\w*|eventual\w*|final\w*|ultimately|after|poi|successivamente)\b|;/i.test(
        between,
      )
    )
      return last.by.kind === 'from' ? null : last.by;
  }
  const mark = marks.findLast((one) => one.end <= told.start && fits(one, told) && one.kind !== 'from');
  if (!mark || before.some(({ by }) => by !== null && by !== mark)) return null;
  const between = all.filter(
    ({ start, role }) => start >= mark.end && start < told.start && role === 'happens',
  );
  if (between.some(({ type }) => stage[type] !== mine)) return null;
  if (mine === 2 && between.length > 0) return null;
  if (mark.start <= LEADING || /[;:]\s?(?:on |in |at |by |the ){0,2}$/i.test(words.slice(0, mark.start)))
    return mark;
  return mine === 0 &&
    worse.test(words.slice(0, told.start)) &&
    before.length === 0 &&
    told.start - mark.end < 90
    ? mark
    : null;
}

/** Events of one sentence with the marks that date them. */
export function whenTold(told: readonly Told[], marks: readonly Mark[]): Dated[] {
  // "Day 18 of admission" tells a day and nothing that happened on it; the day of an admission is its anchor's.
  const all = told.filter(
    ({ type, start, end }) =>
      type !== 'admission' || !marks.some((mark) => mark.start < end && start < mark.end),
  );
  const [first] = all;
  if (!first) return [];
  const { words } = first.sentence;
  const clauses = clausesOf(words);
  const done: Dated[] = [];
  for (const told of all) {
    const clause = clauses[clauseAt(clauses, told.start)] ?? {
      kind: 'main',
      start: 0,
      end: words.length,
      of: null,
    };
    if (told.type === 'admission') {
      const { until } = spanOf(told, clause, marks, null, words);
      done.push({ told, by: null, link: null, lasted: null, until });
      continue;
    }
    const own =
      marks.find(
        (mark): mark is Mark & { kind: 'from' } =>
          mark.kind === 'from' &&
          mark.event === told.type &&
          mark.start < told.end &&
          mark.end > told.start - 1,
      ) ?? null;
    const link = own ?? distanceBefore(told);
    const role = link ? 'reference' : told.role;
    const near = marks
      .filter((mark) => inside(mark, clause, told) && fits(mark, told) && !parted(mark, told, all))
      .filter((mark) => !opensNext(mark, told, all))
      .filter((mark) => link === null || mark.end <= link.start || mark.start >= link.end)
      .map((mark) => ({ mark, apart: distance(mark, told) }))
      .sort((a, b) => a.apart - b.apart);
    const [nearest] = near;
    // What something else is counted from is dated by the words right behind it alone.
    const by =
      role === 'reference'
        ? nearest && nearest.apart < 0 && link === null
          ? nearest.mark
          : null
        : (nearest?.mark ?? takenOver(told, clause, marks, done, all));
    const span = spanOf(told, clause, marks, by, words);
    done.push({
      told: { ...told, role },
      by: span.until === null ? by : span.from,
      link,
      lasted: lastedOf(told, clause, marks, all),
      until: span.until,
    });
  }
  return done;
}

function lastedOf(told: Told, clause: Clause, marks: readonly Mark[], all: readonly Told[]): Dated['lasted'] {
  if (told.type !== 'intubation' && told.type !== 'icu-in' && told.type !== 'oxygen-start') return null;
  return (
    marks.find(
      (mark): mark is Mark & { kind: 'lasted' } =>
        mark.kind === 'lasted' &&
        mark.said === 'for' &&
        inside(mark, clause, told) &&
        mark.start >= told.end &&
        mark.start - told.end < 40 &&
        !parted(mark, told, all),
    ) ?? null
  );
}

/** "From day 2 to day 8", "until day 8" behind what began. */
function spanOf(told: Told, clause: Clause, marks: readonly Mark[], by: Mark | null, words: string) {
  const none = { from: null, until: null };
  if (told.answer !== 'yes' || stage[told.type] !== 0) return none;
  const near = marks.filter(
    (mark) => inside(mark, clause, told) && mark.kind !== 'lasted' && mark.kind !== 'from',
  );
  const until = near.find((mark) =>
    /\b(?:to|until|till|through|al|fino al(?:la)?)\s(?:the\s)?$/i.test(
      words.slice(Math.max(0, mark.start - 14), mark.start),
    ),
  );
  if (!until || /\bnot\b/i.test(words.slice(clause.start, told.start))) return none;
  const from = near.find((mark) => mark.end <= until.start && until.start - mark.end < 14) ?? null;
  const bare = by === until ? null : by;
  return { from: from ?? bare, until };
}
