/** The picture alone. Nothing is decided while its fields are hidden: a key that decides brings them back first. */
import { announce } from '../../../shell/client/say.js';
import { cellInHand, focusInHand } from '../cursor/cursor.js';

const desk = () => document.getElementById('desk');

export const isAlone = () => desk()?.dataset.alone !== undefined;

/** @param {boolean} alone */
export function setAlone(alone) {
  const box = desk();
  if (!box || isAlone() === alone) return;
  if (alone) box.dataset.alone = '';
  else delete box.dataset.alone;
  document.querySelector('[data-view="alone"]')?.setAttribute('aria-pressed', String(alone));
  if (alone) document.getElementById('stage')?.focus({ preventScroll: true });
  else {
    focusInHand();
    cellInHand()?.scrollIntoView({ block: 'nearest' });
  }
  announce(alone ? 'The picture alone. Escape brings the fields back.' : 'The fields are back.');
}

document.addEventListener('keydown', ({ key, target }) => {
  if (key === 'Escape' && !target?.closest?.('dialog')) setAlone(false);
});
// Whatever takes a field in hand means to see it.
document.addEventListener('caseline:panel', () => setAlone(false));
