import { expect, test } from 'vitest';
import { keyIn, withKey } from '../../../../server/features/keys/key-map.js';

const commands = [
  { id: 'accept', usual: 'a' },
  { id: 'reject', usual: 'x' },
  { id: 'yes', usual: 'y' },
];
const usual = { keys: {}, off: false };
const keysOf = (map: Parameters<typeof keyIn>[0]) => commands.map((command) => keyIn(map, command));

test('a command has its usual key until another is chosen', () => {
  expect(keysOf(usual)).toEqual(['a', 'x', 'y']);
  expect(keysOf(withKey(usual, commands, 'reject', 'q'))).toEqual(['a', 'q', 'y']);
});

test('a key that is taken is swapped: no command is without a key, none shares one', () => {
  const once = withKey(usual, commands, 'reject', 'a');
  expect(keysOf(once)).toEqual(['x', 'a', 'y']);
  const twice = withKey(once, commands, 'yes', 'a');
  expect(keysOf(twice)).toEqual(['x', 'y', 'a']);
});

test('the map before is left as it was, and whether the keys are off is kept', () => {
  const off = { keys: { yes: 'z' }, off: true };
  expect(withKey(off, commands, 'accept', 'b')).toEqual({ keys: { yes: 'z', accept: 'b' }, off: true });
  expect(off).toEqual({ keys: { yes: 'z' }, off: true });
});

test('its own key again changes nothing for the others', () => {
  expect(keysOf(withKey(usual, commands, 'yes', 'y'))).toEqual(['a', 'x', 'y']);
});
