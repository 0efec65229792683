import { laterPicture, ofAnother, type TextRule } from '../../rules/rule.ts';

/** What a picture's own words say of the tube and of where it was taken. They count for that picture alone. */

const unit =
  '(?:ICU|ITU|MICU|PICU|(?:medical |surgical |paediatric |pediatric )?intensive (?:therapy|care)(?: unit)?|critical care(?: unit)?)';
const emergency =
  '(?:ED|ER|A&E|A & E|EW|resus|casualty|triage|(?:emergency|accident)(?: (?:and emergency|medical))? (?:department|room|ward|unit|service)|resuscitation (?:room|bay|area)|trauma (?:bay|room)|shock room|pronto soccorso|sala rossa|PS)';
const theatre = '(?:recovery room|(?:operating|emergency) (?:room|theatre)|theatre|PACU|sala operatoria)';
const person = '(?:patient|woman|man|lady|gentleman|male|female|boy|girl|infant|child|neonate)';
/** Beside these a lesser support is not the last word: "intubated after a trial of CPAP". */
const moreThanThat =
  /\b(?:intubat\w*|ETT|endotracheal|fail(?:ed|ure|ing)|despite|mechanically|ventilator|until|before|prior)\b/i;

export const filmStates: readonly TextRule[] = [
  {
    id: 'film-on-lesser-support',
    field: 'intubation_present',
    scope: 'image',
    pattern:
      /\b(?:high[- ]flow(?: nasal)?(?: oxygen| cannulae?)?|HFN(?:C|O|OT|P)|nasal (?:cannulae?|prongs|specs)|CPAP|BiPAP|NIV|non-?invasive (?:mechanical |positive pressure )?ventilation|(?:face|venturi|reservoir|oxygen|non-?rebreath(?:er|e|ing)) ?masks?|(?:breathing|breathes|breathed|ventilating) spontaneously|spontaneous(?:ly)? (?:breathing|ventilation)|not (?:yet )?intubated|helmet|occhialini|maschera(?: di)? venturi|casco)(?!\w)/gi,
    unlessClause: moreThanThat,
    value: 'no',
    negated: null,
    confidence: 0.84,
    reason: 'the film is said to be of a patient on lesser support than a tube',
    examples: [
      ['CXR at time of ICU admission on high flow nasal cannula 60 L/min.', 'no'],
      ['Non-invasive ventilation with helmet.', 'no'],
      ['AP radiograph on BiPAP in ED.', 'no'],
    ],
    counterexamples: [
      'Radiograph after intubation for failing CPAP.',
      'Film taken when CPAP had failed.',
      'The patient may need high-flow nasal oxygen.',
    ],
  },
  {
    id: 'film-after-extubation',
    field: 'intubation_present',
    scope: 'image',
    pattern:
      /\b(?:(?:after|following|since|from|post)\s(?:(?:he|she|the|patient|had|has|was|been|being|successful(?:ly)?|his|her)\s){0,4}(?:extubat(?:ed|ion)|removal of the (?:endotracheal )?tube)|(?:s\/p|status post) extubation|(?:weeks?|months?|days?|hours?) (?:after|following|since) (?:(?:he|she|the|patient|had|has|was|been|being|successful(?:ly)?|his|her|complete)\s){0,4}wean(?:ed|ing) (?:off|from) (?:the |mechanical |invasive )*(?:ventilat(?:or|ion)|respirator)|(?:ETT|ET tube|endotracheal tube|tracheal tube) (?:\w+ ){0,3}(?:removed|withdrawn|out) (?:the |yesterday|on|after|in|overnight|since|this)|extubated (?:the (?:day|night|evening) before|yesterday|(?:\w+ ){1,2}(?:hours?|days?) (?:before|earlier|ago|previously))|just extubated|interval extubation|(?:tubes?|lines and tubes?|tubes? and lines) (?:\w+ )?(?:have|has|had|was|were) (?:\w+ )?(?:been )?(?:removed|withdrawn)(?! (?:by|to|back|up|slightly|a|some|\d))|(?:ETT|ET tube|endotracheal tube|tracheal tube) (?:now |since )?(?:removed|withdrawn|out)(?= ?[,.;)]|$)|(?:TET|tubo (?:endo|oro)?tracheale) (?:è stato )?rimosso|(?:dopo (?:l[’'])?)estubazione)\b/gi,
    unlessClause: /\b(?:re-?intubat\w*|ECMO)\b/i,
    value: 'no',
    negated: null,
    confidence: 0.9,
    past: true,
    reason: 'the film was taken after extubation',
    examples: [
      ['CT performed 2 days after he had been extubated.', 'no'],
      ['The patient was in ICU, extubated the day before.', 'no'],
      ['Day 12: lines and tube have been removed.', 'no'],
      ['One day after successful extubation.', 'no'],
      ['AP portable chest. ETT removed.', 'no'],
      ['RX torace dopo estubazione.', 'no'],
    ],
    counterexamples: [
      'Film 30 minutes later, after the tube had been withdrawn by 3 cm.',
      'Reintubated one day after extubation.',
      'After extubation might come fatigue.',
    ],
  },
  {
    id: 'film-of-intubated',
    field: 'intubation_present',
    event: 'intubation',
    scope: 'image',
    pattern: new RegExp(
      `\\b(?:(?:after|following|post-?)\\s?(?:(?:the|his|her|urgent|emergency|emergent|early|prompt|rapid|oro|naso|tracheal|endotracheal|orotracheal|he|she|patient|had|was|been|and)[\\s-]){0,4}(?:re-?)?intubat(?:ion|ed)|(?:intubated|ventilated) (?:and (?:sedated|ventilated|proned) )?(?:\\d{1,3}[- ]year[- ]old )?(?:\\w+ )?${person}|already intubated|(?<=[,:;]\\s)(?:now |still )?(?:intubated|ventilated)(?=\\s?[,;.)]|$)|(?:had|has) (?:already )?been (?:re-?)?intubated|still (?:intubated|ventilated|on the ventilator)|(?:re-?)?intubated overnight|(?:day|week) \\d{1,2} (?:of|on) (?:invasive |mechanical )*(?:ventilation|the ventilator)|(?:first|second|third|fourth|fifth) day (?:of|on) (?:invasive |mechanical )*(?:ventilation|the ventilator)|ventilat(?:or|ion) day \\d{1,2}|intubated (?:the (?:previous|preceding) (?:day|evening|night)|the (?:day|night|evening) before|overnight|yesterday)|(?:is|was|while|patient|currently) (?:receiving|on|under) (?:invasive )?(?:mechanical )?(?:ventilation|ventilator)|(?:ETT|tube) (?:repositioning|re-?positioned)|intubat[oa] (?:da|la sera|il giorno))\\b`,
      'gi',
    ),
    unlessBefore: new RegExp(`\\b(?:pre-?|before |prior to |non-)$|${laterPicture.source}|${ofAnother}`, 'i'),
    unlessClause: /\bextubat\w*/i,
    value: 'yes',
    negated: 'no',
    confidence: 0.88,
    negatedConfidence: 0.84,
    reason: 'the film is said to be of an intubated patient',
    examples: [
      ['AP film after urgent intubation', 'yes'],
      ['Radiograph taken 12 hours after reintubation.', 'yes'],
      ['Intubated woman, supine CXR.', 'yes'],
      ['51-year-old, already intubated at the referring hospital, AP radiograph.', 'yes'],
      ['Intubated the previous evening.', 'yes'],
      ['The patient was receiving mechanical ventilation.', 'yes'],
      ['Lower film: 3 days later, intubated, consolidation of the whole lung.', 'yes'],
      ['Post ETT repositioning: re-expansion of the left lung.', 'yes'],
    ],
    counterexamples: [
      'Film before intubation.',
      'The patient may be intubated overnight.',
      'After intubations became common.',
      'Image 1 - CXR on arrival Image 3 - CXR post intubation',
    ],
  },
  {
    id: 'film-ahead-of-intubation',
    field: 'intubation_present',
    scope: 'image',
    pattern:
      /\b(?:(?:before|prior to|ahead of|preceding|pre-?)\s?(?:(?:the|his|her|urgent|emergency|emergent|endotracheal|tracheal|orotracheal|she|he|was|being)[\s-]){0,4}intubat(?:ion|ed)|prima (?:dell[’']|di )intubazione)\b/gi,
    value: 'no',
    negated: null,
    confidence: 0.88,
    past: true,
    reason: 'the film was taken before intubation',
    examples: [
      ['CXR just before urgent intubation', 'no'],
      ['Film one hour before she was intubated.', 'no'],
    ],
    counterexamples: ['Film after intubation.'],
  },
  {
    id: 'film-of-intensive-care',
    field: 'in_icu',
    event: 'icu-in',
    scope: 'image',
    pattern: new RegExp(
      `\\b(?:(?:at|on) (?:the )?time of ${unit} (?:admission|transfer|arrival)|(?:on|at|after|upon|following) (?:admission|transfer|arrival) (?:to|in|at|on) (?:the |our )?${unit}|(?:was|is|patient|ventilated|still|now|nursed) (?:in|on) (?:the |our )?${unit}|(?<=^[^.;]{0,60})in (?:the |our )?${unit}(?= ?(?:[.,;:)]|$))|(?<=^[^.;]{0,60}[,:(] ?|^)${unit}(?= ?(?:[.,;:)]|$))|(?:after|following) (?:\\w+ and )?admission to (?:the |our )?${unit}|all[’']ingresso in (?:TI|terapia intensiva|rianimazione)|in TI(?= ?[.,;:)]|$)|(?<=, )TI(?= ?[.,;:)]|$)|${unit} (?:patient|day \\d|bed \\d{1,3})|day \\d{1,3} (?:of|in) (?:the |his |her )?${unit}|in terapia intensiva|in rianimazione)(?!\\w)`,
      'gi',
    ),
    unlessBefore: /\b(?:before|prior to|until)\s(?:\w+\s){0,2}$/i,
    value: 'yes',
    negated: 'no',
    confidence: 0.86,
    reason: 'the film is said to be of intensive care',
    examples: [
      ['Chest radiograph at time of ICU admission.', 'yes'],
      ['The patient was in ICU on noradrenaline.', 'yes'],
      ['Ventilated in ICU, AP portable film.', 'yes'],
    ],
    counterexamples: ['Film before he was in the ICU.', 'The patient may need to go to the ICU.'],
  },
  {
    id: 'film-elsewhere',
    field: 'in_icu',
    scope: 'image',
    pattern: new RegExp(
      `\\b(?:(?:in|from|at|on arrival (?:in|at|to)) (?:the |our )?(?:${emergency}|${theatre})|(?<=(?:^|[,;:(–-] ?))(?:${emergency}|${theatre})(?= ?[,:;.)–-]|$)|(?<=(?:^|[,;:(] ?))(?:\\w+ )?ward(?: \\d{1,2}\\w?)?(?= ?[,:;.)]|$)|(?:on|in) (?:the |a |our )?(?:\\w+ ){0,2}ward|as an out-?patient|out-?patient|(?:at|in) (?:the )?(?:\\w+ )?(?:clinic|follow-?up visit|primary care|general practice)|(?:after|following|since|post) (?:his |her |the |hospital )?discharge(?! to)|(?:after|following) (?:transfer|discharge|moving|stepping down) (?:out of|from|to the ward)|before (?:being )?(?:transfer(?:red)?|admitted|admission|moved) to (?:the )?${unit})(?!\\w)`,
      'gi',
    ),
    unlessClause: new RegExp(`\\b(?:in|on) (?:the |our )?${unit}\\b|\\barrival in ${unit}\\b`, 'i'),
    value: 'no',
    negated: null,
    confidence: 0.86,
    reason: 'the film was taken outside intensive care',
    examples: [
      ['Portable frontal radiograph from the ED.', 'no'],
      ['CXR AP in ED: right lower lobe airspace disease.', 'no'],
      ['CXR at outpatient follow-up 1 month after discharge, normal.', 'no'],
      ['CT 1 day after transfer out of ICU.', 'no'],
      ['Film on the respiratory ward.', 'no'],
    ],
    counterexamples: [
      'Portable film in the ICU, one day after transfer from the ward.',
      'The patient may go to the ward.',
    ],
  },
  {
    id: 'film-at-large',
    field: 'intubation_present',
    scope: 'image',
    pattern:
      /\b(?:as an out-?patient|out-?patient (?:follow-?up|clinic|visit|department)|(?:days?|weeks?|months?) (?:after|following|since|post|from) (?:his |her |the |hospital )?discharge(?! to)|(?:at|in) (?:the )?(?:\w+ )?clinic\b)/gi,
    value: 'no',
    negated: null,
    confidence: 0.85,
    reason: 'the film was taken of a patient at home',
    examples: [
      ['CXR at outpatient follow-up, normal.', 'no'],
      ['Follow-up CT 6 weeks after discharge.', 'no'],
    ],
    counterexamples: ['A film is planned six weeks after discharge if symptoms persist, it may be skipped.'],
  },
];
