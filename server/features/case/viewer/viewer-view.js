/**
 * How the images are looked at. One view (zoom, pan, rotation, window) holds for every pane, so that images side by
 * side move in step. Only what is shown changes; the files are never touched.
 */

import { freshView, scaleOf, zoomed } from './geometry.js';
import { sharpen, sizeOf } from './resolution.js';
import { isPreset, presetNames, presetOf, windowNamed } from './window.js';

export const stage = () => document.getElementById('stage');
/** @param {string} name */
const toolbar = (name) => document.querySelector(`[data-view="${name}"]`);

let view = freshView();

export const currentView = () => view;
/** Another study starts fitted; whoever inverts keeps inverting. */
export const startAnew = ({ invert = false } = {}) => {
  view = { ...freshView(), invert };
};

/** @param {HTMLElement} pane */
export function place(pane) {
  const image = pane.querySelector('img');
  if (!image?.naturalWidth) return;
  const { width, height } = pane.getBoundingClientRect();
  const size = sizeOf(image);
  const scale = scaleOf(view, size, { width, height }, window.devicePixelRatio);
  sharpen(image, scale * window.devicePixelRatio);
  image.style.width = `${size.width}px`;
  image.style.height = `${size.height}px`;
  image.classList.toggle('is-large', scale * window.devicePixelRatio > 2.5);
  image.style.transform =
    `translate(${width / 2 + view.x}px, ${height / 2 + view.y}px) rotate(${view.rotation}deg) ` +
    `scale(${view.flipX * scale}, ${view.flipY * scale}) translate(${-size.width / 2}px, ${-size.height / 2}px)`;
  const filters = [];
  if (view.invert) filters.push('invert(1)');
  if (view.brightness !== 1) filters.push(`brightness(${view.brightness.toFixed(3)})`);
  if (view.contrast !== 1) filters.push(`contrast(${view.contrast.toFixed(3)})`);
  image.style.filter = filters.join(' ') || 'none';
  pane.dataset.scale = String(scale);
}

/** Draws every pane as the view says, and the buttons that show it. */
export function draw() {
  const box = stage();
  if (!box) return;
  for (const pane of box.querySelectorAll('.pane')) place(pane);
  toolbar('invert')?.setAttribute('aria-pressed', String(view.invert));
  toolbar('compare')?.setAttribute('aria-pressed', String(box.classList.contains('is-compare')));
  toolbar('measure')?.setAttribute('aria-pressed', String(box.dataset.tool === 'measure'));
  toolbar('window')?.setAttribute('aria-pressed', String(box.dataset.tool === 'window'));
  const preset = document.querySelector('#window-preset');
  if (preset instanceof HTMLSelectElement) preset.value = presetOf(view);
  document.dispatchEvent(new CustomEvent('caseline:viewed'));
  const info = document.getElementById('viewer-info');
  const first = box.querySelector('.pane');
  if (info && first) {
    const parts = [];
    const scale = Number(first.dataset.scale ?? 0) * window.devicePixelRatio;
    if (scale) parts.push(`${Math.round(scale * 100)} %`);
    if (view.brightness !== 1 || view.contrast !== 1) {
      parts.push(
        `brightness ${Math.round(view.brightness * 100)}, contrast ${Math.round(view.contrast * 100)}`,
      );
    }
    if (view.invert) parts.push('inverted');
    info.textContent = parts.join(' · ');
  }
}

/**
 * @param {number} factor
 * @param {{ x: number, y: number }} [point] of the pane that stays where it is, from its middle
 */
export function zoomBy(factor, point) {
  view = zoomed(view, factor, point);
  draw();
}

/** @param {import('./window.js').Preset} name */
function setWindow(name) {
  Object.assign(view, windowNamed(name));
  draw();
}
document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLSelectElement) || target.id !== 'window-preset' || !isPreset(target.value))
    return;
  setWindow(/** @type {import('./window.js').Preset} */ (target.value));
  // The next key is for the fields again.
  target.blur();
});

/** What changes the view, by name. */
export const viewActs = {
  fit: () => {
    view = { ...view, zoom: 1, x: 0, y: 0, actual: false };
    draw();
  },
  actual: () => {
    view = { ...view, zoom: 1, x: 0, y: 0, actual: true };
    draw();
  },
  'zoom-in': () => zoomBy(1.25),
  'zoom-out': () => zoomBy(0.8),
  window: () => {
    const box = stage();
    if (box) box.dataset.tool = box.dataset.tool === 'window' ? 'pan' : 'window';
    draw();
  },
  presets: () => {
    const now = presetOf(view);
    const at = now === 'own' ? -1 : presetNames.indexOf(now);
    setWindow(presetNames[(at + 1) % presetNames.length] ?? 'all');
  },
  invert: () => {
    view.invert = !view.invert;
    draw();
  },
  'rotate-right': () => {
    view.rotation = (view.rotation + 90) % 360;
    draw();
  },
  'rotate-left': () => {
    view.rotation = (view.rotation + 270) % 360;
    draw();
  },
  'flip-horizontal': () => {
    view.flipX = -view.flipX;
    draw();
  },
  'flip-vertical': () => {
    view.flipY = -view.flipY;
    draw();
  },
  reset: () => {
    view = freshView();
    draw();
  },
  brighter: () => {
    view.brightness = Math.min(4, view.brightness * 1.1);
    draw();
  },
  darker: () => {
    view.brightness = Math.max(0.1, view.brightness / 1.1);
    draw();
  },
  'more-contrast': () => {
    view.contrast = Math.min(6, view.contrast * 1.1);
    draw();
  },
  'less-contrast': () => {
    view.contrast = Math.max(0.1, view.contrast / 1.1);
    draw();
  },
};
