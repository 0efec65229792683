import type { Clause } from '../../clauses/clause.ts';
import { clauseAt, clausesOf } from '../../clauses/cut.ts';
import { amountPattern, durationOf } from '../../words/numbers.ts';
import type { Dated } from './dated.ts';
import type { Mark } from './marks.ts';
import { distance, fits, inside, opensNext, parted, stage } from './nearest-mark.ts';
import { ofTest, takenOver } from './taken-over.ts';
import type { Told } from './told-events.ts';

/** Which words of its sentence date an event: those of its own clause, else those a clause takes over from before. */

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

/** The clause of an event; a label takes in the answer behind it: "Date of discharge: 02/11/2020". */
function withAnswer(words: string, clauses: readonly Clause[], { start, end }: Told): Clause {
  const at = clauseAt(clauses, start);
  const clause = clauses[at] ?? { kind: 'main', start: 0, end: words.length, of: null };
  const answer = clauses[at + 1];
  const isLabel = answer !== undefined && /^[^.;,()]{0,12}:\s*$/.test(words.slice(end, clause.end));
  return isLabel && /^\d/.test(words.slice(answer.start)) ? { ...clause, end: answer.end } : clause;
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
    const clause = withAnswer(words, clauses, told);
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
        : (nearest?.mark ?? takenOver(told, clause, marks, done, all) ?? ofTest(told, marks, all));
    const span = spanOf(told, clause, marks, by, words);
    done.push({
      told: { ...told, role },
      by: span.until === null ? by : span.from,
      link,
      lasted: lastedOf(told, clause, marks, all),
      until: span.until,
    });
  }
  return done.map((one, at) => withNext(one, done[at + 1], words));
}

/** "Moved to intensive care and intubated on day 2": the day behind the second is that of both. */
function withNext(one: Dated, next: Dated | undefined, words: string): Dated {
  const { told } = one;
  if (
    (told.type !== 'icu-in' && told.type !== 'intubation') ||
    one.by !== null ||
    one.link !== null ||
    told.role !== 'happens'
  )
    return one;
  const other = told.type === 'icu-in' ? 'intubation' : 'icu-in';
  if (next?.told.type !== other || next.by === null || next.told.role !== 'happens') return one;
  if (next.by.kind === 'from' || next.by.start < next.told.start) return one;
  const between = words.slice(told.end, next.told.start);
  return together.test(between) ? { ...one, by: next.by } : one;
}
const together =
  /^[^.;,]{0,30}?(?:\band|&|\bwhere|,|\be|\bed)\s(?:(?:was|were|he|she|è|stat[oa]|veniva|immediately|promptly|electively)\s){0,3}$/iu;

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
