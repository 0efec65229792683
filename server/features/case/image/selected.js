/** Images selected in the strip, for which an answer is taken together. The cursor is not among what it changes. */

import { announce } from '../../../shell/client/say.js';
import { imageInHand, thumbOf, thumbs } from '../cursor/cursor.js';

/** @type {Set<string>} */
const chosen = new Set();
/** Where a selection with Shift begins. */
let start = '';

/** Ids of the selected images that are still there, in the order of the strip. */
export const selected = () =>
  thumbs()
    .map(({ dataset }) => dataset.image ?? '')
    .filter((id) => chosen.has(id));

function mark() {
  for (const thumb of thumbs()) {
    const isChosen = chosen.has(thumb.dataset.image ?? '');
    thumb.classList.toggle('is-selected', isChosen);
    if (isChosen) thumb.setAttribute('aria-pressed', 'true');
    else thumb.removeAttribute('aria-pressed');
  }
  const count = selected().length;
  for (const words of document.querySelectorAll('[data-take-on-words]')) {
    words.dataset.usual ??= words.textContent ?? '';
    const isOpen = words.closest('[data-cell]')?.dataset.open === '1';
    words.textContent =
      count > 0 ? `${isOpen ? 'Proposals' : 'The same'} for ${count} selected` : words.dataset.usual;
  }
}

function changed() {
  document.dispatchEvent(new CustomEvent('caseline:marks'));
  const count = selected().length;
  announce(count === 0 ? 'No image selected.' : `${count} ${count === 1 ? 'image' : 'images'} selected.`);
}

/** @param {string} image */
export function toggleImage(image) {
  start = image;
  if (!chosen.delete(image)) chosen.add(image);
  changed();
}

/** Selects all from where the selection began, or the image shown, to this one. @param {string} image */
export function selectTo(image) {
  const all = thumbs().map(({ dataset }) => dataset.image ?? '');
  const from = all.indexOf(thumbOf(start) ? start : imageInHand());
  const to = all.indexOf(image);
  if (to < 0) return;
  start = all[from] ?? image;
  for (const id of all.slice(Math.min(from, to), Math.max(from, to) + 1)) chosen.add(id);
  changed();
}

/** Selects these and no others. @param {readonly string[]} images */
export function selectOnly(images) {
  chosen.clear();
  for (const id of images) chosen.add(id);
  changed();
}

/** False when nothing was selected. */
export function selectNone() {
  const had = chosen.size > 0;
  chosen.clear();
  start = '';
  if (had) changed();
  return had;
}

document.addEventListener('caseline:marks', mark);
// The blank key selects, and does not press the thumbnail when it comes up.
document.addEventListener('keyup', (event) => {
  if (event.key === ' ' && event.target?.matches?.('#strip .thumb')) event.preventDefault();
});
