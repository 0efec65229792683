import { answeredBy, labelPattern, no, yes } from '../../rules/label-grammar.ts';
import type { TextRule } from '../../rules/rule.ts';

/**
 * Answers that stand behind a label: "Intubation: no", "oxygen - none", "ICU | yes", "Intubated? No", "RT-PCR: negative",
 * "Supplemental O2 .... none". A label begins a part of its own, so that "prior intubation" or "influenza PCR" is none of
 * them; what is answered is not judged by any other rule.
 */

const virus = '(?:SARS-?\\s?CoV-?\\s?2|COVID-?\\s?19|2019-?nCoV|novel coronavirus)';
const pcr = 'r?RT-?\\s?q?PCR|real-time PCR|NAAT|nucleic acid (?:amplification )?test';
const swab = '(?:naso|oro)?-?pharyngeal swab|throat swab|nasal swab|swab|tampone';

const common = { scope: 'patient', negated: null, labelled: true } as const;

export const labelledAnswers: readonly TextRule[] = [
  {
    ...common,
    id: 'intubated-labelled',
    field: 'intubated',
    event: 'intubation',
    pattern: labelPattern(
      '(?:(?:endo|oro)?tracheal\\s)?intubation|intubated|(?:invasive\\s)?(?:mechanical\\s)?ventilation|(?:mechanically\\s)?ventilated|(?:mechanical\\s)?ventilator|IMV|MV|intubat[oa]|intubazione|ventilazione (?:meccanica|invasiva)(?: invasiva)?',
    ),
    value: answeredBy('yes', 'no'),
    confidence: 0.94,
    reason: 'a label with its answer',
    examples: [
      ['Intubation: no', 'no'],
      ['Intubated? No.', 'no'],
      ['Mechanical ventilation - not required.', 'no'],
      ['Mechanical ventilation (no), ICU (no)', 'no'],
      ['Ventilator | yes', 'yes'],
      ['Intubation: yes (day 5)', 'yes'],
      ['Invasive mechanical ventilation: 9 days', 'yes'],
      ['Intubazione: no', 'no'],
      ['Did the patient require intubation? No, a mask only.', 'no'],
      ['Intubation date: none', 'no'],
      ['Intubation: declined by the family', 'no'],
      ['Intubation [ ] yes [x] no', 'no'],
      ['Intubation: ☒ yes ☐ no', 'yes'],
    ],
    counterexamples: [
      'Intubation: unknown',
      'Intubation: yes / no',
      'Intubation [ ] yes [ ] no',
      'Previous intubation: yes',
      'Non-invasive ventilation: yes',
      'Intubation: no complications',
    ],
  },
  {
    ...common,
    id: 'icu-labelled',
    field: 'went_icu',
    event: 'icu-in',
    pattern: labelPattern('(?:M?ICU|ITU|intensive care|critical care|terapia intensiva|rianimazione)'),
    value: answeredBy('yes', 'no'),
    confidence: 0.94,
    reason: 'a label with its answer',
    examples: [
      ['ICU admission: no', 'no'],
      ['Need for intensive care – no', 'no'],
      ['ICU stay: 12 days', 'yes'],
      ['Intubation: no. ICU: yes.', 'yes'],
    ],
    counterexamples: ['ICU admission: n/a', 'ICU beds: none', 'Previous ICU admission: no'],
  },
  {
    ...common,
    id: 'oxygen-labelled',
    field: 'needed_supplemental_O2',
    event: 'oxygen-start',
    pattern: labelPattern(
      '(?:(?:supplement(?:al|ary)|additional)\\s)?(?:oxygen|O2)(?:\\s(?:supplementation|need))?|ossigeno(?:terapia)?',
      {
        no: `room air|RA|ambient air|aria ambiente|${no}`,
        yes: `${yes}|\\d{1,2}(?:[.,]\\d)?\\s?l(?:it(?:re|er)s?)?(?:\\s?(?:\\/|per)\\s?min(?:ute)?|pm)?`,
        free: 'yes|[1-9]\\d?(?:[.,]\\d)?\\s?l(?:it(?:re|er)s?)?(?:\\s?(?:\\/|per)\\s?min(?:ute)?|pm)?',
      },
    ),
    value: answeredBy('yes', 'no'),
    confidence: 0.94,
    reason: 'a label with its answer',
    examples: [
      ['Supplemental O2 .... none', 'no'],
      ['Supplemental oxygen - none.', 'no'],
      ['Oxygen therapy: none needed.', 'no'],
      ['Oxygen: 2 L/min.', 'yes'],
      ['ICU (no), oxygen (yes).', 'yes'],
      ['O2: room air', 'no'],
      ['Ossigeno: non necessario', 'no'],
      ['ICU? no – O2? yes – Intubation? no', 'yes'],
    ],
    counterexamples: ['O2 saturation: 92 %', 'Oxygen: unknown', 'Home oxygen: yes'],
  },
  {
    ...common,
    id: 'extubated-labelled',
    field: 'extubated',
    event: 'extubation',
    pattern: labelPattern('extubat(?:ed|ion)|estubat[oa]|estubazione'),
    value: answeredBy('yes', 'no'),
    confidence: 0.92,
    reason: 'a label with its answer',
    examples: [
      ['Extubation: yes', 'yes'],
      ['Extubated: no', 'no'],
    ],
    counterexamples: ['Extubated - not applicable.'],
  },
  {
    ...common,
    id: 'tube-labelled',
    field: 'intubation_present',
    event: 'intubation',
    scope: 'image',
    pattern: labelPattern('ETT|ET tube|endotracheal tube|tracheal tube'),
    value: answeredBy('yes', 'no'),
    confidence: 0.92,
    reason: 'a label with its answer',
    examples: [
      ['ETT: absent', 'no'],
      ['Endotracheal tube: yes', 'yes'],
    ],
    counterexamples: ['ETT: tip above the carina'],
  },
  {
    ...common,
    id: 'died-labelled',
    field: 'survival',
    pattern: labelPattern('died?|dead|death|deceased|mortality|exitus|decedut[oa]|decesso'),
    value: answeredBy('no', 'yes'),
    confidence: 0.92,
    reason: 'a label with its answer',
    examples: [
      ['Died: N', 'yes'],
      ['Death: no.', 'yes'],
      ['Did she die? No.', 'yes'],
      ['Deceased: yes', 'no'],
    ],
    counterexamples: ['Death: unknown', 'Cause of death: none'],
  },
  {
    ...common,
    id: 'outcome-labelled',
    field: 'survival',
    pattern: labelPattern(
      'surviv(?:ed|al|or)(?: to discharge)?|alive|(?:final\\s|clinical\\s)?outcome|(?:vital|survival) status|esito',
      {
        no: 'no|n|false|0|died|dead|death|deceased|fatal|expired|exitus|decedut[oa]|decesso|non-?survivor',
        yes: 'yes|y|s[iì]|true|1|alive|survived|survivor|recovered|recovery|discharged|cured|vivo|viva|guarit[oa]|dimess[oa]',
        free: 'yes|alive|survived|recovered|discharged|recovery',
      },
    ),
    value: answeredBy('yes', 'no'),
    confidence: 0.92,
    reason: 'a label with its answer',
    examples: [
      ['Survival: Y', 'yes'],
      ['Survived: no', 'no'],
      ['Outcome: alive.', 'yes'],
      ['Outcome: death', 'no'],
      ['Outcome: discharged on day 12', 'yes'],
    ],
    counterexamples: ['Outcome: unknown', 'Primary outcome: death'],
  },
  {
    ...common,
    id: 'discharged-labelled',
    field: 'survival',
    pattern: labelPattern('discharged(?: (?:alive|home))?|recovered|recovery'),
    value: answeredBy('yes', null),
    confidence: 0.9,
    reason: 'a label with its answer',
    examples: [['Discharged: yes', 'yes']],
    counterexamples: ['Discharged: no', 'Nasal discharge: yes'],
  },
  {
    ...common,
    id: 'rt-pcr-labelled',
    field: 'RT_PCR_positive',
    event: 'rt-pcr',
    pattern: labelPattern(
      `(?:${virus}\\s)?(?:${pcr}|${swab})(?:\\s(?:PCR|RT-?PCR|tests?|results?))?(?:\\s(?:for\\s|of\\s)?${virus})?|${virus}(?:\\s(?:PCR|swab|tests?|RNA|status)){0,2}`,
      {
        no: '\\(?(?:negative|neg|negativ[oa]|not detected|undetected|undetectable|non rilevato)\\)?(?![^.;\\n]{0,60}\\b(?:positive|detected))|\\(\\s?[-−–]\\s?\\)',
        yes: '\\(?(?:positive|pos|positiv[oa]|detected|rilevato)\\)?|\\(\\s?\\+{1,3}\\s?\\)|\\+{1,3}',
        free: `(?:positive|detected)(?!\\s(?:contacts?|cases?|persons?|patients?|people|family|relatives?|wife|husband|exposure|pneumonia))`,
      },
    ),
    value: answeredBy('yes', 'no'),
    confidence: 0.93,
    negatedConfidence: 0.88,
    past: true,
    reason: 'a label with its answer',
    examples: [
      ['RT-PCR: negative', 'no'],
      ['RT-PCR: (+).', 'yes'],
      ['SARS-CoV-2 PCR | not detected', 'no'],
      ['SARS-CoV-2 RT-PCR: positive', 'yes'],
      ['Tampone: negativo', 'no'],
    ],
    counterexamples: ['Influenza A RT-PCR: positive', 'RT-PCR: pending', 'PCR: 120 mg/L', 'RT-PCR: not done'],
  },
];
