import type { Quantity } from '../../../data/format/timeline.ts';
import {
  cellCount,
  celsius,
  parseDecimal,
  partialPressure,
  saturation,
} from '../../timeline/measurements.ts';
import { assertionOf } from '../assertion.ts';

/** Measurements in sentences, each with the number and unit as written and the value in the unit it is kept in. */

export interface StatedMeasurement {
  readonly quantity: Quantity;
  readonly value: number;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly rule: string;
}

interface MeasurementRule {
  readonly id: string;
  readonly quantity: Quantity;
  readonly pattern: RegExp;
  readonly confidence: number;
  readonly examples: readonly (readonly [string, number])[];
  readonly counterexamples: readonly string[];
}

const value = '(?<value>\\d{1,3}[,\\u2009\\u202f]\\d{3}|\\d{1,6}(?:[.,·∙]\\d{1,2})?)';
/** A unit of a cell count, as far as one is written. */
const cellUnit =
  '(?<unit>\\s?(?:%|(?:[×✕x*]\\s?)?10\\s?(?:\\^|E|e)?\\s?[3969⁹³](?:\\s?(?:cells?\\s)?(?:\\/|per)\\s?(?:L|l|litre|liter|u[lL]|[µμ][lL]|mm)3?)?|1000\\s?\\/\\s?[uµμ][lL]|K\\s?\\/\\s?[uµμ][lL]|G\\s?\\/\\s?[lL]|\\/\\s?nL|(?:cells?\\s?)?(?:\\/|per)\\s?(?:[uµμ][lL]|mm\\^?3|mm³|mcL|cubic millimet|cmm)))?';
const gap = '[^.;%\\d]{0,40}?';
const decimal = '(?<value>\\d{2,3}(?:[.,·∙]\\d{1,2})?)';

