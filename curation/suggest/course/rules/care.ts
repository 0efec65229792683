import { Scanned } from '../../patterns/scanned.ts';
import { aroundOf } from '../../rules/around.ts';
import { laterPicture, type TextRule } from '../../rules/rule.ts';
import { any, careWords as words } from '../../words/course.ts';

/** Intensive care: events of a patient's course and what a film is said to be of. */
const noStaff =
  /\b(?:staff|team|physicians?|doctors?|nurses?|colleagues|beds?|capacity|medical staff) (?:(?:in|of|at) (?:the |our )?)?$/i;

const unit = any(words.units);
const determiner = "(?:the|our|an?|his|her|their|another|local|nearest|il|la|una|l[’'])";
const into = '(?:to|in|into|at|on|onto|for|of|within|inside|presso|alla|in|al)';
const out = '(?:from|out of|of|off|dalla|dal|di)';
const whole = (source: string): RegExp =>
  new Scanned(`(?<![\\p{L}\\p{N}-])(?:${source})(?![\\p{L}\\p{N}])`, 'giu');
const oneOf = (source: string): RegExp => new RegExp(whole(source).source, 'iu');
const lesser = new RegExp(`${any(words.lesser)}(?:\\s[\\w-]+){0,2}\\s?$`, 'iu');
const ofTheUnit = new RegExp(`^(?:['’]s)?[\\s-](?:\\w+\\s)?${any(words.ofTheUnit)}(?![\\p{L}])`, 'iu');
const stayed = new RegExp(`^[\\s-]${any(words.stays)}(?![\\p{L}])`, 'iu');
const led = new RegExp(
  `(?:^|[\\s(])(?:${into}|no|without|required?|requiring|requires|need(?:ed|ing|s)?|enter(?:ed|ing|s)|left|[:;,+/&-]|\\d)\\s(?:${determiner}\\s){0,2}$|^\\W*$`,
  'iu',
);
const entering = new RegExp(`(?<![\\p{L}])${any([...words.entering, ...words.being])}(?![\\p{L}])`, 'iu');
/** Asked, not entered: "reviewed by ICU", "discussed with intensive care". */
const asked = /\b(?:known\sto|by|with|from|contacted|called|informed|consulted)\s(?:the\s|our\s)?$/i;
const leftBefore = new RegExp(
  `(?:^|\\s)(?:from|out of|off|left|leaving|after leaving|discharged of|dalla|dal)\\s(?:${determiner}\\s)?$`,
  'iu',
);

const opens =
  /^(?:\s*(?:$|[.,;:)(→>+/-])|\s(?:from|for|on|at|with|and|or|then|until|where|due|because|since|x\s?\d|days?|\d|admission|stay|care|transfer|course|dal|per|con|e)\b)/i;
const fromUnit = new RegExp(`${unit}.*$`, 'iu');

/** Whether the place named is one that the patient was in, or came to. */
function wasThere(match: RegExpMatchArray): 'yes' | null {
  const { before, behind } = aroundOf(match);
  if (
    /\b(?:works?|worked|working|employed|employee)\b/i.test(before) ||
    ofTheUnit.test(behind) ||
    lesser.test(before) ||
    leftBefore.test(before) ||
    /\b(?:out of|from|off|left|leaving)\s/i.test(match[0])
  )
    return null;
  // "Critical care" without its unit is a need or a manner; only coming to it tells of a place.
  if (
    /critical[- ]care$|\bsetting$/i.test(match[0]) &&
    !/\b(?:admi|transfer|moved|taken|hospitali|shifted|enter|escalat|brought)/i.test(match[0]) &&
    !stayed.test(behind)
  )
    return null;
  // A part that begins with the place goes on with a time, a reason or nothing: "ICU from day 2".
  if (/^\W*$/.test(before) && !entering.test(match[0]) && !stayed.test(match[0]) && !opens.test(behind))
    return null;
  const begun = entering.test(match[0]) || stayed.test(match[0]) || stayed.test(behind);
  if (asked.test(before) && !entering.test(match[0])) return null;
  return begun || led.test(before) || led.test(match[0].replace(fromUnit, '')) ? 'yes' : null;
}

