import { allMatches } from '../patterns/all-matches.ts';
import { kept } from '../patterns/kept.ts';
import { Scanned } from '../patterns/scanned.ts';
import { anyOf, personWords } from '../words/languages.ts';
import type { Clause } from './clause.ts';
import { inPhrase, isCount, isPlural, isPluralAntecedent, tellsOfGroup } from './groups.ts';
import { classOf } from './parts.ts';
import { tokensOf } from './tokens.ts';
import { nobodyTold, patientAlone, patientLabel, type Subject, sexOf, type Told, toldBy } from './told.ts';

export { nobodyTold, type Person, patientAlone, type Sex, type Subject, type Told } from './told.ts';

/** Whom a clause speaks of: the patient, somebody else, several people or the literature. */

const { otherWomen, otherMen, others, newborns, anotherPatient, staff, patients } = personWords;
const anyOther = anyOf([...anotherPatient, ...otherWomen, ...otherMen, ...others, ...newborns]);
const another = anyOf(anotherPatient, 'iu');
const newborn = anyOf(newborns, 'iu');
const mother = anyOf(personWords.mothers, 'iu');
const patient = anyOf(patients, 'iu');
const literature = anyOf(personWords.literature, 'iu');
const she = anyOf(personWords.she, 'iu');
const he = anyOf(personWords.he, 'iu');
const they = anyOf(personWords.they, 'iu');
/** "Two nurses", "a doctor": staff that something happens to; "the nurse" may be the patient. */
const someStaff = new Scanned(
  `(?<![\\p{L}])(?:an?|another|his|her|two|three|four|several|other|un[ao]?|due|tre|alcun[ie])\\s(?:[\\p{L}-]+\\s){0,2}(?:${staff.join('|')})(?![\\p{L}])|^(?:${staff.join('|')})(?![\\p{L}])`,
  'iu',
);
/** Of whom these are told, they happen to; whoever does else does it to the patient. */
const happens = anyOf(personWords.happening, 'iu');
/** "A 33-year-old kidney recipient", "a 40-year-old mother": whom a case begins with. */
const introduced =
  /(?:^|\s)(?:an?|this|our|un[ao]?|questo|questa)\s(?:[\p{L}-]+\s){0,3}(?:\d{1,3}|[a-z]{3,8}(?:-[a-z]{3,5})?)[\s-]{1,2}(?:year|yr|month|week|day)s?[\s-]{0,2}olds?\s(?:[\p{L}-]+\s){0,4}$|(?:^|\s)(?:our|this)\s(?:[\p{L}-]+\s)?$/iu;
