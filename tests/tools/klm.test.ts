import { expect, it } from 'vitest';
import { keysPressed, SECONDS, secondsOf, typed } from './klm.ts';

it('models a cell of a spreadsheet: a thought, its keys, and the one that goes on', () => {
  expect(secondsOf('MKP')).toBeCloseTo(SECONDS.M + SECONDS.K + SECONDS.P);
  expect([typed(''), typed('Y'), typed('-12'), typed('Pneumonia')]).toEqual(['K', 'MKK', 'MKKKK', 'MKKK']);
  expect(typed('Hospital Hollabrunn, Hollabrunn, Austria'), 'marked, copied and pasted').toBe('MHPPHKKKKK');
  expect([keysPressed('Enter'), keysPressed('Shift+Enter'), keysPressed('+')]).toEqual([1, 2, 1]);
});
