/**
 * The keyboard map. Every single key can be changed or all of them switched off (WCAG 2.1.4). Who signed in has one
 * map on every machine; without accounts the browser keeps it.
 */

import { dialogBox, escaped } from '../../shell/client/dom.js';
import { announce, toast } from '../../shell/client/say.js';
import { ask } from '../../shell/client/sign-in.js';
import { fixed, keyCommands } from './commands.js';
import { holderOf, keyIn, withKey } from './key-map.js';

/** @typedef {import('./key-map.js').KeyMap} KeyMap */

/** The map of the account as the page brought it; undefined where nobody signs in. */
const ofAccount = document.body.dataset.keys;

/** @returns {KeyMap} */
function inBrowser() {
  try {
    const keys = JSON.parse(localStorage.getItem('caseline.keys') ?? '{}');
    return { keys, off: localStorage.getItem('caseline.keys.off') === '1' };
  } catch {
    return { keys: {}, off: false };
  }
}

/** Command id to key, and whether single keys are switched off. @type {KeyMap} */
let chosen = ofAccount === undefined ? inBrowser() : JSON.parse(ofAccount);

/** @param {KeyMap} map */
function keep(map) {
  chosen = map;
  if (ofAccount === undefined) {
    localStorage.setItem('caseline.keys', JSON.stringify(map.keys));
    localStorage.setItem('caseline.keys.off', map.off ? '1' : '0');
    return;
  }
  const body = new URLSearchParams({ keys: JSON.stringify(map.keys), off: map.off ? '1' : '' });
  void ask('/account/keys', { method: 'POST', body }).then((answer) => {
    if (!answer?.ok)
      toast('The keys hold on this page, but could not be kept in your account.', { bad: true });
  });
}

/** @param {import('./commands.js').Command} command */
export const keyOf = (command) => keyIn(chosen, command);
export const singleKeysOff = () => chosen.off;

export function showMap() {
  const dialog = dialogBox();
  if (!dialog) return;
  const off = singleKeysOff();
  /** @param {string} key @param {string} label */
  const row = (key, label, id = '') =>
    `<tr><td><kbd>${escaped(key)}</kbd></td><td>${label}</td><td>${id ? `<button type="button" class="tool" data-change-key="${id}" aria-label="Change the key for: ${label}">change</button>` : ''}</td></tr>`;
  const groups = [...new Set(keyCommands.map((command) => command.group))];
  dialog.innerHTML =
    `<div class="dialog-head"><h2 id="dialog-title">Keyboard</h2><button type="button" class="plain" data-do="close" aria-label="Close">✕</button></div>` +
    `<div class="dialog-body"><p><label><input type="checkbox" id="keys-off" ${off ? 'checked' : ''}> Switch off all single-letter keys</label> · <button type="button" class="tool" data-do="keys-reset">usual keys</button></p><p id="keys-note" role="status"></p>` +
    `<table class="keymap"><tbody>${fixed.map(([key, label]) => row(key, label)).join('')}</tbody>` +
    groups
      .map(
        (group) =>
          `<tbody><tr><th colspan="3" scope="rowgroup">${group}</th></tr>${keyCommands
            .filter((command) => command.group === group)
            .map((command) => row(keyOf(command), command.label, command.id))
            .join('')}</tbody>`,
      )
      .join('') +
    '</table></div>';
  if (!dialog.open) dialog.showModal();
}

let changing = '';
/** Whether the next key is the new one for a command. */
export const isChanging = () => changing !== '';
document.addEventListener('click', (event) => {
  const change = event.target?.closest?.('[data-change-key]');
  if (change) {
    changing = change.dataset.changeKey ?? '';
    change.textContent = 'press a key…';
    announce('Press the new key, or Escape to leave it.');
  }
  const act = event.target?.closest?.('[data-do]')?.dataset.do;
  if (act === 'keys') showMap();
  if (act === 'keys-reset') {
    keep({ keys: {}, off: false });
    showMap();
  }
});
document.addEventListener('change', (event) => {
  const { target } = event;
  if (!(target instanceof HTMLInputElement) || target.id !== 'keys-off') return;
  keep({ ...chosen, off: target.checked });
  announce(target.checked ? 'Single-letter keys are off' : 'Single-letter keys are on');
});

/** Takes a pressed key as the new one. @param {KeyboardEvent} event */
export function changeKey(event) {
  event.preventDefault();
  event.stopPropagation();
  const id = changing;
  changing = '';
  const isKey = event.key.length === 1 && event.key !== '?';
  const displaced = isKey ? holderOf(chosen, keyCommands, id, event.key) : undefined;
  if (isKey) keep(withKey(chosen, keyCommands, id, event.key));
  showMap();
  if (displaced) {
    const words = `“${event.key}” was the key for “${displaced.label}”, which has “${keyOf(displaced)}” now.`;
    const note = document.getElementById('keys-note');
    if (note) note.textContent = words;
  }
  document.querySelector(`[data-change-key="${id}"]`)?.focus();
}
