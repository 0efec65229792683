import { Scanned } from '../../patterns/scanned.ts';
import { aroundOf } from '../../rules/around.ts';
import type { TextRule } from '../../rules/rule.ts';
import { testWords as words } from '../../words/course.ts';
import { anyOf } from '../../words/languages.ts';
import { readTest, resultOf, virusNamed } from './test-results.ts';

/** Tests of the virus, by what their results say. */

const result = (list: readonly string[], signs: string): RegExp =>
  new Scanned(`(?<![\\p{L}\\p{N}])(?:${list.join('|')})(?![\\p{L}\\p{N}])|${signs}`, 'giu');
const plus =
  '(?<=\\bCOVID(?:-?19)?\\s?)\\+(?=\\s(?:by|on|via)\\b)|\\(\\s?\\+\\s?\\)|(?<=\\bPCR\\s?|\\bswab\\s?|\\btest\\s?)\\+{1,3}(?=[\\s).,;]|$)';
const minus = '\\(\\s?[-−–]\\s?\\)';
const positive = result([...words.positive, ...words.found], plus);
const negative = result(words.negative, minus);
/** These find nothing when denied; "not confirmed" leaves it open. */
const foundAtAll =
  /positiv\w{0,8}$|^\(?\s?\+|^(?:pos|detect\w{0,8}|identified|found|amplified|isolated|reactive|rilevat\w|riscontrat\w)$/iu;
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
  /^\W*PCR\s(?:test\s|result\s)?(?:positive|negative)\W*$/i.test(aroundOf(match).clause);

/** Words that show a thing ("revealed") are results only before the virus; "confirmed by testing" names no test. */
function found(match: RegExpMatchArray): boolean {
  const { before, behind } = aroundOf(match);
  if (showing.test(match[0]))
    return !/\b(?:no|not|negative)\b/i.test(behind) && (showsVirus.test(behind) || virusNamed.test(before));
  const { tests } = readTest(match);
  return foundAtAll.test(match[0]) || tests.some(({ words }) => !/^(?:re)?(?:test|screen)/i.test(words));
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
      ['COVID test pos.', 'yes'],
      ['A PCR test confirmed infection with SARS-CoV-2.', 'yes'],
      ['PCR for SARS-CoV-2 on BAL did not detect the virus.', 'no'],
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
    ...ofPatient,
    id: 'pcr-negative-unnamed',
    pattern: negative,
    value: (match) =>
      resultOf(match) === 'unnamed' && !control.test(aroundOf(match).clause) && !bareLabel(match)
        ? 'no'
        : null,
    negated: null,
    confidence: 0.4,
    whereVirusNamed: 0.86,
    reason: 'the text calls a test negative without naming the virus beside it',
    examples: [['Repeated PCR testing was negative.', 'no']],
    counterexamples: [
      'His mother tested negative.',
      'Influenza PCR negative.',
      'PCR became negative on day 20.',
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
