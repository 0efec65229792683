/**
 * The viewer. One view (zoom, pan, rotation, window) holds for every pane, so that images side by side move in
 * step. Only what is shown changes; the files are never touched.
 */
import { say } from './say.js';
import { listenToPointer } from './viewer-pointer.js';

const stage = () => document.getElementById('stage');
const thumbs = () => [...document.querySelectorAll('#strip .thumb')];
const fresh = () => ({
  zoom: 1,
  x: 0,
  y: 0,
  rotation: 0,
  flipX: 1,
  flipY: 1,
  invert: false,
  brightness: 1,
  contrast: 1,
  actual: false,
});
let view = fresh();
/** Ids of the images shown; the first is the one in hand. */
let shown = [];
const preloaded = new Map();

export const currentImage = () => shown[0] ?? '';
const thumbOf = (id) => thumbs().find((thumb) => thumb.dataset.image === id);
const toolbar = (name) => document.querySelector(`[data-view="${name}"]`);

function place(pane) {
  const image = pane.querySelector('img');
  if (!image?.naturalWidth) return;
  const { width, height } = pane.getBoundingClientRect();
  const turned = view.rotation % 180 !== 0;
  const wide = turned ? image.naturalHeight : image.naturalWidth;
  const high = turned ? image.naturalWidth : image.naturalHeight;
  const fit = Math.min(width / wide, height / high);
  const scale = (view.actual ? 1 / window.devicePixelRatio : fit) * view.zoom;
  image.classList.toggle('is-large', scale * window.devicePixelRatio > 2.5);
  image.style.transform =
    `translate(${width / 2 + view.x}px, ${height / 2 + view.y}px) rotate(${view.rotation}deg) ` +
    `scale(${view.flipX * scale}, ${view.flipY * scale}) translate(${-image.naturalWidth / 2}px, ${-image.naturalHeight / 2}px)`;
  const filters = [];
  if (view.invert) filters.push('invert(1)');
  if (view.brightness !== 1) filters.push(`brightness(${view.brightness.toFixed(3)})`);
  if (view.contrast !== 1) filters.push(`contrast(${view.contrast.toFixed(3)})`);
  image.style.filter = filters.join(' ') || 'none';
  pane.dataset.scale = String(scale);
}

function draw() {
  const box = stage();
  if (!box) return;
  for (const pane of box.querySelectorAll('.pane')) place(pane);
  toolbar('invert')?.setAttribute('aria-pressed', String(view.invert));
  toolbar('compare')?.setAttribute('aria-pressed', String(shown.length > 1));
  toolbar('window')?.setAttribute('aria-pressed', String(box.dataset.tool === 'window'));
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
    if (!same && shown.length <= 1) view = { ...fresh(), invert: view.invert };
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

function zoomBy(factor, point) {
  const zoom = Math.max(0.2, Math.min(40, view.zoom * factor));
  const real = zoom / view.zoom;
  if (point) {
    view.x = point.x - (point.x - view.x) * real;
    view.y = point.y - (point.y - view.y) * real;
  } else {
    view.x *= real;
    view.y *= real;
  }
  view.zoom = zoom;
  draw();
}

function toggleCompare() {
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

const acts = {
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
    box.dataset.tool = box.dataset.tool === 'window' ? 'pan' : 'window';
    draw();
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
    view = fresh();
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
  compare: toggleCompare,
  'image-menu': () =>
    document.dispatchEvent(new CustomEvent('caseline:image-menu', { detail: { image: shown[0] } })),
};

/** Does one act of the viewer by name; false when there is none. */
export function viewerDoes(name) {
  const act = acts[name];
  if (!act || !stage()) return false;
  act();
  return true;
}

export function startViewer() {
  const box = stage();
  if (!box) return;
  listenToPointer(box, {
    get view() {
      return view;
    },
    draw,
    zoomBy,
    step: stepImage,
    fit: () => viewerDoes('fit'),
    isStack() {
      const series = thumbOf(shown[0])?.dataset.series;
      return Boolean(series) && thumbs().filter((thumb) => thumb.dataset.series === series).length > 1;
    },
  });
  const first = thumbs().find((thumb) => thumb.dataset.excluded === '') ?? thumbs()[0];
  shown = first ? [first.dataset.image] : [];
  drawPanes();
}

document.addEventListener('click', (event) => {
  const tool = event.target.closest?.('[data-view]');
  if (tool) viewerDoes(tool.dataset.view);
  const thumb = event.target.closest?.('#strip .thumb');
  if (thumb) showImage(thumb.dataset.image, { add: event.shiftKey || event.ctrlKey || event.metaKey });
  const link = event.target.closest?.('[data-show-image]');
  if (link) showImage(link.dataset.showImage);
});

document.addEventListener('caseline:cell', (event) => {
  const { image } = event.detail.cell.dataset;
  if (image) showImage(image);
});

document.addEventListener('caseline:redrawn', () => {
  const left = new Set(thumbs().map((thumb) => thumb.dataset.image));
  shown = shown.filter((id) => left.has(id));
  for (const thumb of thumbs()) thumb.setAttribute('aria-current', String(thumb.dataset.image === shown[0]));
});
