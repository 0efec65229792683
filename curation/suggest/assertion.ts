import { clauseAround } from './sentences.ts';

/**
 * Whether words in a sentence are asserted of this patient, now. After NegEx and ConText (Chapman 2001,
 * Harkema 2009): cues within the clause, at most some 80 characters away, all found by plain scans.
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

const negation =
  /\b(?:no|not|never|without|denie[sd]|denying|deny|nor|neither|declined|refused|none|non(?!-)|senza|nega|mai|absence of|absent|lack of|free of|negative for|rul(?:ed|es|ing) out|cannot|n't|did ?n[o']t|avoid(?:ed|ing)?)\b/gi;
/** A "no" that denies nothing of what follows it. */
const noNegation =
  /^(?:no,|no\.? of\b|no (?:change|doubt|improvement|response|benefit|increase|longer)|not only|not (?:respond|improve|responsive|improving|certain|clear|known)|without (?:any )?(?:complications?|delay|problems?|benefit|improvement))/i;
const noLonger = /\b(?:no longer|stopped|off)\s(?:\w+\s){0,3}$/i;
const hypothetical =
  /\b(?:may|might|could|would|should|if|in case|risk of|risk for|possib(?:le|ly)|potential(?:ly)?|consider(?:ed|ation)?|candidates? for|to (?:avoid|prevent|rule out|exclude|assess)|need(?:ed)? for possible|impending|pending|awaiting|in anticipation of|indications? for|criteria for|versus|unless|whether|plan(?:ned|s)? (?:for|to)|prepar(?:ed|ing|ation) for|discuss(?:ed|ion)|threshold for|offered|likely to|eventual(?:e)?|potrebbe|se)\b/gi;
/** "Could not be extubated" is a stated no. */
const noHypothetical = /^(?:could|would) not\b/i;
const past =
  /\b(?:(?:past|previous|prior(?! to\b)|remote)(?:ly)?(?:\s\w+){0,3}\s?(?:history|admission|intubations?|hospitali[sz]ation)?|previously|history of|(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|several|many|some)\s(?:months?|years?)\s(?:ago|before|earlier|prior|previously)|in (?:childhood|19\d\d|200\d|201\d)|had been (?:discharged|hospitali[sz]ed|intubated)|at home|home oxygen|long[- ]term oxygen|domiciliary)\b/gi;
const relatives =
  /\b(?:husband|wife|(?:mother|father)(?! of (?:two|three|four|five|\d))|parents?|son|sons|daughters?|brothers?|sisters?|siblings?|uncle|aunt|cousin|grand(?:mother|father|parents?)|spouse|partner|relatives?|roommate|colleagues?|neighbou?r|family members?|household (?:members?|contacts?)|friends?|moglie|marito|madre|padre|figlio|figlia|fratello|sorella)\b/gi;
/** A relative behind one of these is no subject: "lived with her daughter", "found by his wife". */
const prepositions =
  /\b(?:with|by|from|to|of|for|and|than|like|as|his or her)\s(?:(?:his|her|their|the|a|an|another|other|two|three|one)\s){0,2}(?:[\w-]+\s){0,2}$/i;
const selfAgain = /\b(?:he|she|the patient|our patient|this patient|who|whom)\b/i;
const plural =
  /\b(?:patients|cases|individuals|subjects|participants|children|adults|infants|workers|HCWs|persons|people|residents|groups?|those|no (?:child|patient|case|one)|the (?:role|value|effects?|efficacy|benefits?|use) of|investigate|evaluate|(?:one|two|three|four|five|six|several|some|many|most) of (?:\w+ ){0,2}(?:family members|relatives|siblings|residents|contacts)|survivors|studies|series|literature|cohorts?|in general|generally|usually|typically|often|commonly|guidelines?|recommend(?:ed|s|ations?)?|reported (?:in|by)|according to|(?:median|mean|average) (?:time|age|duration|interval|length))\b|\b\d{1,3}(?:\.\d)?\s?%\s(?:of|were|had)/gi;
