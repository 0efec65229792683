/** What a key does on a page: the map is in `keymap.js`, the acts are where their things are. */

import { isOpening } from '../../shell/client/dialogs.js';
import { toast } from '../../shell/client/say.js';
import { ofCase } from '../case/address.js';
import { cellInHand, faceOf, imageInHand } from '../case/cursor/cursor.js';
import { step, stepImage } from '../case/cursor/moves.js';
import { isAlone, setAlone } from '../case/desk/alone.js';
import { accept, beginsEntry, choose, edit, mustWait, sendEntry } from '../case/fields/fields.js';
import { isTakingOn, takeOnFrom } from '../case/fields/many.js';
import { selectNone, toggleImage } from '../case/image/selected.js';
import { hasStep, isJustArrived } from '../case/saving/finish.js';
import { isResting, send } from '../case/saving/queue.js';
import { isTableKey, onTable } from '../case/table/table-keys.js';
import { viewerDoes } from '../case/viewer/viewer.js';
import { keyCommands } from './commands.js';
import { changeKey, isChanging, keyOf, showMap, singleKeysOff } from './keymap.js';

/** @typedef {{ key: string, target: EventTarget | null }} Press a key, and what it is pressed on */

const ONWARD = 'Shift Enter';
/** @param {EventTarget | null} target */
const inTable = (target) => Boolean(target?.closest?.('#table td'));
/** A key as it is called here: in the table also with what is held down beside it. @param {KeyboardEvent} event @returns {Press} */
function pressOf({ key, shiftKey, ctrlKey, metaKey, target }) {
  const held = `${ctrlKey || metaKey ? 'Ctrl ' : ''}${shiftKey && key.length > 1 ? 'Shift ' : ''}`;
  const named = `${held}${held.startsWith('Ctrl') ? key.replace(/^[A-Z]$/, (letter) => letter.toLowerCase()) : key}`;
  if (inTable(target) && isTableKey(named)) return { key: named, target };
  return { key: key === 'Enter' && shiftKey ? ONWARD : key, target };
}
/** @param {string} key */
const isEnter = (key) => key === 'Enter' || key === ONWARD;

/** @param {EventTarget | null} element */
const inText = (element) =>
  element?.closest?.(
    'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable]',
  ) !== null;

/** Images to go on by. @type {Readonly<Record<string, number>>} */
const moves = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

/** @param {Press} press */
function onStage({ key, target }) {
  const by = moves[key];
  if (by !== undefined) {
    stepImage(by);
    return true;
  }
  if (key !== ' ') return false;
  if (!target?.closest?.('#strip')) return viewerDoes('reset');
  toggleImage(target.closest('.thumb')?.dataset.image ?? imageInHand());
  return true;
}

/** @param {EventTarget | null} target */
function isInHand(target) {
  const cell = cellInHand();
  return cell !== null && (target === cell || target === faceOf(cell));
}

/** Whether Enter means the field in hand: on it, on its image, or nowhere. On anything else it is that thing's own. @param {Press} press */
const isOfField = ({ target }) =>
  isInHand(target) ||
  target === document.body ||
  (target instanceof HTMLElement &&
    (target.id === 'stage' || (target.matches('.thumb') && target.dataset.image === imageInHand())));

/** @param {Press} event */
function onField(event) {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    step(event.key === 'ArrowDown' ? 1 : -1);
    return true;
  }
  if (event.key === 'Enter' && isOfField(event)) return accept();
  if (event.key === ONWARD && isOfField(event)) return takeOnFrom();
  return false;
}

/** @param {Press} event */
function single(event) {
  if (event.key.length !== 1 || singleKeysOff()) return false;
  const command = keyCommands.find((one) => keyOf(one) === event.key);
  // A number or a day that is typed goes before the viewer's minus, but on the image; an option's digit before all.
  if (command?.group !== 'Image' || !event.target?.closest?.('#viewer')) {
    if (beginsEntry(event.key)) return edit(event.key);
    if (/^[1-9]$/.test(event.key) && choose(event.key)) return true;
  }
  if (command) return command.run() !== false;
  return false;
}

/** Whether a key is for fields that are hidden beside the picture alone. @param {Press} event */
function isForHidden({ key, target }) {
  if (!isAlone() || moves[key] !== undefined || key === ' ') return false;
  if (isEnter(key)) return isOfField({ key, target });
  const command = keyCommands.find((one) => keyOf(one) === key);
  return key.length === 1 && command?.group !== 'Image' && !command?.id.startsWith('image-');
}

/** What one key does on a case page. False: nothing, the browser has it. @param {Press} event */
function onCasePage(event) {
  if (isForHidden(event)) {
    setAlone(false);
    return true;
  }
  if (event.target?.closest?.('#conflict')) return false;
  if (inTable(event.target) && onTable(event.key)) return true;
  if (event.key === 'Escape') return selectNone();
  return (event.target?.closest?.('#stage, #strip') && onStage(event)) || onField(event) || single(event);
}

