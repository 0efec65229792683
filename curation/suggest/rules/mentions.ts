import type { Value } from '../../../data/format/review.ts';
import { clauseOf } from '../clauses/cut.ts';
import { assertionOf } from '../clauses/whether.ts';
import { allMatches } from '../patterns/all-matches.ts';
import type { Sentence } from '../texts/reading.ts';
import { answeredNo, isHeadOfTable, mayAnswer } from './label-grammar.ts';
import type { TextRule } from './rule.ts';

/** One place where a rule's words stand, judged: what it says of the patient or the film. */
export interface RuleMention {
  readonly rule: TextRule;
  readonly sentence: Sentence;
  readonly start: number;
  readonly end: number;
  readonly value: Value;
  readonly confidence: number;
}

/** "She had been intubated on day 3", "the evening before": of this illness, only told late. */
const hadBeen = /\bhad (?:already )?been (?:\w+ly )?$/i;
const onItsDay =
  /^ (?:[\w-]+ ){0,3}?(?:on (?:the )?(?:\w+ )?day\b|on \d|the (?:day|night|evening|morning) before\b|the (?:previous|preceding) (?:day|night|evening)\b|(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten) (?:hours?|days?) (?:earlier|before|previously|prior)\b)/i;
const toldLate = (words: string, start: number, end: number): boolean =>
  hadBeen.test(words.slice(Math.max(0, start - 40), start)) && onItsDay.test(words.slice(end, end + 80));

const soFar =
  /\b(?:yet|at present|at the moment|for now|for the moment|al momento|per ora|ancora|from (?:hospital )?day \d)\b/i;
const clauseWordsAt = (words: string, start: number, end: number): string => {
  const clause = clauseOf(words, start);
  return words.slice(clause.start, Math.max(clause.end, end));
};

/** Every standing mention of a table of rules in a sentence; rules of labels come first in it. */
export function ruleMentionsIn(sentence: Sentence, rules: readonly TextRule[]): RuleMention[] {
  const { words } = sentence;
  const found: RuleMention[] = [];
  const answered: { start: number; end: number }[] = [];
  const answers = mayAnswer(words);
  const heads = answers && isHeadOfTable(words);
  for (const rule of rules) {
    if (rule.labelled ? !answers : heads && answered.length === 0) continue;
    for (const match of allMatches(words, rule.pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (answered.some((other) => start < other.end && end > other.start)) continue;
      if (rule.labelled) {
        answered.push({ start, end });
        const value = typeof rule.value === 'function' ? rule.value(match) : rule.value;
        const sure = match.groups?.['no'] === undefined ? rule.confidence : rule.negatedConfidence;
        // "Wife: intubated - no, ICU - no" answers for her.
        if (value !== null && !assertionOf(words, start, end, sentence.told).other)
          found.push({ rule, sentence, start, end, value, confidence: sure ?? rule.confidence });
        continue;
      }
      if (answers && answeredNo(words.slice(end, end + 90))) continue;
      if (rule.unlessBefore?.test(words.slice(Math.max(0, start - 60), start))) continue;
      if (rule.unlessAfter?.test(words.slice(end, end + 60))) continue;
      if (rule.unlessClause?.test(clauseWordsAt(words, start, end))) continue;
      if (rule.requires && !rule.requires.test(words)) continue;
      const assertion = assertionOf(words, start, end, sentence.told);
      if (assertion.other || (assertion.general && !rule.namesGroup) || assertion.hypothetical) continue;
      if (assertion.past && rule.past !== true && !toldLate(words, start, end)) continue;
      // A negation inside the match ("not detected") counts as well as one before it.
      const inner = /\b(?:not|no|never)\b/i.test(match[0]);
      const denied = assertion.negated || inner;
      // "Not for intensive care yet": of what is to come nothing is said.
      if (denied && rule.scope === 'patient' && soFar.test(clauseWordsAt(words, start, end))) continue;
      const said = denied ? rule.negated : rule.value;
      const value = typeof said === 'function' ? said(match) : said;
      if (value === null) continue;
      const confidence = denied ? (rule.negatedConfidence ?? 0.85) : rule.confidence;
      found.push({ rule, sentence, start, end, value, confidence });
    }
  }
  return found;
}
