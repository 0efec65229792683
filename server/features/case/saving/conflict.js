/** The panel of a conflict goes when the person has chosen whose answer holds; whoever leaves it has left theirs standing. */

import { toast } from '../../../shell/client/say.js';
import { focusInHand } from '../cursor/cursor.js';

function close() {
  document.getElementById('conflict')?.replaceChildren();
  focusInHand();
}

document.addEventListener('click', (event) => {
  if (event.target?.closest?.('[data-do]')?.dataset.do === 'keep-theirs') close();
});
document.addEventListener('keydown', (event) => {
  const panel = document.querySelector('#conflict:not(:empty)');
  if (event.key !== 'Escape' || event.defaultPrevented || !panel) return;
  if (document.querySelector('dialog[open]') || event.target?.closest?.('input, textarea, select')) return;
  event.preventDefault();
  close();
  toast('Theirs stands; yours was not saved.');
});
document.addEventListener('caseline:sent', (event) => {
  if (event.detail.form.matches('[data-close-conflict]')) close();
});
