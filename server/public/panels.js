/** Panels of a figure: boxes over the picture, confirmed or redrawn by pointer and by keyboard, saved as one action. */
import { say } from './say.js';

const page = document.getElementById('panels');
const stage = document.getElementById('stage-of-panels');
const picture = stage?.querySelector('img');
const list = document.getElementById('panels-list');
const problem = document.getElementById('panels-problem');

const segments = JSON.parse(page?.dataset.segments ?? '[]');
/** Panels in pixels of the picture; `image` null for new ones. `key` is theirs for as long as the page is open. */
let parts = JSON.parse(page?.dataset.parts ?? '[]').map((part, key) => ({ key, ...part }));
let nextKey = parts.length;
let current = null;
let changed = false;

const sides = [
  ['x', 'left'],
  ['y', 'top'],
  ['width', 'width'],
  ['height', 'height'],
];
const scale = () => picture.clientWidth / picture.naturalWidth;
const limit = (value, low, high) => Math.max(low, Math.min(high, Math.round(value)));
const partOf = (key) => parts.find((part) => part.key === Number(key));
const boxOf = (part) => stage.querySelector(`[data-box="${part.key}"]`);
const nameOf = (part) => (part.letter === '' ? 'Panel without a letter' : `Panel ${part.letter}`);

/** Keeps a box inside the picture and at least eight pixels wide and high. */
function fitted(part) {
  const { naturalWidth: wide, naturalHeight: high } = picture;
  const least = Math.min(8, wide, high);
  const x = limit(part.x, 0, wide - least);
  const y = limit(part.y, 0, high - least);
  Object.assign(part, {
    x,
    y,
    width: limit(part.width, least, wide - x),
    height: limit(part.height, least, high - y),
  });
}

function place(part) {
  const by = scale();
  const box = boxOf(part);
  Object.assign(box.style, {
    left: `${part.x * by}px`,
    top: `${part.y * by}px`,
    width: `${part.width * by}px`,
    height: `${part.height * by}px`,
  });
  box.firstChild.textContent = part.letter || '·';
  box.setAttribute(
    'aria-label',
    `${nameOf(part)}: left ${part.x}, top ${part.y}, ${part.width} by ${part.height} pixels`,
  );
}

function makeBox(part) {
  const box = document.createElement('button');
  box.type = 'button';
  box.className = 'panel-box';
  box.dataset.box = part.key;
  box.setAttribute('aria-describedby', 'panel-keys');
  const letter = document.createElement('span');
  letter.className = 'panel-letter';
  box.append(letter);
  for (const corner of ['nw', 'ne', 'sw', 'se']) {
    const grip = document.createElement('span');
    grip.className = 'panel-grip';
    grip.dataset.grip = corner;
    box.append(grip);
  }
  stage.append(box);
  place(part);
}

function field(part, side, label, input) {
  const outer = document.createElement('label');
  outer.append(label);
  Object.assign(input, { value: part[side] });
  input.dataset.part = part.key;
  input.dataset.side = side;
  outer.append(input);
  return outer;
}

function makeRow(part) {
  const row = document.createElement('li');
  row.dataset.row = part.key;
  const line = document.createElement('div');
  line.className = 'panels-row';
  const input = (type) => Object.assign(document.createElement('input'), { type });
  const letter = input('text');
  letter.maxLength = 20;
  line.append(field(part, 'letter', 'letter', letter));
  for (const [side, label] of sides) {
    const number = input('number');
    number.min = '0';
    line.append(field(part, side, label, number));
  }
  const remove = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'tool',
    textContent: 'remove',
  });
  remove.dataset.remove = part.key;
  remove.setAttribute('aria-label', `remove ${nameOf(part)}`);
  line.append(remove);
  const words = document.createElement('textarea');
  words.rows = 2;
  words.maxLength = 20000;
  row.append(line, field(part, 'caption', 'part of the caption', words));
  list.append(row);
}

function markCurrent() {
  for (const box of stage.querySelectorAll('.panel-box'))
    box.classList.toggle('is-current', Number(box.dataset.box) === current);
  for (const row of list.children) row.classList.toggle('is-current', Number(row.dataset.row) === current);
}

/** Everything anew: after panels came or went. */
function draw() {
  for (const old of stage.querySelectorAll('.panel-box')) old.remove();
  list.replaceChildren();
  for (const part of parts) {
    makeBox(part);
    makeRow(part);
  }
  document.getElementById('panels-empty').hidden = parts.length > 0;
  markCurrent();
}

