import type { Patient } from '../../data/format/case.ts';
import { plainSpaces } from './plain-spaces.ts';

/** Sex and age from the words of a source. What cannot be read stays in `stated` with a null value. */

const sexWords: readonly [RegExp, 'male' | 'female'][] = [
  [/\b(?:female|woman|women|girl|lady|f|donna|femmina|bambina|ragazza)\b/i, 'female'],
  [/\b(?:male|man|men|boy|gentleman|m|uomo|maschio|bambino|ragazzo)\b/i, 'male'],
];

/** Null for words that name no sex, or both. */
export const sexOf = (words: string): 'male' | 'female' | null => {
  const found = sexWords.filter(([pattern]) => pattern.test(words)).map(([, sex]) => sex);
  return found.length === 1 ? (found[0] ?? null) : null;
};

export const readSex = (stated: string | null): Patient['sex'] =>
  stated === null || stated === '' || stated === '-' ? null : { value: sexOf(stated), stated };

const units = { year: 'years', month: 'months', week: 'weeks', day: 'days' } as const;
type Unit = (typeof units)[keyof typeof units];

const unitOf = (word: string | undefined): Unit => {
  const lower = (word ?? 'y').toLowerCase();
  if (/^(?:y|a)/.test(lower)) return 'years';
  if (/^(?:mo|mes|mth)/.test(lower)) return 'months';
  if (/^(?:w|sett)/.test(lower)) return 'weeks';
  return 'days';
};

const unitWords =
  '(years?|yrs?|yo|y|months?|mo|mths?|weeks?|wks?|w|days?|d|anni|anno|mesi|mese|settimane|giorni)';
const single = new RegExp(`^(\\d{1,4}(?:[.,]\\d{1,2})?)[\\s-]{0,3}${unitWords}?\\b`, 'i');
const compound = /^(\d{1,3})[\s-]{0,3}(?:years?|yrs?|y)[\s,&]{0,4}(?:and )?(\d{1,2})[\s-]{0,3}months?/i;
const range = /^\d{1,3}\s{0,3}(?:-|–|to|or)\s{0,3}\d{1,3}/i;

/**
 * `60 years` → 60 years, `3 months` → 3 months, `2 years 6 months` → 30 months, `60` → 60 years;
 * ranges (`60-65 years`) and words (`Adult`) keep only what was stated.
 */
export const readAge = (stated: string | null): Patient['age'] => {
  if (stated === null || stated.trim() === '' || stated.trim() === '-') return null;
  const words = stated.trim();
  const plain = plainSpaces(words);
  const unit = unitOf(new RegExp(`${unitWords}\\b`, 'i').exec(plain)?.[1]);
  if (range.test(plain)) return { value: null, unit, stated: words };
  const parts = compound.exec(plain);
  if (parts) return { value: Number(parts[1]) * 12 + Number(parts[2]), unit: 'months', stated: words };
  const one = single.exec(plain);
  const value = one?.[1] === undefined ? null : Number(one[1].replace(',', '.'));
  const known = value !== null && value <= 1_500 && !(unit === 'years' && value > 130);
  return { value: known ? value : null, unit: one ? unitOf(one[2]) : unit, stated: words };
};
