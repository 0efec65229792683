/** Keys and pointer in the table: moving, selecting a range of images, filling down. */

import { cellInHand, focusInHand, imageInHand, takeField } from '../cursor/cursor.js';
import { edit } from '../fields/fields.js';
import { fill } from '../fields/many.js';
import { selected, selectNone, selectOnly, toggleImage } from '../image/selected.js';
import { columnOf, columnsOf, rowsOf } from './rows.js';
import { setTable } from './table.js';

const PAGE = 8;
/** Where a range ends that was begun at the cell in hand; empty without one. */
let end = '';

/** @param {readonly HTMLElement[]} all */
const indexInHand = (all) => all.findIndex(({ id }) => id === cellInHand()?.id);

const column = () => columnOf(cellInHand()?.dataset.field ?? '');

/** @param {number} by rows to go on by */
function down(by) {
  const all = column();
  const at = indexInHand(all);
  takeField(all[Math.max(0, Math.min(all.length - 1, at + by))]);
}

/** @param {number} by columns to go on by */
function along(by) {
  const row = rowsOf().find(({ image }) => image === cellInHand()?.dataset.image);
  if (!row) return;
  const all = columnsOf(rowsOf()).flatMap((field) => row.cells.get(field) ?? []);
  const at = indexInHand(all);
  takeField(all[Math.max(0, Math.min(all.length - 1, at + by))]);
}

/** Selects from the cell in hand to a row of its column. @param {number} to */
function range(to) {
  const all = column();
  const from = indexInHand(all);
  const last = all[Math.max(0, Math.min(all.length - 1, to))];
  if (from < 0 || !last) return;
  const at = all.indexOf(last);
  end = last.dataset.image ?? '';
  selectOnly(all.slice(Math.min(from, at), Math.max(from, at) + 1).map(({ dataset }) => dataset.image ?? ''));
  document.querySelector(`#table [data-for="${last.id}"]`)?.scrollIntoView({ block: 'nearest' });
}

/** Makes the range longer or shorter. @param {number} by */
function extend(by) {
  const all = column();
  const at = all.findIndex(({ dataset }) => dataset.image === end && selected().includes(end));
  range((at < 0 ? indexInHand(all) : at) + by);
}

/** The topmost of the selected images for the others; without a selection, the image above for the one in hand. */
function fillDown() {
  const all = column();
  const cell = cellInHand();
  if (!cell) return true;
  const chosen = new Set(selected());
  const meant = all.filter(({ dataset }) => chosen.has(dataset.image ?? ''));
  if (meant.length > 1 && meant[0]) return fill(meant[0], meant.slice(1));
  const above = all[all.indexOf(cell) - 1];
  return above ? fill(above, [cell]) : true;
}

/** @type {Readonly<Record<string, () => unknown>>} */
const acts = {
  ArrowDown: () => down(1),
  ArrowUp: () => down(-1),
  ArrowRight: () => along(1),
  ArrowLeft: () => along(-1),
  Home: () => along(-Infinity),
  End: () => along(Infinity),
  PageDown: () => down(PAGE),
  PageUp: () => down(-PAGE),
  'Ctrl Home': () => takeField(rowsOf()[0]?.cells.values().next().value),
  'Ctrl End': () => down(Infinity),
  'Shift ArrowDown': () => extend(1),
  'Shift ArrowUp': () => extend(-1),
  'Ctrl ArrowDown': () => range(Infinity),
  'Ctrl ArrowUp': () => range(-Infinity),
  'Ctrl Shift ArrowDown': () => range(Infinity),
  'Ctrl Shift ArrowUp': () => range(-Infinity),
  'Ctrl d': fillDown,
  F2: () => edit(),
  ' ': () => toggleImage(imageInHand()),
  Escape: () => selectNone() || setTable(false),
};

/** Keys that go to another cell, and leave a range behind. */
const isMove = (/** @type {string} */ key) =>
  /^(?:Ctrl )?(?:Arrow(?:Left|Right)|Home|End)$|^(?:Arrow|Page)/.test(key);

/** Whether a key has a meaning of its own in the table; keys with Ctrl and Shift are named as in `Ctrl Shift ArrowDown`. @param {string} key */
export const isTableKey = (key) => Object.hasOwn(acts, key);

/** @param {string} key */
export function onTable(key) {
  const act = acts[key];
  if (!act) return false;
  if (end !== '' && isMove(key)) {
    end = '';
    selectNone();
  }
  act();
  return true;
}

document.addEventListener('click', (event) => {
  const place = event.target?.closest?.('#table [data-for]');
  const cell = document.getElementById(place?.dataset.for ?? '');
  if (!cell) return;
  const to = column().findIndex(({ dataset }) => dataset.image === cell.dataset.image);
  if (event.shiftKey && to >= 0) {
    range(to);
    focusInHand();
    return;
  }
  if (end !== '') {
    end = '';
    selectNone();
  }
  takeField(cell);
});
document.addEventListener('dblclick', ({ target }) => {
  if (target?.closest?.('#table [data-for]')) edit();
});
document.addEventListener('focusin', ({ target }) => {
  const cell = document.getElementById(target?.closest?.('#table [data-for]')?.dataset.for ?? '');
  if (cell && cell !== cellInHand() && target?.matches?.(':focus-visible')) takeField(cell, { focus: false });
});
