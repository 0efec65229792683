import { anyOf, personWords } from '../words/languages.ts';
import { clauseAt, clausesOf } from './cut.ts';
import {
  isTheirChild,
  isThePatient,
  nobodyTold,
  patientAlone,
  type Subject,
  subjectsOf,
  type Told,
} from './who.ts';

/** Whom words of a sentence name: "his father" in "he lives with his father" is not whom the clause speaks of. */

const { otherWomen, otherMen, others, newborns, anotherPatient, staff, narrators, groups, patients } =
  personWords;
const woman = anyOf(otherWomen, 'iu');
const man = anyOf(otherMen, 'iu');
const somebodyElse = anyOf(
  [...anotherPatient, ...otherWomen, ...otherMen, ...others, ...newborns, ...staff, ...narrators],
  'iu',
);
const several = anyOf(groups, 'iu');
const patient = anyOf(patients, 'iu');
/** "The mother of two": the patient herself. */
const ofChildren = /^\s(?:of|to)\s(?:two|three|four|five|six|seven|\d|an?\b)/iu;
/** Where a name ends: "the man who", "his wife (48)". */
const endOfName = /[([]|,?\s(?:who|which|that|with|che|con)\s/iu;
/** "Brought him", "kept her at home": not the subject, who is somebody else. */
const object = /^(?:him|her|lui|lei)$/iu;
const endsThere = /^\s?(?:[.,;)]|$|(?:at|to|in|on|from|for|until|and|with|by|after|before)\s)/iu;

/** Whom the words at [start, end) name; a pronoun names the subject of its clause. */
export function personNamed(words: string, start: number, end: number, told: Told = nobodyTold): Subject {
  const name = words.slice(start, end).split(endOfName)[0] ?? '';
  const other = somebodyElse.exec(name);
  if (other && !ofChildren.test(words.slice(end))) {
    const before = words.slice(Math.max(0, start - 80), start + other.index);
    if (isThePatient(other[0], before, told)) return patientAlone;
    return { person: 'other', sex: woman.test(name) ? 'female' : man.test(name) ? 'male' : null };
  }
  if (isTheirChild(name, told)) return { person: 'other', sex: null };
  if (patient.test(name)) return patientAlone;
  if (several.test(name)) return { person: 'group', sex: null };
  const clauses = clausesOf(words);
  const subject = subjectsOf(words, clauses, told).subjects[clauseAt(clauses, start)] ?? patientAlone;
  return object.test(name) && subject.person === 'other' && endsThere.test(words.slice(end))
    ? patientAlone
    : subject;
}
