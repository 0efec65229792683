/** The panel of a conflict goes when the person has chosen whose answer holds. */
import { focusInHand } from '../cursor/cursor.js';

function close() {
  document.getElementById('conflict')?.replaceChildren();
  focusInHand();
}

document.addEventListener('click', (event) => {
  if (event.target?.closest?.('[data-do]')?.dataset.do === 'keep-theirs') close();
});
document.addEventListener('caseline:sent', (event) => {
  if (event.detail.form.matches('[data-close-conflict]')) close();
});
