import { allMatches } from '../patterns/all-matches.ts';
import { Scanned } from '../patterns/scanned.ts';
import { anyOf, personWords } from '../words/languages.ts';
import { parseNumber } from '../words/numbers.ts';

/** What the sentences before have told of the patient, so that pronouns and "the baby" mean somebody. */

export type Person = 'patient' | 'other' | 'group';
export type Sex = 'male' | 'female';

/** Whom a clause speaks of, and what a pronoun behind it may mean. */
export interface Subject {
  readonly person: Person;
  /** Sex of somebody else, or of a patient named as somebody's kin, where the name tells it. */
  readonly sex: Sex | null;
}

/** Who is known before a sentence begins. */
export interface Told {
  /** The patient's sex, where anything before has told it. */
  readonly patient: Sex | null;
  /** Whether the patient is a child; null where nothing has told it. */
  readonly young: boolean | null;
  /** A woman who is with child or has given birth: "the mother" is she. */
  readonly mother: boolean;
  /** A heading has named a patient who is yet to be told of: "Case 2. The sister, 14 years old". */
  readonly headed: boolean;
  /** Sex of the last person told of beside the patient. */
  readonly other: Sex | null;
  /** The subject of the sentence before. */
  readonly before: Subject;
}
export const patientAlone: Subject = { person: 'patient', sex: null };
export const nobodyTold: Told = {
  patient: null,
  young: null,
  mother: false,
  headed: false,
  other: null,
  before: patientAlone,
};

const { otherWomen, otherMen, others, newborns } = personWords;
export const otherPerson = anyOf([...otherWomen, ...otherMen, ...others, ...newborns], 'iu');
const woman = anyOf(otherWomen, 'iu');
const man = anyOf(otherMen, 'iu');
/** The sex that a word for somebody tells: of kin, of man and woman. */
export const sexOf = (word: string): Sex | null =>
  woman.test(word) ? 'female' : man.test(word) ? 'male' : null;

const her = anyOf(personWords.ofHer, 'iu');
const his = anyOf(personWords.ofHim, 'iu');
const owned = (words: readonly string[]): RegExp =>
  new Scanned(
    `(?<![\\p{L}])(?:${words.length === 0 ? '(?!)' : words.join('|')})\\s(?:[\\p{L}\\p{N}-]+\\s){0,2}(?:${[...otherWomen, ...otherMen, ...others, ...newborns].join('|')})(?![\\p{L}])`,
    'iu',
  );
const herOther = owned(personWords.ofHer);
const hisOther = owned(personWords.ofHim);
const statedWoman = anyOf(personWords.women, 'iu');
const statedMan = anyOf(personWords.men, 'iu');

/** The patient's sex as a sentence tells it on the way: "a 40-year-old woman", "her husband". */
function sexIn(words: string): Sex | null {
  if (statedWoman.test(words) !== statedMan.test(words)) return statedWoman.test(words) ? 'female' : 'male';
  if (herOther.test(words) !== hisOther.test(words)) return herOther.test(words) ? 'female' : 'male';
  if (her.test(words) && !his.test(words) && !otherPerson.test(words)) return 'female';
  return null;
}

const age = new Scanned(
  /(?<![\p{L}\p{N}])(?<count>\d{1,3}|[a-z]{3,8}(?:-[a-z]{3,5})?)[\s-]{1,2}(?<unit>year|yr|y\/?o|month|week|day)s?[\s-]{0,2}olds?(?![\p{L}])|(?<![\p{L}\p{N}])d(?:i|ell[’']età di)\s(?:circa\s)?(?<italian>\d{1,3})\s(?<unità>anni|mesi|settimane|giorni)(?![\p{L}])/iu,
);
const child = anyOf(personWords.children, 'iu');
const birth = anyOf(personWords.birth, 'iu');

/** Whether a sentence tells of a child or a grown-up; between fifteen and eighteen it is left open. */
function youngIn(words: string): boolean | null {
  const groups = age.exec(words)?.groups;
  if (groups) {
    const unit = (groups['unit'] ?? groups['unità'] ?? '').toLowerCase();
    const years = parseNumber(groups['count'] ?? groups['italian'] ?? '');
    if (!/^(?:y|anni)/.test(unit)) return true;
    if (years !== null) return years < 15 ? true : years >= 18 && !child.test(words) ? false : null;
  }
  if (statedWoman.test(words) || statedMan.test(words)) {
    const [grown] = [statedWoman.exec(words) ?? statedMan.exec(words)];
    const named = child.exec(words);
    return named !== null && (grown === null || named.index <= (grown?.index ?? 0));
  }
  return child.test(words) ? true : null;
}

/** "Gave birth to a healthy boy": the child's sex. */
const itsChild = new Scanned(
  `(?<![\\p{L}])(?:${personWords.bearing.join('|')})\\s(?:[\\p{L}\\p{N}-]+\\s){0,4}?(?:${[...personWords.children, ...personWords.women, ...personWords.men].join('|')})(?![\\p{L}])`,
  'giu',
);
const sheTells = anyOf(personWords.she, 'iu');

/** What is known of the patient once a sentence is read, but whom it spoke of last. */
export function toldBy(words: string, before: Told): Told {
  const own = words.replace(itsChild, (found) => ' '.repeat(found.length));
  const alone = before.before.person === 'patient' && !otherPerson.test(words);
  const patient = sexIn(own) ?? before.patient ?? (alone && sheTells.test(words) ? 'female' : null);
  const bears = patient !== 'male' && birth.test(words) && (own !== words || patient === 'female');
  const mother = before.mother || (bears && before.young !== true && youngIn(own) !== true);
  // "The neonate was intubated; the mother recovered" begins with two, and is told of neither.
  const couple = before.young === null && theChild.test(words) && theMother.test(words);
  const young = before.young ?? (mother || couple ? false : youngIn(own));
  const named = allMatches(words, otherPersons).flatMap(([word]) => sexOf(word) ?? []);
  return { ...before, patient, young, mother, other: named.at(-1) ?? before.other };
}
const theChild = new Scanned(
  /(?<![\p{L}])(?:the\s(?:newborn|neonate|baby|infant)|il\sneonato|la\sneonata)(?![\p{L}])/iu,
);
const theMother = new Scanned(/(?<![\p{L}])(?:the\smother|la\smadre)(?![\p{L}])/iu);
const otherPersons = anyOf([...otherWomen, ...otherMen]);

/** `Case 2:`, `Patient A`, as the first words of a part that speaks of one patient. */
export const patientLabel =
  /^(?:\([A-H]\)\s)?(?:case|patient|paziente|caso)\s(?:no\.?\s|#)?(\d{1,2}|[A-H])\b/i;
