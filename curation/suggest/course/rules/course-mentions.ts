import { scanFor } from '../../patterns/scan.ts';
import { mayAnswer } from '../../rules/label-grammar.ts';
import { type RuleMention, ruleMentionsIn } from '../../rules/mentions.ts';
import type { TextRule } from '../../rules/rule.ts';
import { quoteOf, type Reading, type Sentence } from '../../texts/reading.ts';
import { courseMoves } from './course-moves.ts';
import { filmStates } from './film-states.ts';
import { labelledAnswers } from './labelled-answers.ts';
import { outcomeRules } from './outcome.ts';
import { courseTextRules } from './support.ts';
import { virusNamed } from './test-results.ts';
import { virusTestRules } from './virus-tests.ts';

/** What a patient's sentences say of the course, sentence by sentence. */

/** Labels first: what they answer is left to no other rule. */
export const courseTables = [
  ...labelledAnswers,
  ...courseTextRules,
  ...filmStates,
  ...outcomeRules,
  ...virusTestRules,
];

/** Most sentences hold nothing of a rule: its scan tells before it is asked. Labels have a scan of their own. */
function asked(rules: readonly TextRule[]): (words: string) => readonly TextRule[] {
  const scans = rules.map((rule) => ({ rule, scan: rule.labelled ? null : scanFor(rule.pattern) }));
  return (words) => {
    const answers = mayAnswer(words);
    return scans.filter(({ scan }) => scan?.test(words) ?? answers).map(({ rule }) => rule);
  };
}
/** Rules of the course that may say something in a sentence. */
export const rulesFor = asked(courseTables);
/** The same of rules that answer nothing and only date the course. */
export const movesFor = asked(courseMoves);

/** Whether a case names the virus outside of what it says of the disease in general. */
const namesVirus = ({ record, sentences }: Reading): boolean =>
  virusNamed.test(record.document.title ?? '') ||
  sentences.some(({ literature, words }) => !literature && virusNamed.test(words));

/** Mentions of a patient's course: what answers and states follow from. */
export function courseMentions(reading: Reading, patient: string | null): RuleMention[] {
  const told = sentencesOf(reading, patient).flatMap((sentence) =>
    ruleMentionsIn(sentence, rulesFor(sentence.words)),
  );
  const unnamed = told.some(({ rule }) => rule.whereVirusNamed !== undefined);
  if (!unnamed || !namesVirus(reading)) return told;
  return told.map((mention) => ({
    ...mention,
    confidence: mention.rule.whereVirusNamed ?? mention.confidence,
  }));
}

/** Turns of a patient's course that no answer follows from. */
export const moveMentions = (reading: Reading, patient: string | null): RuleMention[] =>
  sentencesOf(reading, patient).flatMap((sentence) => ruleMentionsIn(sentence, movesFor(sentence.words)));

/** Sentences of the course of a patient: their own, and those of no patient in particular. */
export const sentencesOf = (reading: Reading, patient: string | null): readonly Sentence[] =>
  reading.sentences.filter(
    (sentence) =>
      !sentence.literature &&
      sentence.kind !== 'references' &&
      (sentence.patient === null || patient === null || sentence.patient === patient),
  );

export const quoteOfMention = (mention: RuleMention) => quoteOf(mention.sentence, mention.start, mention.end);

/** The surest of several. */
export const strongest = (mentions: readonly RuleMention[]): RuleMention | null =>
  mentions.reduce<RuleMention | null>(
    (top, one) => (top === null || one.confidence > top.confidence ? one : top),
    null,
  );