export const careRules: readonly TextRule[] = [
  {
    id: 'icu-admission',
    field: 'went_icu',
    event: 'icu-in',
    scope: 'patient',
    pattern: whole(
      `(?:${any(words.entering)}\\s(?:[\\w-]+\\s){0,3}?${into}\\s(?:${determiner}\\s){0,2}(?:[\\w-]+\\s){0,2}?|(?:${into}|requir(?:ed|ing|es)|need(?:ed|ing|s)?|enter(?:ed|ing|s))\\s(?:${determiner}\\s){0,2})?${unit}(?:[\\s-](?:admission|stay|care|support|transfer|treatment|setting|study|management))?|${any(words.entering)}\\s(?:[\\w-]+\\s){0,2}?${into}\\s(?:${determiner}\\s)?resuscitation(?!\\s(?:room|bay|area))`,
    ),
    unlessBefore: noStaff,
    unlessAfter: ofTheUnit,
    value: wasThere,
    negated: (match) => (wasThere(match) === null ? null : 'no'),
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
      ['Moved to the paediatric ICU.', 'yes'],
      ['He entered the ICU on 13 March.', 'yes'],
      ['The patient got worse on the fifth day, entering in ICU.', 'yes'],
      ['ICU from day 2 to day 8.', 'yes'],
      ['ventilated in ICU since day 2', 'yes'],
      ['day 9 of ICU stay', 'yes'],
      ['He remains ventilated on ICU.', 'yes'],
      ['Ricoverata in rianimazione.', 'yes'],
      ['She was not for ITU.', 'no'],
      ['He required up to 5 L but no ICU stay.', 'no'],
      ['Mai ricoverato in terapia intensiva.', 'no'],
    ],
    counterexamples: [
      'She may require ICU admission.',
      'The region needed ICU beds.',
      'consultation with the medical staff in the intensive care unit (ICU)',
      'taken directly to an isolated resuscitation room in our emergency department',
      'His father was admitted to the ICU.',
      'The ICU team was consulted.',
      'She was reviewed by the ICU outreach team.',
      'Discussed with ICU, who advised ward care.',
      'An ICU bed was reserved.',
      'Transferred to the high dependency unit.',
      'Trasferito in terapia sub-intensiva.',
      'Ricoverato in sub-intensiva.',
      'Manovre di rianimazione cardiopolmonare senza successo.',
      'He was observed in a step-down unit.',
      'ICU charts were not available.',
      'She works in an intensive care unit as a nurse.',
    ],
  },
  {
    id: 'icu-left',
    field: 'went_icu',
    event: 'icu-out',
    scope: 'patient',
    pattern: whole(
      `${any(words.leaving)}\\s(?:[\\w-]+\\s){0,3}?(?:${out}\\s)?(?:${determiner}\\s)?${unit}|(?:after|following|since|upon|post)[\\s-](?:${determiner}\\s)?${unit}\\s(?:discharge|stay)|out of (?:${determiner}\\s)?${unit}`,
    ),
    unlessBefore: noStaff,
    unlessAfter: ofTheUnit,
    requires: oneOf(
      `(?:${out}|left|leaving|lasciato|lasciata)\\s(?:${determiner}\\s)?${unit}|${unit}\\s(?:discharge|stay)`,
    ),
    value: 'yes',
    negated: null,
    confidence: 0.93,
    reason: 'the text says that the patient left intensive care',
    examples: [
      ['The patient was transferred out of the ICU on day 8.', 'yes'],
      ['Discharged from the intensive care unit to the ward.', 'yes'],
      ['He left the ICU after 11 days.', 'yes'],
      ['Film a week after ICU discharge.', 'yes'],
      ['1 day after transfer out of ICU', 'yes'],
      ['She was stepped down from ITU on day 11.', 'yes'],
      ['Dimesso dalla terapia intensiva.', 'yes'],
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
    id: 'no-intensive-care',
    field: 'went_icu',
    scope: 'patient',
    pattern: whole(any(words.neverThere)),
    value: 'no',
    negated: 'no',
    confidence: 0.88,
    negatedConfidence: 0.88,
    reason: 'the text says that intensive care was not needed, or ruled out',
    examples: [
      ['She was on oxygen for four days and critical care was never needed.', 'no'],
      ['The outreach team saw her twice and she did not go to the ICU.', 'no'],
      ['He never became so ill that a bed on the intensive care unit was called for.', 'no'],
      ['The PICU was informed but its help was not needed.', 'no'],
      ['Not for escalation beyond the ward.', 'no'],
      ['A ward-based ceiling of care was agreed.', 'no'],
      ['Non ha richiesto ossigeno né cure intensive.', 'no'],
      ['She did not need oxygen, nor was she in HDU or ICU.', 'no'],
    ],
    counterexamples: [
      'Her husband never came to the ICU.',
      'She may never need to go to the ICU.',
      'He was so ill that he was moved to the ICU.',
      'Non migliorava e fu trasferito in terapia intensiva.',
    ],
  },
  {
    id: 'ward-throughout',
    field: 'went_icu',
    scope: 'patient',
    pattern: whole(any(words.wardThroughout)),
    value: 'no',
    negated: (match) => (/\b(?:never|not)\b/i.test(match[0]) ? 'no' : null),
    confidence: 0.88,
    reason: 'the text says that the patient stayed on a ward throughout',
    examples: [
      ['she was managed on the respiratory ward with 2 litres of oxygen throughout', 'no'],
      ['He never left the ward.', 'no'],
    ],
    counterexamples: [
      'She was managed on the ward for two days.',
      'He may be managed on the ward throughout.',
    ],
  },
];