export const measurementRules: readonly MeasurementRule[] = [
  {
    id: 'temperature',
    quantity: 'temperature',
    confidence: 0.95,
    pattern: new RegExp(
      `\\b(?<word>(?:maximum |body |oral |PS |axillary )?temp(?:erature|\\.)?|fever|febrile(?: to)?|pyrexia|TC|T|febbre|temperatura)(?=\\W|\\d)(?<gap>[^.;\\d]{0,45}?)${decimal}(?!\\d|[.,]\\d|\\s?(?:%|beats|/|mm|bpm|years?|days?|hours?|mg))(?<unit>\\s?(?:°|º|℃|degrees?|deg)?\\s?(?:C|F|celsius|fahrenheit)?(?![a-z]))`,
      'gi',
    ),
    examples: [
      ['his maximum temperature was 38·6°C, oxygen saturation was 97%', 38.6],
      ['fever (38.2°C [100.8°F]), dry cough', 38.2],
      ['significant for Temp of 100.2° F (37.9° C)', 37.9],
      ['Temperature of 40C, Heart Rate 122', 40],
      ['On physical examination: T ° 40 ° C and dyspnea', 40],
      ['TC 37.5;SPO2 = 88%', 37.5],
      ['febrile to 101', 38.3],
      ['febbre 38,5 °C', 38.5],
    ],
    counterexamples: [
      'fever for 10 days',
      'fever and a heart rate of 98 beats per min',
      'CD4 T cell count 40',
      'fever for five days on January 30, 2020',
      'fever since March 38 km from home',
    ],
  },
  {
    id: 'oxygen-saturation',
    quantity: 'spo2',
    confidence: 0.94,
    pattern:
      /\b(?:SpO2|SPO2|SaO2|SatO2|O2 ?sat(?:uration)?|(?:peripheral |capillary |initial |low |blood ){0,2}oxygen saturations?|saturations?(?: of oxygen| (?:of )?pO ?2| O2)?|pO ?2|sats?|saturating|satting|saturazione(?: (?:di |in )?(?:O2|ossigeno))?)(?=\W)(?<gap>[^.;\d]{0,40}?)(?<value>\d{2,3}(?:[.,]\d)?)\s?%|(?<value2>\d{2,3}(?:[.,]\d)?)\s?%\s(?:pO ?2|O2 saturation|oxygen saturation|saturation|SpO2)/gi,
    examples: [
      ['oxygen saturation was 97% on room air', 97],
      ['pO 2 = 97% in air', 97],
      ['98% pO2 saturation is detected in ambient air', 98],
      ['peripheral capillary oxygen saturation 67%', 67],
      ['O2Sat:93% at room air', 93],
      ['on arrival patient saturation of oxygen was 75%', 75],
      ['His oxygen saturations were 85 % on ambient air.', 85],
      ['SaO2: 92%', 92],
      ['Saturazione O2 89% in aria ambiente', 89],
    ],
    counterexamples: ['FiO2 50%', 'PaO2 82', 'oxygen saturation fell'],
  },
  {
    id: 'oxygen-pressure',
    quantity: 'po2',
    confidence: 0.9,
    pattern:
      /\b(?:PaO2|pO2|PO2|partial pressure of oxygen|arterial oxygen)(?=\W)[^.;%\d]{0,30}?(?<value>\d{1,3}(?:[.,·∙]\d{1,2})?)(?<unit>\s?(?:mm ?Hg|kPa)|(?=\s?[;,.)]|\s?$))/gi,
    examples: [
      ['The partial pressure of oxygen was 57.2 mm Hg', 57.2],
      ['hypoxemia (PaO2 63.4 mmHg)', 63.4],
      ['pO2 8.2 kPa', 61.5],
    ],
    counterexamples: ['pO2 97%'],
  },
  {
    id: 'leukocytes',
    quantity: 'leukocytes',
    confidence: 0.94,
    pattern: new RegExp(
      `\\b(?:WBCs?|WCC|white[- ](?:blood[- ])?cells?(?:[- ]counts?)?(?: \\(WBC\\))?|leu[ck]ocytes?(?: counts?)?|leu[ck]ocytosis|leukopenia|GB|globuli bianchi|leucociti)(?=\\W)${gap}${value}${cellUnit}`,
      'gi',
    ),
    examples: [
      ['white blood cell count 7·4 × 109 per L (normal 4–11)', 7.4],
      ['Blood chemistry tests: WBC 11.2;PCR 301', 11.2],
      ['Leukopenia (white blood cell count,3.13×109/L, neutrophil', 3.13],
      ['Leukocyte count was 11,360 cells/μl (6% lymphocytes)', 11.36],
      ['Peripheral-blood white-cell count was 3770 per cubic millimeter', 3.77],
      ['(WBC): 5.1×109/l', 5.1],
      ['WBC 12.6 1000/uL (reference range', 12.6],
      ['white blood cells (3.47 x10 ^ 3 / ul; vn', 3.47],
    ],
    counterexamples: ['GB 4.6 U / l, PCR', 'white cell count was normal', 'WBC 9 %'],
  },
  {
    id: 'neutrophils',
    quantity: 'neutrophils',
    confidence: 0.93,
    pattern: new RegExp(
      `\\b(?:neutrophils?(?: counts?)?|ANC|neutrofili)(?=\\W)${gap}${value}${cellUnit}`,
      'gi',
    ),
    examples: [
      ['neutrophil count 1.63×109/L) with', 1.63],
      ['neutrophils (6.3 × 109 cells per liter (range', 6.3],
    ],
    counterexamples: ['Neutrophils 90.20%', 'neutrophils 85.3 %(reference'],
  },
  {
    id: 'lymphocytes',
    quantity: 'lymphocytes',
    confidence: 0.93,
    pattern: new RegExp(
      `\\b(?:lymphocytes?(?: cell)?(?: counts?)?(?: absolute value \\(lym\\))?|lymphop[eo]?en(?:ia|ic)|lymphocytopenia|ALC|linfociti|linfopenia)(?=\\W)${gap}${value}${cellUnit}`,
      'gi',
    ),
    examples: [
      ['lymphocytes 0.8 x 10E9 / L;PCR 95', 0.8],
      ['mild lymphopenia (0.8×103/µL, normal range', 0.8],
      ['lymphopenia with 570 cells/μL', 0.57],
      ['normal lymphocyte cell count, 1.2×109/L', 1.2],
      ['decreased lymphocytes (0.47 × 109/ L)', 0.47],
    ],
    counterexamples: [
      'lymphocytes percentage (5.1%)',
      'Lymphocytes 10.1% (reference',
      'lymphocytes 0.7 U / L',
    ],
  },
];

