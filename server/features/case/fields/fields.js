/** What a key or a click answers: always the field the cursor is on. */

import { toast } from '../../../shell/client/say.js';
import {
  cellInHand,
  focusInHand,
  imageInHand,
  takeField,
  takeImage,
  takePlace,
  thumbOf,
} from '../cursor/cursor.js';
import { nextOpen } from '../cursor/moves.js';
import { selected } from '../image/selected.js';
import { isRedrawing, newest, onTheWayTo } from '../saving/queue.js';
import { isTable } from '../table/rows.js';
import { takeOnFrom } from './many.js';
import { setSure, shownNow } from './shown.js';

/**
 * @param {HTMLElement} cell
 * @param {HTMLElement | null} button
 */
const submit = (cell, button) => {
  if (button) cell.querySelector('form')?.requestSubmit(button);
};

/** Says why no key answers on an image of which nothing is asked. True: the key was meant for here. */
function nothingAsked() {
  const { label, excluded } = thumbOf(imageInHand())?.dataset ?? {};
  if (label)
    toast(
      `${label}${excluded ? ' is left out' : ''}: nothing is asked of it. Enter goes to the next open field.`,
    );
  return Boolean(label);
}

export function accept() {
  const cell = cellInHand();
  if (!cell) return nextOpen();
  const tick = cell.querySelector('.tick');
  if (cell.dataset.open === '1' && tick) submit(cell, tick);
  else nextOpen();
  return true;
}

export function reject() {
  const cell = cellInHand();
  if (!cell) return nothingAsked();
  const button = cell.querySelector('[data-reject]');
  if (!button) return false;
  submit(cell, button);
  return true;
}

/** Chooses by the key printed on the option. False when the field has no such option. @param {string} key */
export function choose(key) {
  const cell = cellInHand();
  if (!cell) return nothingAsked();
  const button = cell.querySelector(`[data-option="${CSS.escape(key)}"]`);
  if (!button || key === '') return false;
  submit(cell, button);
  return true;
}

/** Takes what one of the readers said who do not agree. False where none stands here. @param {string} key as printed on it */
export function takeReading(key) {
  const cell = cellInHand();
  const button = cell?.querySelector(`[data-reading="${CSS.escape(key)}"]`);
  if (!cell || !button) return false;
  submit(cell, button);
  return true;
}

/** Opens the field's input, starting with what was typed. */
export function edit(typed = '') {
  const cell = cellInHand();
  if (!cell) return nothingAsked();
  const entry = cell.querySelector('[data-entry], .option');
  if (!entry) return false;
  // Among the sure ones there is no room to type.
  if (shownNow() === 'sure') setSure(false);
  entry.focus();
  if (entry instanceof HTMLInputElement) {
    if (typed) entry.value = typed;
    else entry.select();
  }
  return true;
}

/** Keys that begin an answer in this kind of field. @param {string} key */
export function beginsEntry(key) {
  const cell = cellInHand();
  if (!cell) return /^[0-9~]$/.test(key);
  if (cell.dataset.kind === 'number') return /^[0-9]$/.test(key);
  if (cell.dataset.kind === 'day') return /^[0-9~?-]$/.test(key);
  return false;
}

/** @param {string} selector of the link in the field in hand */
export const openPanelLink = (selector) => cellInHand()?.querySelector(selector)?.click();

document.addEventListener('click', (event) => {
  const { target } = event;
  const cell = target?.closest?.('[data-cell]');
  if (!cell) {
    // What stands among the fields of an image is asked of that image.
    const image = target?.closest?.('#fields .of-image')?.dataset.groupImage;
    if (image && target?.closest?.('button, summary, input') && !target.closest('[data-show-image]'))
      takeImage(image, { focus: false, scroll: false });
    return;
  }
  if (cell === cellInHand()) return;
  // A button of a closed field acts at once; taking the field in hand comes with it.
  takeField(cell, { focus: !target?.closest?.('button, input, select, a'), scroll: false });
});

// Taking a field in hand moves the fields below it. While a button of the pointer is down nothing may move,
// or the click would meet something else than what was pointed at.
let pointing = false;
document.addEventListener('pointerdown', () => {
  pointing = true;
});
for (const end of ['pointerup', 'pointercancel']) {
  document.addEventListener(end, () => {
    setTimeout(() => {
      pointing = false;
    });
  });
}
document.addEventListener('focusin', (event) => {
  const cell = event.target?.closest?.('[data-cell]');
  if (cell && cell !== cellInHand() && !pointing) takeField(cell, { focus: false });
});

