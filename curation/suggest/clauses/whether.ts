import { anyOf, whetherWords } from '../words/languages.ts';
import { type Clause, clauseAt, clausesOf } from './cut.ts';
import { nobodyTold, type Subject, subjectsOf, type Told } from './who.ts';

/**
 * Whether words of a sentence are asserted of this patient, now. After NegEx and ConText (Chapman 2001, Harkema
 * 2009), but a cue reaches as far as its clause.
 */

export interface Assertion {
  /** "did not require intubation". */
  readonly negated: boolean;
  /** "may need intubation", "if", "to avoid", "was considered". */
  readonly hypothetical: boolean;
  /** "intubated in 2015", "history of". */
  readonly past: boolean;
  /** "her husband was intubated". */
  readonly other: boolean;
  /** "patients are often intubated", "in 12 % of cases". */
  readonly general: boolean;
}

const { denied, notDenied, ended, deniedBehind, exceptions, open, notOpen, notYet, openBehind } =
  whetherWords;
const denial = anyOf(denied);
const noDenial = new RegExp(`^(?:${notDenied.join('|')})`, 'iu');
const endedBefore = new RegExp(`(?<![\\p{L}])(?:${ended.join('|')})\\s(?:[\\p{L}-]+\\s){0,3}$`, 'iu');
const denialBehind = new RegExp(
  // Behind a subject of its own a denial is that one's: "despite 15 L of oxygen he avoided intubation".
  `^(?:(?!\\s(?:he|she|they)\\s)[^.;,]){0,40}?(?<![\\p{L}-])(?:${deniedBehind.join('|')})(?![\\p{L}])`,
  'iu',
);
const exception = anyOf(exceptions, 'iu');
const opening = anyOf(open);
const noOpening = new RegExp(`^(?:${notOpen.join('|')})`, 'iu');
const nearly = new RegExp(`(?<![\\p{L}])(?:${notYet.join('|')})\\s(?:[\\p{L}]+\\s){0,2}$`, 'iu');
const openedBehind = new RegExp(`^[^.;]{0,50}?(?<![\\p{L}])(?:${openBehind.join('|')})(?![\\p{L}])`, 'iu');
const pastBefore = anyOf(whetherWords.past);
const pastBehind = new RegExp(
  `^[^.;]{0,60}?(?<![\\p{L}])(?:${whetherWords.pastBehind.join('|')})(?![\\p{L}])`,
  'iu',
);
/** "Not intubated until day 6": it happened then. */
const untilThen = /^[^.;,]{0,40}?\buntil (?:(?:hospital |illness )?day\b|the \w+ day\b|\d)/iu;
/** "Infected during intubation of a patient": the one who did it is told of. */
const ofAnother = /^\s(?:of|in) (?:an?|another|infected|several|many) (?:\p{L}+\s){0,2}patients?\b/iu;
/** "Past history: intubated twice for asthma", up to where the present begins again. */
const pastHeading = /^(?:past|previous)\s(?:medical\s|surgical\s)?history\s?:|^PMHx?\b|^anamnesi\b/iu;
const presentAgain = /\b(?:present(?:ed|s|ing)|admitted|now|today|currently)\b/iu;

/** The last cue in the words before a place that counts; -1 for none. */
function lastCue(before: string, cue: RegExp, not: RegExp, whole: string): number {
  let found = -1;
  for (const { index } of before.matchAll(cue)) if (!not.test(whole.slice(index, index + 60))) found = index;
  return found;
}

/** "Previous intubation": a cue may take in the words themselves. */
const pastCue = (text: string, from: number, to: number): boolean =>
  [...text.slice(0, to).matchAll(pastBefore)].some(({ index }) => index < from);

/** The words of a clause around a place, with what brackets inside it hold blanked out. */
function wordsOfClause(words: string, clauses: readonly Clause[], at: number): string {
  const clause = clauses[at];
  if (!clause) return words;
  let text = words.slice(clause.start, clause.end);
  if (!text.includes('(') && !text.includes('[')) return text;
  for (const other of clauses) {
    if (other.kind !== 'bracket' || other === clause) continue;
    if (other.start < clause.start || other.end > clause.end) continue;
    const [from, to] = [other.start - clause.start, other.end - clause.start];
    text = `${text.slice(0, from)}${' '.repeat(to - from)}${text.slice(to)}`;
  }
  return text;
}

/** A list goes on over its commas: "no fever, cough, or intubation" is one clause; a bracket shares what is denied. */
function isDenied(
  words: string,
  clauses: readonly Clause[],
  at: number,
  start: number,
  end: number,
): boolean {
  const clause = clauses[at];
  if (!clause) return false;
  const text = wordsOfClause(words, clauses, at);
  const [from, to] = [start - clause.start, end - clause.start];
  const before = text.slice(0, Math.max(0, from));
  const behind = text.slice(to);
  const cue = lastCue(before, denial, noDenial, text);
  const within =
    cue >= 0 && !exception.test(before.slice(cue)) && !endedBefore.test(before) && !untilThen.test(behind);
  return within || denialBehind.test(behind);
}

const lastRead: { words: string; told: Told; subjects: readonly Subject[] }[] = [];
function subjectsIn(words: string, clauses: readonly Clause[], told: Told): readonly Subject[] {
  const [held] = lastRead;
  if (held?.words === words && held.told === told) return held.subjects;
  const { subjects } = subjectsOf(words, clauses, told);
  lastRead[0] = { words, told, subjects };
  return subjects;
}

/**
 * How words at [start, end) of a sentence are meant.
 * @param told who the sentences before have told of
 */
export function assertionOf(words: string, start: number, end: number, told: Told = nobodyTold): Assertion {
  const clauses = clausesOf(words);
  const at = clauseAt(clauses, start);
  const clause = clauses[at];
  const subject = subjectsIn(words, clauses, told)[at];
  if (!clause) return { negated: false, hypothetical: false, past: false, other: false, general: false };
  const text = wordsOfClause(words, clauses, at);
  const before = text.slice(0, Math.max(0, start - clause.start));
  const behind = text.slice(Math.max(0, end - clause.start));
  const conditional = clause.kind === 'condition';
  return {
    negated: isDenied(words, clauses, at, start, end),
    hypothetical:
      conditional ||
      lastCue(before, opening, noOpening, text) >= 0 ||
      nearly.test(before) ||
      openedBehind.test(behind) ||
      clauses[at + 1]?.kind === 'condition',
    past:
      pastCue(text, start - clause.start, end - clause.start) ||
      pastBehind.test(behind) ||
      (pastHeading.test(words) && !presentAgain.test(words.slice(0, start))),
    other: subject?.person === 'other' || ofAnother.test(behind),
    general: subject?.person === 'group',
  };
}

export const asserted = (assertion: Assertion): boolean =>
  !assertion.negated && !assertion.hypothetical && !assertion.past && !assertion.other && !assertion.general;
