/** Days moved on the picture: dragged by pointer, or by the arrow keys of a marker in focus. */

import { openPanel } from '../../../shell/client/dialogs.js';
import { announce } from '../../../shell/client/say.js';
import { ofCase } from '../address.js';
import { askedFor, imageInHand, takeField, takeImage } from '../cursor/cursor.js';
import { send } from '../saving/queue.js';

/** @typedef {SVGGElement} Mark the marker of an image, an event or a measurement */

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** @type {{ mark: Mark, by: number, from: number } | null} */
let pending = null;

/** @param {Event} event @returns {Mark | null | undefined} */
const markAt = ({ target }) => target?.closest?.('.mark');
/** @param {Mark} mark */
const dayOf = (mark) => document.getElementById(mark.dataset.for ?? '');
/** Whether the image of a mark, or the stack it stands for, is on the stage. @param {Mark} mark */
const isShown = (mark) => mark.dataset.image === askedFor(imageInHand());

/**
 * Days one marker was moved by so far, sent together a moment after the last key.
 * @param {Mark} mark
 * @param {number} by
 */
function moved(mark, by) {
  // The day of an image is moved before that image.
  if (mark.dataset.for) takeField(dayOf(mark), { focus: false });
  if (pending && pending.mark !== mark) flush();
  pending ??= { mark, by: 0, from: Number(mark.getAttribute('aria-valuenow')) };
  pending.by += by;
  const day = pending.from + pending.by;
  mark.setAttribute('aria-valuenow', String(day));
  const words = `day ${day}${mark.ownerSVGElement?.dataset.counted ?? ''}`;
  mark.setAttribute('aria-valuetext', words);
  shift(mark, pending.by);
  announce(words);
  clearTimeout(waiting);
  waiting = setTimeout(flush, 500);
}

/** @param {Mark} mark */
const pixelsADay = ({ ownerSVGElement: svg }) => {
  if (!svg) return 1;
  const span = Math.max(1, Number(svg.dataset.last) - Number(svg.dataset.first));
  return (svg.clientWidth * 0.9) / span;
};

/** @param {Mark} mark @param {number} days */
const shift = (mark, days) => mark.setAttribute('transform', `translate(${days * pixelsADay(mark)} 0)`);

function flush() {
  clearTimeout(waiting);
  if (!pending) return;
  const { mark, by } = pending;
  pending = null;
  if (by === 0) return;
  if (mark.dataset.event) {
    send(ofCase(`events/${encodeURIComponent(mark.dataset.event)}/nudge`), { days: String(by) });
    return;
  }
  send(ofCase(`images/${encodeURIComponent(mark.dataset.image ?? '')}/nudge`), { days: String(by) });
}

document.addEventListener(
  'keydown',
  (event) => {
    const mark = markAt(event);
    if (!mark) return;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault();
      event.stopPropagation();
      moved(mark, event.key === 'ArrowRight' ? 1 : -1);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      event.stopPropagation();
      flush();
      open(mark);
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && mark.dataset.event) {
      event.preventDefault();
      send(ofCase(`events/${encodeURIComponent(mark.dataset.event)}/remove`), {});
    }
  },
  true,
);

/** An image's mark leads to the image; on the image that is shown already, to its day. An event's opens the event. @param {Mark} mark */
function open(mark) {
  const { image } = mark.dataset;
  if (image && isShown(mark)) takeField(dayOf(mark));
  else if (image) takeImage(image);
  else openPanel(ofCase(`events?event=${encodeURIComponent(mark.dataset.event ?? '')}`));
}

document.addEventListener('click', (event) => {
  const patient = event.target?.closest?.('[data-event-form]')?.dataset.eventForm;
  if (patient !== undefined) openPanel(ofCase(`events?patient=${encodeURIComponent(patient)}`));
});

/** @type {{ mark: Mark, x: number, days: number } | null} */
let drag = null;
document.addEventListener('pointerdown', (event) => {
  const mark = markAt(event);
  if (!mark || event.button !== 0) return;
  drag = { mark, x: event.clientX, days: 0 };
  mark.ownerSVGElement?.setPointerCapture(event.pointerId);
  mark.focus();
  event.preventDefault();
});
document.addEventListener('pointermove', (event) => {
  if (!drag) return;
  drag.days = Math.round((event.clientX - drag.x) / pixelsADay(drag.mark));
  shift(drag.mark, drag.days);
});
document.addEventListener('pointerup', () => {
  if (!drag) return;
  const { mark, days } = drag;
  drag = null;
  if (days === 0) open(mark);
  else {
    flush();
    moved(mark, days);
    flush();
  }
});

document.addEventListener('focusin', (event) => {
  const mark = markAt(event);
  if (mark?.dataset.image && !drag && !isShown(mark)) takeImage(mark.dataset.image, { focus: false });
});
document.addEventListener('focusout', (event) => {
  if (markAt(event) && pending) flush();
});
