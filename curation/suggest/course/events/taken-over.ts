import type { Clause } from '../../clauses/clause.ts';
import { headsOf, hostOf } from '../../days/clock/clause-heads.ts';
import type { Dated } from './dated.ts';
import { admissionDay, type Mark } from './marks.ts';
import { fits, stage } from './nearest-mark.ts';
import type { Told } from './told-events.ts';

/** Days that a clause without its own takes over from the words before it. */

const worse =
  /\b(?:worse\w*|deteriorat\w*|declin\w*|desaturat\w*|hypox\w*|distress|fail\w*|develop\w*|increas\w*|exhaust\w*|tir(?:ed|ing)|progress\w*|drop\w*|fell|collapse\w*|arrest\w*|peggior\w*|aggrav\w*)\b/i;
/** A mark that opens its sentence, or what stands behind a semicolon: "On day 3 of admission". */
const LEADING = 12;
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

/** Letters between a test's result and the day of the test. */
const [AHEAD, BEHIND] = [60, 35];
const anotherMatter =
  /[;]|\.\s|\b(?:admitted|admission|hospitali\w+|symptoms?|onset|intubated|extubated|discharged|died|CT|CXR|x-?ray|radiograph|film|ricover\w+|esordio)\b/i;
/**
 * "PCR (12/10): detected", "positive (outside laboratory, 2 June)": the day in a bracket or behind a label, with nothing
 * else between.
 */
export function ofTest(told: Told, marks: readonly Mark[], all: readonly Told[]): Mark | null {
  if (told.type !== 'rt-pcr') return null;
  const { words } = told.sentence;
  const near = marks
    .filter(({ kind }) => kind === 'day' || kind === 'later')
    .map((mark) => {
      const ahead = mark.end <= told.start;
      const between = ahead ? words.slice(mark.end, told.start) : words.slice(told.end, mark.start);
      return { mark, between, far: between.length / (ahead ? AHEAD : BEHIND) };
    })
    .filter(({ mark, between, far }) => {
      if (far > 1 || anotherMatter.test(between)) return false;
      if (
        all.some(
          ({ start, type }) => type === 'rt-pcr' && start !== told.start && isBetween(start, mark, told),
        )
      )
        return false;
      const [head] = headsOf(hostOf(words, mark.start, mark.end)).filter(({ before }) => before);
      return head === undefined || head.kind === 'tests' || head.kind === 'develops';
    })
    .sort((a, b) => a.far - b.far);
  return near[0]?.mark ?? null;
}
const isBetween = (place: number, mark: Mark, told: Told): boolean =>
  place > Math.min(mark.end, told.end) && place < Math.max(mark.start, told.start);

/** The mark of the words before that a clause without its own takes over. */
export function takenOver(
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
