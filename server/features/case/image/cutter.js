/** Parts of a figure: drawn with the pointer, or typed in pixels; sent as a list. */
import { say } from '../../../shell/client/say.js';

const escaped = (text) => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
const letter = (at) => String.fromCharCode(97 + (at % 26));

/** State of the one cutter that is open: parts in pixels of the image. */
let parts = [];
let box = null;

const picture = () => box?.querySelector('img');
const scale = () => picture().clientWidth / picture().naturalWidth;

function clamp(part) {
  const { naturalWidth: width, naturalHeight: height } = picture();
  const x = Math.max(0, Math.min(width - 1, Math.round(part.x)));
  const y = Math.max(0, Math.min(height - 1, Math.round(part.y)));
  return {
    ...part,
    x,
    y,
    width: Math.max(1, Math.min(width - x, Math.round(part.width))),
    height: Math.max(1, Math.min(height - y, Math.round(part.height))),
  };
}

function frames() {
  for (const old of box.querySelectorAll('.cut-frame')) old.remove();
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
    box.querySelector('.cutter-stage').append(frame);
  }
  box.querySelector('[name="parts"]').value = parts.length > 0 ? JSON.stringify(parts) : '';
}

function draw() {
  box.querySelector('.cutter-list').innerHTML = parts
    .map((part, at) => {
      const field = (name, label) =>
        `<label>${label}<input type="number" min="0" data-part="${at}" data-side="${name}" value="${part[name]}"></label>`;
      return `<li><label>panel<input data-part="${at}" data-side="panel" maxlength="20" value="${escaped(part.panel)}"></label>${field('x', 'left')}${field('y', 'top')}${field('width', 'width')}${field('height', 'height')}<button type="button" class="tool" data-cut-remove="${at}">remove</button></li>`;
    })
    .join('');
  frames();
}

function add(part) {
  parts.push(clamp({ panel: letter(parts.length), ...part }));
  draw();
}

/** Takes the cutter of a panel that was just opened in hand. */
function take(element) {
  box = element;
  parts = [];
}

document.addEventListener('click', async (event) => {
  const inside = event.target.closest?.('[data-cutter]');
  if (!inside) return;
  if (inside !== box) take(inside);
  if (event.target.closest('[data-cut-add]')) {
    const { naturalWidth: width, naturalHeight: height } = picture();
    add({ x: width / 4, y: height / 4, width: width / 2, height: height / 2 });
  }
  if (event.target.closest('[data-cut-propose]')) {
    const answer = await fetch(inside.dataset.panels);
    const { panels } = answer.ok ? await answer.json() : { panels: [] };
    parts = panels.map((panel, at) => ({ panel: letter(at), ...panel }));
    draw();
    say(parts.length > 0 ? `${parts.length} parts proposed` : 'No gutters were found: draw the parts.');
  }
  const remove = event.target.closest('[data-cut-remove]');
  if (remove) {
    parts.splice(Number(remove.dataset.cutRemove), 1);
    draw();
  }
});

document.addEventListener('change', (event) => {
  const { part: at, side } = event.target.dataset ?? {};
  if (at === undefined || !box) return;
  parts[at] = clamp({
    ...parts[at],
    [side]: side === 'panel' ? event.target.value : Number(event.target.value),
  });
  frames();
});

let drag = null;
const pointIn = (event) => {
  const { left, top } = picture().getBoundingClientRect();
  return { x: (event.clientX - left) / scale(), y: (event.clientY - top) / scale() };
};
document.addEventListener('pointerdown', (event) => {
  const stage = event.target.closest?.('.cutter-stage');
  if (!stage || event.button !== 0) return;
  const inside = stage.closest('[data-cutter]');
  if (inside !== box) take(inside);
  event.preventDefault();
  drag = { from: pointIn(event), part: null };
  stage.setPointerCapture(event.pointerId);
});
document.addEventListener('pointermove', (event) => {
  if (!drag) return;
  const to = pointIn(event);
  const part = {
    x: Math.min(drag.from.x, to.x),
    y: Math.min(drag.from.y, to.y),
    width: Math.abs(to.x - drag.from.x),
    height: Math.abs(to.y - drag.from.y),
  };
  if (part.width * scale() < 6 || part.height * scale() < 6) return;
  if (!drag.part) {
    drag.part = { panel: letter(parts.length) };
    parts.push(drag.part);
  }
  Object.assign(drag.part, clamp({ ...drag.part, ...part }));
  frames();
});
document.addEventListener('pointerup', () => {
  if (drag?.part) draw();
  drag = null;
});
