/**
 * A patient's images as a table. It shows the fields of the list once more and holds nothing itself: the field in hand is
 * the cell in hand, and every answer goes through the form of the list, which stands below with its words.
 */

import { announce } from '../../../shell/client/say.js';
import { askedFor, cellInHand, focusInHand, imageInHand, takeField, takeImage } from '../cursor/cursor.js';
import { selected } from '../image/selected.js';
import { columnsOf, isTable, patientShown, rowsOf } from './rows.js';

const box = () => document.getElementById('table');

/** What each state is called, and the sign that tells it without colour. */
/** @type {Readonly<Record<string, readonly [sign: string, words: string]>>} */
const states = {
  decided: ['✓', 'decided'],
  derived: ['↳', 'follows from the timeline'],
  proposed: ['?', 'proposed'],
  silent: ['○', 'open'],
  saving: ['…', 'being saved'],
};

/** @param {HTMLElement} cell of the list */
function stateOf(cell) {
  if (cell.classList.contains('is-decided')) return 'decided';
  if (cell.classList.contains('is-derived')) return 'derived';
  if (cell.dataset.open !== '1') return 'saving';
  return cell.querySelector('.cell-value.silent') ? 'silent' : 'proposed';
}

/** @param {string} name @param {string} className @param {string} text */
function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** @param {HTMLElement} place @param {HTMLElement} cell of the list */
function show(place, cell) {
  const state = stateOf(cell);
  const [sign = '', words = ''] = states[state] ?? [];
  const value = cell.querySelector('.cell-value')?.textContent ?? '';
  const sure = cell.querySelector('.cell-mark')?.lastChild?.textContent?.trim() ?? '';
  const said = `${state} ${value} ${sure}`;
  if (place.dataset.said === said) return;
  place.dataset.said = said;
  place.dataset.state = state;
  const mark = element('span', 'sign', sign);
  mark.setAttribute('aria-hidden', 'true');
  place.replaceChildren(
    mark,
    element('span', 'said', value),
    element('span', 'visually-hidden', `, ${words}`),
  );
  if (state === 'proposed' && sure) place.append(element('span', 'sure', sure));
}

/** @param {ReturnType<typeof rowsOf>[number]} row @param {readonly string[]} columns @param {number} at */
function drawRow({ group, image, cells }, columns, at) {
  const row = element('tr', '', '');
  row.setAttribute('aria-rowindex', String(at + 2));
  const head = element('th', 'row-head', '');
  head.setAttribute('scope', 'row');
  const button = element('button', 'plain', '');
  button.setAttribute('type', 'button');
  button.tabIndex = -1;
  button.dataset.row = image;
  const picture = group.querySelector('.group-image img')?.cloneNode(true);
  button.append(
    ...(picture ? [picture] : []),
    group.querySelector('.group-image span')?.textContent ?? image,
  );
  head.append(button);
  row.append(head);
  for (const [number, field] of columns.entries()) {
    const cell = cells.get(field);
    const place = element('td', '', '');
    place.setAttribute('role', 'gridcell');
    place.setAttribute('aria-colindex', String(number + 2));
    if (cell) {
      place.dataset.for = cell.id;
      place.tabIndex = -1;
    } else place.append(element('span', 'visually-hidden', 'not asked'));
    row.append(place);
  }
  return row;
}

let drawn = '';

function draw() {
  const place = box();
  if (!place) return;
  place.hidden = !isTable();
  const rows = isTable() ? rowsOf() : [];
  const columns = columnsOf(rows);
  const asked = JSON.stringify([
    rows.map(({ image, group, cells }) => [
      image,
      group.querySelector('.group-image')?.textContent,
      [...cells.keys()],
    ]),
    columns,
  ]);
  if (asked !== drawn) {
    drawn = asked;
    const labels = new Map(
      rows.flatMap(({ cells }) =>
        [...cells].map(([field, cell]) => [field, cell.querySelector('.cell-label')?.textContent ?? field]),
      ),
    );
    const table = element('table', 'grid', '');
    table.setAttribute('role', 'grid');
    table.setAttribute('aria-multiselectable', 'true');
    table.setAttribute('aria-rowcount', String(rows.length + 1));
    table.setAttribute('aria-colcount', String(columns.length + 1));
    const whose = document.querySelector(
      `#fields .of-patient[data-group-patient="${CSS.escape(patientShown())}"] .group-head > span`,
    );
    table.setAttribute('aria-label', `Images of ${whose?.textContent ?? 'nobody'}`);
    const heads = element('tr', '', '');
    for (const label of ['Image', ...columns.map((field) => labels.get(field) ?? field)]) {
      const head = element('th', '', label);
      head.setAttribute('scope', 'col');
      heads.append(head);
    }
    const top = document.createElement('thead');
    top.append(heads);
    const body = document.createElement('tbody');
    body.append(...rows.map((row, at) => drawRow(row, columns, at)));
    table.append(top, body);
    place.replaceChildren(
      ...(rows.length > 0 ? [table] : [element('p', 'empty', 'No image of this patient is asked about.')]),
    );
  }
  for (const { cells } of rows)
    for (const cell of cells.values()) {
      const shown = place.querySelector(`[data-for="${cell.id}"]`);
      if (shown) show(shown, cell);
    }
  mark();
}

/** Marks the cell in hand, the image shown and what is selected. */
function mark() {
  if (!isTable()) return;
  const inHand = cellInHand();
  const chosen = new Set(selected().map(askedFor));
  for (const row of box()?.querySelectorAll('tbody tr') ?? []) {
    const image = row.querySelector('[data-row]')?.dataset.row ?? '';
    row.classList.toggle('is-shown', image === askedFor(imageInHand()));
    for (const place of row.querySelectorAll('[data-for]')) {
      const isInHand = place.dataset.for === inHand?.id;
      place.tabIndex = isInHand ? 0 : -1;
      place.classList.toggle('active', isInHand);
      if (isInHand) place.setAttribute('aria-current', 'true');
      else place.removeAttribute('aria-current');
      const field = document.getElementById(place.dataset.for ?? '')?.dataset.field;
      place.setAttribute('aria-selected', String(chosen.has(image) && field === inHand?.dataset.field));
    }
  }
}

/** @param {boolean} on */
export function setTable(on) {
  const desk = document.getElementById('desk');
  if (!desk || on === isTable()) return;
  if (on) desk.dataset.table = '';
  else delete desk.dataset.table;
  document.querySelector('button[data-table]')?.setAttribute('aria-pressed', String(on));
  const cell = cellInHand();
  const rows = rowsOf();
  draw();
  if (on && !cell?.dataset.image) {
    const all = columnsOf(rows).flatMap((field) => rows.flatMap(({ cells }) => cells.get(field) ?? []));
    takeField(all.find((one) => one.dataset.open === '1') ?? all[0]);
  } else focusInHand();
  cellInHand()?.scrollIntoView({ block: 'nearest' });
  announce(on ? 'The images as a table. Escape leads back to the list.' : 'The list of fields.');
}

export const toggleTable = () => setTable(!isTable());

document.addEventListener('caseline:marks', draw);
document.addEventListener('caseline:queue', draw);
document.addEventListener('caseline:redrawn', () => {
  document.querySelector('button[data-table]')?.setAttribute('aria-pressed', String(isTable()));
  draw();
});
document.addEventListener('click', ({ target }) => {
  if (target?.closest?.('button[data-table]')) toggleTable();
  const row = target?.closest?.('#table [data-row]')?.dataset.row;
  if (row) takeImage(row, { focus: true });
});
