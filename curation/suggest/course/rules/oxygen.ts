import { Scanned } from '../../patterns/scanned.ts';
import { aroundOf } from '../../rules/around.ts';
import type { TextRule } from '../../rules/rule.ts';
import { any, oxygenWords as words } from '../../words/course.ts';
import { anyOf } from '../../words/languages.ts';

/** Oxygen given, by gas, device and flow; room air all the time. */

const gas = `${any(words.gas)}(?!-?\\s?${any(words.measured)})`;
const litres = `(?:[1-9]|[1-7]\\d)(?:[.,]\\d)?(?:\\s?(?:-|–|to)\\s?\\d{1,2})?\\s?-?${any(words.litres)}`;
const perMinute = any(words.perMinute);
const endsPerMinute = new RegExp(`${perMinute}$`, 'iu');
const otherFlow = anyOf(words.otherFlows, 'iu');
const anyGas = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${gas}|${words.masks.join('|')}|FiO2|sats?|satur\\w+|SpO2|SaO2|NC|${words.devices.join('|')})(?![\\p{L}\\p{N}])|%`,
  'iu',
);
const needed = anyOf(words.needing, 'iu');
const thenOnly = anyOf(words.thenOnly, 'iu');
const ending =
  /(?<![\p{L}])(?:discharg\w*|home|wean\w*|recover\w*|follow-?up|rehabilit\w*|months?|dimess[oa]|extubat\w*|improv\w*|breathing spontaneously|off|stopp?ed|until|able to)(?![\p{L}])/iu;

/** A denial counts of the whole course when it tells of a need and limits itself to no time. */
function denied(match: RegExpMatchArray): 'no' | null {
  const { clause, next } = aroundOf(match);
  if (thenOnly.test(clause.replace(match[0], ' '))) return null;
  if (/^\W*(?:until|before|when)\b/i.test(next)) return null;
  return needed.test(clause) || !ending.test(match.input ?? '') ? 'no' : null;
}

const whole = (source: string): RegExp =>
  new Scanned(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'giu');
const notOfThisIllness =
  /\b(?:surgical |home |long-term |domiciliary |N95 |nocturnal |night-?time |hyperbaric |partial pressure of |saturation of |saturazione di |low |poor |blood |arterial |venous |flow (?:rate )?(?:was|is|of oxygen was) |\b(?:no|without|any) (?:further )?(?:increase|change|rise|escalation) (?:in|of) (?:the |his |her )?)$/i;
const conditional =
  /^ (?:(?:is|are) (?:an?|the|often|usually|recommended)\b|saturations?|concentration|sats?\b|if\b|in case|at home\b|a domicilio|for (?:sleep|OSA|obstructive sleep))|^\s(?:wearing|wearers|mandate)/i;

const given = {
  field: 'needed_supplemental_O2',
  event: 'oxygen-start',
  scope: 'patient',
  unlessBefore: notOfThisIllness,
  unlessAfter: conditional,
  unlessClause: /\bsleep[- ]?apn|\bOSAS?\b|obstructive sleep/i,
} as const;

const { event: _, ...settings } = given;

export const oxygenRules: readonly TextRule[] = [
  {
    ...given,
    id: 'oxygen-given',
    pattern: whole(
      `${any(words.givingBefore)}\\s(?:(?:the|his|her|an?|any|some|additional|more|supplemental|nasal|mask|further|low-flow|high-flow|high-concentration|facial|small|constant|continuous|litres?|liters?|of|\\d+)\\s){0,2}${gas}|${gas}[-\\s]${any(words.givingBehind)}|(?<=\\b(?:no|without|senza|any) )${gas}|${any(words.therapies)}`,
    ),
    value: (match) => (/^(?:on|of|with|in|di|con)\s(?:\d+)\s/i.test(match[0]) ? null : 'yes'),
    negated: denied,
    confidence: 0.95,
    negatedConfidence: 0.88,
    reason: 'the text says that oxygen was given',
    examples: [
      ['he received supplemental oxygen through a nasal cannula at a rate of 5 liters per minute', 'yes'],
      ['She was put on oxygen.', 'yes'],
      ['oxygen was given through the mask for oxygen support', 'yes'],
      ['rehydration without supplemental oxygenation', 'no'],
      ['She did not require supplemental oxygen.', 'no'],
      ['She never needed oxygen.', 'no'],
      ['No oxygen was needed.', 'no'],
      ['Course: no ICU, no oxygen.', 'no'],
      ['He did not require oxygen or admission to intensive care.', 'no'],
      ['There was no need for oxygen until day 4.', 'yes'],
      ['Rising O2 requirements overnight.', 'yes'],
      ['a sudden rise in oxygen requirement', 'yes'],
      ['IV aciclovir and oxygen were given', 'yes'],
      ['He received oxygen for five days.', 'yes'],
      ['She was weaned off oxygen within a week.', 'yes'],
      ['Her oxygen was stopped on day 5.', 'yes'],
      ['In ossigenoterapia dal secondo giorno.', 'yes'],
      ['Non ha mai necessitato di ossigeno.', 'no'],
      ['Mai richiesto ossigeno supplementare.', 'no'],
    ],
    counterexamples: [
      'Supplemental oxygen should be considered.',
      'The patient had been on home oxygen therapy for COPD.',
      'On arrival his oxygen saturation was 93 %.',
      'Admitted with low oxygen saturation.',
      'Discharged on day 21 without oxygen.',
      'He was breathing spontaneously without oxygen by then.',
      'No oxygen was needed at discharge.',
      'Her partial pressure of oxygen was 60 mmHg.',
      'There was no increase in oxygen need.',
      'His father needed oxygen.',
    ],
  },
  {
    ...given,
    id: 'oxygen-device',
    pattern: whole(any(words.devices)),
    value: 'yes',
    negated: null,
    confidence: 0.95,
    reason: 'the text names what oxygen was given with',
    examples: [
      ['O2 via nasal cannula was started', 'yes'],
      ['This patient was never intubated, received high flow oxygen and improved.', 'yes'],
      ['put on a non-rebreathe mask', 'yes'],
      ['Venturi mask 40 % from 11/4.', 'yes'],
      ['Exhaustion on CPAP.', 'yes'],
      ['HFNC 50 L/min, FiO2 0.6 was started.', 'yes'],
      ['He was managed with non-invasive positive pressure ventilation for six days.', 'yes'],
      ['Trattata con CPAP con casco.', 'yes'],
      ['In VNI dalla terza giornata.', 'yes'],
      ['Naselli a bassi flussi.', 'yes'],
    ],
    counterexamples: [
      'He did not tolerate CPAP.',
      'Nocturnal CPAP for sleep apnoea.',
      'She wears CPAP at night for sleep apnoea.',
      'High flow oxygen may be needed.',
      'His mother was on CPAP.',
    ],
  },
  {
    ...given,
    id: 'oxygen-mask',
    pattern: whole(any(words.masks)),
    value: (match) => (anyGas.test(aroundOf(match).clause.replace(match[0], ' ')) ? 'yes' : null),
    negated: null,
    confidence: 0.92,
    reason: 'oxygen by mask',
    examples: [
      ['Oxygen by face mask at 6 L/min was started on admission.', 'yes'],
      ['SpO2 95 % on a simple mask.', 'yes'],
    ],
    counterexamples: ['He wore a face mask.', 'A surgical mask was put on in triage.'],
  },
  {
    ...given,
    id: 'oxygen-flow',
    pattern: whole(
      `${litres}${perMinute}|${litres}\\s(?:of\\s|di\\s)?(?:oxygen|O2|ossigeno|NC|nasal|via|by|FM|NRB|mask)|(?:on|to|at|up to|a|needing|requiring|needed|required|\\d\\d\\s?%?)\\s${litres}(?=\\s?(?:[.,;:)]|$|and\\b|with\\b|the\\b|by\\b|of oxygen|oxygen|NC|per|\\())|\\d\\s?%\\s(?:on|with|at|in)\\s${litres}`,
    ),
    value: (match) => {
      const { clause } = aroundOf(match);
      if (otherFlow.test(clause)) return null;
      return anyGas.test(clause) ||
        endsPerMinute.test(match[0]) ||
        /^(?:on|needing|requiring|needed|required)\s/i.test(match[0])
        ? 'yes'
        : null;
    },
    negated: null,
    confidence: 0.94,
    reason: 'a flow of oxygen',
    examples: [
      ['He was started on 2L O2.', 'yes'],
      ['rising to 93% with 6 L/min via mask', 'yes'],
      ['O2 sat 89 % on RA, 95 % on 2L NC.', 'yes'],
      ['Sats 88% RA → 95% on 4 L.', 'yes'],
      ['managed with 2 litres of oxygen and nebulisers', 'yes'],
      ['sat 84% on 4L, placed on BiPAP', 'yes'],
      ['He required up to 5 L by nasal cannula.', 'yes'],
      ['She was on 3 litres.', 'yes'],
      ['Sats 88 RA, 94 4L.', 'yes'],
      ['Desaturation on exertion needing 1-2 L.', 'yes'],
      ['O2 a 4 l/min.', 'yes'],
    ],
    counterexamples: [
      'WBC 5 x 10^9/L',
      'ECMO at 4 L/min.',
      'Two litres of saline were infused.',
      '1.5 L of pleural fluid were drained.',
      'if the oxygen requirement went over 10 L/min',
      'Cardiac output was 4 L/min.',
    ],
  },
  {
    // A setting says that oxygen is given, not when it began.
    ...settings,
    id: 'inspired-oxygen',
    pattern:
      /(?<![/\p{L}])(?<=\b(?:on|with|at|requir\w+|need\w*|up to|of|via|to|\d\s?%|NC|mask|BiPAP|CPAP|HFNC)[\s,(]{1,2}(?:an?\s)?)F[iI]O2?\s?(?:of|=|:|was|at|to|up to)?\s?(?:0[.,](?:2[2-9]|[3-9]\d?)|1[.,]0|(?:2[2-9]|[3-9]\d|100)\s?%)|(?<![\d.,])(?:2[2-9]|[3-9]\d|100)\s?%\s(?:of\s|humidified\s|inspired\s)?(?:oxygen|O2)(?!\s?(?:sat|therapy sat))/gu,
    value: 'yes',
    negated: null,
    confidence: 0.92,
    reason: 'a share of oxygen above that of air',
    examples: [
      ['Sats 93% on FiO2 0.45.', 'yes'],
      ['He needed FiO2 40 %.', 'yes'],
      ['She needed 28% oxygen for the first three days.', 'yes'],
    ],
    counterexamples: ['on FiO2 0.21', 'PaO2/FiO2 150', 'FiO2 21 %', 'FiO2 was 60%.'],
  },
  {
    id: 'off-oxygen',
    field: 'needed_supplemental_O2',
    event: 'oxygen-stop',
    scope: 'patient',
    pattern: whole(
      `${any(words.backTo)}\\s(?:the\\s)?${any(words.roomAir)}|off (?:of )?(?:supplemental |all )?(?:oxygen|O2)|no longer (?:on|need(?:ed|ing|s)|requir(?:ed|ing|es)|dependent on) (?:supplemental )?(?:oxygen|O2)|(?:oxygen|O2|ossigeno) (?:\\w+ )?(?:was |could be |had been |è stato )?(?:stopped|weaned|discontinued|sospeso)`,
    ),
    value: 'yes',
    negated: 'yes',
    confidence: 0.9,
    negatedConfidence: 0.9,
    reason: 'oxygen was stopped, so it had been given',
    examples: [
      ['weaned to room air by day 6', 'yes'],
      ['She was off oxygen by day 7.', 'yes'],
      ['He was back on room air on day 9.', 'yes'],
      ['He no longer needed oxygen.', 'yes'],
    ],
    counterexamples: ['Sats 94 % on room air.', 'His wife was off oxygen by then.'],
  },
  {
    id: 'room-air-throughout',
    field: 'needed_supplemental_O2',
    scope: 'patient',
    pattern: whole(any(words.roomAir)),
    value: (match) => {
      const { clause } = aroundOf(match);
      return allTheTime.test(clause) ? 'no' : null;
    },
    negated: (match) => (/\bnever (?:off|left)\b|mai lasciat/i.test(aroundOf(match).clause) ? 'no' : null),
    confidence: 0.92,
    negatedConfidence: 0.9,
    reason: 'room air all the time',
    examples: [
      ['She breathed room air throughout and remained at 97 %.', 'no'],
      ['Pt. remained on room air through out, and discharged on day 6.', 'no'],
      ['Saturations above 95 % on room air at all times.', 'no'],
      ['Sempre in aria ambiente.', 'no'],
      ['Maintained saturations on air throughout.', 'no'],
    ],
    counterexamples: [
      'SpO2 was 94 % on room air.',
      'His wife was on room air throughout.',
      'At first she was on room air.',
    ],
  },
];
const allTheTime = anyOf(words.allTheTime, 'iu');
