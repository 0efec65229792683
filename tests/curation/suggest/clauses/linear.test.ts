import { describe, expect, it } from 'vitest';
import { clausesOf } from '../../../../curation/suggest/clauses/cut.ts';
import { personNamed } from '../../../../curation/suggest/clauses/named.ts';
import { assertionOf } from '../../../../curation/suggest/clauses/whether.ts';
import { subjectsOf } from '../../../../curation/suggest/clauses/who.ts';
import { timeExpressions } from '../../../../curation/suggest/days/expressions/time-expressions.ts';
import { personsIn, sexByPronouns } from '../../../../curation/suggest/people/demographics.ts';
import { readTexts } from '../../../../curation/suggest/texts/read-texts.ts';
import { splitSentences } from '../../../../curation/suggest/texts/sentences.ts';
import { caseOf } from '../helpers.ts';

/** The longest sentence there is, of what patterns dread; each pass is asked of its end. */
const longest = 2_000;
const pieces = [
  'a ',
  ', ',
  '(',
  '((a) ',
  'and ',
  'and she was ',
  'who was ',
  'no ',
  'not a ',
  'without any ',
  'her husband ',
  'a patient of ',
  'the mother of a ',
  'history of ',
  'if ',
  'may ',
  '3 days ',
  '12 ',
  'two to three ',
  'days after ',
  'on the fifth ',
  'donna di ',
  'paziente, ',
  'di anni ',
  'anche se ',
  'a’',
  'x-',
  '.”',
];

/** Processor time in seconds. */
function seconds(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000_000;
}

describe('a long sentence', () => {
  it.each(pieces)('of “%s”', (piece) => {
    const words = piece.repeat(Math.ceil(longest / piece.length));
    const taken = seconds(() => {
      subjectsOf(words, clausesOf(words));
      assertionOf(words, longest - 20, longest - 10);
      personNamed(words, longest - 20, longest - 10);
      personsIn(words);
      sexByPronouns(words);
      timeExpressions(words);
    });
    // A square of two thousand letters, of all passes together, takes some hundredths.
    expect(taken).toBeLessThan(1);
  });
});

describe('a text of a megabyte', () => {
  it.each([
    'She denied chest pain, but her husband (aged 60) was intubated on day 3 and died. ',
    'and she was, who had no fever; if he tires ',
    'x',
  ])('“%s” is read in a moment', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    expect(seconds(() => readTexts(caseOf({ texts: [{ text }] })))).toBeLessThan(20);
    expect(splitSentences(text).every(({ start, end }) => end - start <= longest + 400)).toBe(true);
  });
});
