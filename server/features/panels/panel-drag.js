import { add, boxOf, fitted, limit, partOf, picture, scale, show, stage } from './panel-boxes.js';

/** A drag: moving a box, pulling a corner, or drawing a new box on an empty place. */
let drag = null;

const pointIn = (event) => {
  const { left, top } = picture.getBoundingClientRect();
  return { x: (event.clientX - left) / scale(), y: (event.clientY - top) / scale() };
};

function dragged(event) {
  const to = pointIn(event);
  const { from, grip, part, start } = drag;
  if (part === null) {
    if (Math.abs(to.x - from.x) * scale() < 6 || Math.abs(to.y - from.y) * scale() < 6) return;
    drag.part = add({ x: from.x, y: from.y, width: 1, height: 1 });
    drag.start = { x: from.x, y: from.y, width: 0, height: 0 };
    drag.grip = 'se';
    dragged(event);
    return;
  }
  const [across, down] = [to.x - from.x, to.y - from.y];
  if (grip === null) {
    part.x = limit(start.x + across, 0, picture.naturalWidth - part.width);
    part.y = limit(start.y + down, 0, picture.naturalHeight - part.height);
  } else {
    const left = start.x + (grip.includes('w') ? across : 0);
    const right = start.x + start.width + (grip.includes('e') ? across : 0);
    const top = start.y + (grip.includes('n') ? down : 0);
    const bottom = start.y + start.height + (grip.includes('s') ? down : 0);
    const inside = (value, high) => limit(value, 0, high);
    const [x0, x1] = [left, right].map((value) => inside(value, picture.naturalWidth)).sort((a, b) => a - b);
    const [y0, y1] = [top, bottom].map((value) => inside(value, picture.naturalHeight)).sort((a, b) => a - b);
    Object.assign(part, { x: x0, y: y0, width: x1 - x0, height: y1 - y0 });
  }
  fitted(part);
  show(part);
}

/** Boxes follow the pointer: moved by their middle, pulled at a corner, drawn on an empty place. */
export function listenToPointer() {
  stage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const box = event.target.closest('[data-box]');
    const part = box ? partOf(box.dataset.box) : null;
    drag = {
      from: pointIn(event),
      grip: event.target.closest('[data-grip]')?.dataset.grip ?? null,
      part,
      start: part && { ...part },
    };
    event.preventDefault();
    box?.focus();
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener('pointermove', (event) => {
    if (drag) dragged(event);
  });
  for (const end of ['pointerup', 'pointercancel'])
    stage.addEventListener(end, () => {
      if (drag?.part) boxOf(drag.part)?.focus();
      drag = null;
    });
}
