/** Where in its stack the image in hand is: `13 / 300`, and a slider through all of it. */

import { imageInHand, takeImage, thumbOf, thumbs } from '../cursor/cursor.js';

/** The frames of the stack in hand, one where it is none. */
function frames() {
  const series = thumbOf(imageInHand())?.dataset.series;
  return series ? thumbs().filter((thumb) => thumb.dataset.series === series) : [];
}

function show() {
  const box = document.getElementById('stack');
  const slider = document.querySelector('#stack-at');
  const output = document.getElementById('stack-of');
  if (!box || !(slider instanceof HTMLInputElement) || !output) return;
  const all = frames();
  const at = all.findIndex((thumb) => thumb.dataset.image === imageInHand()) + 1;
  box.hidden = all.length < 2;
  slider.max = String(all.length);
  slider.value = String(at);
  slider.setAttribute('aria-valuetext', `${at} of ${all.length}`);
  output.textContent = `${at} / ${all.length}`;
}

document.addEventListener('input', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.id !== 'stack-at') return;
  takeImage(frames()[Number(target.value) - 1]?.dataset.image ?? '', { focus: false });
});
document.addEventListener('caseline:image', show);
document.addEventListener('caseline:redrawn', show);