/** Another quantity between the word and the number: "leukocytosis, elevated d-dimer (13966". */
const another =
  /\b(?:d-?dimers?|CRP|C-reactive|LDH|lactate|platelets?|h[ae]+moglobin|ferritin|glucose|procalcitonin|creatinine|lymph\w*|neutro\w*|leu[ck]oc\w*|white|eosin\w*|PCR|ESR|troponin|gap|rate|pressure|pulse)\b/i;

const own: Readonly<Partial<Record<Quantity, RegExp>>> = {
  leukocytes: /leu[ck]oc\w*|white|WBC/gi,
  lymphocytes: /lymph\w*|lym\b/gi,
  neutrophils: /neutro\w*/gi,
  po2: /pressure/gi,
};

const ofGroup =
  /^[^;]{0,12}?(?:±|\bIQR|interquartile|\bversus\b|\bvs\b|\bP\s?[<=]|\bSD\b|flow rate|standard deviation|celsius \[standard)/i;

const mayHold =
  /temp|fever|febr|febb|pyrexia|\bT|sat|s[ap] ?o|pO ?2|PaO|partial pressure|WBC|WCC|white|leu[ck]o|\bGB\b|globuli|neutro|lympho|linfo|\bA[NL]C\b/i;
/** A limit or the worst of an illness, not the value of this day. */
const extreme = /\b(?:up to|>|<|over|above|below|maximum of|max|fino a|between|from|peak)\s?$|[<>≥≤]\s?$/i;

const timeWords =
  /\b(?:since|days?|weeks?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)\b/i;

function convert(rule: MeasurementRule, groups: Readonly<Record<string, string | undefined>>): number | null {
  const number = parseDecimal(groups['value'] ?? groups['value2'] ?? '');
  if (number === null) return null;
  const unit = groups['unit'] ?? '';
  switch (rule.quantity) {
    case 'temperature': {
      // A bare "T 40" or "fever 38" without any mark of a degree is read only where its size tells.
      const bare = unit.trim() === '';
      if (bare && /^T$/i.test(groups['word'] ?? '') && (groups['gap'] ?? '').length > 2) return null;
      // "fever for five days on January 30": a day of the month.
      if (bare && timeWords.test(groups['gap'] ?? '')) return null;
      return celsius(number, unit);
    }
    case 'spo2':
      return saturation(number);
    case 'po2':
      return partialPressure(number, unit);
    default:
      if (rule.quantity !== 'leukocytes' && unit.trim() === '') return null;
      return cellCount(rule.quantity, number, unit);
  }
}

/** Measurements of a sentence in reading order. */
export function measurementsIn(words: string): StatedMeasurement[] {
  if (!/\d/.test(words) || !mayHold.test(words)) return [];
  const found: StatedMeasurement[] = [];
  for (const rule of measurementRules) {
    for (const match of words.matchAll(rule.pattern)) {
      const groups = match.groups ?? {};
      const result = convert(rule, groups);
      if (result === null) continue;
      const [start, end] = [match.index, match.index + match[0].trimEnd().length];
      if (
        rule.quantity === 'leukocytes' &&
        (groups['unit'] ?? '') === '' &&
        /^\s?(?:U|mg|g|IU)\s?\//i.test(words.slice(end))
      )
        continue;
      const number = groups['value'] ?? groups['value2'] ?? '';
      const word = /^[\w-]{1,20}(?:\s(?:blood\s)?cells?)?/.exec(match[0])?.[0].length ?? 0;
      const between = match[0].slice(word, match[0].indexOf(number)).replace(own[rule.quantity] ?? /$^/, '');
      if (another.test(between)) continue;
      const at = start + match[0].indexOf(number);
      // Means of a group, and settings of a device.
      if (
        ofGroup.test(words.slice(end, end + 45)) ||
        /\b(?:mean|median|average|lower|higher)\s(?:\w+\s){0,2}$/i.test(
          words.slice(Math.max(0, start - 30), start),
        )
      )
        continue;
      const assertion = assertionOf(words, start, start + 1);
      if (assertion.other || assertion.general || assertion.hypothetical) continue;
      const loose = extreme.test(words.slice(Math.max(0, at - 12), at)) || assertion.past;
      found.push({
        quantity: rule.quantity,
        value: result,
        start,
        end,
        confidence: loose ? 0.65 : rule.confidence,
        rule: rule.id,
      });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
