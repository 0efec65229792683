import type { TextRule } from './rule.ts';

/** Survival and the test for the virus. */
export const outcomeRules: readonly TextRule[] = [
  {
    id: 'died',
    field: 'survival',
    event: 'death',
    scope: 'patient',
    pattern:
      /\b(?:died|passed away|deceased|expired(?! air)|succumbed|(?:before|until|after|pronounced) (?:his |her |the patient's |the )?(?:death|dead)|death (?:occurred|ensued)|fatal outcome|led to (?:his|her) death|did not survive|decedut[oa]|decesso|exitus)\b/gi,
    value: 'no',
    negated: null,
    confidence: 0.97,
    reason: 'the text says that the patient died',
    examples: [
      ['The patient died 13 days after exposure to SARS.', 'no'],
      ['The patient passed away 24 hours later.', 'no'],
      ['which worsened during the couple of days before death', 'no'],
      ['Il paziente è deceduto.', 'no'],
    ],
    counterexamples: [
      'His father died of lung cancer.',
      'Patients who died were older.',
      'Death may occur.',
      'the risk of death is high',
    ],
  },
  {
    id: 'discharged',
    field: 'survival',
    event: 'discharge',
    scope: 'patient',
    pattern:
      /\b(?:discharged|discharge (?:home|from (?:the )?hospital)|until discharge|day of discharge|dimess[oa]|dimissione)\b/gi,
    unlessBefore: /\b(?:had been|nasal|vaginal|purulent|not yet|previously|recently)\s$/i,
    unlessAfter:
      /^[^.]{0,30}(?:\bbecause\b|\bfrom (?:the )?(?:ED|ER|emergency)|\bon (?:doxycycline|antibiotics|oral)|post-?operatively|\bagainst medical)/i,
    value: 'yes',
    negated: null,
    confidence: 0.95,
    reason: 'the text says that the patient left the hospital alive',
    examples: [
      ['the patient was discharged on January 24', 'yes'],
      ['The patient was discharged home on Day 21.', 'yes'],
      ['The patient was admitted to the hospital ward and discharged one week after admission.', 'yes'],
    ],
    counterexamples: [
      'She was discharged from hospital because she did not present alarm criteria at that time.',
      'who had been discharged 10 days before knee surgery',
      'The patient may be discharged tomorrow.',
      'She had nasal discharge.',
    ],
  },
  {
    id: 'recovered',
    field: 'survival',
    event: 'discharge',
    scope: 'patient',
    pattern:
      /\b(?:(?:full|complete|uneventful|uncomplicated|excellent) recovery|recovered (?:completely|fully|well|uneventfully|from)|fully recovered|(?:patient|he|she) (?:has |had )?recovered|cured|clinical healing|guarit[oa]|guarigione)\b/gi,
    value: 'yes',
    negated: null,
    confidence: 0.9,
    reason: 'the text says that the patient recovered',
    examples: [
      ['pt was extubated to room air and made a full recovery', 'yes'],
      ['The patient recovered completely.', 'yes'],
    ],
    counterexamples: [
      'Full recovery is possible.',
      'Most patients recovered fully.',
      'His wife recovered completely.',
    ],
  },
  {
    id: 'symptom-free',
    field: 'survival',
    scope: 'patient',
    pattern:
      /\b(?:remained|became|was|is) (?:free of symptoms|asymptomatic|symptom-free)(?: (?:afterwards?|thereafter|since))?\b/gi,
    requires: /\b(?:after|later|afterward|follow|day|since)\b/i,
    value: 'yes',
    negated: null,
    confidence: 0.75,
    reason: 'the text ends with the patient free of symptoms',
    examples: [['She remained free of symptoms afterward.', 'yes']],
    counterexamples: ['The contact was asymptomatic.'],
  },
  {
    id: 'rt-pcr-positive',
    field: 'RT_PCR_positive',
    event: 'rt-pcr',
    scope: 'patient',
    pattern:
      /\b(?:(?:r?RT-?\s?PCR|r?-?PCR(?: test(?:ing)?| assay| sample)?(?= (?:for|of|was|test|result|were))|real-time(?: reverse[- ]transcript(?:ion|ase))?[ -—]{1,3}(?:polymerase chain reaction|PCR)|reverse[- ]transcript(?:ion|ase)[ -—]{1,3}(?:polymerase chain reaction|PCR)|polymerase cha(?:in|nge) reaction|(?:nasopharyngeal|oropharyngeal|pharyngeal|throat|nasal|viral)(?:[ -]and[ -](?:oro)?pharyngeal)? swabs?|swab test|nucleic acid (?:test|detection)\w*|tampone|(?:COVID-?19|SARS-?CoV-?2|2019-nCoV) (?:test(?:ing)?|PCR|RT-?PCR|swab|RNA))\b[^.;]{0,110}?\b(?:positive|positiv[oa]|detected|detectable|confirmed|evidence of SARS-?CoV-?2)\b|\bpositive\b[^.;,]{0,45}?\b(?:RT-?\s?PCR|PCR (?:test|assay|result|for)|swab|buffer for COVID|nucleic acid|tampone|SARS-CoV-2 RNA|test for (?:SARS|COVID))|\b(?:confirmed|diagnosed|proven|verified|established)\b[^.;]{0,60}?\b(?:by|with|via|on|through|using)\b[^.;]{0,40}?\b(?:RT-?\s?PCR|real-time|PCR|polymerase chain reaction|nucleic acid|swabs?)\b|\btested positive for (?:the )?(?:novel )?(?:of )?(?:COVID|SARS-?CoV-?2|coronavirus|2019-nCoV|new coronavirus)|\btested for (?:COVID-?19|SARS-CoV-2)\b[^.;]{0,60}?\b(?:was|were|and the result was|result was)\s(?:also )?positive|\bdetectable SARS-CoV-2 RNA)/gi,
    unlessAfter: /^[^.;]{0,25}\b(?:for|of) (?:influenza|rsv|mycoplasma|legionella|other)/i,
    value: 'yes',
    negated: null,
    confidence: 0.95,
    past: true,
    reason: 'the text says that a test for the virus was positive',
    examples: [
      ['The PCR test for SARS-CoV-2 was positive', 'yes'],
      ['COVID-19 was confirmed by real-time polymerase chain reaction (PCR).', 'yes'],
      ['real-time polymerase chain reaction (RT-PCR) for SARS-CoV-2 was positive', 'yes'],
      ['His nasopharyngeal swab result was positive.', 'yes'],
      ['positive test for SARS-CoV-2 RNA', 'yes'],
      ['positive buffer for COVID19.', 'yes'],
      ['Il tampone è risultato positivo.', 'yes'],
      ['Patient tested positive for COVID-19.', 'yes'],
    ],
    counterexamples: [
      'PCR 80 mg/l, positive family history',
      'RT-PCR was not detected positive',
      'Her husband tested positive for COVID-19.',
      'If the RT-PCR is positive, isolate.',
      'elevated PCR and normal procalcitonin',
    ],
  },
  {
    id: 'covid-positive',
    field: 'RT_PCR_positive',
    event: 'rt-pcr',
    scope: 'patient',
    pattern:
      /\b(?:(?:COVID-?19|SARS-CoV-2|coronavirus)[ -]positive|PCR positive|positive (?:for )?COVID(?:-?19)?|confirmed (?:as )?#?COVID-?19|tested positive|result was positive|which (?:is|was) positive)\b/gi,
    unlessBefore:
      /\b(?:contact with(?: an?)?(?: another)?|with (?:a |another )?|negative|pcs?|sharing|home with a)\s$/i,
    unlessAfter: /^ (?:person|people|pcs?|subject|patients|contacts?|individuals?|cases?)/i,
    value: 'yes',
    negated: null,
    // "PCR" alone is C-reactive protein in Italian texts, and "positive" may be a judgement of images.
    confidence: 0.4,
    past: true,
    reason: 'the text calls the patient positive without naming the test',
    examples: [
      ['Elderly male, covid-19 positive.', 'yes'],
      ['PCR positive', 'yes'],
    ],
    counterexamples: [
      'Deny contact with COVID-19 positive Pcs',
      'shares a home with a positive Covid19 subject',
    ],
  },
  {
    id: 'rt-pcr-negative',
    field: 'RT_PCR_positive',
    event: 'rt-pcr',
    scope: 'patient',
    pattern:
      /\b(?:(?:RT-?\s?PCR|(?:nasopharyngeal|throat|pharyngeal|nasal) swabs?|(?:COVID-?19|SARS-?CoV-?2) test(?:ing)?|tampone)\b[^.;]{0,70}?\b(?:negative|negativ[oa])\b|tested negative for (?:COVID|SARS-?CoV-?2))/gi,
    unlessBefore: /\binfluenza[^.;]{0,40}$/i,
    requires: /covid|sars|corona|ncov|tampone|rt-?\s?pcr/i,
    value: 'no',
    negated: null,
    confidence: 0.6,
    past: true,
    reason: 'the text says that a test for the virus was negative',
    examples: [
      ['He tested negative for COVID-19 infection.', 'no'],
      ['Previous SARS-CoV-2 test was negative.', 'no'],
    ],
    counterexamples: ['Influenza tests were negative.'],
  },
];
