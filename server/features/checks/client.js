/** Works off the findings of the checks: one is in hand, and keys mend it, accept it or go on to the next. */

import { announce } from '../../shell/client/say.js';
import { singleKeysOff } from '../keys/keymap.js';

const list = () => document.getElementById('checks-list');
const detail = () => document.getElementById('check-detail');
const rows = () => [...(list()?.querySelectorAll('.finding') ?? [])];

/** The finding in hand, where it stands in the list, and whether it waited when it was taken up. */
let inHand = { id: '', at: 0, waits: true };

const rowInHand = () => rows().find(({ id }) => id === inHand.id);
/** @param {HTMLElement} row */
const waits = (row) => !row.classList.contains('is-accepted');

function mark() {
  for (const row of rows()) {
    if (row.id === inHand.id) row.setAttribute('aria-current', 'true');
    else row.removeAttribute('aria-current');
  }
}

/** @param {HTMLElement | undefined} row @param {{ focus?: boolean }} [how] */
function take(row, { focus = true } = {}) {
  const box = detail();
  if (!box) return;
  if (!row) {
    inHand = { id: '', at: 0, waits: true };
    box.replaceChildren();
    return;
  }
  inHand = { id: row.id, at: rows().indexOf(row), waits: waits(row) };
  history.replaceState(null, '', `#${row.id}`);
  mark();
  row.scrollIntoView({ block: 'nearest' });
  if (focus) row.focus({ preventScroll: true });
  const of = new URLSearchParams({ list: list()?.dataset.list ?? '' });
  const opens = window.htmx.ajax('GET', `/checks/finding?${row.dataset.finding}&${of}`, {
    source: box,
    target: box,
    swap: 'innerHTML',
  });
  // Where the two do not stand beside each other.
  if (focus && matchMedia('(max-width: 899px)').matches) opens.then(() => box.scrollIntoView());
}

/** @param {number} by */
function step(by) {
  const all = rows();
  const at = rowInHand() ? inHand.at + by : 0;
  const next = all[at];
  if (next) take(next);
  else announce(by > 0 ? 'That was the last finding of this list.' : 'That is the first finding.');
}

/** After the list was drawn anew: the same finding, or the next that waits where that one is gone or was accepted. */
function settle() {
  const row = rowInHand();
  if (row && (waits(row) || !inHand.waits)) return take(row);
  const from = row ? inHand.at + 1 : inHand.at;
  const all = rows();
  const next = all.slice(from).find(waits) ?? all.find(waits) ?? row ?? all[0];
  take(next);
}

document.addEventListener('click', (event) => {
  const row = event.target?.closest?.('.finding');
  if (row && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    take(row);
  }
  if (event.target?.closest?.('[data-next]')) step(1);
  const blink = event.target?.closest?.('[data-blink]');
  if (blink) turnOver(blink);
});

/** The difference of two films, then the one, then the other, and the difference again. @param {HTMLElement} button */
function turnOver(button) {
  const over = button.closest('.over');
  const words = over?.querySelector('[data-over-words]');
  if (!over || !words) return;
  const next = { '': 'first', first: 'second', second: '' }[over.dataset.shown ?? ''] ?? '';
  if (next) over.dataset.shown = next;
  else delete over.dataset.shown;
  button.setAttribute('aria-pressed', String(next !== ''));
  words.textContent = next ? `The ${next} alone` : 'What differs is bright; alike is black';
  announce(words.textContent);
}

/** @type {Readonly<Record<string, () => unknown>>} */
const keys = {
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  m: () => detail()?.querySelector('[data-mend]')?.click(),
  t: () => detail()?.querySelector('[data-take]')?.click(),
  a: () => document.getElementById('check-reason')?.focus(),
  b: () => detail()?.querySelector('[data-blink]')?.click(),
};

document.addEventListener('keydown', (event) => {
  const { target, key } = event;
  if (!list() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (key === 'Escape' && target?.matches?.('#check-reason')) rowInHand()?.focus();
  if (target?.closest?.('input, textarea, select') || document.querySelector('dialog[open]')) return;
  const act = key.length === 1 && singleKeysOff() ? undefined : keys[key];
  if (!act || (key.startsWith('Arrow') && !target?.closest?.('.finding'))) return;
  event.preventDefault();
  act();
});

// What is sent from the detail brings the list anew.
let isSent = false;
document.addEventListener('htmx:after:request', ({ detail: { ctx } }) => {
  const isAct = ctx.request.method === 'POST' && ctx.sourceElement?.closest?.('#check-detail');
  if (isAct) isSent = ctx.response.status < 400;
});
document.addEventListener('htmx:after:swap', () => {
  if (isSent) {
    isSent = false;
    settle();
  } else mark();
});

const asked = document.getElementById(location.hash.slice(1));
if (asked?.matches('.finding')) take(asked, { focus: false });
