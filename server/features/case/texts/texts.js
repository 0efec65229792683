/** The source's words: the evidence of the field in hand is lit; selected words offer the fields they could fill. */
import { valuesOf } from '../../../shell/client/dom.js';
import { ofCase } from '../address.js';
import { takePlace } from '../cursor/cursor.js';

const texts = () => document.getElementById('texts');
const canHighlight = typeof CSS !== 'undefined' && 'highlights' in CSS;

/** @param {string} id */
const proseOf = (id) =>
  texts()?.querySelector(`[data-text-id="${CSS.escape(id)}"]`) ??
  [...(texts()?.querySelectorAll('[data-also]') ?? [])].find(({ dataset }) =>
    JSON.parse(dataset.also ?? '[]').includes(id),
  ) ??
  null;

/** @param {HTMLElement} box @param {Range} range */
function bringIntoView(box, range) {
  const [words, frame] = [range.getBoundingClientRect(), box.getBoundingClientRect()];
  if (box.scrollHeight > box.clientHeight && (words.top < frame.top + 8 || words.bottom > frame.bottom - 8))
    box.scrollTop += words.top - frame.top - box.clientHeight / 3;
}

/**
 * A range over UTF-16 units of an element's text, or null when they are not there.
 * @param {Element} prose
 * @param {number} start
 * @param {number} end
 */
function rangeOf(prose, start, end) {
  const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const next = at + (node.nodeValue ?? '').length;
    if (!begun && start < next) {
      range.setStart(node, start - at);
      begun = true;
    }
    if (begun && end <= next) {
      range.setEnd(node, end - at);
      return range;
    }
    at = next;
  }
  return null;
}

/** @param {DOMStringMap} dataset of what names the words: their text, start and end */
function light(dataset) {
  for (const mark of texts()?.querySelectorAll('mark.on') ?? []) mark.classList.remove('on');
  if (canHighlight) CSS.highlights.delete('evidence');
  const prose = dataset.text ? proseOf(dataset.text) : null;
  if (!prose) return;
  const [start, end] = [Number(dataset.start), Number(dataset.end)];
  for (const mark of prose.querySelectorAll('mark')) {
    const from = Number(mark.dataset.from);
    if (from >= start && from < end) mark.classList.add('on');
  }
  const range = rangeOf(prose, start, end);
  const box = texts();
  if (!range || !box) return;
  if (canHighlight) CSS.highlights.set('evidence', new Highlight(range));
  bringIntoView(box, range);
}

/**
 * Offset of a point of the document in the text of its prose element.
 * @param {Element} prose
 * @param {Node} node
 * @param {number} offset
 */
function offsetIn(prose, node, offset) {
  const range = document.createRange();
  range.setStart(prose, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

function closeOffers() {
  document.getElementById('offers')?.remove();
}

function offerFields() {
  const selection = getSelection();
  closeOffers();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  const prose = (range.startContainer.parentElement ?? range.startContainer).closest?.('[data-text-id]');
  if (!prose?.contains(range.endContainer)) return;
  const start = offsetIn(prose, range.startContainer, range.startOffset);
  const end = offsetIn(prose, range.endContainer, range.endOffset);
  if (end - start < 1 || end - start > 2000) return;
  const box = document.createElement('div');
  box.id = 'offers';
  box.className = 'offers';
  box.setAttribute('role', 'dialog');
  box.setAttribute('aria-label', 'Fields these words could fill');
  const place = range.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(place.left, innerWidth - 400)) + scrollX}px`;
  box.style.top = `${place.bottom + 6 + scrollY}px`;
  document.body.append(box);
  const active = document.querySelector('.cell.active');
  const words = { text: prose.dataset.textId ?? '', start: String(start), end: String(end) };
  const query = new URLSearchParams(words);
  if (active) query.set('near', `${active.dataset.patient}|${active.dataset.image}|${active.dataset.field}`);
  window.htmx.ajax('GET', ofCase(`offers?${query}`), {
    source: box,
    target: box,
    swap: 'innerHTML',
  });
}

document.addEventListener('pointerup', (event) => {
  if (event.target?.closest?.('#offers')) return;
  // The selection settles after the event.
  setTimeout(() => {
    if (event.target?.closest?.('.prose')) offerFields();
    else closeOffers();
  });
});
document.addEventListener('keyup', (event) => {
  if (event.key === 'Escape') closeOffers();
});

document.addEventListener('submit', (event) => {
  if (!(event.target instanceof HTMLFormElement) || !event.target.closest('#offers')) return;
  takePlace(valuesOf(new FormData(event.target)));
  setTimeout(closeOffers);
});

document.addEventListener('click', (event) => {
  const mark = event.target?.closest?.('.prose mark');
  if (!mark || !getSelection()?.isCollapsed) return;
  const { textId: text, also } = mark.closest('[data-text-id]')?.dataset ?? {};
  if (text === undefined) return;
  const ids = also ? JSON.parse(also) : [text];
  const from = Number(mark.dataset.from);
  const cell = [...document.querySelectorAll('[data-cell][data-text]')].find(
    (one) =>
      ids.includes(one.dataset.text) && Number(one.dataset.start) <= from && from < Number(one.dataset.end),
  );
  if (cell) cell.dispatchEvent(new MouseEvent('click', { bubbles: true }));
});

document.addEventListener('caseline:cell', (event) => light(event.detail.cell?.dataset ?? {}));
document.addEventListener('focusin', (event) => {
  const tool = event.target?.closest?.(':is(.tool, .reading)[data-text]');
  if (tool) light(tool.dataset);
});

document.addEventListener('caseline:image', (event) => {
  for (const text of texts()?.querySelectorAll('.text') ?? []) {
    const images = (text.dataset.images ?? '').split(' ');
    text.classList.toggle(
      'is-caption-of-image',
      event.detail.image !== '' && images.includes(event.detail.image),
    );
  }
});