document.addEventListener('click', (event) => {
  const nudge = event.target?.closest?.('[data-nudge]');
  /** @type {HTMLInputElement | null | undefined} */
  const entry = nudge?.closest('form')?.querySelector('[data-entry]');
  if (!nudge || !entry) return;
  const days = /^~?(-?\d+)/.exec(entry.value.trim());
  entry.value = String((days ? Number(days[1]) : 0) + Number(nudge.dataset.nudge));
  entry.focus();
});

// A list that keys run through changes with each of them: there, Enter decides. One choice of the pointer is meant.
let byKeys = false;
document.addEventListener('keydown', () => {
  byKeys = true;
});
document.addEventListener('pointerdown', () => {
  byKeys = false;
});
document.addEventListener('change', (event) => {
  const { target } = event;
  if (!(target instanceof HTMLSelectElement && target.matches('[data-entry]'))) return;
  if (target.value && !byKeys) target.form?.requestSubmit(target.form.querySelector('[data-set]'));
});

/**
 * What was typed into a field.
 * @param {HTMLFormElement} form
 * @param {boolean} isTakenOn for the images that follow, or are selected, too
 */
export function sendEntry(form, isTakenOn = false) {
  const cell = form.closest('[data-cell]');
  form.requestSubmit(form.querySelector('[data-set]') ?? form.querySelector('.tick'));
  if (isTakenOn && cell) takeOnFrom(cell);
}

document.addEventListener('keydown', (event) => {
  const form = event.target?.closest?.('[data-entry], [data-reason]')?.closest('form');
  if (!form?.closest('[data-cell]')) return;
  if (event.key === 'Enter') {
    event.preventDefault();
    sendEntry(form, event.shiftKey);
  } else if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    focusInHand();
  }
});

/** Fields whose proposals change with the answer that is on its way: a further key would meet the old ones. */
/** @type {Set<string>} */
const undecided = new Set();

/** Whether keys must wait until the field in hand, or the whole list, has been drawn anew. */
export const mustWait = () => undecided.has(cellInHand()?.id ?? '') || isRedrawing();
/** Whether a field stands as it did until its proposals are known. @param {string} id */
export const isUndecided = (id) => undecided.has(id);

// The answer is taken down: mark the field as on its way and go on at once.
document.addEventListener('caseline:sent', (event) => {
  const { cell, submitter, values } = event.detail;
  if (!cell) {
    if (values.field) takePlace(values);
    return;
  }
  takeField(cell, { focus: false, scroll: false });
  cell.classList.add('is-saving');
  const error = cell.querySelector('.cell-error');
  if (error) error.textContent = '';
  if (submitter?.matches('[data-reject], [value="clear"]')) {
    undecided.add(cell.id);
    focusInHand();
    return;
  }
  cell.dataset.open = '0';
  // An answer among selected rows of the table is about to be filled down: the keys stay with it.
  if (isTable() && selected().length > 0) focusInHand();
  else nextOpen();
});

// Before the swap that the answer brings: from now on the field stands as the server says.
document.addEventListener('caseline:settled', (event) => {
  const { id, outcome } = event.detail;
  const cell = id ? document.getElementById(id) : null;
  // Answered again meanwhile: the newer answer is what the page shows.
  if (!cell || onTheWayTo(id) > 0) return;
  cell.classList.remove('is-saving');
  if (outcome !== 'saved') cell.dataset.open = cell.classList.contains('is-open') ? '1' : '0';
});

// Whoever has gone on already is not called back: the field keeps its words of refusal and waits among the open ones.
document.addEventListener('caseline:refused', (event) => {
  const { cell, message } = event.detail;
  const typing = document.activeElement?.matches?.('input, textarea, select');
  if (newest() !== cell.id || typing) {
    toast(message, { bad: true });
    return;
  }
  takeField(cell);
  cell.querySelector('[data-reason], [data-entry]')?.focus();
});

document.addEventListener('caseline:queue', () => {
  for (const id of undecided) if (onTheWayTo(id) === 0) undecided.delete(id);
});
