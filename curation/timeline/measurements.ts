import { type Quantity, quantities } from '../../data/format/timeline.ts';

/**
 * Measurements as texts write them, in the one unit each is kept in. A value that cannot be told (no unit
 * and no telling size) or lies where no living patient's does is not read at all.
 */

export interface Measured {
  readonly quantity: Quantity;
  /** In the quantity's own unit (`quantities`). */
  readonly value: number;
  readonly stated: string;
}

/** Decimal comma, decimal point and the middle dot of some journals; `11,360` and `11 360` are thousands. */
export function parseDecimal(text: string): number | null {
  const compact = text.trim();
  if (/^\d{1,3}(?:[,\u2009\u202f ]\d{3}){1,3}$/.test(compact) && !/^0/.test(compact))
    return Number(compact.replace(/[,\u2009\u202f ]/g, ''));
  const plain = compact.replace(/[,·∙]/, '.');
  return /^\d{1,7}(?:\.\d{1,5})?$/.test(plain) ? Number(plain) : null;
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/**
 * Degrees Celsius from a number and its unit (`C`, `F` or none). Without a unit 30 to 43 is Celsius and 93 to
 * 110 Fahrenheit; anything else is not a body temperature.
 */
export function celsius(value: number, unit: string): number | null {
  const letter = unit.replace(/[^CFcf]/g, '').toUpperCase();
  const fahrenheit = letter === 'F' || (letter === '' && value >= 93 && value <= 110);
  const degrees = fahrenheit ? rounded(((value - 32) * 5) / 9, 1) : value;
  return degrees >= 30 && degrees <= 43 ? degrees : null;
}

/** Per how many microlitres a unit counts, as a factor to 10^3/µL; null when the unit says no count of cells. */
function cellFactor(unit: string): number | null {
  const plain = unit
    .toLowerCase()
    .replace(/[\s\u2009\u202f]/g, '')
    .replace(/[µμ]/g, 'u')
    .replace(/⁹/g, '9')
    .replace(/³/g, '3')
    .replace(/[×✕*]/g, 'x')
    .replace(/litre|liter/g, 'l')
    .replace(/per/g, '/')
    .replace(/cells?/g, '');
  if (plain === '') return null;
  if (/^%/.test(plain)) return null;
  // 10^9/L, 10E9/L, x 109 per L (the exponent's mark is often lost), G/L.
  if (/^x?10(?:\^|e|exp)?\(?9\)?\/l/.test(plain) || /^g\/l\b/.test(plain) || /^giga\/l/.test(plain)) return 1;
  // 10^6/L is a thousandth of 10^9/L.
  if (/^x?10(?:\^|e)?6\/l/.test(plain)) return 0.001;
  // 10^3/µL, 1000/uL, K/uL, /nL.
  if (/^x?(?:10(?:\^|e)?3|1000|k|thou(?:sand)?)\/?(?:ul|mm\^?3|mcl|cubicmillimet)/.test(plain)) return 1;
  if (/^\/nl/.test(plain)) return 1;
  // /µL, /mm3, per cubic millimetre.
  if (/^\/(?:ul|mm\^?3|mcl|cubicmillimet|cmm)/.test(plain)) return 0.001;
  return null;
}

/** Counts that a living patient's blood has, in 10^3/µL. */
const plausibleCells: Readonly<
  Record<'leukocytes' | 'neutrophils' | 'lymphocytes', readonly [number, number]>
> = {
  leukocytes: [0.1, 200],
  neutrophils: [0.01, 100],
  lymphocytes: [0.01, 100],
};

/**
 * A cell count in 10^3/µL. Without a unit the size tells only for leukocytes: 0.5 to 60 is thousands, 500 to
 * 60,000 is cells per µL; a percentage is no count (null).
 */
export function cellCount(
  quantity: 'leukocytes' | 'neutrophils' | 'lymphocytes',
  value: number,
  unit: string,
): number | null {
  if (/^\s?%/.test(unit)) return null;
  const factor = cellFactor(unit);
  let count: number | null = null;
  if (factor !== null) count = value * factor;
  else if (unit.trim() === '' && value >= 0.5 && value <= 60) count = value;
  else if (unit.trim() === '' && value >= 500 && value <= 60_000) count = value / 1000;
  if (count === null) return null;
  const [least, most] = plausibleCells[quantity];
  const result = rounded(count, 3);
  return result >= least && result <= most ? result : null;
}

/** A percentage of oxygen saturation; 40 to 100 (below that nobody is measured, let alone examined). */
export const saturation = (value: number): number | null => (value >= 40 && value <= 100 ? value : null);

/** An oxygen partial pressure in mmHg; kPa is converted (1 kPa = 7.50062 mmHg). */
export function partialPressure(value: number, unit: string): number | null {
  const mmHg = /kpa/i.test(unit) ? rounded(value * 7.50062, 1) : value;
  return mmHg >= 15 && mmHg <= 700 ? mmHg : null;
}

/** `38.6 °C`: a measurement for people. */
export const measuredWords = (quantity: Quantity, value: number): string =>
  `${value} ${quantities[quantity].unit}`;