/** One panel after it was moved or named: its box and the fields of its row, but not the field that is typed in. */
function show(part) {
  changed = true;
  place(part);
  for (const input of list.querySelectorAll(`[data-part="${part.key}"]`))
    if (input !== document.activeElement) input.value = part[input.dataset.side];
  list.querySelector(`[data-remove="${part.key}"]`)?.setAttribute('aria-label', `remove ${nameOf(part)}`);
}

const freeLetter = () => {
  const taken = new Set(parts.map((part) => part.letter.toLowerCase()));
  const wanted = [...segments.map((one) => one.letter), ...'abcdefghijklmnopqrstuvwxyz'];
  return wanted.find((letter) => !taken.has(letter.toLowerCase())) ?? '';
};
const wordsFor = (letter) =>
  segments.find((one) => one.letter.toLowerCase() === letter.toLowerCase())?.words ?? '';

function add(rectangle) {
  const letter = freeLetter();
  const part = { key: nextKey, image: null, letter, caption: wordsFor(letter), ...rectangle };
  nextKey += 1;
  fitted(part);
  parts.push(part);
  current = part.key;
  changed = true;
  draw();
  return part;
}

function remove(part) {
  const at = parts.indexOf(part);
  parts.splice(at, 1);
  const neighbour = parts[Math.min(at, parts.length - 1)];
  current = neighbour?.key ?? null;
  changed = true;
  draw();
  (neighbour ? boxOf(neighbour) : document.getElementById('panels-add')).focus();
  say(`${nameOf(part)} removed`);
}

function rename(part, letter) {
  // The part of the caption follows the letter, unless somebody chose other words.
  if (part.caption === '' || part.caption === wordsFor(part.letter)) part.caption = wordsFor(letter);
  part.letter = letter;
  show(part);
}

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

async function send(address, body) {
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      'HX-Request': 'true',
      'If-Match': page.dataset.etag,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body,
  }).catch(() => null);
  if (answer?.ok) return true;
  const words = decodeURIComponent(answer?.headers.get('Caseline-Message') ?? '');
  problem.textContent =
    answer === null
      ? 'The workbench does not answer. Nothing is lost: try again.'
      : answer.status === 412
        ? 'Somebody changed this case meanwhile. Load the page again and look at it anew.'
        : words || 'That could not be saved.';
  return false;
}

async function save() {
  problem.textContent = '';
  const sent = parts.map(({ key: _, ...part }) => part);
  if (!(await send(page.dataset.save, new URLSearchParams({ parts: JSON.stringify(sent) })))) return;
  changed = false;
  const { next } = page.dataset;
  sessionStorage.setItem('caseline.panels', next ? 'Saved. This is the next figure.' : 'Saved.');
  location.assign(next || page.dataset.save);
}

async function undo() {
  if (!(await send(page.dataset.undo, ''))) return;
  changed = false;
  sessionStorage.setItem('caseline.panels', 'Undone.');
  location.reload();
}

function listen() {
  document.getElementById('panels-save').addEventListener('click', save);
  document.getElementById('panels-undo').addEventListener('click', undo);
  document.getElementById('panels-add').addEventListener('click', () => {
    const { naturalWidth: width, naturalHeight: height } = picture;
    boxOf(add({ x: width / 4, y: height / 4, width: width / 2, height: height / 2 })).focus();
    say('A panel in the middle: move it with the arrow keys');
  });
  document.getElementById('panels-none').addEventListener('click', () => {
    parts = [];
    save();
  });
  document.addEventListener('keydown', (event) => {
    const box = event.target.closest?.('[data-box]');
    if (box && onBoxKey(event, partOf(box.dataset.box))) event.preventDefault();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
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
    current = Number(part);
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
    const part = partOf(current);
    if (words === '' || !part) return;
    part.caption = words;
    show(part);
    say(`These words are now of ${nameOf(part)}`);
  });
  addEventListener('beforeunload', (event) => {
    if (changed) event.preventDefault();
  });
  new ResizeObserver(() => parts.forEach(place)).observe(picture);
}

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

function listenToPointer() {
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

async function start() {
  await picture.decode().catch(() => {});
  parts.forEach(fitted);
  draw();
  listen();
  listenToPointer();
  document.getElementById('panels-save').focus();
  const said = sessionStorage.getItem('caseline.panels');
  sessionStorage.removeItem('caseline.panels');
  if (said) say(said);
}

if (picture) start();
