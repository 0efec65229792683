import { laterPicture, type TextRule } from './rule.ts';

/** Intensive care: events of a patient's course and what a film is said to be of. */
const noStaff =
  /\b(?:staff|team|physicians?|doctors?|nurses?|colleagues|beds?|capacity|medical staff) (?:(?:in|of|at) (?:the |our )?)?$/i;

export const careRules: readonly TextRule[] = [
  {
    id: 'icu-admission',
    field: 'went_icu',
    event: 'icu-in',
    scope: 'patient',
    pattern:
      /\b(?:(?:admi(?:tted|ssion)|transfer(?:red)?|moved|taken|shifted|hospitali[sz](?:ed|ation))\s(?:\w+\s){0,3}?(?:to|in|into|at|on)\s(?:the\s|our\s|an?\s|his\s|her\s)?(?:[\w-]+\s){0,2}?(?:ICU|ITU|MICU|intensive (?:care|therapy)|critical care|resuscitation(?! room| bay))|(?:ICU|ITU|intensive care|critical care)(?: unit)? (?:admission|care|support|stay|transfer|treatment|setting|study|management|(?:was |is )?(?:needed|required|necessary))|(?:in|to|into) (?:the |our |an )?(?:ICU|ITU|MICU|intensive care(?: unit)?|critical care(?: unit)?)|(?:requir(?:e|ed|es|ing)|need(?:ed|s|ing)?) (?:the )?(?:ICU|ITU|intensive care|critical care)|(?:terapia intensiva|rianimazione)|(?<=\b(?:no|without) )(?:ICU|ITU)(?=\s?(?:[.,;)]|$|(?:and|or)\b)))(?!\w)/gi,
    unlessBefore: noStaff,
    unlessAfter: /^\s(?:beds?|capacity|staff|nurses?|team)\b/i,
    value: 'yes',
    negated: 'no',
    confidence: 0.95,
    negatedConfidence: 0.92,
    reason: 'the text says that the patient was in intensive care',
    examples: [
      ['As dyspnoea deteriorated, the patient was admitted to our intensive care unit.', 'yes'],
      ['need for hospitalization in Resuscitation.', 'yes'],
      ['Patient was admitted to ITU and had full immunology screens done.', 'yes'],
      ['During her stay in ICU, poor evolution.', 'yes'],
      ['requiring intensive care admission for ventilation', 'yes'],
      ['She never required ICU care or intubation.', 'no'],
      ['No intensive care was needed.', 'no'],
      ['Never required ITU.', 'no'],
      ['Course: no ICU, no oxygen.', 'no'],
      ['She was not admitted to the ICU.', 'no'],
      ['Il paziente è stato trasferito in terapia intensiva.', 'yes'],
    ],
    counterexamples: [
      'She may require ICU admission.',
      'The region needed ICU beds.',
      'consultation with the medical staff in the intensive care unit (ICU)',
      'taken directly to an isolated resuscitation room in our emergency department',
      'His father was admitted to the ICU.',
    ],
  },
  {
    id: 'icu-left',
    field: 'went_icu',
    event: 'icu-out',
    scope: 'patient',
    pattern:
      /\b(?:discharged?|transfer(?:red)?|moved|released|stepped down|step-?down|left|came|out|back|returned)\s(?:\w+\s){0,2}?(?:(?:from|out of|of)\s)?(?:the\s|our\s)?(?:ICU|ITU|MICU|intensive care(?: unit)?|critical care(?: unit)?)\b|\b(?:after|following|since|upon) (?:the )?(?:ICU|ITU|intensive care) discharge\b/gi,
    unlessBefore: noStaff,
    requires:
      /\b(?:(?:from|out of|left)\s(?:the\s|our\s)?(?:ICU|ITU|MICU|intensive|critical))|\b(?:ICU|ITU|intensive care) discharge\b/i,
    value: 'yes',
    negated: null,
    confidence: 0.93,
    reason: 'the text says that the patient left intensive care',
    examples: [
      ['The patient was transferred out of the ICU on day 8.', 'yes'],
      ['Discharged from the intensive care unit to the ward.', 'yes'],
      ['He left the ICU after 11 days.', 'yes'],
      ['Film a week after ICU discharge.', 'yes'],
    ],
    counterexamples: [
      'She may be discharged from the ICU next week.',
      'His mother left the ICU yesterday.',
      'Colleagues came from the intensive care staff room.',
    ],
  },
  {
    id: 'film-in-icu',
    field: 'in_icu',
    event: 'icu-in',
    scope: 'image',
    pattern:
      /\b(?:intensive care (?:study|film|radiograph|x-?ray)|(?:in|on) (?:the )?(?:ICU|ITU|intensive care|critical care)(?: unit| setting)?|(?:on|at|after|upon|following|since) (?:the |his |her )?(?:transfer|admission|arrival) (?:to|in|at) (?:the |our )?(?:ICU|ITU|intensive care|critical care)|(?:on|at|after|upon|following|since) (?:his |her |the )?(?:ICU|ITU) (?:admission|transfer|arrival)|ICU day \d{1,3}|day \d{1,3} (?:of|in) (?:the |his |her )?(?:ICU|ITU|intensive care)|ICU (?:film|radiograph|x-?ray|CXR))\b/gi,
    unlessBefore: new RegExp(`${noStaff.source}|${laterPicture.source}`, 'i'),
    value: 'yes',
    negated: 'no',
    confidence: 0.85,
    reason: 'the film is said to be of intensive care',
    examples: [
      ['Intensive care study', 'yes'],
      ['CXR in the ICU shows lines.', 'yes'],
      ['Radiograph a day after ICU admission.', 'yes'],
      ['Film on transfer to the intensive care unit.', 'yes'],
      ['CXR on ICU day 3.', 'yes'],
    ],
    counterexamples: [
      'Chest X-ray before possible admission to hospital',
      'Chest film three days before ICU admission',
    ],
  },
];
