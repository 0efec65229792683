/** Panels of a figure on their page: the boxes over the picture and the rows beside it, kept alike. */
import { say } from '../../shell/client/say.js';

export const page = document.getElementById('panels');
export const stage = document.getElementById('stage-of-panels');
export const picture = stage?.querySelector('img');
export const list = document.getElementById('panels-list');

const segments = JSON.parse(page?.dataset.segments ?? '[]');
let nextKey = 0;
const numbered = (part) => {
  nextKey += 1;
  return { key: nextKey, ...part };
};

/**
 * What the page holds: panels in pixels of the picture (`image` null for new ones, `key` theirs for as long as the page is
 * open), the key of the one at hand, and whether anything is not saved.
 */
export const desk = {
  parts: [],
  current: null,
  changed: false,
};

const sides = [
  ['x', 'left'],
  ['y', 'top'],
  ['width', 'width'],
  ['height', 'height'],
];
export const scale = () => picture.clientWidth / picture.naturalWidth;
export const limit = (value, low, high) => Math.max(low, Math.min(high, Math.round(value)));
export const partOf = (key) => desk.parts.find((part) => part.key === Number(key));
export const boxOf = (part) => stage.querySelector(`[data-box="${part.key}"]`);
export const nameOf = (part) => (part.letter === '' ? 'Panel without a letter' : `Panel ${part.letter}`);

/** Keeps a box inside the picture and at least eight pixels wide and high. */
export function fitted(part) {
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

export function place(part) {
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

export function markCurrent() {
  for (const box of stage.querySelectorAll('.panel-box'))
    box.classList.toggle('is-current', Number(box.dataset.box) === desk.current);
  for (const row of list.children)
    row.classList.toggle('is-current', Number(row.dataset.row) === desk.current);
}

/** Everything anew: after panels came or went. */
export function draw() {
  for (const old of stage.querySelectorAll('.panel-box')) old.remove();
  list.replaceChildren();
  for (const part of desk.parts) {
    makeBox(part);
    makeRow(part);
  }
  document.getElementById('panels-empty').hidden = desk.parts.length > 0;
  markCurrent();
}

/** The panels as the server holds them, instead of those on the page. */
export function take(parts) {
  desk.parts = parts.map(numbered);
  desk.changed = false;
  desk.parts.forEach(fitted);
  draw();
}

/** One panel after it was moved or named: its box and the fields of its row, but not the field that is typed in. */
export function show(part) {
  desk.changed = true;
  place(part);
  for (const input of list.querySelectorAll(`[data-part="${part.key}"]`))
    if (input !== document.activeElement) input.value = part[input.dataset.side];
  list.querySelector(`[data-remove="${part.key}"]`)?.setAttribute('aria-label', `remove ${nameOf(part)}`);
}

const freeLetter = () => {
  const taken = new Set(desk.parts.map((part) => part.letter.toLowerCase()));
  const wanted = [...segments.map((one) => one.letter), ...'abcdefghijklmnopqrstuvwxyz'];
  return wanted.find((letter) => !taken.has(letter.toLowerCase())) ?? '';
};
const wordsFor = (letter) =>
  segments.find((one) => one.letter.toLowerCase() === letter.toLowerCase())?.words ?? '';

export function add(rectangle) {
  const letter = freeLetter();
  const part = numbered({ image: null, letter, caption: wordsFor(letter), ...rectangle });
  fitted(part);
  desk.parts.push(part);
  desk.current = part.key;
  desk.changed = true;
  draw();
  return part;
}

export function remove(part) {
  const at = desk.parts.indexOf(part);
  desk.parts.splice(at, 1);
  const neighbour = desk.parts[Math.min(at, desk.parts.length - 1)];
  desk.current = neighbour?.key ?? null;
  desk.changed = true;
  draw();
  (neighbour ? boxOf(neighbour) : document.getElementById('panels-add')).focus();
  say(`${nameOf(part)} removed`);
}

export function rename(part, letter) {
  // The part of the caption follows the letter, unless somebody chose other words.
  if (part.caption === '' || part.caption === wordsFor(part.letter)) part.caption = wordsFor(letter);
  part.letter = letter;
  show(part);
}
