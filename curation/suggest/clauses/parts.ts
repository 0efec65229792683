import { clauseWords, oneOf } from '../words/languages.ts';
import { type Token, tokensOf } from './tokens.ts';

/** What a word of a sentence can be, as far as cutting it into clauses needs to know. */

const auxiliary = oneOf(clauseWords.auxiliaries);
const verb = oneOf(clauseWords.verbs);
const participle = oneOf(clauseWords.participles);
const describing = oneOf(clauseWords.describing);
const transitive = oneOf(clauseWords.transitive);
const places = oneOf(clauseWords.places);
const gerund = oneOf(clauseWords.gerunds);
const pronoun = oneOf(clauseWords.pronouns);
const determiner = oneOf(clauseWords.determiners);
const preposition = oneOf(clauseWords.prepositions);
const joint = oneOf([
  ...clauseWords.coordinators,
  ...clauseWords.alternatives,
  ...clauseWords.subordinators,
  ...clauseWords.relatives,
]);
const adverb = oneOf([...clauseWords.adverbs, '\\p{L}{3,}ly', '\\p{L}{3,}mente']);

/** Each word is looked at by several questions: its answers are kept, as texts say the same words again. */
export interface WordClass {
  readonly auxiliary: boolean;
  /** Always finite. */
  readonly finite: boolean;
  /** "Required", "admitted": finite, or a part of "was admitted". */
  readonly participle: boolean;
  /** "Increased": seldom a verb before a noun. */
  readonly describing: boolean;
  readonly gerund: boolean;
  readonly pronoun: boolean;
  readonly determiner: boolean;
  readonly preposition: boolean;
  readonly adverb: boolean;
}
const known = new Map<string, WordClass>();
/** So many different words are kept; a vocabulary beyond that is no language. */
const MOST_WORDS = 20_000;

export function classOf(word: string): WordClass {
  const held = known.get(word);
  if (held) return held;
  const isAuxiliary = auxiliary.test(word);
  const found = {
    auxiliary: isAuxiliary,
    finite: isAuxiliary || verb.test(word),
    participle: participle.test(word),
    describing: describing.test(word),
    gerund: gerund.test(word),
    pronoun: pronoun.test(word),
    determiner: determiner.test(word),
    preposition: preposition.test(word),
    adverb: adverb.test(word),
  };
  if (known.size >= MOST_WORDS) known.clear();
  known.set(word, found);
  return found;
}

/** Participles of English may stand before their noun, those of Italian stand behind it. */
const english = /ed$/;

/** Whether a verb stands at a place, so that a new clause may begin with it. */
export function isVerbAt(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token || token.mark) return false;
  const word = classOf(token.word);
  if (word.finite) return true;
  if (!word.participle) return false;
  const next = tokens[at + 1];
  if (next === undefined || next.mark) return true;
  const behind = classOf(next.word);
  if (behind.preposition || behind.adverb) return true;
  // "Increased to 14" tells what happened; "increased opacity", "packed cells" show a thing.
  if (word.describing) return false;
  return english.test(token.word)
    ? transitive.test(token.word) ||
        behind.determiner ||
        behind.pronoun ||
        behind.finite ||
        joint.test(next.word) ||
        places.test(next.word) ||
        /^\d/.test(next.word)
    : true;
}

/** How many words of a subject may stand before its verb. */
const LONGEST_SUBJECT = 12;

/** Whether a subject with its own verb begins at a place: "her husband tested positive", "the saturation was 88 %". */
export function subjectAt(tokens: readonly Token[], from: number): boolean {
  for (let at = from; at < tokens.length && at < from + LONGEST_SUBJECT; at += 1) {
    const token = tokens[at];
    if (!token || (token.mark && token.word !== '-' && token.word !== '’')) return false;
    const word = classOf(token.word);
    if (at > from && joint.test(token.word)) return false;
    if (at > from && (word.finite || (word.participle && !word.describing && isVerbAt(tokens, at)))) {
      const opener = classOf(tokens[from]?.word ?? '');
      return word.finite || opener.determiner || opener.pronoun;
    }
    // "Of the chest" may belong to a subject; any other preposition begins what hangs on the words before.
    if (word.preposition && !word.determiner && !/^(?:of|di|del|della|dei|delle|in|on)$/.test(token.word))
      return false;
    if (at === from && word.preposition && !word.determiner) return false;
  }
  return false;
}

/** Whether a verb of a clause begins within the first `reach` letters of words of it. */
export function holdsVerb(text: string, reach: number): boolean {
  const tokens = tokensOf(text);
  return tokens.some(({ word, mark, start }, at) => {
    if (mark || start > reach) return false;
    const { finite, participle, describing } = classOf(word);
    if (finite) return true;
    const next = tokens[at + 1];
    return (
      participle &&
      !describing &&
      next !== undefined &&
      (next.mark || classOf(next.word).preposition || classOf(next.word).determiner)
    );
  });
}
