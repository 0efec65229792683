/** Done means done: a case that was called done, or a blind reading that was finished, changes only after a question. */

/** Whether the person said so on this page. */
let isAgreed = false;
/** What waits for the answer. @type {(() => void) | null} */
let waiting = null;

const box = () => {
  const found = document.getElementById('done-ask');
  return found instanceof HTMLDialogElement ? found : null;
};

/** What the page says of the case: the case page as it stands now, the page of panels. */
const stand = () => document.querySelector('#progress, #panels')?.dataset ?? {};
/** How many events the log had when the page was opened: what is newer was done here. */
const openedAt = Number(stand().seen);

/** What says something about a done case without changing it: a comment, and that it is to be open again. */
const isNoChange = /\/(?:comments|status|claim)(?:[/?]|$)/;

/**
 * Whether a change only takes back, or gives again, what the person did a moment ago on this page, or that the case is
 * done, which the undo says itself. @param {string} action
 */
function isOwnStep(action) {
  const { undoAt, undoReopens, redoAt } = stand();
  if (/\/undo$/.test(action)) return undoReopens === '1' || Number(undoAt) >= openedAt;
  return /\/redo$/.test(action) && Number(redoAt) >= openedAt;
}

/**
 * Whether a change may be sent now. Of a done case that is asked first, and the change made when the answer is yes.
 * @param {string} action address of the change
 * @param {() => void} change makes it after all
 */
export function mayChange(action, change) {
  const dialog = box();
  if (stand().done !== '1' || isAgreed || !dialog || isNoChange.test(action) || isOwnStep(action))
    return true;
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

document.addEventListener('caseline:sent', ({ detail }) => {
  if (detail.values.status === 'done') isAgreed = false;
});
