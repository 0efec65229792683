/**
 * The sure ones of a case in one move. The first press shows them alone, each with its words; a further one takes them when
 * each has been on the screen, and else goes on to those that have not.
 */

import { announce, toast } from '../../../shell/client/say.js';
import { cells, takeField } from '../cursor/cursor.js';
import { askOpenOwner } from '../cursor/moves.js';
import { isRedrawing } from '../saving/queue.js';
import { setTable } from '../table/table.js';
import { itsProposal, plural, sendMany, tickOf } from './move.js';
import { isSureCell, setSure, shownNow } from './shown.js';

/** So long a part of the list stands before a press counts as an answer to it: a second click is no second thought. */
const LOOK = 250;
let since = 0;
/** Fields, with what they propose, that stood on the screen while the sure ones were shown. @type {Set<string>} */
const seen = new Set();

const sure = () => cells().filter((cell) => isSureCell(cell) && tickOf(cell));
/** @param {HTMLElement} cell */
const asSeen = (cell) => `${cell.id} ${tickOf(cell)?.value}`;

/** Pixels of a row's edge that may be hidden. */
const EDGE = 4;

/** Whether a row stands on the screen from top to bottom, with nothing over it. @param {HTMLElement} cell */
function isOnScreen(cell) {
  const { left, width, top, bottom } = cell.getBoundingClientRect();
  return [top + EDGE, bottom - EDGE].every((y) =>
    cell.contains(document.elementFromPoint(left + width / 2, y)),
  );
}

function look() {
  for (const cell of sure()) if (isOnScreen(cell)) seen.add(asSeen(cell));
}

/** @param {HTMLElement} first of those that have not been seen */
function goOn(first) {
  takeField(first, { scroll: false });
  // The list scrolls by itself; on a phone the page does.
  const list = document.getElementById('fields');
  if (list && list.scrollHeight > list.clientHeight) {
    list.scrollTop += first.getBoundingClientRect().top - list.getBoundingClientRect().top;
    // The head of its group stays in view above it.
    const head = first.closest('.group')?.querySelector('.group-head')?.getBoundingClientRect();
    list.scrollTop -= Math.max(0, (head?.bottom ?? 0) - first.getBoundingClientRect().top);
  } else first.scrollIntoView({ block: 'start' });
  since = performance.now();
}

/**
 * Whose an image is, asked before the sure ones are shown: once, as not every image can be given to somebody. They come
 * with the answer.
 * @type {'' | 'asked' | 'answered' | 'over'}
 */
let owner = '';

/** Shows the sure ones of the case, or takes them when all have been seen. */
export function takeSure() {
  if (isRedrawing()) return true;
  const all = sure();
  const [first] = all;
  if (!first) {
    toast('No open field of this case is sure enough to be taken with others.');
    return true;
  }
  if (shownNow() !== 'sure') {
    setTable(false);
    // An image that is somebody's has sure ones of its own.
    if (owner === '' && askOpenOwner()) {
      owner = 'asked';
      return true;
    }
    owner = 'over';
    setSure(true);
    goOn(first);
    announce(
      `${plural(all.length, 'sure field')}, each with its words. The same key takes them when all were seen.`,
    );
    return true;
  }
  if (performance.now() - since < LOOK) return true;
  look();
  const unseen = all.filter((cell) => !seen.has(asSeen(cell)));
  if (unseen[0]) {
    goOn(unseen[0]);
    announce(`${plural(unseen.length, 'more sure field')}.`);
    return true;
  }
  // What is left is decided from the top.
  takeField(first, { scroll: false });
  sendMany(all, itsProposal, (held) => `${plural(held, 'sure field')} taken.`, { sure: '1' });
  return true;
}

document.addEventListener(
  'scroll',
  () => {
    if (shownNow() === 'sure' && performance.now() - since >= LOOK) look();
  },
  true,
);
document.addEventListener('click', ({ target }) => {
  if (target?.closest?.('[data-take-sure]')) takeSure();
});
document.addEventListener('caseline:sent', ({ detail: { form } }) => {
  if (owner === 'asked') owner = form.matches('.assign') ? 'answered' : 'over';
});
document.addEventListener('caseline:queue', () => {
  if (owner === 'answered' && !isRedrawing()) takeSure();
});
// Whoever goes to another field means to see it among the others; when none is left, so does the page.
document.addEventListener('caseline:cell', ({ detail: { cell } }) => {
  if (shownNow() === 'sure' && cell && cell.dataset.open === '1' && !isSureCell(cell)) setSure(false);
});
document.addEventListener('caseline:redrawn', () => {
  if (shownNow() === 'sure' && sure().length === 0) setSure(false);
});
