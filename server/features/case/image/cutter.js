/** Parts of a figure: drawn with the pointer, or typed in pixels; sent as a list. */
import { escaped, typedAt } from '../../../shell/client/dom.js';
import { announce } from '../../../shell/client/say.js';
import { ask } from '../../../shell/client/sign-in.js';
import { between, fitted, letterAt, sizeOf } from './rectangles.js';

/** @typedef {import('./messages.ts').CutPart} CutPart */

/** State of the one cutter that is open: parts in pixels of the image. @type {CutPart[]} */
let parts = [];
/** @type {HTMLElement | null} */
let box = null;

const picture = () => box?.querySelector('img') ?? new Image();
const scale = () => picture().clientWidth / picture().naturalWidth;

/** @param {CutPart} part @returns {CutPart} */
const clamp = (part) => ({ ...part, ...fitted(part, sizeOf(picture())) });

function frames() {
  for (const old of box?.querySelectorAll('.cut-frame') ?? []) old.remove();
  const by = scale();
  for (const part of parts) {
    const frame = document.createElement('div');
    frame.className = 'cut-frame';
    frame.textContent = part.panel;
    Object.assign(frame.style, {
      left: `${part.x * by}px`,
      top: `${part.y * by}px`,
      width: `${part.width * by}px`,
      height: `${part.height * by}px`,
    });
    box?.querySelector('.cutter-stage')?.append(frame);
  }
  /** @type {HTMLInputElement | null | undefined} */
  const sent = box?.querySelector('[name="parts"]');
  if (sent) sent.value = parts.length > 0 ? JSON.stringify(parts) : '';
}

function draw() {
  const list = box?.querySelector('.cutter-list');
  if (!list) return;
  list.innerHTML = parts
    .map((part, at) => {
      /** @param {keyof CutPart} name @param {string} label */
      const field = (name, label) =>
        `<label>${label}<input type="number" min="0" data-part="${at}" data-side="${name}" value="${part[name]}"></label>`;
      return `<li><label>panel<input data-part="${at}" data-side="panel" maxlength="20" value="${escaped(part.panel)}"></label>${field('x', 'left')}${field('y', 'top')}${field('width', 'width')}${field('height', 'height')}<button type="button" class="tool" data-cut-remove="${at}">remove</button></li>`;
    })
    .join('');
  frames();
}

/** @param {import('./messages.ts').Rectangle} rectangle */
function add(rectangle) {
  parts.push(clamp({ panel: letterAt(parts.length), ...rectangle }));
  draw();
}

/** Takes the cutter of a panel that was just opened in hand. @param {HTMLElement} element */
function take(element) {
  box = element;
  parts = [];
}

document.addEventListener('click', async (event) => {
  const { target } = event;
  const inside = target?.closest?.('[data-cutter]');
  if (!inside) return;
  if (inside !== box) take(inside);
  if (target?.closest?.('[data-cut-add]')) {
    const { naturalWidth: width, naturalHeight: height } = picture();
    add({ x: width / 4, y: height / 4, width: width / 2, height: height / 2 });
  }
  if (target?.closest?.('[data-cut-propose]')) {
    const answer = await ask(inside.dataset.panels ?? '');
    if (!answer?.ok) return void announce('The parts could not be proposed: try again, or draw them.');
    /** @type {import('./messages.ts').ProposedParts} */
    const { panels } = await answer.json();
    parts = panels.map((rectangle, at) => ({ panel: letterAt(at), ...rectangle }));
    draw();
    announce(parts.length > 0 ? `${parts.length} parts proposed` : 'No gutters were found: draw the parts.');
  }
  const remove = target?.closest?.('[data-cut-remove]');
  if (remove) {
    parts.splice(Number(remove.dataset.cutRemove), 1);
    draw();
  }
});

document.addEventListener('change', (event) => {
  const field = event.target?.closest?.('[data-side]');
  const { part: at, side = '' } = field?.dataset ?? {};
  const part = parts[Number(at)];
  if (!field || !part || !box?.contains(field)) return;
  const value = typedAt(field);
  parts[Number(at)] = clamp({ ...part, [side]: side === 'panel' ? value : Number(value) });
  frames();
});

/**
 * Where the drag began, and the part that it draws once it is large enough to be meant.
 * @type {{ from: { x: number, y: number }, at: number | null } | null}
 */
let drag = null;
/** @param {PointerEvent} event */
const pointIn = (event) => {
  const { left, top } = picture().getBoundingClientRect();
  return { x: (event.clientX - left) / scale(), y: (event.clientY - top) / scale() };
};
document.addEventListener('pointerdown', (event) => {
  const stage = event.target?.closest?.('.cutter-stage');
  if (!stage || event.button !== 0) return;
  const inside = stage.closest('[data-cutter]');
  if (inside && inside !== box) take(inside);
  event.preventDefault();
  drag = { from: pointIn(event), at: null };
  stage.setPointerCapture(event.pointerId);
});
document.addEventListener('pointermove', (event) => {
  if (!drag) return;
  const drawn = between(drag.from, pointIn(event));
  if (drawn.width * scale() < 6 || drawn.height * scale() < 6) return;
  drag.at ??= parts.length;
  const { panel = letterAt(drag.at) } = parts[drag.at] ?? {};
  parts[drag.at] = clamp({ panel, ...drawn });
  frames();
});
document.addEventListener('pointerup', () => {
  if (drag && drag.at !== null) draw();
  drag = null;
});
