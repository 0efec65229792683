import { clauseWords, oneOf, personWords } from '../words/languages.ts';
import { parseNumber } from '../words/numbers.ts';
import type { ClauseKind } from './clause.ts';
import { classOf } from './parts.ts';
import type { Token } from './tokens.ts';

/** What stands before a comma or behind a joint: when it was, or of whom it goes on. */

const coordinator = oneOf(clauseWords.coordinators);
const subordinator = oneOf(clauseWords.subordinators);
const opener = oneOf(clauseWords.openers);
const denying = oneOf(['without', 'senza', 'no']);
/** An opener is some words long: "on the seventh day of his stay in hospital". */
const LONGEST_OPENER = 14;

/** What is known of the clause that is being read. */
export interface Open {
  readonly from: number;
  readonly kind: ClauseKind;
  readonly verb: boolean;
}

/** "Two days later,", "On admission,": says when or where, and belongs to what follows its comma. */
export function isOpener(tokens: readonly Token[], { from, verb, kind }: Open, comma: number): boolean {
  if (verb || kind !== 'main' || comma - from > LONGEST_OPENER) return false;
  const joint = coordinator.test(tokens[from]?.word ?? '') || subordinator.test(tokens[from]?.word ?? '');
  const first = tokens[joint ? from + 1 : from];
  const last = tokens[comma - 1];
  if (!first || !last) return false;
  return (
    (classOf(first.word).preposition && !classOf(first.word).determiner && !denying.test(first.word)) ||
    classOf(first.word).adverb ||
    (opener.test(last.word) && (classOf(first.word).determiner || parseNumber(first.word) !== null))
  );
}

const somebody = oneOf([...personWords.otherWomen, ...personWords.otherMen, ...personWords.others]);
/** "A 33-year-old nurse, colleague positive": a fragment of its own, where it is no "father of two". */
export function namesSomebody(tokens: readonly Token[], at: number): boolean {
  const look = classOf(tokens[at]?.word ?? '').determiner ? at + 1 : at;
  const behind = tokens[look + 1];
  return (
    somebody.test(tokens[look]?.word ?? '') &&
    behind !== undefined &&
    !behind.mark &&
    !/^(?:of|to|and|e|di|or)$/.test(behind.word)
  );
}

const patient = oneOf(personWords.patients);
/** "No fever and the patient was discharged": of the patient, however bare the words before were. */
export const namesPatient = (tokens: readonly Token[], at: number): boolean =>
  [at, at + 1].some((place) => patient.test(tokens[place]?.word ?? ''));
