import { expect, it } from 'vitest';
import { deniedAt } from './negex.ts';

it.each<[string, boolean]>([
  ['The patient did not require intubation.', true],
  ['No fever, cough or intubation.', true],
  ['Intubation was not performed.', true],
  ['No increase in size; intubation followed.', false],
  ['He was not well, but intubation was performed.', false],
  ['Not one of the seven long words before it: intubation.', false],
  ['He needed intubation.', false],
])('NegEx on “%s”: %s', (sentence, denied) => {
  const { index } = /intubation/i.exec(sentence) ?? { index: 0 };
  expect(deniedAt(sentence, index, index + 'intubation'.length)).toBe(denied);
});
