/** The keyboard map. Every single key can be changed or all of them switched off (WCAG 2.1.4). */
import {
  accept,
  activeCell,
  beginsEntry,
  choose,
  edit,
  nextOpen,
  openPanelLink,
  reject,
  step,
} from './fields.js';
import { say } from './say.js';
import { stepImage, viewerDoes } from './viewer.js';

const click = (selector) => () => document.querySelector(selector)?.click();

/** group, id, usual key, what it does, action. Keys written as `event.key`; letters without Shift. */
export const commands = [
  ['Decide', 'accept', 'a', 'Accept the proposal and go on (also Enter)', accept],
  ['Decide', 'yes', 'y', 'Yes', () => choose('y')],
  ['Decide', 'no', 'n', 'No', () => choose('n')],
  ['Decide', 'silent', 's', 'Not stated', () => choose('s')],
  ['Decide', 'unclear', 'u', 'Unclear', () => choose('u')],
  ['Decide', 'reject', 'x', 'Reject the suggestion', reject],
  ['Decide', 'edit', 'e', 'Type a value (numbers and days: just type)', () => edit()],
  ['Decide', 'comment', 'c', 'Comment on this field', () => openPanelLink('[data-comment]')],
  ['Move', 'down', 'j', 'Next field (also arrow down)', () => step(1)],
  ['Move', 'up', 'k', 'Previous field (also arrow up)', () => step(-1)],
  ['Move', 'open', 'o', 'Next open field', () => nextOpen()],
  ['Move', 'image-next', ']', 'Next image', () => stepImage(1)],
  ['Move', 'image-previous', '[', 'Previous image', () => stepImage(-1)],
  ['Move', 'timeline', 't', 'Add an event to the timeline', click('[data-event-form]')],
  ['Move', 'find', '/', 'Find cases', () => document.getElementById('find')?.focus()],
  ['Image', 'zoom-in', '+', 'Zoom in', () => viewerDoes('zoom-in')],
  ['Image', 'zoom-out', '-', 'Zoom out', () => viewerDoes('zoom-out')],
  ['Image', 'fit', '=', 'Fit', () => viewerDoes('fit')],
  ['Image', 'invert', 'i', 'Invert', () => viewerDoes('invert')],
  ['Image', 'rotate-right', 'r', 'Rotate right', () => viewerDoes('rotate-right')],
  ['Image', 'rotate-left', 'l', 'Rotate left', () => viewerDoes('rotate-left')],
  ['Image', 'flip-horizontal', 'h', 'Flip left and right', () => viewerDoes('flip-horizontal')],
  ['Image', 'flip-vertical', 'v', 'Flip top and bottom', () => viewerDoes('flip-vertical')],
  ['Image', 'window', 'w', 'Window: drag for brightness and contrast', () => viewerDoes('window')],
  ['Image', 'brighter', '.', 'Brighter', () => viewerDoes('brighter')],
  ['Image', 'darker', ',', 'Darker', () => viewerDoes('darker')],
  ['Image', 'more-contrast', '>', 'More contrast', () => viewerDoes('more-contrast')],
  ['Image', 'less-contrast', '<', 'Less contrast', () => viewerDoes('less-contrast')],
  ['Image', 'compare', 'm', 'Side by side', () => viewerDoes('compare')],
  ['Image', 'image-menu', 'q', 'Leave out, quality, whose image, cut', () => viewerDoes('image-menu')],
].map(([group, id, key, label, run]) => ({ group, id, usual: key, label, run }));

/** With Ctrl or Cmd, or not single characters: always on. */
export const fixed = [
  ['Enter', 'Accept the proposal and go on'],
  ['Ctrl Z', 'Undo'],
  ['Ctrl Shift Z', 'Redo'],
  ['Arrow keys', 'Fields; on the image: images; on a marker: days'],
  ['Space', 'On the image: reset the view'],
  ['Escape', 'Leave an input, close a panel'],
  ['?', 'This map'],
];

const stored = () => {
  try {
    return JSON.parse(localStorage.getItem('caseline.keys') ?? '{}');
  } catch {
    return {};
  }
};
export const keyOf = (command) => stored()[command.id] ?? command.usual;
export const singleKeysOff = () => localStorage.getItem('caseline.keys.off') === '1';

const inText = (element) =>
  element?.closest?.(
    'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable]',
  ) !== null;

function showMap() {
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
    localStorage.removeItem('caseline.keys');
    localStorage.removeItem('caseline.keys.off');
    showMap();
  }
});
document.addEventListener('change', (event) => {
  if (event.target.id !== 'keys-off') return;
  localStorage.setItem('caseline.keys.off', event.target.checked ? '1' : '0');
  say(event.target.checked ? 'Single-letter keys are off' : 'Single-letter keys are on');
});

function changeKey(event) {
  event.preventDefault();
  event.stopPropagation();
  const id = changing;
  changing = '';
  if (event.key.length === 1 && event.key !== '?') {
    const keys = stored();
    const taken = commands.find((command) => command.id !== id && keyOf(command) === event.key);
    // Swapped, so that no command loses its key.
    const mine = commands.find((command) => command.id === id);
    if (taken) keys[taken.id] = keyOf(mine);
    keys[id] = event.key;
    localStorage.setItem('caseline.keys', JSON.stringify(keys));
  }
  showMap();
  document.querySelector(`[data-change-key="${id}"]`)?.focus();
}

function onStage(event) {
  const moves = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
  if (event.key in moves) {
    stepImage(moves[event.key]);
    return true;
  }
  return event.key === ' ' && viewerDoes('reset');
}

function onField(event) {
  if (event.key === 'ArrowDown') return step(1) ?? true;
  if (event.key === 'ArrowUp') return step(-1) ?? true;
  if (event.key === 'Enter' && (event.target === activeCell() || event.target === document.body))
    return accept();
  return false;
}

function single(event) {
  if (event.key.length !== 1 || singleKeysOff()) return false;
  const command = commands.find((one) => keyOf(one) === event.key);
  // A number or a day that is typed goes before the viewer's minus; an option's digit before all.
  if (activeCell() && !event.target.closest('#viewer')) {
    if (beginsEntry(event.key)) return edit(event.key);
    if (/^[1-9]$/.test(event.key) && choose(event.key)) return true;
  }
  if (command) return command.run() !== false;
  return false;
}

document.addEventListener('keydown', (event) => {
  if (changing) return changeKey(event);
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const meta = event.ctrlKey || event.metaKey;
  const onCase = document.getElementById('case') !== null;
  if (meta && onCase && !inText(event.target)) {
    const key = event.key.toLowerCase();
    const name = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' ? 'redo' : '';
    if (name) {
      event.preventDefault();
      document.getElementById(name)?.click();
    }
    return;
  }
  if (meta || inText(event.target) || document.querySelector('dialog[open]')) return;
  if (event.key === '?') {
    event.preventDefault();
    showMap();
    return;
  }
  if (!onCase) {
    if (event.key === '/' && !singleKeysOff()) {
      event.preventDefault();
      document.getElementById('find')?.focus();
    }
    return;
  }
  const handled =
    (event.target.closest?.('#stage, #strip') && onStage(event)) || onField(event) || single(event);
  if (handled) event.preventDefault();
});
