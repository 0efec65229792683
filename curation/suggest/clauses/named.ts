import { anyOf, personWords } from '../words/languages.ts';
import { clauseAt, clausesOf } from './cut.ts';
import { nobodyTold, patientAlone, type Subject, subjectsOf, type Told } from './who.ts';

/** Whom words of a sentence name: "his father" in "he lives with his father" is not whom the clause speaks of. */

const { otherWomen, otherMen, others, anotherPatient, staff, narrators, groups, patients } = personWords;
const woman = anyOf(otherWomen, 'iu');
const man = anyOf(otherMen, 'iu');
const somebodyElse = anyOf(
  [...anotherPatient, ...otherWomen, ...otherMen, ...others, ...staff, ...narrators],
  'iu',
);
const several = anyOf(groups, 'iu');
const patient = anyOf(patients, 'iu');
/** "The mother of two": the patient herself. */
const ofChildren = /^\s(?:of|to)\s(?:two|three|four|five|six|seven|\d|an?\b)/iu;
/** Words behind which a name ends: "a pet of his neighbour", "the man who". */
const endOfName = /[,(]|\s(?:who|which|that|with|che|con)\s/iu;

/** Whom the words at [start, end) name; a pronoun names the subject of its clause. */
export function personNamed(words: string, start: number, end: number, told: Told = nobodyTold): Subject {
  const name = words.slice(start, end).split(endOfName)[0] ?? '';
  if (somebodyElse.test(name) && !ofChildren.test(words.slice(end)))
    return { person: 'other', sex: woman.test(name) ? 'female' : man.test(name) ? 'male' : null };
  if (patient.test(name)) return patientAlone;
  if (several.test(name)) return { person: 'group', sex: null };
  const clauses = clausesOf(words);
  return subjectsOf(words, clauses, told).subjects[clauseAt(clauses, start)] ?? patientAlone;
}
