/** Panels of a figure, confirmed or redrawn by pointer and by keyboard, saved as one action. */

import { say, toast } from '../../shell/client/say.js';
import {
  add,
  boxOf,
  desk,
  draw,
  fitted,
  limit,
  list,
  markCurrent,
  nameOf,
  page,
  partOf,
  picture,
  place,
  remove,
  rename,
  show,
  take,
} from './panel-boxes.js';
import { listenToPointer } from './panel-drag.js';

const problem = document.getElementById('panels-problem');

const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function onBoxKey(event, part) {
  const step = steps[event.key];
  if (step) {
    const by = event.ctrlKey || event.metaKey ? 10 : 1;
    const [across, down] = step.map((one) => one * by);
    if (event.shiftKey) Object.assign(part, { width: part.width + across, height: part.height + down });
    else {
      part.x = limit(part.x + across, 0, picture.naturalWidth - part.width);
      part.y = limit(part.y + down, 0, picture.naturalHeight - part.height);
    }
    fitted(part);
    show(part);
    return true;
  }
  if (event.key === 'Delete' || event.key === 'Backspace') {
    remove(part);
    return true;
  }
  if (/^[\p{L}\p{N}]$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    rename(part, event.key);
    say(`now ${nameOf(part)}`);
    return true;
  }
  return false;
}

const SHORTLY = { milliseconds: 3000 };

/** What is sent waits for what was sent before it; keys go on meanwhile. */
let line = Promise.resolve();
const inTurn = (act) => {
  line = line.then(act);
};

async function send(address, body) {
  problem.textContent = '';
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      'HX-Request': 'true',
      'If-Match': page.dataset.etag,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body,
  }).catch(() => null);
  if (answer?.ok) {
    page.dataset.etag = answer.headers.get('ETag');
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

/**
 * Takes over what the server says of the figure now, and gives its panels with their revision; null when it does not
 * say. The revision the next save is based on stays that of the panels on the page.
 */
async function heard() {
  const answer = await fetch(page.dataset.save).catch(() => null);
  const text = answer?.ok ? await answer.text().catch(() => null) : null;
  if (text === null) {
    problem.textContent = 'That is saved, but the page could not be brought up to date. Load it again.';
    return null;
  }
  const now = new DOMParser().parseFromString(text, 'text/html').getElementById('panels');
  page.dataset.next = now.dataset.next;
  for (const selector of ['.page-head', '.panels-figures', '#panels-save']) {
    const [old, fresh] = [page.querySelector(selector), now.querySelector(selector)];
    if (old && fresh && old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML;
  }
  document.getElementById('panels-undo').disabled = now.querySelector('#panels-undo').disabled;
  return { parts: JSON.parse(now.dataset.parts), etag: now.dataset.etag };
}

const sides = ['x', 'y', 'width', 'height'];

async function save() {
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
  if (!(await send(page.dataset.undo, ''))) return;
  const held = await heard();
  if (!held) return;
  const { letter } = partOf(document.activeElement?.dataset.box) ?? {};
  take(held.parts);
  page.dataset.etag = held.etag;
  const again = desk.parts.find((part) => part.letter === letter);
  if (document.activeElement === document.body)
    (again ? boxOf(again) : document.getElementById('panels-save')).focus();
  toast('Undone.', SHORTLY);
}

function listen() {
  document.getElementById('panels-save').addEventListener('click', () => inTurn(save));
  document.getElementById('panels-undo').addEventListener('click', () => inTurn(undo));
  document.getElementById('panels-add').addEventListener('click', () => {
    const { naturalWidth: width, naturalHeight: height } = picture;
    boxOf(add({ x: width / 4, y: height / 4, width: width / 2, height: height / 2 })).focus();
    say('A panel in the middle: move it with the arrow keys');
  });
  document.getElementById('panels-none').addEventListener('click', () => {
    desk.parts = [];
    draw();
    inTurn(save);
  });
  document.addEventListener('keydown', (event) => {
    const box = event.target.closest?.('[data-box]');
    if (box && onBoxKey(event, partOf(box.dataset.box))) event.preventDefault();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!event.repeat) inTurn(save);
    }
    const typing = event.target.closest?.('input, textarea, select');
    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !typing) {
      event.preventDefault();
      document.getElementById('panels-undo').click();
    }
  });
  document.addEventListener('focusin', (event) => {
    const { part = event.target.dataset?.box } = event.target.dataset ?? {};
    if (part === undefined) return;
    desk.current = Number(part);
    markCurrent();
  });
  list.addEventListener('input', (event) => {
    const { part: key, side } = event.target.dataset;
    const part = partOf(key);
    if (!part) return;
    if (side === 'letter') rename(part, event.target.value.trim());
    else if (side === 'caption') part.caption = event.target.value;
    else if (event.target.value !== '') {
      part[side] = Number(event.target.value);
      fitted(part);
    }
    show(part);
  });
  // What was typed beyond the edges is shown as what it became.
  list.addEventListener('change', (event) => {
    const part = partOf(event.target.dataset.part);
    if (part) event.target.value = part[event.target.dataset.side];
  });
  list.addEventListener('click', (event) => {
    const key = event.target.closest('[data-remove]')?.dataset.remove;
    if (key !== undefined) remove(partOf(key));
  });
  document.getElementById('panels-caption')?.addEventListener('pointerup', () => {
    const words = String(getSelection()).trim();
    const part = partOf(desk.current);
    if (words === '' || !part) return;
    part.caption = words;
    show(part);
    say(`These words are now of ${nameOf(part)}`);
  });
  addEventListener('beforeunload', (event) => {
    if (desk.changed) event.preventDefault();
  });
  new ResizeObserver(() => desk.parts.forEach(place)).observe(picture);
}

async function start() {
  await picture.decode().catch(() => {});
  take(JSON.parse(page.dataset.parts));
  listen();
  listenToPointer();
  document.getElementById('panels-save').focus();
  const said = sessionStorage.getItem('caseline.panels');
  sessionStorage.removeItem('caseline.panels');
  if (said) toast(said, SHORTLY);
}

if (picture) start();
