import { expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { caseOf } from './helpers.ts';

/** The state of a film "on admission" of a patient whose course is told without days. */
const stateOf = (text: string, field = 'intubation_present') =>
  suggest(caseOf({ texts: [{ text }] })).find((one) => one.field === field);

it('a film of the admission precedes an intubation that came with a turn for the worse', () => {
  const state = stateOf('Chest film on admission: clear lungs. He deteriorated and was intubated.');
  expect(state).toMatchObject({ value: 'no', rule: 'film-before-course' });
  expect(state?.quote.words).toBe('intubated');
});

it('so does one of a patient who came to need intensive care later', () => {
  const text = 'Chest film on admission. Hypoxaemia worsened and he was transferred to the ICU.';
  expect(stateOf(text, 'in_icu')?.value).toBe('no');
});

it.each([
  'Chest film on admission. He was intubated on arrival because of declining consciousness.',
  'Chest film on admission. He was intubated.',
  'Chest film. He deteriorated and was intubated.',
  'Chest film on admission. He had worsened at the nursing home and was intubated.',
  'Chest film on admission. The patient had deteriorated at home and was intubated by paramedics.',
])('nothing is said of “%s”', (text) => {
  expect(stateOf(text)).toBeUndefined();
});
