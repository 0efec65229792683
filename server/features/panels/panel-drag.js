import { moved, pulled, sizeOf } from '../case/image/rectangles.js';
import { add, boxOf, figureStage, keepInside, partOf, picture, scale, show } from './panel-boxes.js';

/** @typedef {import('../case/image/messages.ts').Rectangle} Rectangle */
/** @typedef {{ x: number, y: number }} Point */

/**
 * A drag: moving a box, pulling a corner (`grip`), or drawing a new box on an empty place (`part` null until it is drawn).
 * @type {{ from: Point, grip: string | null, part: import('./panel-boxes.js').Panel | null, start: Rectangle } | null}
 */
let drag = null;

/** @param {PointerEvent} event @returns {Point} */
const pointIn = (event) => {
  const { left, top } = picture.getBoundingClientRect();
  return { x: (event.clientX - left) / scale(), y: (event.clientY - top) / scale() };
};

/** @param {NonNullable<typeof drag>} hold @param {Point} to */
function dragged(hold, to) {
  const { from } = hold;
  const by = { x: to.x - from.x, y: to.y - from.y };
  if (hold.part === null) {
    if (Math.abs(by.x) * scale() < 6 || Math.abs(by.y) * scale() < 6) return;
    hold.start = { ...from, width: 0, height: 0 };
    hold.part = add({ ...from, width: 1, height: 1 });
    hold.grip = 'se';
  }
  const { part, grip, start } = hold;
  const size = sizeOf(picture);
  const { x, y, width, height } = grip === null ? moved(start, by, size) : pulled(start, grip, by, size);
  Object.assign(part, { x, y, width, height });
  keepInside(part);
  show(part);
}

/** Boxes follow the pointer: moved by their middle, pulled at a corner, drawn on an empty place. */
export function listenToDrags() {
  figureStage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const { target } = event;
    const box = target?.closest?.('[data-box]');
    const part = (box && partOf(box.dataset.box)) ?? null;
    const { x, y, width, height } = part ?? { x: 0, y: 0, width: 0, height: 0 };
    drag = {
      from: pointIn(event),
      grip: target?.closest?.('[data-grip]')?.dataset.grip ?? null,
      part,
      start: { x, y, width, height },
    };
    event.preventDefault();
    box?.focus();
    figureStage.setPointerCapture(event.pointerId);
  });
  figureStage.addEventListener('pointermove', (event) => {
    if (drag) dragged(drag, pointIn(event));
  });
  for (const end of ['pointerup', 'pointercancel'])
    figureStage.addEventListener(end, () => {
      if (drag?.part) boxOf(drag.part)?.focus();
      drag = null;
    });
}