/**
 * Keys pressed while what they would meet is about to change: they mean what will stand there, and are taken one after
 * the other once it stands. A key that only moves waits behind them, or the others would meet another field.
 */
/** @type {{ key: string, target?: Element | null, change?: string }[]} */
const held = [];
const mustHold = () => held.length > 0 || mustWait() || isTakingOn() || isOpening();
const moving = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];

/** @param {Press} event */
function isHeld(event) {
  if (!mustHold()) return false;
  const { key, target } = event;
  if (target?.closest?.('#conflict')) return false;
  const isMeant = key.length === 1 || moving.includes(key) || (inTable(target) && isTableKey(key));
  if (!isMeant && !(isEnter(key) && isOfField(event))) return false;
  held.push({
    key,
    target: target instanceof Element && target.closest('#stage, #strip, #table') ? target : null,
  });
  if (isResting()) toast('Keys wait until the server can be reached.', { bad: true });
  return true;
}

function placeOfKeys() {
  const cell = cellInHand();
  return cell ? faceOf(cell) : document.body;
}

/** @param {(typeof held)[number]} key */
function take({ key, target, change }) {
  const entry = document.activeElement;
  if (change) sendChange(change);
  else if (!entry?.matches('[data-entry]'))
    onCasePage({ key, target: target?.isConnected ? target : placeOfKeys() });
  else if (isEnter(key)) {
    const form = entry.closest('form');
    if (form) sendEntry(form, key === ONWARD);
  } else if (key.length === 1 && entry instanceof HTMLInputElement) entry.value += key;
}

/** A key that is taken sends an answer, which is no turn for the key after it. */
let isTaking = false;
document.addEventListener('caseline:queue', () => {
  if (isTaking) return;
  isTaking = true;
  for (let next = held[0]; next && !mustWait() && !isTakingOn() && !isOpening(); next = held[0]) {
    held.shift();
    take(next);
  }
  isTaking = false;
});

// Whoever points elsewhere meanwhile meant the keys for where they were.
document.addEventListener('pointerdown', ({ target }) => {
  if (held.length === 0 || !target?.closest?.('#case')) return;
  held.length = 0;
  toast('The keys pressed a moment ago were not taken: what they meant had not arrived yet.', { bad: true });
});

/** @param {KeyboardEvent} event */
const decides = ({ key }) =>
  key === 'Enter' || keyCommands.some((command) => command.group === 'Decide' && keyOf(command) === key);

/** What was typed while a panel was on its way belongs into the panel, or nowhere: never to a field behind it. */
document.addEventListener('caseline:panel', () => {
  const entry = document.activeElement;
  const words = held.splice(0).filter(({ key }) => key.length === 1);
  const isText = entry instanceof HTMLTextAreaElement || entry instanceof HTMLInputElement;
  if (isText && entry.matches('dialog textarea, dialog input[type="text"]')) {
    for (const { key } of words) entry.value += key;
  } else if (words.length > 0) toast('Keys pressed while the panel opened were not taken.', { bad: true });
});

/** A key that is held down moves and zooms on and on, but decides once; and nothing decides a case not yet seen. @param {KeyboardEvent} event */
const decidesUnseen = (event) => (event.repeat || isJustArrived()) && decides(event);

/** @param {string} change `undo` or `redo` */
const sendChange = (change) => send(ofCase(change), {});

/** @param {KeyboardEvent} event */
function undoOrRedo(event) {
  const key = event.key.toLowerCase();
  const change = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' ? 'redo' : '';
  if (!change) return;
  event.preventDefault();
  if (held.length > 0) held.push({ key: '', change });
  // Sent also while the button is still grey: what it takes back may be on its way before it.
  else if (hasStep(change)) sendChange(change);
}

document.addEventListener('keydown', (event) => {
  if (isChanging()) return changeKey(event);
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const meta = event.ctrlKey || event.metaKey;
  const onCase = document.getElementById('case') !== null;
  // A question over the page is answered first.
  if (document.querySelector('#sign-in[open], #done-ask[open]')) return;
  const isTables = onCase && inTable(event.target) && isTableKey(pressOf(event).key);
  if (meta && onCase && !isTables && !inText(event.target)) return undoOrRedo(event);
  if ((meta && !isTables) || inText(event.target) || document.querySelector('dialog[open]')) return;
  // In a field of a day it is the day that cannot be known.
  if (event.key === '?' && !(onCase && !singleKeysOff() && beginsEntry('?'))) {
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
  const press = pressOf(event);
  if (isHeld(press) || onCasePage(press)) event.preventDefault();
});
