import type { Patient } from './case.ts';

/** Units of an age as stated, each with how many of them make a year. */
const perYear = { years: 1, months: 12, weeks: 365.25 / 7, days: 365.25 } as const;

/** Years with at most two decimals: 3 months are 0.25. */
export const inYears = (value: number, unit: keyof typeof perYear): number =>
  Math.round((value / perYear[unit]) * 100) / 100;

/** Age in years as the source states it; null where it does not. */
export const statedAge = (patient: Patient | null): number | null =>
  patient?.age?.value == null ? null : inYears(patient.age.value, patient.age.unit);
