/** Numbers of list items as readers see them. */

export type Numbering = 'decimal' | 'lower-alpha' | 'upper-alpha' | 'lower-roman' | 'upper-roman';

const romans: readonly [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

const roman = (number: number): string => {
  let left = number;
  let written = '';
  for (const [value, letters] of romans) {
    for (; left >= value; left -= value) written += letters;
  }
  return written;
};

/** 1 → a, 26 → z, 27 → aa. */
const alphabetic = (number: number): string => {
  let written = '';
  for (let left = number; left > 0; left = Math.floor((left - 1) / 26))
    written = String.fromCodePoint(97 + ((left - 1) % 26)) + written;
  return written;
};

/** `3.`, `c.`, `iii.`; numbers that letters cannot write (0, negative, Roman above 3,999) are written in digits. */
export const listMarker = (number: number, numbering: Numbering): string => {
  const letters = numbering.endsWith('alpha') ? number > 0 : number > 0 && number < 4_000;
  if (numbering === 'decimal' || !letters) return `${number}.`;
  const written = numbering.endsWith('alpha') ? alphabetic(number) : roman(number);
  return `${numbering.startsWith('upper') ? written.toUpperCase() : written}.`;
};
