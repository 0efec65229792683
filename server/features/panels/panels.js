/** Panels of a figure, confirmed or redrawn by pointer and by keyboard, saved as one action. */

import { must, typedAt } from '../../shell/client/dom.js';
import { announce, toast } from '../../shell/client/say.js';
import { ask } from '../../shell/client/sign-in.js';
import { mayChange } from '../case/saving/done.js';

import {
  add,
  boxOf,
  desk,
  drawPanels,
  keepInside,
  list,
  markCurrent,
  nameOf,
  page,
  partOf,
  picture,
  placeBox,
  remove,
  rename,
  show,
  take,
  write,
} from './panel-boxes.js';
import { listenToDrags } from './panel-drag.js';
import { onBoxKey } from './panel-keys.js';

const problem = must('panels-problem');
/** @param {string} id @returns {HTMLButtonElement} */
const button = (id) => document.querySelector(`button#${id}`) ?? document.createElement('button');

const SHORTLY = { milliseconds: 3000 };

/** What is sent waits for what was sent before it; keys go on meanwhile. */
let line = Promise.resolve();
/** @param {() => Promise<void>} act */
const inTurn = (act) => {
  line = line.then(act);
};

/** @param {string | undefined} address @param {URLSearchParams | string} body */
async function send(address = '', body = '') {
  problem.textContent = '';
  const answer = await ask(address, {
    method: 'POST',
    headers: {
      'If-Match': page.dataset.etag ?? '',
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body,
  });
  if (answer?.ok) {
    page.dataset.etag = answer.headers.get('ETag') ?? '';
    return true;
  }
  const words = decodeURIComponent(answer?.headers.get('Caseline-Message') ?? '');
  problem.textContent =
    answer === null
      ? 'The workbench does not answer. Nothing is lost: try again.'
      : answer.status === 412
        ? 'Somebody changed this case meanwhile. Load the page again and look at it anew.'
        : words || 'That could not be saved.';
  return false;
}

/** Panels as the server draws them into a page. @param {HTMLElement} drawn @returns {import('./messages.ts').Part[]} */
const partsOf = (drawn) => JSON.parse(drawn.dataset.parts ?? '[]');

/**
 * Takes over what the server says of the figure now, and gives its panels with their revision; null when it does not
 * say. The revision the next save is based on stays that of the panels on the page.
 */
async function heard() {
  const answer = await ask(page.dataset.save ?? '');
  const text = answer?.ok ? await answer.text().catch(() => '') : '';
  const now = new DOMParser().parseFromString(text, 'text/html').getElementById('panels');
  if (!now) {
    problem.textContent = 'That is saved, but the page could not be brought up to date. Load it again.';
    return null;
  }
  page.dataset.next = now.dataset.next ?? '';
  for (const name of stands) {
    const value = now.dataset[name];
    if (value === undefined) delete page.dataset[name];
    else page.dataset[name] = value;
  }
  for (const selector of ['.page-head', '.panels-figures', '#panels-save']) {
    const [old, fresh] = [page.querySelector(selector), now.querySelector(selector)];
    if (old && fresh && old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML;
  }
  button('panels-undo').disabled = now.querySelector('#panels-undo:disabled') !== null;
  return { parts: partsOf(now), etag: now.dataset.etag ?? '' };
}

/** What the page says of the case for `mayChange`. */
const stands = ['done', 'seen', 'undoAt', 'undoReopens', 'redoAt'];
/** @type {readonly (keyof import('../case/image/messages.ts').Rectangle)[]} */
const sides = ['x', 'y', 'width', 'height'];

async function save() {
  if (!mayChange(page.dataset.save ?? '', () => inTurn(save))) return;
  const sent = desk.parts.map((part) => ({ ...part }));
  const parts = sent.map(({ key: _, ...part }) => part);
  const { etag } = page.dataset;
  desk.changed = false;
  if (!(await send(page.dataset.save, new URLSearchParams({ parts: JSON.stringify(parts) })))) {
    desk.changed = true;
    return;
  }
  const held = await heard();
  // What is new has a name of its own now; what was moved meanwhile stays moved.
  for (const { key, ...part } of sent) {
    const own = held?.parts.find((one) => sides.every((side) => one[side] === part[side]));
    const shown = partOf(key);
    if (own && shown) shown.image = own.image;
  }
  const { next } = page.dataset;
  if (held && next && !desk.changed) {
    sessionStorage.setItem('caseline.panels', 'Saved. This is the next figure.');
    location.assign(next);
  } else toast(page.dataset.etag === etag ? 'Nothing has changed since it was saved.' : 'Saved.', SHORTLY);
}

async function undo() {
  const { undo: address = '' } = page.dataset;
  if (!mayChange(address, () => inTurn(undo)) || !(await send(address))) return;
  const held = await heard();
  if (!held) return;
  const { letter } = partOf(document.activeElement?.getAttribute('data-box')) ?? {};
  take(held.parts);
  page.dataset.etag = held.etag;
  const again = desk.parts.find((part) => part.letter === letter);
  if (document.activeElement === document.body) (again ? boxOf(again) : button('panels-save'))?.focus();
  toast('Undone.', SHORTLY);
}

function saveNone() {
  if (!mayChange(page.dataset.save ?? '', saveNone)) return;
  desk.parts = [];
  drawPanels();
  inTurn(save);
}

function listen() {
  button('panels-save').addEventListener('click', () => inTurn(save));
  button('panels-undo').addEventListener('click', () => inTurn(undo));
  button('panels-add').addEventListener('click', () => {
    const { naturalWidth: width, naturalHeight: height } = picture;
    boxOf(add({ x: width / 4, y: height / 4, width: width / 2, height: height / 2 }))?.focus();
    announce('A panel in the middle: move it with the arrow keys');
  });
  button('panels-none').addEventListener('click', saveNone);
  document.addEventListener('keydown', (event) => {
    // A question over the page is answered first.
    if (document.querySelector('dialog[open]')) return;
    const box = event.target?.closest?.('[data-box]');
    const part = box && partOf(box.dataset.box);
    if (part && onBoxKey(event, part)) event.preventDefault();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!event.repeat) inTurn(save);
    }
    const typing = event.target?.closest?.('input, textarea, select');
    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !typing) {
      event.preventDefault();
      button('panels-undo').click();
    }
  });
  document.addEventListener('focusin', (event) => {
    const { part, box = part } = event.target?.closest?.('[data-part], [data-box]')?.dataset ?? {};
    if (box === undefined) return;
    desk.current = Number(box);
    markCurrent();
  });
  list.addEventListener('input', (event) => {
    const { target } = event;
    const { part: key, side } = target?.closest?.('[data-part]')?.dataset ?? {};
    const part = partOf(key);
    if (!part) return;
    const typed = typedAt(target);
    const edge = sides.find((one) => one === side);
    if (side === 'letter') rename(part, typed.trim());
    else if (side === 'caption') part.caption = typed;
    else if (edge && typed !== '') {
      part[edge] = Number(typed);
      keepInside(part);
    }
    show(part);
  });
  // What was typed beyond the edges is shown as what it became.
  list.addEventListener('change', (event) => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    const part = partOf(target.dataset.part);
    if (part) write(target, part);
  });
  list.addEventListener('click', (event) => {
    const part = partOf(event.target?.closest?.('[data-remove]')?.dataset.remove);
    if (part) remove(part);
  });
  document.getElementById('panels-caption')?.addEventListener('pointerup', () => {
    const words = String(getSelection()).trim();
    const part = partOf(desk.current);
    if (words === '' || !part) return;
    part.caption = words;
    show(part);
    announce(`These words are now of ${nameOf(part)}`);
  });
  addEventListener('beforeunload', (event) => {
    if (desk.changed) event.preventDefault();
  });
  new ResizeObserver(() => desk.parts.forEach(placeBox)).observe(picture);
}

async function start() {
  await picture.decode().catch(() => {});
  take(partsOf(page));
  listen();
  listenToDrags();
  button('panels-save').focus();
  const said = sessionStorage.getItem('caseline.panels');
  sessionStorage.removeItem('caseline.panels');
  if (said) toast(said, SHORTLY);
}

void start();
