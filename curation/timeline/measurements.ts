import { type Quantity, quantities } from '../../data/format/timeline.ts';
import { cellFactor } from './cell-units.ts';

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

/** A mark before three digits parts thousands, or the decimals of a number of three. */
const grouped = /^([1-9]\d{0,2})[.,'’\u2009\u202f ](\d{3})$/;

/**
 * The number of a cell count as its unit lets it be read: cells per µL are whole (`11.360/mm3`, `12 400/µL`), and a
 * count in 10^9/L has no thousands (`3,245 x 10^9/L`).
 */
export function parseCount(text: string, unit: string): number | null {
  const parts = grouped.exec(text.trim());
  const factor = cellFactor(unit);
  if (!parts || factor === null) return parseDecimal(text);
  return factor === 1 ? Number(`${parts[1]}.${parts[2]}`) : Number(`${parts[1]}${parts[2]}`);
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
