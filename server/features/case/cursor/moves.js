/** Ways of the cursor: to the next field, the next that is open, the next image. */

import { announce } from '../../../shell/client/say.js';
import { isLeftOut, isSureCell } from '../fields/shown.js';
import { byColumns, isTable } from '../table/rows.js';
import { askedFor, cellInHand, cells, imageInHand, takeField, takeImage, thumbs } from './cursor.js';

/** Where the cursor stands among the fields; on an image of which nothing is asked, after those before it. @param {HTMLElement[]} all */
function position(all) {
  const cell = cellInHand();
  if (cell) return all.indexOf(cell);
  const before = thumbs().map(({ dataset }) => dataset.image ?? '');
  before.length = Math.max(0, before.indexOf(imageInHand()));
  const asked = new Set(before.map(askedFor).filter(Boolean));
  return all.findLastIndex((one) => asked.has(one.dataset.image ?? ''));
}

/** The fields in the order the keys go through them: of the table column by column, else of the list as it is shown. */
const inOrder = () =>
  isTable() ? byColumns() : cells().filter((cell) => !isLeftOut(cell) || cell === cellInHand());

/** @param {number} by fields to go on by */
export function step(by) {
  const all = inOrder();
  takeField(all[Math.max(0, Math.min(all.length - 1, position(all) + by))]);
}

/** The question whose an image is, where that still waits: of the image of a field, or of any. @param {Element | null | undefined} within */
const openOwner = (within = document.getElementById('fields')) =>
  within?.querySelector('.assign[data-open="1"]');

/** @param {Element} owner @param {{ aloud: boolean, focus: boolean }} how */
function askOwner(owner, { aloud, focus }) {
  takeImage(owner.closest('[data-group-image]')?.dataset.groupImage ?? '', { focus: false });
  if (focus) owner.querySelector('button')?.focus();
  if (aloud) announce('Whose image is this?');
  return true;
}

/** Asks whose an image is, where that waits. False: it does not. */
export function askOpenOwner() {
  const owner = openOwner();
  return owner ? askOwner(owner, { aloud: true, focus: true }) : false;
}

/** Whether the fields ran out under the keys, which then went to "done" by themselves. */
let ranOut = false;

/** The next field that waits for a decision, from the one in hand onwards and then from the start. */
export function nextOpen({ aloud = true, focus = true } = {}) {
  const all = inOrder();
  const at = position(all);
  const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  const next = order.find((cell) => cell.dataset.open === '1' && (isTable() || !isLeftOut(cell)));
  // Whose an image is comes before what it shows: the answers go with it.
  const owner = next ? openOwner(next.closest('.group')) : openOwner();
  if (owner && !(next && owner.contains(document.activeElement))) return askOwner(owner, { aloud, focus });
  if (next) {
    takeField(next, { focus });
    return true;
  }
  const left = document.querySelector('[data-take-sure]');
  if (left && cells().some(isSureCell)) {
    if (focus) left.focus();
    if (aloud) announce(`${left.textContent?.trim()}: press Enter to see them.`);
    return true;
  }
  document.getElementById('finish')?.focus();
  ranOut = true;
  if (aloud) announce('Every field is decided. Press Enter for the next case.');
  return false;
}

document.addEventListener('focusin', ({ target }) => {
  if (!target?.matches?.('#finish')) ranOut = false;
});

/**
 * An answer that was not kept opens its field again. Keys that went to "done" only because nothing was left to decide
 * come back to it; who went there by choice stays.
 */
export function comeBack() {
  if (ranOut && document.activeElement?.id === 'finish') nextOpen({ aloud: false });
}

// Nothing that is left out stays in hand.
document.addEventListener('caseline:shown', () => {
  const cell = cellInHand();
  if (cell && isLeftOut(cell)) nextOpen({ aloud: false });
});

/** @param {number} by images to go on by; -Infinity and Infinity lead to the first and the last */
export function stepImage(by) {
  const all = thumbs();
  const at = all.findIndex((thumb) => thumb.dataset.image === imageInHand());
  const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
  if (!next) return;
  const isInStrip = Boolean(document.activeElement?.closest('#strip'));
  takeImage(next.dataset.image ?? '');
  if (isInStrip) next.focus({ preventScroll: true });
  const left = cellInHand() ? '' : ': nothing is asked of it';
  announce(`Image ${all.indexOf(next) + 1} of ${all.length}, ${next.dataset.label}${left}`);
}
