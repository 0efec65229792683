/** Lists as tests of single words. Texts say the same words again: each word's answers are kept. */
export interface WordTest {
  test(word: string): boolean;
}

const [UNKNOWN, YES, NO] = [0, 1, 2];
/** So many different words are kept; a vocabulary beyond that is no language. */
const MOST_WORDS = 20_000;

/** Answers to all tests, word by word: those of a test stand at its number. */
const known = new Map<string, Uint8Array>();
let tests = 0;
let [lastWord, lastAnswers]: [string | null, Uint8Array] = [null, new Uint8Array()];

function answersOf(word: string): Uint8Array {
  if (word === lastWord) return lastAnswers;
  let answers = known.get(word);
  if (answers === undefined || answers.length < tests) {
    answers = new Uint8Array(tests);
    if (known.size >= MOST_WORDS) known.clear();
    known.set(word, answers);
  }
  [lastWord, lastAnswers] = [word, answers];
  return answers;
}

/** A test whose answer to each word is found once. */
export function keptTest(pattern: RegExp): WordTest {
  const own = tests;
  tests += 1;
  lastWord = null;
  return {
    test: (word) => {
      const answers = answersOf(word);
      if (answers[own] === UNKNOWN) answers[own] = pattern.test(word) ? YES : NO;
      return answers[own] === YES;
    },
  };
}
