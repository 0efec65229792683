/**
 * Which fields the list shows: all, only what a person must decide, or the sure ones, each with its words. The field in
 * hand is shown in any case, so that nothing is decided unseen. Kept by the browser; set before the first paint.
 */

import { announce } from '../../../shell/client/say.js';

/** @typedef {'all' | 'todo' | 'sure'} Shown */

const root = document.documentElement;
const KEY = 'caseline.shown';

/** @returns {Shown} */
export const shownNow = () => /** @type {Shown} */ (root.dataset.shown ?? 'all');

/** @param {HTMLElement} cell */
export const isSureCell = ({ dataset }) => dataset.sure !== undefined && dataset.open === '1';

/** Whether the list leaves a field out. @param {HTMLElement} cell */
export function isLeftOut(cell) {
  if (shownNow() === 'all') return false;
  return isSureCell(cell) !== (shownNow() === 'sure') || cell.dataset.open !== '1';
}

function mark() {
  for (const button of document.querySelectorAll('#asked [data-shown]'))
    button.setAttribute('aria-pressed', String(button.dataset.shown === shownNow()));
  document.querySelector('[data-take-sure]')?.setAttribute('aria-pressed', String(shownNow() === 'sure'));
}

/** @param {Shown} shown */
function show(shown) {
  if (shown === 'all') delete root.dataset.shown;
  else root.dataset.shown = shown;
  mark();
}

/** @param {'all' | 'todo'} shown */
export function setShown(shown) {
  if (shown === 'all') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, shown);
  show(shown);
  document.dispatchEvent(new Event('caseline:shown'));
  announce(shown === 'all' ? 'All fields are shown.' : 'Only what a person must decide is shown.');
}

export const toggleShown = () => setShown(shownNow() === 'todo' ? 'all' : 'todo');

/** Shows the sure ones alone, or again what was shown before. @param {boolean} on */
export const setSure = (on) => show(on ? 'sure' : localStorage.getItem(KEY) === 'todo' ? 'todo' : 'all');

document.addEventListener('click', ({ target }) => {
  const shown = target?.closest?.('#asked [data-shown]')?.dataset.shown;
  if (shown) setShown(shown === 'todo' ? 'todo' : 'all');
});
document.addEventListener('caseline:redrawn', mark);
mark();
