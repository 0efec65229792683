import { allMatches } from '../patterns/all-matches.ts';
import { Scanned } from '../patterns/scanned.ts';
import { anyOf, whetherWords } from '../words/languages.ts';
import type { Clause } from './clause.ts';
import { holdsVerb } from './parts.ts';

/**
 * How far a denial reaches. After NegEx (Chapman 2001), but as far as its clause: over the commas of a list, not
 * beyond what tells of another time, of a reason, or of what there is.
 */

const { denied, notDenied, ended, deniedBehind, exceptions, denialEnds, there, tests } = whetherWords;
const cue = anyOf(denied);
const noCue = new RegExp(`^(?:${notDenied.join('|')})`, 'iu');
const endedBefore = new Scanned(`(?<![\\p{L}])(?:${ended.join('|')})\\s(?:[\\p{L}-]+\\s){0,3}$`, 'iu');
/** Behind a subject of its own a denial is that one's: "despite 15 L of oxygen he avoided intubation". */
const behindIt = new Scanned(
  `^(?:(?!\\s(?:he|she|they)\\s)[^.;,]){0,40}?(?<![\\p{L}-])(?:${deniedBehind.join('|')})(?![\\p{L}])`,
  'iu',
);
const exception = anyOf(exceptions, 'iu');
/** "Did not need oxygen during his stay": he stayed. A comma behind it takes the list up again. */
const otherTime = new Scanned(`(?<![\\p{L}])(?:${denialEnds.join('|')})(?![\\p{L}])[^,]*$`, 'iu');
/** "No cough, normal heart sounds, on aspirin". */
const whatIsThere = new Scanned(`,\\s(?:and\\s|e\\s)?(?:${there.join('|')})(?![\\p{L}])`, 'iu');
/** "A boy with no past history presented": what hangs on a noun ends with the verb behind it. */
const inPhrase = /(?:^|\s)(?:with|con)\s(?:an?\s|un[ao]?\s)?$/iu;
const isPhrase = /^(?:without|with|senza|in assenza|free|privo|priva|lacking)/iu;
/** "Without having been intubated", "senza essere intubato": a verb is denied, and what hangs on it. */
const verbal = /^\s(?:ever\s|mai\s)?(?:\p{L}+ing|\p{L}+(?:are|ere|ire))(?![\p{L}])/iu;
const isTest = anyOf(tests, 'iu');
const negative = /^(?:.{0,40}?)\bnegativ/iu;
/** "Not intubated until day 6": it happened then. */
const untilThen = new Scanned(/^[^.;,]{0,40}?\buntil (?:(?:hospital |illness )?day\b|the \w+ day\b|\d)/iu);
/** "Intubation: no", "oedemi: assenti": all of an answer. */
const answer = new RegExp(`^\\s?(?:${[...denied, ...deniedBehind].join('|')})\\s?[.;]?$`, 'iu');
/** A name for what stands before a bracket: "double vision (diplopia)". */
const anotherName = /^[([][\p{L}\s/-]{2,40}[)\]]$/u;

/** "Intubation, although discussed with the family, could be avoided": what stands between. */
const insertion =
  /^,\s(?:although|though|albeit|while|even\sif|initially|at\sfirst|seppure|sebbene)\s[^,;.]{1,80},\s/iu;
/** "Intubation was planned, then avoided". */
const thenAvoided =
  /^(?:(?:and|but|then|finally|eventually|ultimately|poi|ma|e|infine)\s){0,2}(?:was\s)?(?:avoided|averted|cancelled|evitat[oaie])(?![\p{L}])/iu;

function deniedBefore(before: string, text: string, behind: string): boolean {
  const cues = allMatches(before, cue);
  if (cues.length === 0 || endedBefore.test(before) || untilThen.test(behind)) return false;
  for (const match of cues) {
    const pseudo = noCue.exec(text.slice(match.index, match.index + 60));
    // "Without complications" denies complications, and nothing behind them.
    if (pseudo) {
      if (/\s/.test(pseudo[0]) && match.index + pseudo[0].length > before.length) return true;
      continue;
    }
    const between = before.slice(match.index + match[0].length);
    if (exception.test(between) || otherTime.test(between) || whatIsThere.test(between)) continue;
    const noun = !verbal.test(text.slice(match.index + match[0].length));
    const phrase = noun && (isPhrase.test(match[0]) || inPhrase.test(before.slice(0, match.index)));
    if (phrase && holdsVerb(text.slice(before.length - between.length), between.length)) continue;
    return true;
  }
  return false;
}

/** The words of a clause around a place, with what brackets inside it hold blanked out. */
export function wordsOfClause(words: string, clauses: readonly Clause[], at: number): string {
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

/** Whether words at [start, end) of a sentence, in the clause `at`, are said not to be so. */
export function isDenied(
  words: string,
  clauses: readonly Clause[],
  at: number,
  start: number,
  end: number,
): boolean {
  const clause = clauses[at];
  if (!clause) return false;
  const text = wordsOfClause(words, clauses, at);
  const before = text.slice(0, Math.max(0, start - clause.start));
  const behind = text.slice(Math.max(0, end - clause.start));
  if (deniedBefore(before, text, behind)) return true;
  // "Brucella antibodies": the word behind it belongs to a test's name.
  const named = words.slice(start, end + (/^\s[\p{L}-]+/u.exec(behind)?.[0].length ?? 0));
  const after = behindIt.exec(behind);
  // A test that was negative was done.
  const ofTest = after && negative.test(after[0]) && isTest.test(behind.slice(0, after[0].length + 30));
  if (after && !ofTest && !(negative.test(after[0]) && isTest.test(words.slice(start, end)))) return true;
  const around = insertion.exec(words.slice(end));
  if (around && behindIt.test(words.slice(end + around[0].length - 1))) return true;
  const next = clauses[at + 1];
  if (next && thenAvoided.test(words.slice(next.start, next.end))) return true;
  if (next && next.kind !== 'bracket' && /:\s?$/.test(text))
    return answer.test(words.slice(next.start, next.end)) && !isTest.test(named);
  const outer = clause.kind === 'bracket' && clause.of !== null ? clause.of : null;
  return (
    outer !== null && anotherName.test(text) && isDenied(words, clauses, outer, clause.start, clause.end)
  );
}
