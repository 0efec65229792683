import type { TextRule } from '../../rules/rule.ts';
import { any, outcomeWords as words } from '../../words/course.ts';
import { anyOf } from '../../words/languages.ts';

/** Death, in words for it and for what leads to it alone. */

const ofThings = new RegExp(`(?<![\\p{L}])${any(words.things)}\\s(?:had\\s|has\\s|have\\s)?$`, 'iu');
const deniedItself = /\b(?:not|no|without|unsuccessful\w*|failed|futile|vain)\b/i;
const survival = { field: 'survival', scope: 'patient', negated: null } as const;

export const deathRules: readonly TextRule[] = [
  {
    id: 'died',
    field: 'survival',
    event: 'death',
    scope: 'patient',
    pattern: anyOf([...words.dying, ...words.afterDeath]),
    unlessBefore: ofThings,
    unlessAfter: /^\s(?:down|out|away)\b/i,
    value: 'no',
    // "Resuscitation was not successful", "did not survive": the denial is part of the words.
    negated: (match) => (deniedItself.test(match[0]) ? 'no' : null),
    confidence: 0.97,
    negatedConfidence: 0.95,
    reason: 'the text says that the patient died',
    examples: [
      ['The patient died 13 days after exposure to SARS.', 'no'],
      ['The patient passed away 24 hours later.', 'no'],
      ['which worsened during the couple of days before death', 'no'],
      ['Unfortunately the patient demised 3 days later.', 'no'],
      ['Il paziente è deceduto.', 'no'],
      ['The outcome was fatal.', 'no'],
      ['Cardiac arrest; resuscitation was unsuccessful.', 'no'],
      ['three days prior to death', 'no'],
      ['She elected comfort measures and expired on HD 7.', 'no'],
      ['He did not survive.', 'no'],
      ['He passed peacefully on day 9.', 'no'],
      ['She passed on Friday.', 'no'],
      ['At autopsy both lungs were heavy.', 'no'],
      ['Postmortem radiography.', 'no'],
      ['È deceduta in rianimazione.', 'no'],
      ['Exitus dopo dieci giorni.', 'no'],
      ['Pronounced 5/6/20 at 1832.', 'no'],
      ['Cause of death: acute hypoxic respiratory failure', 'no'],
    ],
    counterexamples: [
      'His father died of lung cancer.',
      'Patients who died were older.',
      'Death may occur.',
      'the risk of death is high',
      'Two of her family members died.',
      'The course was fatal in two of his colleagues.',
      'Fluid resuscitation was unsuccessful.',
      'lives with his father, who died last week',
      'The crackles had died out by day 9.',
      'Her fever died down.',
      'His phone died.',
      'His visa expired.',
      'A breathing tube was passed on day 3.',
      'The word was passed on.',
      'She nearly died.',
      'The effect was more pronounced on day 3.',
      'Pronounced at the bases.',
      'Paramedics pronounced his wife dead.',
    ],
  },
  {
    ...survival,
    id: 'buried',
    pattern: anyOf(words.buried),
    value: 'no',
    confidence: 0.9,
    reason: 'the text says that the patient was buried',
    examples: [
      ['She was laid to rest on day 5.', 'no'],
      ['The patient was buried under the rules for infectious bodies.', 'no'],
      ['His cremation took place in isolation.', 'no'],
      ['La paziente è stata sepolta a Bergamo.', 'no'],
    ],
    counterexamples: [
      'He had attended a funeral five days before.',
      'His mother was buried two weeks earlier.',
      'The bumper of the feeding tube was buried.',
      'He was buried under an avalanche.',
    ],
  },
  {
    ...survival,
    id: 'support-withdrawn',
    event: 'death',
    pattern: anyOf(words.supportWithdrawn),
    value: 'no',
    confidence: 0.88,
    reason: 'life support was withdrawn',
    examples: [
      ['Life support was withdrawn on hospital day 30.', 'no'],
      ['Withdrawal of life support took place on day 12.', 'no'],
      ['He was terminally extubated.', 'no'],
    ],
    counterexamples: [
      'Withdrawal of care was discussed.',
      'Antibiotic treatment was withdrawn.',
      'Her grandfather had his life support withdrawn: life support was withdrawn in her grandfather.',
    ],
  },
];
