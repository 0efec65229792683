/**
 * A swap draws parts of the page anew: the cursor stays where it was and the keys stay with it. Answers still on their
 * way stay given, although the server, at this point, does not know of them.
 */

import { isUndecided } from '../fields/fields.js';
import { onTheWayTo } from '../saving/queue.js';
import { cellInHand, cells, faceOf, focusInHand, settle, surroundings } from './cursor.js';
import { comeBack, nextOpen } from './moves.js';

let held = { around: surroundings(), isFocused: false, isOwner: false, focus: '' };

/** Whether an element is the field in hand, in the list or in the table, or stands in it. @param {Element | null} element */
function isAt(element) {
  const cell = cellInHand();
  return cell !== null && (cell.contains(element) || faceOf(cell) === element);
}

document.addEventListener('htmx:before:swap', () => {
  const { activeElement } = document;
  held = {
    around: surroundings(),
    isFocused: isAt(activeElement),
    isOwner: activeElement?.closest('.assign') !== null,
    focus: activeElement?.id ?? '',
  };
});

function keepGiven() {
  for (const cell of cells()) {
    const isOnItsWay = onTheWayTo(cell.id) > 0;
    cell.classList.toggle('is-saving', isOnItsWay);
    if (isOnItsWay && !isUndecided(cell.id)) cell.dataset.open = '0';
  }
}

function keepFocus() {
  const { activeElement } = document;
  // A question that came with the answer keeps the focus it asked for.
  if (held.isFocused && !activeElement?.closest('#conflict') && !isAt(activeElement)) focusInHand();
  if (held.focus && document.activeElement === document.body)
    document.getElementById(held.focus)?.focus({ preventScroll: true });
}

document.addEventListener('htmx:after:swap', () => {
  keepGiven();
  const hasGoneOn = settle(held.around);
  keepFocus();
  // It was said whose the image is, and nothing of it waits.
  const isAnswered = held.isOwner && document.activeElement === document.body;
  if (isAnswered) focusInHand();
  if ((hasGoneOn || isAnswered) && cellInHand()?.dataset.open !== '1') nextOpen({ aloud: false });
  comeBack();
  document.dispatchEvent(new CustomEvent('caseline:redrawn'));
});
