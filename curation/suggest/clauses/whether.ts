import { allMatches } from '../patterns/all-matches.ts';
import { kept } from '../patterns/kept.ts';
import { Scanned } from '../patterns/scanned.ts';
import { anyOf, whetherWords } from '../words/languages.ts';
import { clauseAt, clausesOf } from './cut.ts';
import { isDenied, wordsOfClause } from './denied.ts';
import { holdsVerb } from './parts.ts';
import { nobodyTold, subjectsOf, type Told } from './who.ts';

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

const { open, notOpen, notYet, openBehind } = whetherWords;
const opening = anyOf(open);
const noOpening = new RegExp(`^(?:${notOpen.join('|')})`, 'iu');
const nearly = new Scanned(`(?<![\\p{L}])(?:${notYet.join('|')})\\s(?:[\\p{L}]+\\s){0,2}$`, 'iu');
const openedBehind = new Scanned(`^[^.;]{0,50}?(?<![\\p{L}])(?:${openBehind.join('|')})(?![\\p{L}])`, 'iu');
const pastBefore = anyOf(whetherWords.past);
const pastBehind = new Scanned(
  `^[^.;]{0,60}?(?<![\\p{L}])(?:${whetherWords.pastBehind.join('|')})(?![\\p{L}])`,
  'iu',
);
/** "Infected during intubation of a patient": the one who did it is told of. */
const ofAnother = new Scanned(
  /^\s(?:of|in) (?:an?|another|infected|several|many) (?:\p{L}+\s){0,2}patients?\b/iu,
);
/** "Past history: intubated twice for asthma", up to where the present begins again. */
const pastHeading = new Scanned(
  /^(?:past|previous)\s(?:medical\s|surgical\s)?history\s?:|^PMHx?\b|^anamnesi\b/iu,
);
const presentAgain = /\b(?:present(?:ed|s|ing)|admitted|now|today|currently)\b/iu;

/** "Was discussed but not needed", "should it be required, but it was not": what was open is told to its end. */
const settledNo = new Scanned(
  `^[^.;]{0,110}?(?<![\\p{L}])(?:${whetherWords.settledNo.join('|')})(?![\\p{L}])`,
  'iu',
);

/** The last cue in the words before a place that counts; -1 for none. */
function lastCue(before: string, cue: RegExp, not: RegExp, whole: string): number {
  let found = -1;
  for (const { index } of allMatches(before, cue)) {
    if (not.test(whole.slice(index, index + 60))) continue;
    // "Under suspicion of COVID-19 a swab was taken": the phrase ends with the verb behind it.
    if (fronted.test(whole.slice(0, index)) && holdsVerb(whole.slice(index), before.length - index)) continue;
    found = index;
  }
  return found;
}
const fronted =
  /^\W*(?:under|on|with|given|because of|due to|nel|per|su|con)\s(?:(?:the|an?|il|un|strong|high|forte)\s)?$/iu;

/** Times that the whole clause was at; "past", "chronic", "history of" tell of a noun, up to the clause's verb. */
const ofClause =
  /\b(?:ago|before|earlier|prior|previously|back|fa|prima|sono)$|\d{4}$|^(?:in|as|last|nel|da|at|had|the|a|home|long|domiciliary)\b/iu;
/** "Previous intubation": a cue may take in the words themselves. */
const pastCue = (text: string, from: number, to: number): boolean =>
  allMatches(text.slice(0, to), pastBefore).some(({ index, 0: found }) => {
    const end = index + found.length;
    return index < from && (ofClause.test(found) || end > from || !holdsVerb(text.slice(end), from - end));
  });

/** A time that what follows without a subject of its own goes on from: "In 2018 he spent weeks in hospital, intubated". */
const yearsBack =
  /(?:\b(?:in|nel|since|from|dal)\s|\b(?:prev(?:ious)?|prior|past)\b[^.;,]{0,40}\s)(?:19\d\d|200\d|201\d)(?!\d)|\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|several|un|due|tre|alcuni)\s(?:years?|ann[oi])\s(?:ago|before|earlier|prior|previously|back|fa|prima)\b/giu;
const noSubject =
  /^(?:(?:and|but|then|with|poi|e|ed|ma|con)\s){0,2}(?:(?:was|were|had|not|never|been|è|era|fu|stat[oa])\s){0,3}(?:\p{L}+(?:ed|en|ation|[aiu]t[oa])|spent|for)(?![\p{L}])/iu;
const itsOwnTime =
  /\bday\b|\bgiorn[oa]\b|\d{1,2}[/.]\d|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b/iu;
function pastBeforeIt(words: string, from: number, text: string): boolean {
  if (from === 0 || !noSubject.test(text) || itsOwnTime.test(text)) return false;
  const last = allMatches(words.slice(0, from), yearsBack).at(-1);
  return last !== undefined && !presentAgain.test(words.slice(last.index, from));
}

/**
 * How words at [start, end) of a sentence are meant.
 * @param told who the sentences before have told of
 */
export function assertionOf(words: string, start: number, end: number, told: Told = nobodyTold): Assertion {
  const { places } = known.of(
    words,
    () => ({ told, places: new Map<string, Assertion>() }),
    (held) => held.told === told,
  );
  const place = `${start}:${end}`;
  const held = places.get(place);
  if (held) return held;
  const found = readAssertion(words, start, end, told);
  places.set(place, found);
  return found;
}
const known = kept<{ readonly told: Told; readonly places: Map<string, Assertion> }>();

function readAssertion(words: string, start: number, end: number, told: Told): Assertion {
  const clauses = clausesOf(words);
  const at = clauseAt(clauses, start);
  const clause = clauses[at];
  const subject = subjectsOf(words, clauses, told).subjects[at];
  if (!clause) return { negated: false, hypothetical: false, past: false, other: false, general: false };
  const text = wordsOfClause(words, clauses, at);
  const before = text.slice(0, Math.max(0, start - clause.start));
  const behind = text.slice(Math.max(0, end - clause.start));
  const conditional = clause.kind === 'condition';
  const open =
    conditional ||
    lastCue(before, opening, noOpening, text) >= 0 ||
    nearly.test(before) ||
    openedBehind.test(behind) ||
    clauses[at + 1]?.kind === 'condition';
  const settled = open && !conditional && settledNo.test(words.slice(end, end + 160));
  return {
    negated: settled || isDenied(words, clauses, at, start, end),
    hypothetical: open && !settled,
    past:
      pastCue(text, start - clause.start, end - clause.start) ||
      pastBehind.test(behind) ||
      pastBeforeIt(words, clause.start, text) ||
      (pastHeading.test(words) && !presentAgain.test(words.slice(0, start))),
    other: subject?.person === 'other' || ofAnother.test(behind),
    general: subject?.person === 'group',
  };
}

export const asserted = (assertion: Assertion): boolean =>
  !assertion.negated && !assertion.hypothetical && !assertion.past && !assertion.other && !assertion.general;
