import { allMatches } from '../../patterns/all-matches.ts';
import { Scanned } from '../../patterns/scanned.ts';
import { aroundOf } from '../../rules/around.ts';
import { testWords as words } from '../../words/course.ts';
import { anyOf } from '../../words/languages.ts';

/**
 * Results of tests: a result word, and the test and the germ of its clause that stand nearest to it. Which of several
 * tests is meant is told by place: "by RT-PCR", "for SARS-CoV-2" behind the result, or the last one named before it.
 */

/** What a word of a clause names. */
type Kind = 'molecular' | 'bare' | 'swab' | 'other' | 'virus' | 'germ';
const kinds: readonly (readonly [Kind, readonly string[]])[] = [
  ['molecular', words.molecular],
  ['other', words.otherTests],
  ['germ', words.otherGerms],
  ['virus', words.virus],
  ['swab', words.swabs],
  ['bare', words.bare],
];
const named = new Scanned(
  `(?<![\\p{L}\\p{N}])(?:${kinds.map(([kind, list]) => `(?<${kind}>${list.join('|')})`).join('|')})(?![\\p{L}\\p{N}])`,
  'giu',
);
const ahead = `(?:${[...words.by, ...words.for].join('|')})`;
/** "Positive for", "detected by a": what is named right behind belongs to the result. */
const linked = new RegExp(
  `^[\\s(]{1,2}(?:twice\\s)?(?:${ahead}\\s)?(?:(?!and\\b|but\\b)[\\p{L}\\p{N}’'-]+\\s){0,3}$`,
  'iu',
);
/** Behind the result and its germ a test may follow: "positive for SARS-CoV-2 by RT-PCR". */
const byTest = new RegExp(`(?<![\\p{L}])(?:${words.by.join('|')})\\s(?:[\\p{L}\\p{N}’'-]+\\s){0,4}$`, 'iu');

interface Named {
  readonly kind: Kind;
  readonly words: string;
  readonly start: number;
  readonly end: number;
}
function namedIn(text: string): Named[] {
  return allMatches(text, named).flatMap((match) => {
    const kind = kinds.find(([name]) => match.groups?.[name] !== undefined)?.[0];
    return kind ? [{ kind, words: match[0], start: match.index, end: match.index + match[0].length }] : [];
  });
}

const isTest = ({ kind }: Named): boolean => kind !== 'virus' && kind !== 'germ';
const isGerm = ({ kind }: Named): boolean => kind === 'virus' || kind === 'germ';

/** The test and germ of a result, each as far as they are told. */
interface ReadTest {
  readonly test: Named | null;
  /** All tests of the words that told of it: "a throat swab PCR" is one test. */
  readonly tests: readonly Named[];
  readonly germ: Named | null;
}

const imaging = /^(?:HRCT|CT|TAC?|TC|X-?rays?|radiograph\w*|scan|angiogra\w+|echo\w+|ultrasound)$/iu;

export function readTest(match: RegExpMatchArray): ReadTest {
  const { clause, before, behind, previous } = aroundOf(match);
  // "RT-PCR on the day of the CT was positive": what images show is no result beside a test.
  const tested = namedIn(`${previous} ${clause}`).some(
    ({ kind }) => kind === 'molecular' || kind === 'swab' || kind === 'bare',
  );
  const namedOf = (text: string): Named[] =>
    namedIn(text).filter((one) => !tested || one.kind !== 'other' || !imaging.test(one.words));
  const ahead = namedOf(before);
  const after = namedOf(behind);
  const inside = namedOf(match[0]);
  const choose = (wanted: (one: Named) => boolean): Named | null => {
    const near = after.find(wanted);
    const last = ahead.findLast(wanted) ?? null;
    const inner = inside.find(wanted);
    if (inner) return inner;
    if (near) {
      const between = behind.slice(0, near.start);
      if (linked.test(between) || byTest.test(between)) return near;
    }
    if (last) return last;
    return near ?? null;
  };
  const [test, germ] = [choose(isTest), choose(isGerm)];
  if (test) return { test, germ, tests: [...ahead, ...inside, ...after].filter(isTest) };
  // "The swab, sent that day, was positive", "RT-PCR for COVID: positive".
  const told = namedIn(previous);
  const tests = told.filter(isTest);
  return { test: tests.at(-1) ?? null, germ: germ ?? told.findLast(isGerm) ?? null, tests };
}

/** Words for the virus or its disease. */
export const virusNamed = anyOf(words.virus, 'iu');
const anyGerm = anyOf(words.otherGerms, 'iu');
const nasal = /pharyn|nasal|throat|nose|swab|\b(?:NP|OP)\b|covid|sars/iu;

const joint = /(?<![\p{L}])(?:and|or|e|nor|as well as|plus)\s(?:(?:the|for|la|il)\s){0,2}$/iu;

/** How surely a result is of the virus: by name, by a test that was made for it, or by a bare "PCR". */
type Of = 'virus' | 'unnamed' | 'another';
export function resultOf(match: RegExpMatchArray): Of {
  const { test, germ, tests } = readTest(match);
  const before = aroundOf(match).before;
  // "SARS-CoV-2 and influenza PCR was negative", "RT-PCR and the serology were": both of them.
  const both = (one: Named | null, wanted: (other: Named) => boolean): boolean =>
    one !== null &&
    joint.test(before.slice(0, one.start)) &&
    namedIn(before.slice(0, one.start)).some(wanted);
  if (!test) return 'another';
  if (test.kind === 'other' && !both(test, ({ kind }) => kind === 'molecular' || kind === 'bare'))
    return 'another';
  if (germ?.kind === 'germ') return both(germ, ({ kind }) => kind === 'virus') ? 'virus' : 'another';
  const sentence = match.input ?? '';
  if (germ?.kind === 'virus') return 'virus';
  if (anyGerm.test(aroundOf(match).clause)) return 'another';
  if (virusNamed.test(sentence)) return 'virus';
  if (anyGerm.test(sentence)) return 'another';
  if (tests.some(({ kind, words }) => kind === 'molecular' || (kind === 'swab' && nasal.test(words))))
    return 'virus';
  return 'unnamed';
}
