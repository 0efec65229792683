/** Done means done: a case that was called done, or a blind reading that was finished, changes only after a question. */

/** Whether the person said so on this page. */
let isAgreed = false;
/** What waits for the answer. @type {(() => void) | null} */
let waiting = null;

const box = () => {
  const found = document.getElementById('done-ask');
  return found instanceof HTMLDialogElement ? found : null;
};

/** What says something about a done case without changing it: a comment, and that it is to be open again. */
const isNoChange = /\/(?:comments|status|claim)(?:[/?]|$)/;

/**
 * Whether a change may be sent now. Of a done case that is asked first, and the change made when the answer is yes.
 * @param {string} action address of the change
 * @param {() => void} change makes it after all
 */
export function mayChange(action, change) {
  const dialog = box();
  const { done, undoReopens } = document.getElementById('progress')?.dataset ?? {};
  // Taking "done" back is said by the undo itself, as by the button that opens the case again.
  if (undoReopens === '1' && /\/undo$/.test(action)) return true;
  if (done !== '1' || isAgreed || !dialog || isNoChange.test(action)) return true;
  waiting = change;
  if (!dialog.open) dialog.showModal();
  return false;
}

document.addEventListener(
  'close',
  (event) => {
    const dialog = box();
    if (!dialog || event.target !== dialog) return;
    const change = waiting;
    waiting = null;
    isAgreed = dialog.returnValue === 'change';
    dialog.returnValue = '';
    if (isAgreed) change?.();
  },
  true,
);
