import type { Quantity } from '../../../data/format/timeline.ts';
import {
  cellCount,
  celsius,
  parseDecimal,
  partialPressure,
  saturation,
} from '../../timeline/measurements.ts';
import { assertionOf } from '../assertion.ts';
import { type MeasurementRule, measurementRules } from './measurement-rules.ts';

/** Measurements in sentences, each with the number and unit as written and the value in the unit it is kept in. */

export interface StatedMeasurement {
  readonly quantity: Quantity;
  readonly value: number;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly rule: string;
}

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
  /temp|fever|febr|febb|pyrexia|apyr|apiret|oxim|pulse ox|\bT|sat|s[ap] ?o|\bsO2|pO ?2|PaO|partial pressure|WBC|WCC|white|leu[ck]o|\bGB\b|globuli|neutro|lympho|linfo|\bA[NL]C\b/i;
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
