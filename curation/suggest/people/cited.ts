import { clauseAt, clausesOf } from '../clauses/cut.ts';
import { subjectsOf } from '../clauses/who.ts';
import type { Reading, Sentence } from '../texts/reading.ts';
import { anyOf, personWords } from '../words/languages.ts';
import { personsOf, type Stated } from './persons.ts';

/**
 * Persons of other papers, whom a report of one patient compares its own with: "Zhou et al. described a 38-year-old
 * man who died". They are no second patient, and what is told of them is of the disease.
 */

const compared = anyOf(personWords.compared, 'iu');
const literature = anyOf(personWords.literature, 'iu');
/** A sentence that goes on with whom the one before told of. */
const goesOn = anyOf([...personWords.she, ...personWords.he, ...personWords.they], 'iu');
const firstWords = 24;

/** The age that most sentences state, the first of equals: the patient's own. */
function ageOfPatient(stated: readonly Stated[]): number | null {
  const counts = new Map<number, number>();
  for (const { person } of stated)
    if (person.age !== null && !person.relative) counts.set(person.age, (counts.get(person.age) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return counts.size > 1 ? (most?.[0] ?? null) : null;
}

function isCited({ words, told }: Sentence, start: number, before: Sentence | undefined): boolean {
  if (compared.test(words) || literature.test(words)) return true;
  const clauses = clausesOf(words);
  if (subjectsOf(words, clauses, told).subjects[clauseAt(clauses, start)]?.person === 'group') return true;
  return before !== undefined && (compared.test(before.words) || literature.test(before.words));
}

/** The case with the sentences about such persons told as the literature's, where it lists one patient at most. */
export function withoutCited(reading: Reading): Reading {
  const { record, sentences } = reading;
  if (record.patients.length > 1) return reading;
  const stated = personsOf(reading, null);
  const own = ageOfPatient(stated);
  if (own === null) return reading;
  const textOf = new Map(record.texts.map(({ id, text }) => [id, text]));
  /** Whether one sentence follows another in its paragraph. */
  const follows = (one: Sentence, before: Sentence): boolean =>
    one.text === before.text &&
    !textOf
      .get(one.text)
      ?.slice(before.start + before.words.length, one.start)
      .includes('\n');
  const cited = new Set<Sentence>();
  for (const { person, sentence } of stated) {
    if (sentence === null || person.relative || person.age === null || Math.abs(person.age - own) <= 1)
      continue;
    const ofPatient = stated.some((one) => one.sentence === sentence && one.person.age === own);
    const previous = sentences[sentence.at - 1];
    const before = previous && follows(sentence, previous) ? previous : undefined;
    if (ofPatient || !isCited(sentence, person.start, before)) continue;
    cited.add(sentence);
    for (let at = sentence.at + 1, last = sentence; at < sentences.length; at += 1) {
      const next = sentences[at];
      if (!next || !follows(next, last) || !goesOn.test(next.words.slice(0, firstWords))) break;
      cited.add(next);
      last = next;
    }
  }
  if (cited.size === 0) return reading;
  return {
    ...reading,
    sentences: sentences.map((one) => (cited.has(one) ? { ...one, literature: true } : one)),
  };
}
