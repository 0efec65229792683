/**
 * Units of cell counts as texts and laboratory slips spell them, each with its factor to 10^3 per microlitre. Marks
 * of exponents get lost or take odd forms on the way (`10^9/L`, `10⁹/L`, `x10*9/l`, `×10(9)/L`, `109/L`).
 */

const litre = 'l(?:it(?:re|er)s?)?(?![a-z])';
const microlitre =
  '(?:[uµμ]l|mcl|micro-?\\s?l(?:it(?:re|er)s?)?|mm\\s?\\^?[3³c]|cmm|cu(?:bic)?\\.?\\s?mm|cubic\\smillimet(?:re|er)?s?)(?![a-z\\d])';
const per = '\\s?(?:\\/|⁄|∕|per\\s)\\s?';
const cells = '(?:\\s?cells?)?';
const power = (exponent: string) => `(?:[×✕x*·]\\s?)?10\\s?(?:\\^|\\*{1,2}|e|exp)?\\s?\\(?${exponent}\\)?`;
const inverse = '(?:-|−|⁻|\\^-?)[1¹]';

/** The longest spelling stands first: an exponent without a volume is the last resort. */
const units: readonly (readonly [pattern: string, factor: number])[] = [
  [`${power('[9⁹]')}${cells}(?:${per}${litre}|\\s?l\\s?${inverse})`, 1],
  [`${power('[6⁶]')}${cells}(?:${per}${litre}|\\s?l\\s?${inverse})`, 0.001],
  [
    `(?:${power('[3³]')}|(?:[×✕x*]\\s?)?1[,.]?000|k|thou(?:sand)?s?\\.?|tsd\\.?)${cells}(?:${per}${microlitre}|\\s?[uµμ]l\\s?${inverse})`,
    1,
  ],
  [`(?:giga|gpt|g|billion|bn)${cells}${per}${litre}`, 1],
  [`${cells}\\s?(?:\\/|per\\s)\\s?nl(?![a-z])`, 1],
  [`(?:[×✕x*]\\s?)?cells?\\s?[uµμ]l\\s?${inverse}`, 0.001],
  [`${cells}${per}${microlitre}`, 0.001],
  [`${power('[39³⁹]')}(?![\\d.])`, 1],
];

/** Pattern of any unit of a cell count, for use inside patterns; letters of either case. */
export const cellUnitPattern = `(?:${units.map(([pattern]) => pattern).join('|')})`;

const compiled = units.map(([pattern, factor]) => [new RegExp(`^(?:${pattern})`, 'i'), factor] as const);

/** What a count in this unit is to be multiplied with for 10^3 per microlitre; null when the unit counts no cells. */
export function cellFactor(unit: string): number | null {
  const plain = unit.trim();
  return compiled.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}
