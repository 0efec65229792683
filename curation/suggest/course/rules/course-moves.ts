import type { TextRule } from '../../rules/rule.ts';

/**
 * Turns of a course that no column asks for by themselves: coming to the hospital, the way out of intensive care, the
 * end of oxygen. `field` names the column that they have to do with, or the event where there is none.
 */

const unit =
  '(?:ICU|ITU|MICU|PICU|HDU|intensive(?: therapy)? care(?: unit)?|intensive therapy|critical care(?: unit)?)';
const ward =
  '(?:(?:a|an|the|our|his|her|general|medical|surgical|normal|regular|ordinary|respiratory|internal|infectious|diseases?|COVID|COVID-19|acute|step-?down|pulmonary|pa?ediatric|medicine|isolation|standard|conventional|hospital) ){0,4}(?:wards?|floor)';
const oxygen =
  '(?:(?:any|the|all|further|his|her|supplemental|supplementary|additional) ){0,2}(?:oxygen|O2)(?: (?:therapy|supply|support|supplementation|supplement))?';

export const courseMoves: readonly TextRule[] = [
  {
    id: 'hospital-stay',
    field: 'admission',
    event: 'admission',
    scope: 'patient',
    pattern:
      /\b(?:(?:re)?admitted|(?:re)?admission|hospitali[sz]ed|hospitali[sz]ation|in-?patient|(?:hospital|in-hospital) (?:day|stay|course)|days? (?:\w+ )?(?:in|of) (?:the )?hospital|HD ?#?\d{1,2}|ricoverat[oa]|ricovero|degenza|on (?:the|a) (?:\w+ )?ward|(?:was|been|stayed) in (?:our|the|this) hospital|length of stay)(?!\w)/gi,
    unlessBefore: /\b(?:pre-?|planned |elective |ICU |ITU |intensive care )$/i,
    value: 'yes',
    negated: 'no',
    confidence: 0.9,
    reason: 'the text tells of a stay in hospital',
    examples: [
      ['He was admitted with fever.', 'yes'],
      ['Chest radiograph on hospital day 4.', 'yes'],
      ['La paziente è stata ricoverata.', 'yes'],
      ['She was not admitted.', 'no'],
    ],
    counterexamples: [
      'Her husband was admitted.',
      'He may be admitted if he tires.',
      'Previous admission for asthma.',
    ],
  },
  {
    id: 'left-intensive-care',
    field: 'went_icu',
    event: 'icu-out',
    scope: 'patient',
    pattern: new RegExp(
      `\\b(?:stepp(?:ed|ing) down(?: (?:to|from) ${ward})?|step-?down to ${ward}|(?:back|returned|return) (?:to|on|in|onto) ${ward}|(?:transferred|transfer|moved|discharged|shifted|brought|taken|sent)(?: back)? (?:\\w+ )?(?:to|on|into|onto) ${ward}|(?:transfer(?:red)?|mov(?:ed|ing)|out|discharged?|released|left|leaving|back|returned) (?:\\w+ ){0,2}?(?:out of|from|of) (?:the |our )?${unit}|(?:left|leaving|leaves) (?:the |our )?${unit}|${unit} discharge|(?<=(?:^|[.;] ))to (?:the )?ward(?= \\d| on)|(?:trasferit[oa]|rientrat[oa]|torna|tornat[oa]) (?:\\w+ )?(?:in|nel|al|presso il) reparto|dimess[oa] dalla (?:terapia intensiva|rianimazione))(?!\\w)`,
      'gi',
    ),
    value: 'yes',
    negated: null,
    confidence: 0.88,
    reason: 'the text says that the patient left intensive care',
    examples: [
      ['She was intubated and stepped down to the ward on day 11.', 'yes'],
      ['Transferred to ICU for monitoring, back on the ward after 3 days.', 'yes'],
      ['1 day after transfer out of ICU', 'yes'],
      ['He could be discharged from ICU some weeks later.', 'yes'],
      ['He was moved from the ICU to a general ward.', 'yes'],
      ['Estubato, poi trasferito in reparto.', 'yes'],
    ],
    counterexamples: ['He may be moved to the ward tomorrow.', 'His father left the ICU.'],
  },
  {
    id: 'left-the-hospital-too',
    field: 'survival',
    event: 'discharge',
    scope: 'patient',
    pattern: new RegExp(
      `(?<=\\b(?:left|leaving|leaves|discharged from|out of) (?:the |our )?${unit}[^.;]{0,30} and (?:(?:left|from) )?)(?:the )?hospital(?= (?:on|after|by|\\d))|(?<=\\bday \\d{1,3} ?[-–:] ?)home\\b|\\bhome (?:with|to) (?:\\w+ ){1,3}on (?=HD|day|hospital day)|\\bleft for (?:a )?(?:\\w+ )?(?:LTACH|SNF|rehab\\w*|neuro-?rehab\\w*|home)\\b`,
      'gi',
    ),
    value: 'yes',
    negated: null,
    confidence: 0.88,
    reason: 'the text says when the patient left the hospital',
    examples: [
      ['He left the ICU on day 24 and the hospital on day 38.', 'yes'],
      ['She left intensive care on day 6 and the hospital on day 15.', 'yes'],
      ['Day 6 - home.', 'yes'],
      ['Home with mom on HD 3.', 'yes'],
      ['Left for LTACH on HD 29 in stable condition.', 'yes'],
      ['She left for neurorehabilitation on day 33.', 'yes'],
    ],
    counterexamples: [
      'He may go home with oxygen on day 6.',
      'He was transferred between the ICU and the hospital ward.',
      'Her mother left for home.',
    ],
  },
  {
    id: 'oxygen-ended',
    field: 'needed_supplemental_O2',
    event: 'oxygen-stop',
    scope: 'patient',
    pattern: new RegExp(
      `\\b(?:${oxygen} (?:(?:was|were|is|had been|has been|could be|therapy was) )?(?:\\w+ly )?(?:stopped|discontinued|withdrawn|ceased|suspended|removed|weaned(?: off)?|tapered off|no longer (?:needed|required|necessary))|(?:wean(?:ed|ing)?|liberated|came|coming|taken|be|was|is|were|now|completely) (?:(?:off|from) (?:of )?)${oxygen}|(?<=(?:^|[.,;:] ?))off ${oxygen}|(?:weaned|back|returned|down|switched|weaning) (?:to|on|onto) (?:room|ambient) air|(?:stopped|discontinued|ceased|stopping) ${oxygen}|(?<=no longer )(?:need(?:ed|ing|s)?|requir(?:ed|ing|es?)|on|dependent on) ${oxygen}|ossigeno(?:terapia)? (?:(?:è|era|veniva|viene) (?:stat[oa] )?)?sospes[oa]|sospes[oa] (?:l[’'])?ossigeno(?:terapia)?|(?:could|able to|managed to|can) (?:do|manage|cope|go) without ${oxygen}|(?:was|is|been|now|remained) without ${oxygen}(?= (?:since|from|by|on|after|at)|[.,;]|$)|(?<=\\bday )(?:\\w+ )?(?:she|he) was without ${oxygen}|(?:weaned|back|down) to RA\\b|(?:no more|no further) ${oxygen} (?:was )?(?:needed|required|necessary)|${oxygen} (?:was |were |could be )?(?:reduced|tapered|weaned) and (?:then |finally )?(?:stopped|discontinued|withdrawn)|svezzat[oa] dall[’']ossigeno(?:terapia)?)(?!\\w)`,
      'gi',
    ),
    unlessAfter: /^\s(?:saturations?|requirements?)\b/i,
    value: 'yes',
    negated: null,
    confidence: 0.88,
    reason: 'the text says that oxygen was stopped',
    examples: [
      ['She was off oxygen by day 7.', 'yes'],
      ['Oxygen was stopped on day 6.', 'yes'],
      ['He was weaned off oxygen within a week.', 'yes'],
      ['By day 9 he no longer needed supplemental oxygen.', 'yes'],
      ['Weaned to room air on day 5.', 'yes'],
      ['Ossigeno sospeso in sesta giornata.', 'yes'],
    ],
    counterexamples: ['He could not be weaned off oxygen.', 'Oxygen may be stopped tomorrow.'],
  },
];