/** Plural words that still speak of one patient. */
const notPlural =
  /(?:covid-?19|other|contacts? with|exposed to|exposure to|confirmed|infected|positive)\s(?:\w+\s)?$/i;

const reach = 90;

function cueBefore(words: string, from: number, at: number, cue: RegExp, skip?: RegExp): number {
  let found = -1;
  const begin = Math.max(from, at - reach);
  for (const match of words.slice(begin, at).matchAll(cue)) {
    const place = begin + match.index;
    if (skip?.test(words.slice(place, place + 40))) continue;
    found = place;
  }
  return found;
}

const afterNegation =
  /^[^.;,]{0,30}?\b(?:was|were|is|are|been)?\s?(?:not (?:needed|required|necessary|performed|possible|indicated|detected|found|done)|negative|unnecessary|avoided|declined|refused|ruled out|excluded)\b/i;
const afterHypothetical =
  /^[^.;,]{0,25}?\b(?:(?:may|might|could|should|would|can)\b(?! (?:not|be (?:seen|noted|appreciated|identified|detected|observed|recogni[sz]ed|visuali[sz]ed)))|(?:was|were|is|being) (?:considered|discussed|planned|offered|being considered|pending|anticipated|recommended|scheduled|if)|(?:is|are|was|were) (?:possible|likely|recommended|planned|unknown|not (?:known|recorded|documented|stated|reported))|not (?:known|recorded|documented|stated|reported))\b/i;
/** "Including intubation if he tires": a condition behind the words. */
const afterCondition =
  /^[^.;]{0,50}?\bif\s(?:he|she|they|it|the patient|needed|necessary|required|indicated|clinically|there|oxygen|hypox\w{0,6}|respiratory)\b/i;
/** Right before the words: "advised early intubation", "was nearly intubated". */
const notYet =
  /\b(?:advised|proposed|recommended|urged|requested|nearly|almost)\s(?:(?!and\b|but\b|by\b)\w+\s){0,2}$/i;
/** "Infected during intubation of a patient": the one who did it is told of. */
const ofAnother =
  /^\s(?:of (?:an?|another|infected|several|many) (?:\w+\s){0,2}patients?\b|in (?:one|two|three|four|some|all|most|\d{1,2}) of\b|(?:in|of|from) (?:his|her) (?:sister|brother|wife|husband|mother|father|son|daughter|partner|roommate)\b)/i;
/** "Not intubated until day 6": it happened then. */
const untilThen = /^[^.;,]{0,30}?\buntil (?:(?:hospital |illness )?day\b|the \w+ day\b|\d)/i;
const afterPlural =
  /^[^.;]{0,35}\b(?:of|in) (?:the |all |most |many )?(?:patients|cases|individuals|subjects)\b/i;