/** "Dear colleague," is told of nobody. */
const salutation = /\b(?:dear|caro|cara|gentile|egregio)\s$/iu;
/** "His", "the man's": somebody has this person. */
const possessed =
  /(?:^|\s)(?:his|her|their|whose|its|suo|sua|suoi|sue|loro|[\p{L}]+[’']s)\s(?:[\p{L}\p{N}-]+\s){0,3}$/iu;
/** "The mother of two": the patient herself. */
const ofChildren = /^\s(?:of|to)\s(?:two|three|four|five|six|seven|\d|an?\b)/iu;
const child = anyOf(personWords.children, 'iu');
/** "The baby" of a grown-up patient. */
export function isTheirChild(head: string, told: Told): boolean {
  const named = told.young === false ? child.exec(head) : null;
  return (
    named !== null &&
    !introduced.test(head.slice(0, named.index)) &&
    !inPhrase.test(head.slice(0, named.index))
  );
}

/** Letters of a clause before its first finite verb; all of a fragment. */
function beforeVerb(text: string): { head: string; verbless: boolean } {
  for (const { word, start, mark } of tokensOf(text)) {
    if (!mark && classOf(word).finite) return { head: text.slice(0, start), verbless: false };
  }
  const [participle] = tokensOf(text).filter(
    ({ word, mark }) => !mark && classOf(word).participle && !classOf(word).describing,
  );
  return participle
    ? { head: text.slice(0, participle.start), verbless: false }
    : { head: text, verbless: true };
}

/** Whether words for somebody else mean the patient after all. */
export function isThePatient(word: string, before: string, told: Told): boolean {
  if (possessed.test(before)) return false;
  if (introduced.test(before)) return true;
  // The case is a newborn's, unless a grown-up has been told of.
  if (newborn.test(word)) return told.young !== false && !told.mother;
  return told.mother && mother.test(word) && /(?:^|\s)(?:the|this|la)\s(?:[\p{L}-]+\s)?$/iu.test(before);
}

/** Somebody else who is the subject of a clause's head; null when nobody is. */
function otherIn(head: string, verbless: boolean, told: Told): Subject | null {
  for (const match of allMatches(head, anyOther)) {
    const ahead = head.slice(match.index + match[0].length);
    if (ofChildren.test(ahead)) continue;
    const before = head.slice(0, match.index);
    if (isThePatient(match[0], before, told) || salutation.test(before)) continue;
    // "A swab of his sister": the thing is hers. "Visited by his wife" leaves the patient the subject.
    const owned = /\b(?:of|from|di|del|della)\s(?:\p{L}+\s)?$/iu.test(before) && !patient.test(before);
    if (!owned && inPhrase.test(before)) continue;
    // A fragment is told of whom it begins with.
    if (verbless && before.trim().split(/\s+/).length > 3) continue;
    return { person: 'other', sex: another.test(match[0]) ? null : sexOf(match[0]) };
  }
  return null;
}

/** "Was positive in his brother", "of another patient": owners behind the verb, where the subject is a thing. */
const owner = new Scanned(
  `(?<![\\p{L}])(?:of|in|from|on|di|nel|nella|del|della)\\s(?:(?:his|her|their|the|an?|one of (?:his|her|their)|two of (?:his|her|their)|il|la|un|una|suo|sua)\\s)?(?:\\p{L}+\\s)?(?:${[...anotherPatient, ...otherWomen, ...otherMen, ...others, ...newborns].join('|')})(?![\\p{L}])`,
  'iu',
);
const shared = new Scanned(
  /\b(?:in|of|among)\s(?:the\s|all\s|most\s|many\s|some\s|several\s|his\s|her\s)?(?:\d+\s|two\s|three\s|four\s)?(?:other\s)?(?:patients|cases|individuals|subjects|children|adults|people|pazienti|casi|soggetti)\b/iu,
);

/** What stands before the subject and names nobody: "and", "of note". */
const opensWith =
  /^[\s,;:(|–—-]*(?:(?:and|but|then|e|ed|ma|because|although|though|while|when|as|that|che)\s)?(?:(?:si (?:segnala|ricorda|precisa|sottolinea) (?:inoltre )?che|it (?:should be|is|was) noted that|of note|notably|incidentally|interestingly|di nota),?\s)?/iu;
/** "Il marito, anch'egli positivo": the pronoun names nobody new. */
const asWell = /(?<![\p{L}])anch(?:e\s|[’'])(?:egli|essa|esso|ella|lei|lui|essi|esse)(?![\p{L}])/giu;

const decide = anyOf(personWords.deciding, 'iu');

/** Staff as the subject: "performed by his practitioner" is not. */
const isOfStaff = (head: string): boolean => {
  const found = someStaff.exec(head);
  return (
    found !== null && !/\b(?:by|to|from|with|at|of|for|da|dal|dalla)\s$/iu.test(head.slice(0, found.index))
  );
};

/** Whom one clause speaks of, given the clause it hangs on. */
function subjectOf(text: string, clause: Clause, inherited: Subject, told: Told, first: boolean): Subject {
  if (literature.test(text) && !/\b(?:our|this|the present)\s(?:patient|case)\b/i.test(text))
    return { person: 'group', sex: null };
  const joint = text.replace(opensWith, '').replace(asWell, '');
  const { head, verbless } = beforeVerb(joint);
  if (clause.kind === 'bracket') {
    const other = otherIn(head, true, told);
    return other ?? inherited;
  }
  const other = otherIn(head, verbless, told);
  // "The family chose comfort measures": what relatives decide happens to the patient.
  if (other) return decide.test(joint.slice(head.length)) ? patientAlone : other;
  if (!verbless && !patient.test(head) && isOfStaff(head) && happens.test(joint.slice(head.length)))
    return { person: 'other', sex: null };
  if (isTheirChild(head, told)) return { person: 'other', sex: null };
  if (isPlural(head) || isCount(head, joint.slice(head.length)) || tellsOfGroup(text))
    return { person: 'group', sex: null };
  const pronoun = she.test(head) ? 'female' : he.test(head) ? 'male' : null;
  if (they.test(head)) return { person: 'group', sex: null };
  if (pronoun) {
    const { person, sex } = inherited;
    // "Her husband fell ill; he was intubated": whom a pronoun means is told by the sexes of both.
    if (person === 'other' && sex === pronoun && told.patient !== null && told.patient !== pronoun)
      return inherited;
    if (person === 'other' && sex === pronoun && told.patient === null && !first) return inherited;
    // "A man and his wife were seen. She was sent home": of the patient's other sex, and somebody has it.
    if (told.patient !== null && told.patient !== pronoun && told.other === pronoun)
      return { person: 'other', sex: pronoun };
    return patientAlone;
  }
  if (patient.test(head)) return patientAlone;
  if (!verbless && head.trim() !== '') {
    if (shared.test(text)) return { person: 'group', sex: null };
    const owned = owner.exec(text);
    if (owned) return { person: 'other', sex: sexOf(owned[0]) };
    return first ? patientAlone : inherited;
  }
  return first ? patientAlone : inherited;
}

/** The person right before a relative clause: "his father, who", "a man in the next bed who". */
function antecedent(text: string, told: Told): Subject | null {
  const near = text.trimEnd().replace(/[,(]\s?$/u, '');
  const all = allMatches(near, anyOther);
  const last = all.at(-1);
  if (!last) {
    const theirs = told.mother ? child.exec(near.split(/\s+/).slice(-3).join(' ')) : null;
    return theirs ? { person: 'other', sex: null } : null;
  }
  const behind = near.slice(last.index + last[0].length);
  return behind.trim().split(/\s+/).filter(Boolean).length <= 3 && !she.test(behind) && !he.test(behind)
    ? { person: 'other', sex: sexOf(last[0]) }
    : null;
}

/** "The sister, 14 years old", "his 48-year-old wife": somebody's name with what a patientLabel's patient is told with. */
const withAge = /\d\s?(?:years?|yrs?|y\/?o|months?|anni|mesi)|^\W*(?:the|la|il)\s/iu;

interface Subjects {
  readonly subjects: readonly Subject[];
  readonly told: Told;
}
const known = kept<{ readonly before: Told; readonly found: Subjects }>();

/**
 * Whom each clause of a sentence speaks of, and what the next sentence is to know.
 * @param clauses those of `clausesOf` for the same words
 */
export const subjectsOf = (words: string, clauses: readonly Clause[], before: Told = nobodyTold): Subjects =>
  known.of(
    words,
    () => ({ before, found: readSubjects(words, clauses, before) }),
    (held) => held.before === before,
  ).found;

function readSubjects(words: string, clauses: readonly Clause[], before: Told): Subjects {
  const named = patientLabel.test(words);
  let told = toldBy(words, named && !before.headed ? nobodyTold : before);
  let headed = named || before.headed;
  const subjects: Subject[] = [];
  clauses.forEach((clause, at) => {
    const text = words.slice(clause.start, clause.end);
    const held = clause.of === null ? told.before : (subjects[clause.of] ?? patientAlone);
    if (clause.kind === 'relative') {
      const until = words.slice(clauses[clause.of ?? 0]?.start ?? 0, clause.start);
      const nearest = antecedent(until, told);
      const several = isPluralAntecedent(until);
      subjects.push(
        /^[\s,]*(?:who|whom|whose|che)\b/iu.test(text)
          ? (nearest ?? (several ? { person: 'group', sex: null } : held))
          : subjectOf(text, clause, held, told, false),
      );
      return;
    }
    const subject = subjectOf(text, clause, held, told, at === 0);
    if (headed && clause.kind !== 'bracket' && (subject.person === 'other' || namesPatient(text))) {
      headed = false;
      if (subject.person === 'other' && (named || withAge.test(text))) {
        told = { ...told, patient: subject.sex ?? told.patient };
        subjects.push({ person: 'patient', sex: subject.sex });
        return;
      }
    }
    subjects.push(subject);
  });
  const main = subjects.findLast((_, at) => clauses[at]?.kind !== 'bracket') ?? patientAlone;
  return { subjects, told: { ...told, headed, before: main } };
}

const namesPatient = (text: string): boolean =>
  patient.test(text.replace(patientLabel, '')) || she.test(text) || he.test(text);
