/** Calling a case done: not by accident, and with a way back from the case that comes next. */

import { toast } from '../../../shell/client/say.js';
import { isFinishing, onTheWay } from './queue.js';

const KEY = 'caseline.before';
/** For this long a new case takes no deciding key: what comes sooner was meant for the case before. */
const LOOK_FIRST = 400;

/** Whether the person was told of the open fields and has done nothing else since. */
let asked = false;
let isLooking = false;

const open = () => document.querySelectorAll('#fields :is([data-cell], .assign)[data-open="1"]').length;

/** Whether "done" is to be sent now. With fields open that is asked first: pressed again, it is meant. */
export function mayFinish() {
  if (isFinishing()) return false;
  const left = open();
  if (left > 0 && !asked) {
    asked = true;
    toast(
      `${left} ${left === 1 ? 'field is' : 'fields are'} still open. Press again to call the case done without ${left === 1 ? 'it' : 'them'}.`,
      { bad: true },
    );
    return false;
  }
  const id = document.getElementById('case')?.dataset.case;
  const title = document.querySelector('.casename h1')?.textContent;
  sessionStorage.setItem(KEY, JSON.stringify({ id, title, arriving: true }));
  return true;
}

for (const name of /** @type {const} */ (['caseline:sent', 'caseline:cell'])) {
  document.addEventListener(name, ({ detail }) => {
    if (detail.cell) asked = false;
  });
}

// The second click of a double click is not a second thought.
document.addEventListener(
  'click',
  (event) => {
    if (event.detail > 1 && event.target?.closest?.('#finish')) event.preventDefault();
  },
  true,
);

/** Whether the page came a moment ago in place of the case that was called done. */
export const isJustArrived = () => isLooking;

/** @returns {HTMLAnchorElement | null} */
const wayBack = () => document.querySelector('#before');

/** Shows the way back to the case that was called done last in this window. @param {string | undefined} caseId */
export function showWayBack(caseId) {
  const before = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  const link = wayBack();
  if (!before || !link || before.id === caseId) return;
  link.href = `/cases/${encodeURIComponent(before.id)}`;
  link.title = `${before.title}: look at it again`;
  link.hidden = false;
  if (!before.arriving) return;
  sessionStorage.setItem(KEY, JSON.stringify({ ...before, arriving: false }));
  isLooking = true;
  requestAnimationFrame(() =>
    setTimeout(() => {
      isLooking = false;
    }, LOOK_FIRST),
  );
}

/**
 * False when there is nothing to take back, or to give again, in this case; says so, and offers the case before.
 * @param {'undo' | 'redo'} change
 */
export function hasStep(change) {
  if (onTheWay() > 0 || !document.querySelector(`#${change}:disabled`)) return true;
  const link = wayBack();
  if (change === 'undo' && link && !link.hidden) {
    link.focus();
    toast('Nothing to undo in this case. Enter goes back to the case before.');
  } else toast(`Nothing to ${change} in this case.`);
  return false;
}
