/**
 * A distance on the picture, in pixels of the original: no source says how large a pixel was, so there are no
 * millimetres. Drawn with the pointer, or its two ends moved with the arrow keys.
 */
import { announce } from '../../../shell/client/say.js';
import { imageInHand } from '../cursor/cursor.js';
import { sizeOf } from './resolution.js';
import { draw, stage } from './viewer-view.js';

/** @typedef {{ x: number, y: number }} Point in pixels of the original */

/** @type {{ image: string, ends: [Point, Point] } | null} */
let line = null;
/** The end that the pointer has. */
let held = -1;

const isOn = () => stage()?.dataset.tool === 'measure';
/** @param {string | undefined} id */
const paneOf = (id) => stage()?.querySelector(`.pane[data-image="${CSS.escape(id ?? '')}"]`) ?? null;
/** @param {HTMLImageElement} image */
const toScreen = (image) => new DOMMatrix(image.style.transform);

/** @param {readonly [Point, Point]} ends */
export const distance = ([from, to]) => Math.hypot(to.x - from.x, to.y - from.y);

/** @param {HTMLElement} pane @param {{ clientX: number, clientY: number }} at @returns {Point | null} */
function pointAt(pane, { clientX, clientY }) {
  const image = pane.querySelector('img');
  if (!image?.naturalWidth) return null;
  const { left, top } = pane.getBoundingClientRect();
  const { x, y } = toScreen(image)
    .inverse()
    .transformPoint({ x: clientX - left, y: clientY - top });
  return { x, y };
}

/** @param {HTMLElement} pane */
function overlayOf(pane) {
  const held = pane.querySelector('.measured');
  if (held) return held;
  const box = document.createElement('div');
  box.className = 'measured';
  box.innerHTML =
    '<svg aria-hidden="true"><line/></svg><button type="button" class="measured-end" aria-label="Start of the distance"></button>' +
    '<button type="button" class="measured-end" aria-label="End of the distance"></button><output></output>';
  pane.append(box);
  return box;
}

function show() {
  const pane = isOn() && line ? paneOf(line.image) : null;
  for (const old of document.querySelectorAll('.measured')) if (!pane?.contains(old)) old.remove();
  const image = pane?.querySelector('img');
  if (!pane || !line || !image) return;
  const box = overlayOf(pane);
  const matrix = toScreen(image);
  const [from, to] = line.ends.map(({ x, y }) => matrix.transformPoint({ x, y }));
  if (!from || !to) return;
  const drawn = box.querySelector('line');
  for (const [name, value] of Object.entries({ x1: from.x, y1: from.y, x2: to.x, y2: to.y }))
    drawn?.setAttribute(name, String(value));
  box.querySelectorAll('button').forEach((end, at) => {
    const { x, y } = at === 0 ? from : to;
    end.style.left = `${x}px`;
    end.style.top = `${y}px`;
  });
  const output = box.querySelector('output');
  if (!output) return;
  output.textContent = `${Math.round(distance(line.ends))} px`;
  output.style.left = `${(from.x + to.x) / 2}px`;
  output.style.top = `${(from.y + to.y) / 2}px`;
}

/** Takes the ruler in hand, with a line over the middle of the picture, or lays it away. */
export function toggleMeasure() {
  const box = stage();
  const image = paneOf(imageInHand())?.querySelector('img');
  if (!box) return;
  box.dataset.tool = isOn() ? 'pan' : 'measure';
  line = null;
  if (isOn() && image?.naturalWidth) {
    const { width, height } = sizeOf(image);
    line = {
      image: imageInHand(),
      ends: [
        { x: width * 0.4, y: height / 2 },
        { x: width * 0.6, y: height / 2 },
      ],
    };
  }
  draw();
  announce(isOn() ? 'Measure: draw a line, or move its ends with the arrow keys.' : 'No measuring');
}

document.addEventListener(
  'pointerdown',
  (event) => {
    const pane = event.target?.closest?.('#stage .pane');
    const at = isOn() && event.button === 0 && pane ? pointAt(pane, event) : null;
    if (!pane || !at) return;
    event.stopPropagation();
    const end = event.target?.closest?.('.measured-end');
    held = end ? [...pane.querySelectorAll('.measured-end')].indexOf(end) : 1;
    if (!end || !line) line = { image: pane.dataset.image ?? '', ends: [at, { ...at }] };
    show();
  },
  true,
);
document.addEventListener('pointermove', (event) => {
  const pane = held >= 0 && line ? paneOf(line.image) : null;
  const at = pane ? pointAt(pane, event) : null;
  if (!line || !at) return;
  line.ends[held === 0 ? 0 : 1] = at;
  show();
});
document.addEventListener('pointerup', () => {
  if (held >= 0 && line) announce(`${Math.round(distance(line.ends))} pixels`);
  held = -1;
});

/** @type {Readonly<Record<string, readonly [x: number, y: number]>>} */
const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
document.addEventListener(
  'keydown',
  (event) => {
    const end = event.target?.closest?.('.measured-end');
    const way = ways[event.key];
    const image = end?.closest('.pane')?.querySelector('img');
    if (!line || !end || !way || !image) return;
    event.preventDefault();
    event.stopPropagation();
    const far = event.shiftKey ? 10 : 1;
    const point = line.ends[end.previousElementSibling?.matches('button') ? 1 : 0];
    // As it is seen, however the picture is turned.
    const matrix = toScreen(image);
    const { x, y } = matrix.transformPoint(point);
    const scale = Math.hypot(matrix.a, matrix.b) * far;
    const to = matrix.inverse().transformPoint({ x: x + way[0] * scale, y: y + way[1] * scale });
    Object.assign(point, { x: to.x, y: to.y });
    show();
    announce(`${Math.round(distance(line.ends))} pixels`);
  },
  true,
);
document.addEventListener('caseline:viewed', show);
