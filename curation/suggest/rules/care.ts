import { laterPicture, type TextRule } from './rule.ts';

/** Intensive care and oxygen: events of a patient's course and what a film is said to be of. */
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
  {
    id: 'oxygen-given',
    field: 'needed_supplemental_O2',
    event: 'oxygen-start',
    scope: 'patient',
    pattern:
      /\b(?:supplement(?:al|ary|ed) (?:oxygen(?:ation)?|O2)|(?:oxygen|O2) (?:supplementation|therapy|support|inhalation|was (?:given|administered|started|required|needed)|via|through|by (?:face )?mask|delivery|reservoir|mask)|nasal (?:cannulas?e?|prongs|oxygen)|(?:face|facial|venturi|reservoir|oxygen|simple) ?masks?|non-?rebreather(?: mask)?|high[- ]flow (?:nasal )?(?:oxygen|cannula)|(?:CPAP|BiPAP|Bi-PAP|HFNC|HFNO)|\d{1,2} ?(?:l|lit(?:re|er)s?)(?:\/min| per minute)? (?:of )?(?:oxygen|O2)|\d{1,2} ?(?:l|lit(?:re|er)s?)(?:\/min| per minute) (?:via|by|through|on)|\d{1,2} ?l(?:\/min|pm)? (?:NC|nasal)|(?:put|placed|started|kept) on (?:oxygen|O2)|(?:need(?:ed|ing|s)?|requir(?:ed|ing|es?)) (?:additional |any |more )?(?:oxygen|O2)|on low flow|(?:new|(?:progressively )?increasing|increased|rising|escalating) (?:oxygen|O2) (?:requirements?|needs?)|(?:oxygen|O2) requirements? (?:(?:had |has )?(?:rose|risen|increased|worsened)|of \d)|weaned (?:off|from) (?:of )?(?:the |supplemental )?(?:oxygen|O2)|ossigenoterapia|ossigeno|(?<=\b(?:no|without) )(?:oxygen|O2)(?=\s?(?:[.,;)]|$|(?:and|or)\b)))(?!\w)/gi,
    unlessBefore: /\b(?:surgical |home |long-term |domiciliary |N95 )$/i,
    unlessAfter: /^ (?:saturations?|concentration|sats?\b|if\b|in case)/i,
    value: 'yes',
    negated: 'no',
    confidence: 0.95,
    negatedConfidence: 0.88,
    reason: 'the text says that oxygen was given',
    examples: [
      ['he received supplemental oxygen through a nasal cannula at a rate of 5 liters per minute', 'yes'],
      ['O2 via nasal cannula was started', 'yes'],
      ['She was put on oxygen.', 'yes'],
      ['He was started on 2L O2.', 'yes'],
      ['rising to 93% with 6 L/min via mask', 'yes'],
      ['This patient was never intubated, received high flow oxygen and improved.', 'yes'],
      ['oxygen was given through the mask for oxygen support', 'yes'],
      ['rehydration without supplemental oxygenation', 'no'],
      ['She did not require supplemental oxygen.', 'no'],
      ['She never needed oxygen.', 'no'],
      ['Course: no ICU, no oxygen.', 'no'],
      ['He did not require oxygen or admission to intensive care.', 'no'],
      ['O2 sat 89 % on RA, 95 % on 2L NC.', 'yes'],
      ['Rising O2 requirements overnight.', 'yes'],
      ['She was weaned off oxygen within a week.', 'yes'],
    ],
    counterexamples: [
      'Supplemental oxygen should be considered.',
      'The patient had been on home oxygen therapy for COPD.',
    ],
  },
];