/** Counts and shares of a group: "7.1% (23/325)", "168 (51.7 %)", "4 days (IQR 2-7)", "no. (%)". */
const statistics =
  /\bIQR\b|\bno\.?\s?\(%\)|%\s?\(\d{1,6}\s?\/\s?\d|%\s?;\s?\d{1,6}\/\d|(?<![.,·\d])\d{1,5}\s\(\d{1,3}(?:\.\d{1,2})?\s?%\)|\bn\s?=\s?\d|\b95\s?%\s?CI\b|\bp\s?[<=]\s?0?\.\d/i;
export const tellsOfGroup = (words: string): boolean => statistics.test(words);
const afterPast =
  /^[^.;,]{0,40}?\b(?:in (?:19\d\d|200\d|201[0-8])|(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|several|many|some) (?:months?|years?) (?:ago|before|earlier|prior|previously))\b/i;

/** How words at [start, end) of a sentence are meant. */
export function assertionOf(words: string, start: number, end: number): Assertion {
  const clause = clauseAround(words, start, end);
  const ahead = words.slice(end, Math.min(clause.end, end + 60));
  const no = cueBefore(words, clause.start, start, negation, noNegation);
  // A comma with a new subject or verb ends a negation: "no fever, she was intubated", "never intubated, received".
  const between = no < 0 ? '' : words.slice(no, start);
  const cut =
    /,\s?(?:and\s)?(?:he|she|the patient|it|they|but|was|were|then|who|subsequently|received|underwent|recovered|improved|remained|became|responded)\b|\band (?:was|were|he|she|then|subsequently|with|required|needed|received|underwent)\b|^avoided (?:with|by|using|through)\b/i.test(
      between,
    );
  // "did not want ventilation and died": a verb behind "and" begins anew.
  const anew =
    /\band\s(?:\w{3,15}ly\s)?$/i.test(between) &&
    /^(?:died|passed|expired|succumbed|discharged|recovered|was|were|is)\b/i.test(words.slice(start, end));
  const relative = subjectRelative(words, start);
  const several =
    (severalVerb.test(words.slice(Math.max(0, start - 30), start)) &&
      personVerb.test(words.slice(start, end))) ||
    pluralSubject(words, clause.start, start) ||
    afterPlural.test(words.slice(end, end + 60)) ||
    tellsOfGroup(words);
  return {
    negated:
      (no >= 0 &&
        !cut &&
        !anew &&
        !noLonger.test(words.slice(0, start)) &&
        !untilThen.test(words.slice(end, end + 60))) ||
      afterNegation.test(ahead),
    hypothetical:
      cueBefore(words, clause.start, start, hypothetical, noHypothetical) >= 0 ||
      notYet.test(words.slice(Math.max(0, start - 40), start)) ||
      afterHypothetical.test(ahead) ||
      afterCondition.test(ahead),
    past:
      cueBefore(words, clause.start, start, past) >= 0 ||
      afterPast.test(ahead) ||
      underPastHeading(words, start),
    other: relative || ofAnother.test(ahead),
    general: several,
  };
}

const pastHeading = /^(?:past|previous)\s(?:medical\s|surgical\s)?history\s?:|^PMHx?\b/i;
/** "Past history: intubated twice for asthma", up to where the present begins again. */
const underPastHeading = (words: string, start: number): boolean =>
  pastHeading.test(words) && !/\b(?:present(?:ed|s|ing)|admitted|now|today)\b/i.test(words.slice(0, start));

/** "Were discharged", "all had a full recovery": more than one person. */
const severalVerb = /\b(?:were|all had)\s(?:an?\s)?(?:\w{3,15}ly\s)?$/i;
const personVerb =
  /^(?:re-?)?(?:discharged|intubated|extubated|admitted|transferred|ventilated|cured|(?:full|complete|uneventful) recovery)/i;

function subjectRelative(words: string, start: number): boolean {
  for (const match of words.slice(0, start).matchAll(relatives)) {
    const rest = words.slice(match.index + match[0].length, start);
    // "Contact of his father, who died": the relative's own clause.
    if (/^,?\swho(?:\s[\w’'-]+){0,6}\s?$/i.test(rest) && !selfAgain.test(rest.slice(rest.indexOf('who') + 3)))
      return true;
    const before = words.slice(Math.max(0, match.index - 45), match.index);
    if (prepositions.test(before)) continue;
    if (selfAgain.test(rest)) continue;
    if (/\b(?:denied|reported|decided|chose|called|found|noticed|stated|brought)\b/i.test(rest)) continue;
    return true;
  }
  return false;
}

function pluralSubject(words: string, from: number, start: number): boolean {
  for (const match of words.slice(from, start).matchAll(plural)) {
    const at = from + match.index;
    if (notPlural.test(words.slice(Math.max(0, at - 30), at))) continue;
    const rest = words.slice(at + match[0].length, start);
    if (!/\b(?:he|she|the patient|our patient|this patient)\b/i.test(rest)) return true;
  }
  return false;
}

export const asserted = (assertion: Assertion): boolean =>
  !assertion.negated && !assertion.hypothetical && !assertion.past && !assertion.other && !assertion.general;
