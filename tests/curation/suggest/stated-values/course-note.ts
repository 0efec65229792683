import type { Expected, StatedValue } from '../cell-of.ts';

const fields: Readonly<Record<string, string>> = {
  O2: 'needed_supplemental_O2',
  survival: 'survival',
  ICU: 'went_icu',
  intubated: 'intubated',
  extubated: 'extubated',
  PCR: 'RT_PCR_positive',
};

/**
 * A note with its yes/no answers, `O2=Y intubated=N/-`: a dash says that nothing need be said. What is not named may
 * not be answered.
 */
export function note(answers: string, text: string): StatedValue {
  const expect: Record<string, Expected> = Object.fromEntries(
    Object.values(fields).map((field) => [field, null]),
  );
  for (const answer of answers.split(' ').filter(Boolean)) {
    const [name = '', values = ''] = answer.split('=');
    expect[fields[name] ?? name] = values.split('/').map((value) => (value === '-' ? null : value));
  }
  return { text, expect };
}
