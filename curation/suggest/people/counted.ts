import { clauseAt, clausesOf } from '../clauses/cut.ts';
import { subjectsOf } from '../clauses/who.ts';
import type { Reading, Sentence } from '../texts/reading.ts';

/** "The family had five members", "three adults and a boy". */
const counted =
  /\b(?:two|three|four|five|six|seven|eight|\d{1,3})\s(?:\p{L}+\s)?(?:patients|cases|adults|children|infants|siblings|members|people|persons|relatives|pazienti|casi|familiari)\b/iu;

/** Whether somebody stands in, or right behind, a sentence that counts people: nobody tells which is the patient. */
export function amongCounted(reading: Reading, sentence: Sentence | null): boolean {
  if (sentence === null) return false;
  const before = reading.sentences[sentence.at - 1];
  const sentences = [sentence, ...(before?.text === sentence.text ? [before] : [])];
  return sentences.some(({ words, told }) => {
    const match = counted.exec(words);
    if (!match) return false;
    const { subjects } = subjectsOf(words, clausesOf(words), told);
    return subjects[clauseAt(clausesOf(words), match.index)]?.person !== 'patient';
  });
}
