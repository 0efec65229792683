/** The stage: the image in hand alone, or beside up to three others. */

import { announce } from '../../../shell/client/say.js';
import { imageInHand, thumbOf, thumbs } from '../cursor/cursor.js';
import { priorOf } from './prior.js';
import { firstSource } from './resolution.js';
import { currentView, draw, place, stage, startAnew } from './viewer-view.js';

/** Which images have a pane, from left to right: the one in hand and those it is compared with. */
/** @type {string[]} */
let panes = [];
/** @type {Map<string, HTMLImageElement>} */
const preloaded = new Map();

/** @param {string} id */
function paneFor(id) {
  const thumb = thumbOf(id);
  const pane = document.createElement('div');
  pane.className = 'pane';
  pane.dataset.image = id;
  const source = thumb?.dataset.src;
  if (thumb && source) {
    const image = new Image();
    image.alt = `${thumb.dataset.label}`;
    image.decoding = 'async';
    image.draggable = false;
    image.addEventListener('load', () => {
      place(pane);
      draw();
    });
    image.addEventListener('error', () => {
      image.remove();
      pane.append(empty('This image cannot be shown. Its original is kept as it came.'));
    });
    const first = firstSource(thumb.dataset);
    image.dataset.width = thumb.dataset.width;
    image.dataset.height = thumb.dataset.height;
    if (first !== source) image.dataset.original = source;
    image.src = first;
    pane.append(image);
  } else {
    pane.append(empty('The file of this image is not in the workspace. Crawl or import its case again.'));
  }
  const label = document.createElement('div');
  label.className = 'pane-label';
  pane.append(label);
  writeLabel(pane);
  return pane;
}

/** Image and day over the picture, as the strip says them now. @param {HTMLElement} pane */
function writeLabel(pane) {
  const thumb = thumbOf(pane.dataset.image);
  const label = pane.querySelector('.pane-label');
  if (!label) return;
  label.textContent = [thumb?.dataset.label, thumb?.querySelector('.thumb-day')?.textContent?.trim()]
    .filter(Boolean)
    .join(' · ');
}

/** @param {string} words */
function empty(words) {
  const box = document.createElement('p');
  box.className = 'pane-empty';
  box.textContent = words;
  return box;
}

function drawPanes() {
  const box = stage();
  if (!box) return;
  box.replaceChildren(...panes.map(paneFor));
  if (panes.length === 0) box.replaceChildren(empty('This case has no images.'));
  box.classList.toggle('is-compare', panes.length > 1);
  markPanes();
  preloadNeighbours();
  draw();
}

/** Which of several panes the keys answer for. */
function markPanes() {
  const inHand = imageInHand();
  for (const pane of stage()?.querySelectorAll('.pane') ?? []) {
    const isInHand = pane.dataset.image === inHand;
    pane.classList.toggle('is-active', isInHand);
    if (isInHand) pane.setAttribute('aria-current', 'true');
    else pane.removeAttribute('aria-current');
  }
  for (const thumb of thumbs()) {
    const { image: id = '' } = thumb.dataset;
    thumb.classList.toggle('is-compared', panes.includes(id) && id !== inHand);
  }
}

function preloadNeighbours() {
  const all = thumbs();
  const at = all.findIndex((thumb) => thumb.dataset.image === imageInHand());
  for (const near of [all[at + 1], all[at - 1]]) {
    const source = near?.dataset.src ? firstSource(near.dataset) : '';
    if (!source || preloaded.has(source)) continue;
    const image = new Image();
    image.src = source;
    preloaded.set(source, image);
    if (preloaded.size > 12) preloaded.delete(preloaded.keys().next().value ?? '');
  }
}

// Frames of a stack keep the view; another study starts fitted. Where images are compared, the new one takes the pane
// of the one before, unless it has one.
document.addEventListener('caseline:image', ({ detail: { image, was } }) => {
  thumbOf(image)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  if (panes.includes(image)) return markPanes();
  const series = thumbOf(image)?.dataset.series;
  const isSameStudy = Boolean(series) && series === thumbOf(was)?.dataset.series;
  if (!isSameStudy && panes.length <= 1) startAnew({ invert: currentView().invert });
  panes = panes.length > 1 ? panes.map((one) => (one === was ? image : one)) : [image].filter(Boolean);
  drawPanes();
});

/** Puts an image beside the one in hand, or takes it away again. @param {string} id */
export function setBeside(id) {
  if (!thumbOf(id) || id === imageInHand()) return;
  panes = panes.includes(id) ? panes.filter((one) => one !== id) : [...panes, id].slice(0, 4);
  drawPanes();
}

/** One image, or this one beside the film before of the same view; its neighbour where there is none. */
export function toggleCompare() {
  const inHand = imageInHand();
  if (panes.length > 1) panes = [inHand];
  else {
    const all = thumbs();
    const at = all.findIndex((thumb) => thumb.dataset.image === inHand);
    const prior = priorOf(inHand);
    const other = prior ?? all[at + 1] ?? all[at - 1];
    if (prior) panes = [prior.dataset.image ?? '', ...panes];
    else if (other) panes = [...panes, other.dataset.image ?? ''];
  }
  drawPanes();
  const labels = panes.map((id) => thumbOf(id)?.dataset.label).join(', ');
  announce(panes.length > 1 ? `Side by side: ${labels}` : 'One image');
}

/** Where there is room for two, two films are there from the start; a stack is looked at alone. */
export function beginSideBySide() {
  if (panes.length === 1 && !isStack()) toggleCompare();
}

/** Whether the image in hand is one of a series. */
export function isStack() {
  const series = thumbOf(imageInHand())?.dataset.series;
  return Boolean(series) && thumbs().filter((thumb) => thumb.dataset.series === series).length > 1;
}

// The strip was drawn anew: what is gone is no longer shown.
document.addEventListener('caseline:redrawn', () => {
  for (const pane of stage()?.querySelectorAll('.pane') ?? []) writeLabel(pane);
  const left = panes.filter(thumbOf);
  if (left.length === panes.length) return markPanes();
  panes = left;
  drawPanes();
});
