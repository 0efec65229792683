/** Panels of a figure on their page: the boxes over the picture and the rows beside it, kept alike. */
import { must } from '../../shell/client/dom.js';
import { announce } from '../../shell/client/say.js';
import { fitted, sizeOf } from '../case/image/rectangles.js';

/**
 * A panel as the page holds it: `image` null for new ones, `key` its own for as long as the page is open.
 * @typedef {import('./messages.ts').Part & { readonly key: number }} Panel
 */

export const page = must('panels');
export const figureStage = must('stage-of-panels');
export const picture = figureStage.querySelector('img') ?? new Image();
export const list = must('panels-list');

/** @type {readonly import('./messages.ts').Segment[]} */
const segments = JSON.parse(page.dataset.segments ?? '[]');
let nextKey = 0;
/** @param {import('./messages.ts').Part} part @returns {Panel} */
const numbered = (part) => {
  nextKey += 1;
  return { key: nextKey, ...part };
};

/**
 * What the page holds: panels in pixels of the picture, the key of the one at hand, and whether anything is not saved.
 * @type {{ parts: Panel[], current: number | null, changed: boolean }}
 */
export const desk = {
  parts: [],
  current: null,
  changed: false,
};

/** @type {readonly ['x' | 'y' | 'width' | 'height', label: string][]} */
const sides = [
  ['x', 'left'],
  ['y', 'top'],
  ['width', 'width'],
  ['height', 'height'],
];
export const scale = () => picture.clientWidth / picture.naturalWidth;
/** @param {string | number | null | undefined} key */
export const partOf = (key) => desk.parts.find((part) => part.key === Number(key));
/** @param {Panel} part */
export const boxOf = (part) => figureStage.querySelector(`[data-box="${part.key}"]`);
/** @param {Panel} part */
export const nameOf = (part) => (part.letter === '' ? 'Panel without a letter' : `Panel ${part.letter}`);

/** Keeps a box inside the picture and at least eight pixels wide and high. @param {Panel} part */
export const keepInside = (part) => {
  Object.assign(part, fitted(part, sizeOf(picture), 8));
};

/** @param {Panel} part */
export function placeBox(part) {
  const by = scale();
  const box = boxOf(part);
  if (!box) return;
  Object.assign(box.style, {
    left: `${part.x * by}px`,
    top: `${part.y * by}px`,
    width: `${part.width * by}px`,
    height: `${part.height * by}px`,
  });
  if (box.firstChild) box.firstChild.textContent = part.letter || '·';
  box.setAttribute(
    'aria-label',
    `${nameOf(part)}: left ${part.x}, top ${part.y}, ${part.width} by ${part.height} pixels`,
  );
}

/** @param {Panel} part */
function makeBox(part) {
  const box = document.createElement('button');
  box.type = 'button';
  box.className = 'panel-box';
  box.dataset.box = String(part.key);
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
  figureStage.append(box);
  placeBox(part);
}

/**
 * @param {Panel} part
 * @param {Exclude<keyof Panel, 'key' | 'image'>} side
 * @param {string} label
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 */
function field(part, side, label, input) {
  const outer = document.createElement('label');
  outer.append(label);
  input.value = String(part[side]);
  input.dataset.part = String(part.key);
  input.dataset.side = side;
  outer.append(input);
  return outer;
}

/** @param {Panel} part */
function makeRow(part) {
  const row = document.createElement('li');
  row.dataset.row = String(part.key);
  const line = document.createElement('div');
  line.className = 'panels-row';
  /** @param {string} type */
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
  remove.dataset.remove = String(part.key);
  remove.setAttribute('aria-label', `remove ${nameOf(part)}`);
  line.append(remove);
  const words = document.createElement('textarea');
  words.rows = 2;
  words.maxLength = 20000;
  row.append(line, field(part, 'caption', 'part of the caption', words));
  list.append(row);
}

export function markCurrent() {
  for (const box of figureStage.querySelectorAll('.panel-box'))
    box.classList.toggle('is-current', Number(box.dataset.box) === desk.current);
  for (const row of list.querySelectorAll('li'))
    row.classList.toggle('is-current', Number(row.dataset.row) === desk.current);
}

/** Everything anew: after panels came or went. */
export function drawPanels() {
  for (const old of figureStage.querySelectorAll('.panel-box')) old.remove();
  list.replaceChildren();
  for (const part of desk.parts) {
    makeBox(part);
    makeRow(part);
  }
  must('panels-empty').hidden = desk.parts.length > 0;
  markCurrent();
}

/** The panels as the server holds them, instead of those on the page. @param {readonly import('./messages.ts').Part[]} parts */
export function take(parts) {
  desk.parts = parts.map(numbered);
  desk.changed = false;
  desk.parts.forEach(keepInside);
  drawPanels();
}

/** @param {Panel} part @returns {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */
const inputsOf = (part) => list.querySelectorAll(`[data-part="${part.key}"]`);

/** Shows what a field of a row stands for. @param {HTMLInputElement | HTMLTextAreaElement} input @param {Panel} part */
export function write(input, part) {
  const { letter, caption, x, y, width, height } = part;
  const shown = Object.entries({ letter, caption, x, y, width, height });
  input.value = String(shown.find(([side]) => side === input.dataset.side)?.[1] ?? '');
}

/** One panel after it was moved or named: its box and the fields of its row, but not the field that is typed in. @param {Panel} part */
export function show(part) {
  desk.changed = true;
  placeBox(part);
  for (const input of inputsOf(part)) if (input !== document.activeElement) write(input, part);
  list.querySelector(`[data-remove="${part.key}"]`)?.setAttribute('aria-label', `remove ${nameOf(part)}`);
}

const freeLetter = () => {
  const taken = new Set(desk.parts.map((part) => part.letter.toLowerCase()));
  const wanted = [...segments.map((one) => one.letter), ...'abcdefghijklmnopqrstuvwxyz'];
  return wanted.find((letter) => !taken.has(letter.toLowerCase())) ?? '';
};
/** @param {string} letter */
const wordsFor = (letter) =>
  segments.find((one) => one.letter.toLowerCase() === letter.toLowerCase())?.words ?? '';

/** @param {import('../case/image/messages.ts').Rectangle} rectangle */
export function add(rectangle) {
  const letter = freeLetter();
  const part = numbered({ image: null, letter, caption: wordsFor(letter), ...rectangle });
  keepInside(part);
  desk.parts.push(part);
  desk.current = part.key;
  desk.changed = true;
  drawPanels();
  return part;
}

/** @param {Panel} part */
export function remove(part) {
  const at = desk.parts.indexOf(part);
  desk.parts.splice(at, 1);
  const neighbour = desk.parts[Math.min(at, desk.parts.length - 1)];
  desk.current = neighbour?.key ?? null;
  desk.changed = true;
  drawPanels();
  (neighbour ? boxOf(neighbour) : must('panels-add'))?.focus();
  announce(`${nameOf(part)} removed`);
}

/** @param {Panel} part @param {string} letter */
export function rename(part, letter) {
  // The part of the caption follows the letter, unless somebody chose other words.
  if (part.caption === '' || part.caption === wordsFor(part.letter)) part.caption = wordsFor(letter);
  part.letter = letter;
  show(part);
}
