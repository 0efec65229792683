/** What a key does on a page: the map is in `keymap.js`, the acts are where their things are. */
import { commands } from './commands.js';
import { isOpening } from './dialogs.js';
import { accept, activeCell, beginsEntry, choose, edit, mustWait, step } from './fields.js';
import { canUndo, isJustArrived } from './finish.js';
import { changeKey, isChanging, keyOf, showMap, singleKeysOff } from './keymap.js';
import { send } from './queue.js';
import { stepImage, viewerDoes } from './viewer.js';

const inText = (element) =>
  element?.closest?.(
    'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable]',
  ) !== null;

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
  if (activeCell() && !event.target.closest?.('#viewer')) {
    if (beginsEntry(event.key)) return edit(event.key);
    if (/^[1-9]$/.test(event.key) && choose(event.key)) return true;
  }
  if (command) return command.run() !== false;
  return false;
}

/** Keys pressed while the field in hand is about to change; they mean what will stand there. */
const held = [];

/** What one key does on a case page. False: nothing, the browser has it. */
function onCasePage(event) {
  if (event.target.closest?.('#conflict')) return false;
  return (event.target.closest?.('#stage, #strip') && onStage(event)) || onField(event) || single(event);
}

document.addEventListener('caseline:ready', () => {
  while (held.length > 0 && !mustWait() && !isOpening()) {
    const { key } = held.shift();
    const entry = document.activeElement;
    if (!entry?.matches?.('[data-entry]')) onCasePage({ key, target: activeCell() ?? document.body });
    else if (key === 'Enter') entry.form.requestSubmit(entry.form.querySelector('[data-set]'));
    else entry.value += key;
  }
});

const decides = ({ key }) =>
  key === 'Enter' || commands.some((command) => command.group === 'Decide' && keyOf(command) === key);

/** What was typed while a panel was on its way belongs into the panel, or nowhere: never to a field behind it. */
document.addEventListener('caseline:panel', () => {
  const entry = document.activeElement;
  const words = held.splice(0).filter(({ key }) => key.length === 1);
  if (entry?.matches?.('dialog textarea, dialog input[type="text"]')) {
    for (const { key } of words) entry.value += key;
  }
});

/** A key that is held down moves and zooms on and on, but decides once; and nothing decides a case not yet seen. */
const decidesUnseen = (event) => (event.repeat || isJustArrived()) && decides(event);

function undoOrRedo(event) {
  const key = event.key.toLowerCase();
  const name = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' ? 'redo' : '';
  if (!name) return;
  event.preventDefault();
  if (name === 'undo' && !canUndo()) return;
  // Sent also while the button is still grey: what it takes back may be on its way before it.
  send(`/cases/${encodeURIComponent(document.getElementById('case').dataset.case)}/${name}`, {});
}

document.addEventListener('keydown', (event) => {
  if (isChanging()) return changeKey(event);
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const meta = event.ctrlKey || event.metaKey;
  const onCase = document.getElementById('case') !== null;
  if (meta && onCase && !inText(event.target)) return undoOrRedo(event);
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
  if (decidesUnseen(event)) {
    event.preventDefault();
    return;
  }
  if ((mustWait() || isOpening()) && (event.key.length === 1 || event.key === 'Enter')) {
    held.push({ key: event.key });
    event.preventDefault();
    return;
  }
  if (onCasePage(event)) event.preventDefault();
});
