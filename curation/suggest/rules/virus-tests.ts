import { testWords as words } from '../words/course.ts';
import { anyOf } from '../words/languages.ts';
import { aroundOf } from './around.ts';
import type { TextRule } from './rule.ts';

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
const named = new RegExp(
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
  return [...text.matchAll(named)].flatMap((match) => {
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

function readTest(match: RegExpMatchArray): ReadTest {
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

/** How surely a result is of the virus: by name, by a test that was made for it, or by a bare "PCR". */
export type Of = 'virus' | 'unnamed' | 'another';
export function resultOf(match: RegExpMatchArray): Of {
  const { test, germ, tests } = readTest(match);
  if (!test || test.kind === 'other' || germ?.kind === 'germ') return 'another';
  const sentence = match.input ?? '';
  if (germ?.kind === 'virus') return 'virus';
  if (anyGerm.test(aroundOf(match).clause)) return 'another';
  if (virusNamed.test(sentence)) return 'virus';
  if (anyGerm.test(sentence)) return 'another';
  if (tests.some(({ kind, words }) => kind === 'molecular' || (kind === 'swab' && nasal.test(words))))
    return 'virus';
  return 'unnamed';
}

const result = (list: readonly string[], signs: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${list.join('|')})(?![\\p{L}\\p{N}])|${signs}`, 'giu');
const plus =
  '(?<=\\bCOVID(?:-?19)?\\s?)\\+(?=\\s(?:by|on|via)\\b)|\\(\\s?\\+\\s?\\)|(?<=\\bPCR\\s?|\\bswab\\s?|\\btest\\s?)\\+{1,3}(?=[\\s).,;]|$)';
const minus = '\\(\\s?[-−–]\\s?\\)';
const positive = result([...words.positive, ...words.found], plus);
const negative = result(words.negative, minus);
/** These find nothing when denied; "not confirmed" leaves it open. */
const foundAtAll =
  /^(?:positiv\w*|detect\w*|identified|found|amplified|isolated|reactive|rilevat\w|riscontrat\w)$/iu;
const showing =
  /^(?:revealed|showed|yielded|demonstrated|evidence|found|detection|detecting|established|documented|isolated|evidenziat\w|conferma\w*)$/iu;
const showsVirus = anyOf(
  [...words.virus, 'viral RNA', 'virus', 'infection', 'positiv\\w*', 'presence'],
  'iu',
);
/** A test after the illness, or one among several: its "negative" says nothing of the first. */
const control = anyOf(words.control, 'iu');
/** Somebody or something else that is positive. */
const ofOthers =
  /^\s?(?:persons?|people|pcs?|subjects?|patients|contacts?|individuals?|cases?|pressure|airway|end[- ]expiratory|predictive|family|exposure|history|bronchogram|sign|balance|inotrop\w+|blood cultures?|for (?:a )?(?:contact|exposure))(?![a-z])/i;

/** "PCR positive." and no more: curators left open which PCR it was. */
const bareLabel = (match: RegExpMatchArray): boolean =>
  /^\W*PCR\s(?:test\s|result\s)?positive\W*$/i.test(aroundOf(match).clause);

/** Words that show a thing ("revealed") are results only before the virus; "confirmed by testing" names no test. */
function found(match: RegExpMatchArray): boolean {
  const { before, behind } = aroundOf(match);
  if (showing.test(match[0]))
    return !/\b(?:no|not|negative)\b/i.test(behind) && (showsVirus.test(behind) || virusNamed.test(before));
  const { test } = readTest(match);
  return foundAtAll.test(match[0]) || test === null || !/^(?:re)?(?:test|screen)/i.test(test.words);
}

const ofPatient = {
  field: 'RT_PCR_positive',
  event: 'rt-pcr',
  scope: 'patient',
  past: true,
  unlessAfter: ofOthers,
} as const;

export const virusTestRules: readonly TextRule[] = [
  {
    ...ofPatient,
    id: 'rt-pcr-positive',
    pattern: positive,
    value: (match) => (resultOf(match) === 'virus' && found(match) ? 'yes' : null),
    negated: (match) => (resultOf(match) === 'virus' && foundAtAll.test(match[0]) ? 'no' : null),
    confidence: 0.95,
    negatedConfidence: 0.85,
    reason: 'the text says that a test for the virus was positive',
    examples: [
      ['The PCR test for SARS-CoV-2 was positive', 'yes'],
      ['COVID-19 was confirmed by real-time polymerase chain reaction (PCR).', 'yes'],
      ['real-time polymerase chain reaction (RT-PCR) for SARS-CoV-2 was positive', 'yes'],
      ['His nasopharyngeal swab result was positive.', 'yes'],
      ['positive test for SARS-CoV-2 RNA', 'yes'],
      ['Positive PCR for SARS-CoV2 in nasopharyngeal exudate.', 'yes'],
      ['positive buffer for COVID19.', 'yes'],
      ['Laboratory-confirmed COVID-19 (RT-PCR).', 'yes'],
      ['Il tampone è risultato positivo.', 'yes'],
      ['Patient tested positive for COVID-19.', 'yes'],
      ['SARS-CoV-2 was identified in the lavage fluid by RT-PCR.', 'yes'],
      ['Swab positive for COVID-19.', 'yes'],
      ['Throat swab PCR positive on day 3.', 'yes'],
      ['Laboratory confirmation of the infection by RT-PCR of a throat swab.', 'yes'],
      ['RT-PCR on bronchoalveolar lavage on day 4 was positive.', 'yes'],
      ['RT-PCR for SARS-CoV-2 on the same day as the CT was positive.', 'yes'],
      ['The swab, sent on the day the fever began, was RT-PCR positive.', 'yes'],
      ['A 57-year-old man with RT-PCR–confirmed COVID-19.', 'yes'],
      ['PCR proven COVID-19', 'yes'],
      ['Nasal swab for SARS-CoV-2 detected viral RNA.', 'yes'],
      ['Respiratory panel negative, SARS-CoV-2 PCR positive.', 'yes'],
      ['SARS-CoV-2 RNA was detected in sputum.', 'yes'],
      ['SARS-CoV-2 PCR (+).', 'yes'],
      ['COVID PCR + (HD1).', 'yes'],
      ['Swab PCR pos next day.', 'yes'],
      ['SARS-CoV-2 was not detected by RT-PCR.', 'no'],
      ['The patient was not positive for SARS-CoV-2 by PCR.', 'no'],
    ],
    counterexamples: [
      'PCR 80 mg/l, positive family history',
      'Her husband tested positive for COVID-19.',
      'If the RT-PCR is positive, isolate.',
      'elevated PCR and normal procalcitonin',
      'Confirmation by RT-PCR is pending.',
      'His sister had a swab positive for COVID-19.',
      'SARS-CoV-2 was detected by PCR in his brother.',
      'Influenza B RT-PCR was positive.',
      'Legionella DNA by PCR was positive.',
      'He had a positive throat swab for streptococcus.',
      'PCR for respiratory syncytial virus was positive; SARS-CoV-2 PCR was negative.',
      'GeneXpert PCR of sputum was positive for M. tuberculosis.',
      'SARS-CoV-2 IgG antibodies were positive.',
      'A rapid antigen test for COVID-19 was positive.',
      'Blood cultures were positive.',
      'The test was positive in two other patients of the bay.',
      'CT confirmed COVID-19 pneumonia.',
      'He was diagnosed with COVID-19.',
    ],
  },
  {
    ...ofPatient,
    id: 'pcr-positive-unnamed',
    pattern: positive,
    value: (match) =>
      resultOf(match) === 'unnamed' && foundAtAll.test(match[0]) && !bareLabel(match) ? 'yes' : null,
    negated: null,
    // "PCR" alone is C-reactive protein in Italian texts, and other germs have tests too.
    confidence: 0.4,
    whereVirusNamed: 0.9,
    reason: 'the text calls a test positive without naming the virus beside it',
    examples: [
      ['PCR of 12 March positive.', 'yes'],
      ['She tested positive.', 'yes'],
    ],
    counterexamples: ['His mother tested positive.', 'Influenza PCR positive.'],
  },
  {
    ...ofPatient,
    id: 'rt-pcr-negative',
    pattern: negative,
    value: (match) => {
      const { clause } = aroundOf(match);
      if (control.test(clause)) return null;
      return resultOf(match) === 'virus' ? 'no' : null;
    },
    negated: null,
    confidence: 0.88,
    reason: 'the text says that a test for the virus was negative',
    examples: [
      ['He tested negative for COVID-19 infection.', 'no'],
      ['Previous SARS-CoV-2 test was negative.', 'no'],
      ['Swab test was negative for SARS-CoV-2.', 'no'],
      ['SARS-CoV-2 PCR was negative on two occasions.', 'no'],
      ['RT-PCR for COVID-19 was negative on three swabs.', 'no'],
      ['Sars-Cov-2 PCR neg.', 'no'],
      ['The patient is negative for SARS-CoV-2 by PCR.', 'no'],
      ['Despite three negative swabs the diagnosis of COVID-19 was made on CT.', 'no'],
      ['Tampone negativo per SARS-CoV-2, eseguito due volte.', 'no'],
    ],
    counterexamples: [
      'Influenza tests were negative.',
      'Two consecutive negative swabs for SARS-CoV-2 before discharge.',
      'SARS-CoV-2 RT-PCR turned negative on day 20.',
      'Her husband tested negative for COVID-19.',
      'SARS-CoV-2 IgM was negative.',
    ],
  },
  {
    id: 'covid-positive',
    field: 'RT_PCR_positive',
    event: 'rt-pcr',
    scope: 'patient',
    pattern:
      /\b(?:(?:COVID-?19|SARS-CoV-2|coronavirus)[ -]positive|positive (?:for )?COVID(?:-?19)?|confirmed (?:as )?#?COVID-?19|(?:laboratory|lab|virologically|microbiologically)[- ]confirmed|PCR positive|result was positive|which (?:is|was) positive)\b/gi,
    unlessBefore:
      /\b(?:contact with(?: an?)?(?: another)?|with (?:a |another )?|negative|pcs?|sharing|home with a)\s$/i,
    unlessAfter: ofOthers,
    value: 'yes',
    negated: null,
    confidence: 0.4,
    past: true,
    reason: 'the text calls the patient positive without naming the test',
    examples: [['Elderly male, covid-19 positive.', 'yes']],
    counterexamples: [
      'Deny contact with COVID-19 positive Pcs',
      'shares a home with a positive Covid19 subject',
    ],
  },
];
