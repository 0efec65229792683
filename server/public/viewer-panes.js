/** Which images are shown: one, or up to four side by side. */
import { say } from './say.js';
import { currentView, draw, place, stage, startAnew } from './viewer-view.js';

export const thumbs = () => [...document.querySelectorAll('#strip .thumb')];
/** Ids of the images shown; the first is the one in hand. */
let shown = [];
const preloaded = new Map();

export const currentImage = () => shown[0] ?? '';
const thumbOf = (id) => thumbs().find((thumb) => thumb.dataset.image === id);

function paneFor(id, active) {
  const thumb = thumbOf(id);
  const pane = document.createElement('div');
  pane.className = `pane${active ? ' is-active' : ''}`;
  pane.dataset.image = id;
  const source = thumb?.dataset.src;
  if (source) {
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
    image.src = source;
    pane.append(image);
  } else {
    pane.append(empty('The file of this image is not in the workspace. Crawl or import its case again.'));
  }
  const label = document.createElement('div');
  label.className = 'pane-label';
  label.textContent = [thumb?.dataset.label, thumb?.querySelector('.thumb-day')?.textContent?.trim()]
    .filter(Boolean)
    .join(' · ');
  if (label.textContent) pane.append(label);
  return pane;
}

function empty(words) {
  const box = document.createElement('p');
  box.className = 'pane-empty';
  box.textContent = words;
  return box;
}

function drawPanes() {
  const box = stage();
  if (!box) return;
  box.replaceChildren(...shown.map((id, at) => paneFor(id, at === 0)));
  if (shown.length === 0) box.replaceChildren(empty('This case has no images.'));
  box.classList.toggle('is-compare', shown.length > 1);
  for (const thumb of thumbs()) {
    const id = thumb.dataset.image;
    thumb.setAttribute('aria-current', String(id === shown[0]));
    thumb.classList.toggle('is-compared', shown.length > 1 && shown.includes(id) && id !== shown[0]);
  }
  thumbOf(shown[0])?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  preloadNeighbours();
  draw();
  document.dispatchEvent(new CustomEvent('caseline:image', { detail: { image: shown[0] ?? '' } }));
}

function preloadNeighbours() {
  const all = thumbs();
  const at = all.findIndex((thumb) => thumb.dataset.image === shown[0]);
  for (const near of [all[at + 1], all[at - 1]]) {
    const source = near?.dataset.src;
    if (!source || preloaded.has(source)) continue;
    const image = new Image();
    image.src = source;
    preloaded.set(source, image);
    if (preloaded.size > 12) preloaded.delete(preloaded.keys().next().value);
  }
}

/** Shows one image. Frames of a stack keep the view; another study starts fitted. */
export function showImage(id, { add = false } = {}) {
  const thumb = thumbOf(id);
  if (!thumb || shown[0] === id) return;
  const series = thumb.dataset.series;
  const same = series !== '' && series === thumbOf(shown[0])?.dataset.series;
  if (add) {
    shown = shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id].slice(0, 4);
  } else {
    if (!same && shown.length <= 1) startAnew({ invert: currentView().invert });
    shown = shown.length > 1 ? [id, ...shown.slice(1).filter((one) => one !== id)] : [id];
  }
  drawPanes();
}

export function stepImage(by) {
  const all = thumbs();
  const at = all.findIndex((thumb) => thumb.dataset.image === shown[0]);
  const next =
    all[
      Math.max(0, Math.min(all.length - 1, by === Infinity ? all.length - 1 : by === -Infinity ? 0 : at + by))
    ];
  if (next) {
    showImage(next.dataset.image);
    say(`Image ${all.indexOf(next) + 1} of ${all.length}, ${next.dataset.label}`);
  }
}

/** One image, or this one beside its neighbour. */
export function toggleCompare() {
  if (shown.length > 1) shown = shown.slice(0, 1);
  else {
    const all = thumbs();
    const at = all.findIndex((thumb) => thumb.dataset.image === shown[0]);
    const other = all[at + 1] ?? all[at - 1];
    if (other) shown = [...shown, other.dataset.image];
  }
  drawPanes();
  say(shown.length > 1 ? `${shown.length} images side by side` : 'One image');
}

/** Whether the image in hand is one of a series. */
export function isStack() {
  const series = thumbOf(shown[0])?.dataset.series;
  return Boolean(series) && thumbs().filter((thumb) => thumb.dataset.series === series).length > 1;
}

/** The first image that is not left out. */
export function showFirst() {
  const first = thumbs().find((thumb) => thumb.dataset.excluded === '') ?? thumbs()[0];
  shown = first ? [first.dataset.image] : [];
  drawPanes();
}

// The strip was drawn anew: what is gone is no longer shown.
document.addEventListener('caseline:redrawn', () => {
  const left = new Set(thumbs().map((thumb) => thumb.dataset.image));
  shown = shown.filter((id) => left.has(id));
  for (const thumb of thumbs()) thumb.setAttribute('aria-current', String(thumb.dataset.image === shown[0]));
});
