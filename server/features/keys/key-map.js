/** @typedef {import('../../../data/format/preferences.ts').KeyMap} KeyMap */

/** The key of a command: the one a person chose, else the usual one. @param {KeyMap} map @param {Pick<import('./commands.js').Command, 'id' | 'usual'>} command */
export const keyIn = (map, command) => map.keys[command.id] ?? command.usual;

/**
 * The command that has a key already, other than the one it is wanted for.
 * @template {Pick<import('./commands.js').Command, 'id' | 'usual'>} C
 * @param {KeyMap} map
 * @param {readonly C[]} commands
 * @param {string} id
 * @param {string} key
 */
export const holderOf = (map, commands, id, key) =>
  commands.find((command) => command.id !== id && keyIn(map, command) === key);

/**
 * The map with another key for a command. A key that is taken is swapped, so that no command loses its own.
 * @param {KeyMap} map
 * @param {readonly Pick<import('./commands.js').Command, 'id' | 'usual'>[]} commands
 * @param {string} id
 * @param {string} key
 * @returns {KeyMap}
 */
export function withKey(map, commands, id, key) {
  const keys = { ...map.keys };
  const mine = commands.find((command) => command.id === id);
  const taken = holderOf(map, commands, id, key);
  if (taken && mine) keys[taken.id] = keyIn(map, mine);
  keys[id] = key;
  return { ...map, keys };
}
