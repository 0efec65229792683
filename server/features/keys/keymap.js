/**
 * The keyboard map. Every single key can be changed or all of them switched off (WCAG 2.1.4). Who signed in has one
 * map on every machine; without accounts the browser keeps it.
 */

import { say, toast } from '../../shell/client/say.js';
import { commands, fixed } from './commands.js';

/** The map of the account as the page brought it; undefined where nobody signs in. */
const ofAccount = document.body.dataset.keys;

function inBrowser() {
  try {
    const keys = JSON.parse(localStorage.getItem('caseline.keys') ?? '{}');
    return { keys, off: localStorage.getItem('caseline.keys.off') === '1' };
  } catch {
    return { keys: {}, off: false };
  }
}

/** { keys: command id to key, off: whether single keys are switched off } */
let chosen = ofAccount === undefined ? inBrowser() : JSON.parse(ofAccount);

function keep(map) {
  chosen = map;
  if (ofAccount === undefined) {
    localStorage.setItem('caseline.keys', JSON.stringify(map.keys));
    localStorage.setItem('caseline.keys.off', map.off ? '1' : '0');
    return;
  }
  const body = new URLSearchParams({ keys: JSON.stringify(map.keys), off: map.off ? '1' : '' });
  const failed = () =>
    toast('The keys hold on this page, but could not be kept in your account.', { bad: true });
  fetch('/account/keys', { method: 'POST', body }).then((answer) => answer.ok || failed(), failed);
}

export const keyOf = (command) => chosen.keys[command.id] ?? command.usual;
export const singleKeysOff = () => chosen.off;

export function showMap() {
  const dialog = document.getElementById('dialog');
  const off = singleKeysOff();
  const row = (key, label, id = '') =>
    `<tr><td><kbd>${key.replace(/[<>&"]/g, (one) => `&#${one.charCodeAt(0)};`)}</kbd></td><td>${label}</td><td>${id ? `<button type="button" class="tool" data-change-key="${id}" aria-label="Change the key for: ${label}">change</button>` : ''}</td></tr>`;
  const groups = [...new Set(commands.map((command) => command.group))];
  dialog.innerHTML =
    `<div class="dialog-head"><h2 id="dialog-title">Keyboard</h2><button type="button" class="plain" data-do="close" aria-label="Close">✕</button></div>` +
    `<div class="dialog-body"><p><label><input type="checkbox" id="keys-off" ${off ? 'checked' : ''}> Switch off all single-letter keys</label> · <button type="button" class="tool" data-do="keys-reset">usual keys</button></p>` +
    `<table class="keymap"><tbody>${fixed.map(([key, label]) => row(key, label)).join('')}</tbody>` +
    groups
      .map(
        (group) =>
          `<tbody><tr><th colspan="3" scope="rowgroup">${group}</th></tr>${commands
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
  const change = event.target.closest?.('[data-change-key]');
  if (change) {
    changing = change.dataset.changeKey;
    change.textContent = 'press a key…';
    say('Press the new key, or Escape to leave it.');
  }
  const act = event.target.closest?.('[data-do]')?.dataset.do;
  if (act === 'keys') showMap();
  if (act === 'keys-reset') {
    keep({ keys: {}, off: false });
    showMap();
  }
});
document.addEventListener('change', (event) => {
  if (event.target.id !== 'keys-off') return;
  keep({ ...chosen, off: event.target.checked });
  say(event.target.checked ? 'Single-letter keys are off' : 'Single-letter keys are on');
});

/** Takes a pressed key as the new one; a key that is taken is swapped, so that no command loses its own. */
export function changeKey(event) {
  event.preventDefault();
  event.stopPropagation();
  const id = changing;
  changing = '';
  if (event.key.length === 1 && event.key !== '?') {
    const keys = { ...chosen.keys };
    const taken = commands.find((command) => command.id !== id && keyOf(command) === event.key);
    const mine = commands.find((command) => command.id === id);
    if (taken) keys[taken.id] = keyOf(mine);
    keys[id] = event.key;
    keep({ ...chosen, keys });
  }
  showMap();
  document.querySelector(`[data-change-key="${id}"]`)?.focus();
}
