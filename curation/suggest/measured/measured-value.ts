import {
  cellCount,
  celsius,
  parseCount,
  parseDecimal,
  partialPressure,
  saturation,
} from '../../timeline/measurements.ts';
import type { MeasurementRule } from './measurement-rules.ts';

/** The number and unit of a match as a value in the unit that its quantity is kept in. */

const timeWords =
  /\b(?:since|days?|weeks?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)\b/i;

/** The value that the groups of a match state, with the unit found for it; null where they cannot be told to be one. */
export function measuredValue(
  rule: MeasurementRule,
  groups: Readonly<Record<string, string | undefined>>,
  stated: string,
): number | null {
  const text = groups['value'] ?? groups['value2'] ?? '';
  const gap = groups['gap'] ?? '';
  switch (rule.quantity) {
    case 'temperature': {
      const number = parseDecimal(text);
      if (number === null) return null;
      // A bare "T 40" or "fever 38" without any mark of a degree is read only where its size tells.
      const bare = stated.trim() === '';
      if (bare && /^T$/i.test(groups['word'] ?? '') && gap.length > 2) return null;
      // "fever for five days on January 30": a day of the month.
      if (bare && timeWords.test(gap)) return null;
      return celsius(
        number,
        stated
          .replace('℉', 'F')
          .replace('℃', 'C')
          .replace(/degrees?|deg/i, ''),
      );
    }
    case 'spo2': {
      const number = parseDecimal(text);
      const percent = groups['value2'] !== undefined || /%|cent/i.test(stated);
      return number === null || !percent ? null : saturation(number);
    }
    case 'po2': {
      const number = parseDecimal(text);
      return number === null ? null : partialPressure(number, stated);
    }
    default: {
      const number = parseCount(text, stated);
      if (number === null) return null;
      if (rule.quantity !== 'leukocytes' && stated.trim() === '')
        return bareCount(rule.quantity, number, groups);
      return cellCount(rule.quantity, number, stated);
    }
  }
}

/** The largest bare number of each that is sooner a count in 10^9/L than a percentage. */
const largestBare = { neutrophils: 40, lymphocytes: 5 };

/**
 * A count of a kind of white cells without a unit. No share of the cells is a whole number of hundreds, and no count
 * in 10^9/L: those are cells per µL. With decimals and small it is 10^9/L; else it may be a percentage.
 */
function bareCount(
  quantity: 'neutrophils' | 'lymphocytes',
  number: number,
  { value = '', gap = '' }: Readonly<Record<string, string | undefined>>,
): number | null {
  if (Number.isInteger(number) && number >= 200 && number <= 20_000)
    return cellCount(quantity, number, '/µL');
  const decimal = /[.,·∙]\d{1,2}$/.test(value);
  // "Neutrophils 0.85": a fraction.
  if (
    !decimal ||
    number > largestBare[quantity] ||
    (quantity === 'neutrophils' && number < 1 && !/ANC/.test(gap))
  )
    return null;
  return cellCount(quantity, number, 'x10^9/L');
}
