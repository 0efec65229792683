import { inYears } from '../../../data/format/age.ts';
import { clauseAt, clausesOf } from '../clauses/cut.ts';
import { nobodyTold, type Sex, type Subject, subjectsOf, type Told } from '../clauses/who.ts';
import { allMatches } from '../patterns/all-matches.ts';
import { Scanned } from '../patterns/scanned.ts';
import { personWords } from '../words/languages.ts';
import { parseNumber } from '../words/numbers.ts';
import { isFemaleNoun, personPatterns } from './person-patterns.ts';

const { otherWomen, otherMen, others } = personWords;
const kin = [...otherWomen, ...otherMen, ...others];

/** Sex and age as sentences state them. A person is a span with what it says of both. */

export interface StatedPerson {
  readonly start: number;
  readonly end: number;
  readonly sex: 'male' | 'female' | null;
  /** Years; months, weeks and days as fractions. */
  readonly age: number | null;
  /** A relative of the patient, or a contact. */
  readonly relative: boolean;
}

/** A child that the patient was delivered of. */
const bornBefore = /\b(?:gave birth to|deliver(?:ed|y of)|birth of|pregnant with)\s(?:\w+\s){0,2}$/i;
const ofChildren = /^\s(?:of|to|di)\s(?:an?|two|three|four|five|six|un[ao]?|due|tre|\d)\b/iu;
/** "The mother, a 29-year-old woman", of a case that is hers. */
const motherBefore = /\bthe\smother,?\s(?:an?\s|aged\s)?$/iu;
const describedBefore = /\b(?:we|authors?)\s(?:describe|report|present)(?:ed)?\b[^.;]{0,50}$/iu;
/** The noun of an age right behind it: "her 59-years-old daughter", "a 48-year-old colleague". */
const kinBehind = new RegExp(`^[\\s-]?(?:${kin.join('|')})(?![\\p{L}])`, 'iu');
/** Somebody named right before their age: "husband (53-year-old man)", "the sister, 14 years old". */
const kinBefore = new RegExp(
  `(?<![\\p{L}])(?:${kin.join('|')})(?:\\s(?:who\\s)?(?:is|was))?[\\s,(]{0,3}(?:an?\\s|aged\\s)?$`,
  'iu',
);
/** "His", "the man's": somebody has the one whose age follows. */
const possessed = /(?:\b(?:his|her|their|whose)|[\p{L}]['’]s)\s(?:\p{L}+\s)?$/iu;
/** "The mother of a 5-month-old boy": the child is not the patient. */
const ofParent = new RegExp(
  `(?<![\\p{L}])(?:${kin.join('|')})\\s(?:of|to|di)\\s(?:an?|the|his|her|un|una)?\\s?$`,
  'iu',
);
/** "When she was six months old", "all'età di 20 anni": an age of another time. */
const atAnotherTime =
  /(?:\b(?:when|since|until|till|while|after|before)\s(?:he|she|it|they|the\s\w+)\s(?:was|were|turned)\s(?:only\s|about\s|just\s)?|\b(?:at|from|since|until)\s(?:the\s)?ages?\s(?:of\s)?|(?<![\p{L}])(?:all|dall)[’']\s?età\s(?:di\s)?(?:circa\s)?)$/iu;
const unborn = /^[\s,-]{0,2}(?:f(?:o)?etus|embryo|pregnancy|gestation|feto)(?![\p{L}])/iu;
/** Those who are never told of as "a 40-year-old …" but beside a patient. */
const relativeBehind = /^[\s-]?(?:relative|roommate|friend|colleague|contact|sibling|cousin)\b/i;
const isKin = new RegExp(`^(?:${kin.join('|')})$`, 'iu');
/** "Her husband": words behind a pronoun that owns somebody. */
const kinAhead = new RegExp(`^\\s(?:[\\p{L}\\p{N}-]+\\s){0,2}(?:${kin.join('|')})(?![\\p{L}])`, 'iu');
const durationBefore =
  /\b(?:for|since|over|during|within|(?:last|past|previous))\s(?:(?:about|around|some|the|last|past|over|more than)\s){0,2}$/i;
const rangeBehind = /^\s?(?:-|–|to|and|or)\s?(?:\d|older|over|above|younger)/i;
const countsFrom =
  /^\s(?:after|before|ago|later|earlier|prior|post|since|following|previously|of(?! age)|history)\b/i;

/** The first group of a match whose name begins so: a pattern of several forms numbers them. */
const firstOf = (groups: Readonly<Record<string, string | undefined>>, name: string): string | undefined =>
  [name, ...[2, 3, 4, 5, 6, 7, 8].map((at) => `${name}${at}`)].map((one) => groups[one]).find(Boolean);

const unitOf = (unit = ''): Parameters<typeof inYears>[1] => {
  if (/^(?:mo|m\/o|mesi)/i.test(unit)) return 'months';
  if (/^(?:week|settiman)/i.test(unit)) return 'weeks';
  return /^(?:day|giorn)/i.test(unit) ? 'days' : 'years';
};

const compared = /\b(?:older|younger|over|under|than|aged? [<>]|[<>≥≤])\s?$/i;
const animals = /^\W{0,2}(?:mice|mouse|rats?|monkeys?|macaques?)\b/i;
/** "The mother brought a 5-year-old boy": whom she brought. */
const broughtBefore =
  /\b(?:brought|brings|took|carried|accompanied|referred|found|reported|noticed|portano|portava|conduce)\s(?:[\p{L}]+\s){0,3}$/iu;
/** "3 yrs 6 months". */
const andMonths =
  /^(?:,|\sand)?\s(\d{1,2})\s(?:months?|mos?|mesi)\b(?!\s(?:ago|before|later|history|prior|after))/i;

interface Match {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly noun: string | undefined;
  readonly age: number | null;
  readonly unit: string | undefined;
}

/** What a match of a pattern states; null where its words are no person's. */
function stated(id: string, match: RegExpExecArray, words: string): Match | null {
  const groups = match.groups ?? {};
  const [start, end] = [match.index, match.index + match[0].length];
  const unit = firstOf(groups, 'unit');
  const digits = firstOf(groups, 'age');
  const count = digits === undefined ? null : parseNumber(digits);
  const years = count === null ? null : inYears(count, unitOf(unit));
  const before = words.slice(Math.max(0, start - 40), start);
  const ahead = words.slice(end, end + 40);
  if (years !== null && years > 120) return null;
  // "Hypertension for 12 years, female": how long it lasted.
  if (years !== null && !/\bolds?\b|of age/i.test(match[0]) && durationBefore.test(before)) return null;
  if (compared.test(before)) return null;
  // "man aged 38 years, father of a girl": what is behind the comma is told of him.
  if (/,\s(?:father|mother)$/i.test(match[0])) return null;
  // "aged 18 to 65" is a range; "the woman, 3 years after her transplant" counts from something else.
  if (years !== null && rangeBehind.test(ahead)) return null;
  if (/^noun-/.test(id) && unit !== undefined && countsFrom.test(ahead)) return null;
  // "A boy of 3,120 g" was weighed.
  if (animals.test(ahead) || /^[.,]\d/.test(ahead)) return null;
  const more = years !== null && /^(?:y|anni)/i.test(unit ?? '') ? andMonths.exec(words.slice(end)) : null;
  const age = more ? inYears((years ?? 0) * 12 + Number(more[1]), 'months') : years;
  return { id, start, end: end + (more?.[0].length ?? 0), noun: firstOf(groups, 'noun'), age, unit };
}

/** Whether a stated person is somebody else than the patient whom the clause is about. */
function isRelative({ id, start, end, noun }: Match, words: string, other: boolean, told: Told): boolean {
  const before = words.slice(Math.max(0, start - 60), start);
  const ahead = words.slice(end, end + 40);
  // "The 39-year-old mother of a boy", "we describe his neighbour, a 52-year-old man".
  if (ofChildren.test(ahead) || describedBefore.test(before)) return false;
  if (told.mother && !other && motherBefore.test(before)) return false;
  if (bornBefore.test(before) || kinBefore.test(before)) return true;
  if (
    noun !== undefined &&
    isKin.test(noun) &&
    (possessed.test(before) || /^the$/i.test(before.trim()) || /\bof\s(?:an?|the)\s$/i.test(before))
  )
    return true;
  if (kinBehind.test(ahead) && !/\b(?:an?|our|this)\s$/i.test(before)) return true;
  if (relativeBehind.test(ahead)) return true;
  if (possessed.test(before) && (noun === undefined || isKin.test(noun))) return true;
  if (id === 'patient-of-n' && /^\s?(?:of|ago|before|earlier|history)/i.test(ahead)) return true;
  return other && !broughtBefore.test(before.replace(/(?:\b(?:an?|the|their|her|his)\s)$/i, ''));
}

const patterns = personPatterns.map(({ id, needs, pattern }) => ({
  id,
  needs: new Scanned(needs),
  pattern: new Scanned(pattern),
}));

/**
 * Persons of a sentence in reading order; overlapping readings are dropped, the fuller one stays.
 * @param told who the sentences before have told of
 */
export function personsIn(words: string, told: Told = nobodyTold): StatedPerson[] {
  const found: StatedPerson[] = [];
  const passed: { start: number; end: number }[] = [];
  const clauses = clausesOf(words);
  let subjects: readonly Subject[] | null = null;
  for (const { id, needs, pattern } of patterns) {
    if (!needs.test(words)) continue;
    for (const match of allMatches(words, pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if ([...found, ...passed].some((other) => start < other.end && end > other.start)) continue;
      const one = stated(id, match, words);
      if (one === null) continue;
      const before = words.slice(Math.max(0, start - 60), start);
      // The child of "the 39-year-old mother of a 5-month-old boy" only tells of the mother.
      const another = one.age !== null && (atAnotherTime.test(before) || unborn.test(words.slice(end)));
      if (ofParent.test(before) || another) {
        passed.push({ start, end });
        continue;
      }
      subjects ??= subjectsOf(words, clauses, told).subjects;
      const subject = subjects[clauseAt(clauses, start)];
      // "Case 2: His 48-year-old wife": whom a heading names is the patient, and her name tells her sex.
      const headed = subject?.person === 'patient' ? subject.sex : null;
      const sex = one.noun === undefined ? headed : isFemaleNoun(one.noun) ? 'female' : 'male';
      const relative = headed === null && isRelative(one, words, subject?.person === 'other', told);
      found.push({ ...spanOf(one, words, headed !== null), sex, age: one.age, relative });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The words that tell: with the name of a heading's patient, where it stands beside the age. */
function spanOf({ start, end }: Match, words: string, headed: boolean): { start: number; end: number } {
  if (!headed) return { start, end };
  const behind = kinBehind.exec(words.slice(end, end + 40));
  const before = kinBefore.exec(words.slice(Math.max(0, start - 40), start));
  return { start: before ? start - before[0].length : start, end: end + (behind?.[0].length ?? 0) };
}

const { patientByArticle, agreeing } = personWords;
/** "She", "la paziente", "Ricoverata". */
const pronoun = (words: string, ending: string): RegExp =>
  new Scanned(`(?<![\\p{L}])(?:${words})(?![\\p{L}])|^(?:${agreeing.join('|')})${ending}(?![\\p{L}])`, 'giu');
const [women, men] = patientByArticle;
const she = pronoun(`she|her|hers|herself|${women}`, 'a');
const he = pronoun(`he|his|him|himself|${men}`, 'o');

/** Pronouns of a sentence that mean the patient, by sex; null where there are none or both. */
export function sexByPronouns(
  words: string,
  told: Told = nobodyTold,
): { sex: Sex; start: number; end: number; count: number } | null {
  const all = [
    ...allMatches(words, she).map((match) => ({ match, sex: 'female' as const })),
    ...allMatches(words, he).map((match) => ({ match, sex: 'male' as const })),
  ];
  if (all.length === 0) return null;
  const clauses = clausesOf(words);
  const { subjects } = subjectsOf(words, clauses, told);
  const own = all.filter(({ match }) => {
    // "Il padre del paziente": the patient, whoever the clause is about.
    if (/paziente$/i.test(match[0])) return true;
    const subject = subjects[clauseAt(clauses, match.index)];
    const ownsKin = kinAhead.test(words.slice(match.index + match[0].length));
    // "Case 2: His wife": his is another patient's; "her husband was ill": she is the patient.
    if (subject?.person === 'patient') return subject.sex === null || !ownsKin;
    return subject?.person === 'other' && ownsKin;
  });
  const sexes = new Set(own.map(({ sex }) => sex));
  const [first] = own.sort((a, b) => a.match.index - b.match.index);
  if (!first || sexes.size !== 1) return null;
  const start = first.match.index;
  return { sex: first.sex, start, end: start + first.match[0].length, count: own.length };
}
